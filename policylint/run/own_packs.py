"""Packs of an agency's own: folders that a configuration names, read whole or refused. Knows no policy."""

import os
from collections.abc import Mapping, Sequence

from policylint.checking.packs import Pack, active, pack_of, read_pack
from policylint.errors import PolicylintError, Problems, SetupError
from policylint.run.config import Config, ForFile, is_folder
from policylint.run.settings_file import below, refuse, settings

DESCRIPTION = "pack.yaml"


def own_packs(configs: tuple[Config, ...], builtin: tuple[Pack, ...]) -> Mapping[str, Pack]:
    """The packs in all folders that configurations name, by folder. Raises SetupError or Problems."""
    found: dict[str, Pack] = {}
    names = {pack.id: "the program" for pack in builtin}
    checks = {check.id: pack.id for pack in builtin for check in pack.checks}
    errors: list[PolicylintError] = []
    for config in configs:
        for name, path in config.packs():
            folder = below(config.base, name)
            if not is_folder(name) or folder in found:
                continue
            if not os.path.isfile(os.path.join(folder, DESCRIPTION)):
                message = f'there is no pack in "{name}": a pack is a folder with a {DESCRIPTION}'
                remedy = f"name a folder as seen from that of {config.file}, or make the pack"
                errors.append(config.refuse(path, message, remedy))
                continue
            pack = found[folder] = read(folder, name)
            if pack.id in names:
                message = f'"{name}" calls itself "{pack.id}", as a pack of {names[pack.id]} does'
                errors.append(config.refuse(path, message, "give it another id"))
            names[pack.id] = f'"{name}"'
            for check in pack.checks:
                if check.id in checks:
                    message = f'the check "{check.id}" stands in "{name}" and in the pack "{checks[check.id]}"'
                    errors.append(config.refuse(path, message, "give it another id"))
                checks[check.id] = pack.id
    refuse(errors)
    return found


def read(folder: str, shown: str) -> Pack:
    """The pack in a folder. Raises SetupError or Problems that name files and lines."""
    errors: list[PolicylintError] = []
    for name in sorted(each for each in os.listdir(folder) if each.endswith(".yaml")):
        file = f"{shown.rstrip('/')}/{name}"
        try:
            document = settings(os.path.join(folder, name), file, "pack" if name == DESCRIPTION else "check")
        except Problems as several:
            errors += several.errors
            continue
        except SetupError as error:
            errors.append(error)
            continue
        if document.data is None:
            errors.append(SetupError("the file is empty", place=file, remedy="Write the check, or delete the file."))
        elif name != DESCRIPTION and document.data["id"] != name.removesuffix(".yaml"):
            remedy = f"Name the file {document.data['id']}.yaml."
            errors.append(SetupError(f'this is the check "{document.data["id"]}"', place=file, remedy=remedy))
    refuse(errors)
    return pack_of(read_pack(folder))


def packs_for(
    config: Config,
    rules: ForFile,
    own: Mapping[str, str],
    available: Sequence[Pack],
    jurisdiction: str,
) -> tuple[Pack, ...]:
    """The packs for a file. own: ids by folder.

    Names in a configuration stand instead of what the jurisdiction picks; folders come on top. A pack of one's own is
    active only where it is named.
    """
    here = [own[below(config.base, name)] for name in rules.packs.value if is_folder(name)]
    named = [name for name in rules.packs.value if not is_folder(name)]
    pool = [pack for pack in available if pack.id in here or pack.id not in own.values()]
    return active(pool, jurisdiction, (*named, *here) if named else ())
