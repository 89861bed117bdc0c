"""The files that go with a configuration: waivers, baseline and lock.

All of it is read, or refused, before anything is linted. Knows no findings.
"""

import datetime
import os
from collections.abc import Sequence

from policylint.checking.packs import Pack
from policylint.errors import PolicylintError, Problems, nearest
from policylint.run.baseline import DEFAULT_NAME, Baseline, read_baseline
from policylint.run.collect import shown
from policylint.run.config import LOCK, WAIVERS, Config
from policylint.run.governed import Governed, Wanted
from policylint.run.lock import Lock, read_lock, verify
from policylint.run.names import ALL
from policylint.run.settings_file import below, refusal, refuse
from policylint.run.waivers import Waivers, read_waivers
from policylint.typed import NamedTuple


class Book(NamedTuple):
    """A configuration with the files that it names. baseline_file: as people see it, where one is used or written."""

    config: Config
    waivers: Waivers | None = None
    baseline: Baseline | None = None
    baseline_file: str = ""
    lock: Lock | None = None
    whole: bool = False


def books(
    governed: Governed, wanted: Wanted, today: datetime.date, available: Sequence[Pack]
) -> tuple[tuple[Book, ...], list[PolicylintError]]:
    """The book of each configuration, and what is wrong in their files."""
    errors: list[PolicylintError] = []
    found: list[Book] = []
    for number, config in enumerate(governed.configs):
        try:
            found.append(_book(config, wanted, today, available, number in governed.whole))
        except Problems as several:
            errors += several.errors
        except PolicylintError as error:
            errors.append(error)
    return tuple(found), errors


def _book(config: Config, wanted: Wanted, today: datetime.date, available: Sequence[Pack], whole: bool) -> Book:
    waivers = None
    file = waivers_file(config, wanted)
    if file:
        waivers = read_waivers(file, shown(file), config.longest_waiver, today)
        _known_checks(waivers, available)
    baseline = None
    file = baseline_file(config, wanted)
    if file and (os.path.exists(file) or not wanted.write):
        baseline = read_baseline(file, shown(file))
    lock = None
    lock_file = os.path.join(config.base, LOCK)
    if wanted.lock and config.base and os.path.lexists(lock_file):
        lock = read_lock(lock_file, shown(lock_file))
        verify(lock, available)
    return Book(config, waivers, baseline, shown(file) if file else "", lock, whole)


def waivers_file(config: Config, wanted: Wanted) -> str:
    """The file of waivers to read; empty when there is none. One that is named must be there."""
    if wanted.waivers:
        return wanted.waivers
    said = config.get("/waivers/file")
    if said.value:
        return _named(config, said.path, str(said.value), "file of waivers")
    file = os.path.join(config.base, WAIVERS)
    # Whatever it is: what cannot be read is refused, for it would not do to go on without.
    return file if config.base and os.path.lexists(file) else ""


def baseline_file(config: Config, wanted: Wanted) -> str:
    """The baseline to read or to write; empty when there is none."""
    if wanted.baseline:
        return wanted.baseline
    said = config.get("/baseline")
    if said.value:
        file = below(config.base, str(said.value))
        return file if wanted.write else _named(config, said.path, str(said.value), "baseline")
    return os.path.join(config.base, DEFAULT_NAME) if wanted.write else ""


def _named(config: Config, path: str, name: str, what: str) -> str:
    file = below(config.base, name)
    if os.path.isdir(file):
        raise config.refuse(path, f'"{name}" is a folder, not a {what}', "name a file in it, or delete the line")
    if not os.path.isfile(file):
        how = "`policylint lint --write-baseline` writes it" if what == "baseline" else "make it, or delete the line"
        raise config.refuse(path, f'there is no {what} "{name}"', how)
    return file


def _known_checks(waivers: Waivers, available: Sequence[Pack]) -> None:
    known = {check.id for pack in available for check in pack.checks}
    errors = []
    for waiver in waivers.entries:
        if waiver.check not in known:
            near = nearest(waiver.check, known)
            message = f'there is no check "{waiver.check}"' + (f': did you mean "{near}"?' if near else "")
            span = waivers.document.span(f"/waivers/{waiver.number}/check")
            errors.append(refusal(waivers.source, message, span, f'write "{near}"' if near else ALL))
    refuse(errors)
