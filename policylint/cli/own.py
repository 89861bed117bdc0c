"""Packs of one's own that a command line names: a path, or what an installed package registers. Knows no output."""

import os
from collections.abc import Collection

from policylint.checking.packs import Check, Pack, Page, builtin_packs, page
from policylint.errors import PolicylintError
from policylint.typed import NamedTuple

SUFFIXES = (".yaml", ".yml")


class Packs(NamedTuple):
    """available: all packs there are. chosen: names to take instead of what the jurisdiction picks. pages: of checks of
    one's own.
    """

    available: tuple[Pack, ...]
    chosen: tuple[str, ...]
    pages: dict[str, Page]

    def page(self, check: Check) -> Page:
        return self.pages.get(check.id) or page(check)


def is_path(name: str) -> bool:
    """Whether the name of a pack means a file or a folder."""
    return name.startswith((".", "~")) or "/" in name or "\\" in name or name.endswith(SUFFIXES)


def configured() -> tuple[str, ...]:
    """The packs that the configuration of this folder names beyond those of the program, as seen from here."""
    # Late: whoever names a check of the program needs no configuration.
    from policylint.run.collect import shown
    from policylint.run.config import is_folder
    from policylint.run.governed import govern
    from policylint.run.settings_file import below

    configs = govern((os.path.join(os.curdir, "any"),)).configs
    known = {pack.id for pack in builtin_packs()}
    named = ((config, name) for config in configs for name, _ in config.packs() if name not in known)
    places = (_here(shown(below(config.base, name))) if is_folder(name) else name for config, name in named)
    return tuple(dict.fromkeys(places))


def _here(path: str) -> str:
    return path if is_path(path) else f"./{path}"


def with_own(names: Collection[str]) -> Packs:
    """The packs to choose from when some are named.

    Packs of one's own come on top of what the jurisdiction, the configuration or other names pick. Raises
    PolicylintError for what cannot be used; a name that means nothing is left for whoever knows all names.
    """
    builtin = builtin_packs()
    known = {pack.id for pack in builtin}
    if all(name in known for name in names):
        return Packs(builtin, tuple(names), {})
    # Late: most runs have no packs but those of the program.
    from policylint.checking.ownpacks import judged, sound
    from policylint.checking.written import Written, find

    written: list[Written] = []
    errors: list[PolicylintError] = []
    others: list[str] = []
    for name in names:
        try:
            if is_path(name):
                written += find(os.path.expanduser(name), name.replace("\\", "/"))
            elif name in known:
                others.append(name)
            else:
                from policylint.checking.installed import installed

                there = list(installed(name))
                others += [] if there else [name]
                written += [pack for each in there for pack in each.written]
                errors += [each.error for each in there if each.error is not None]
        except PolicylintError as error:
            errors.append(error)
    found = sound(judged(written, errors, builtin))
    own = tuple(each.pack._replace(given=True) for each in found)
    pages = {check: shown for each in found for check, shown in each.pages.items()}
    return Packs((*builtin, *own), tuple(others), pages)
