"""Whether names of checks, groups and packs mean something: a misspelt one would silently switch nothing on or off."""

import os
from collections.abc import Iterable, Sequence

from policylint.checking.packs import Pack
from policylint.errors import PolicylintError, SetupError, nearest
from policylint.run.config import Config, is_folder
from policylint.run.severities import ALWAYS

ALL = "`policylint checks` lists them all"


def check_names(
    available: Sequence[Pack], named: Iterable[str], packs: Iterable[str], configs: Iterable[Config]
) -> list[PolicylintError]:
    """What is wrong with the names of a command line and of configurations. named: checks, groups or packs."""
    ids = [pack.id for pack in available]
    checks = {name for pack in available for check in pack.checks for name in (check.id, check.group)}
    errors: list[PolicylintError] = []
    for name in named:
        if name not in checks and name not in ids:
            message = f'there is no check, group or pack "{name}"{_meant(name, (*checks, *ids))}'
            errors.append(SetupError(message, remedy=f"{ALL}."))
    for name in packs:
        if name not in ids:
            message = f'there is no pack "{name}"{_meant(name, ids)}'
            remedy = f"The packs are: {', '.join(ids)}."
            if os.path.exists(name):
                remedy = f'If you mean the pack there, write "./{name}". {remedy}'
            errors.append(SetupError(message, remedy=remedy))
    for config in configs:
        for name, path in config.names():
            if name not in checks:
                errors.append(config.refuse(path, f'there is no check or group "{name}"{_meant(name, checks)}', ALL))
            elif name in ALWAYS and "/severities/" in path:
                message = f'the severity of "{name}" cannot be changed: a file with that fault would look clean'
                errors.append(config.refuse(path, message, "delete the line"))
        for name, path in config.packs():
            if not is_folder(name) and name not in ids:
                message = f'there is no pack "{name}"{_meant(name, ids)}'
                remedy = f"the packs are {', '.join(ids)}; a folder of your own begins with ./"
                errors.append(config.refuse(path, message, remedy))
    return errors


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f': did you mean "{near}"?' if near else ""
