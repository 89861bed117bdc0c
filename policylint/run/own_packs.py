"""Packs of an agency's own that a configuration names: by path, or by the name an installed package has. No policy."""

from collections.abc import Mapping, Sequence

from policylint.checking.packs import Pack, active
from policylint.checking.written import Written, find
from policylint.errors import InputError, PolicylintError
from policylint.run.collect import shown
from policylint.run.config import Config, ForFile, is_folder
from policylint.run.settings_file import below


def own_packs(configs: tuple[Config, ...], builtin: tuple[Pack, ...]) -> Mapping[str, Pack]:
    """The packs that configurations name beyond those of the program, by path or name. Raises SetupError or Problems.

    builtin: with those that the command line gives; a pack that is among them is not read again.
    """
    given = {pack.id: pack for pack in builtin if pack.given}
    known = {pack.id for pack in builtin}
    written: dict[str, Written] = {}
    errors: list[PolicylintError] = []
    for config in configs:
        for name, path in config.packs():
            where = below(config.base, name) if is_folder(name) else name
            if where in written or where in known:
                continue
            try:
                there = find(where, shown(where)) if is_folder(name) else _installed(name, errors)
            except InputError as error:
                errors.append(config.refuse(path, error.message, error.remedy))
                continue
            if len(there) > 1:
                message = f'there are several packs in "{name}"'
                errors.append(
                    config.refuse(path, message, f"name the one you mean: {', '.join(w.where for w in there)}")
                )
            written.update((where, each) for each in there[:1])
    if not written and not errors:
        return {}
    # Late: most configurations name none, and pay for no validation.
    from policylint.checking.ownpacks import judged, sound

    ids = {where: each.head.data.get("id") for where, each in written.items() if isinstance(each.head.data, dict)}
    twice = {where: given[name] for where, name in ids.items() if name in given}
    others = [each for where, each in written.items() if where not in twice]
    made = {own.where: own.pack for own in sound(judged(others, errors, [pack for pack in builtin if not pack.given]))}
    found = {where: made[each.where] for where, each in written.items() if where not in twice}
    return {**found, **twice}


def _installed(name: str, errors: list[PolicylintError]) -> list[Written]:
    """The pack that an installed package has under a name; none when there is no such name, which others tell."""
    from policylint.checking.installed import installed

    found = list(installed(name))
    errors += [each.error for each in found if each.error is not None]
    return [pack for each in found for pack in each.written]


def packs_for(
    config: Config,
    rules: ForFile,
    own: Mapping[str, str],
    available: Sequence[Pack],
    jurisdiction: str,
) -> tuple[Pack, ...]:
    """The packs for a file. own: ids by path or name.

    Names in a configuration stand instead of what the jurisdiction picks; packs of one's own come on top. A pack of
    one's own is active only where it is named.
    """
    places = [below(config.base, name) if is_folder(name) else name for name in rules.packs.value]
    here = [own[place] for place in places if place in own]
    named = [place for place in places if place not in own]
    pool = [pack for pack in available if pack.given or pack.id in here or pack.id not in own.values()]
    return active(pool, jurisdiction, (*named, *here) if named else ())
