"""What governs a run: the configuration of each file, and the waivers, the baseline and the lock that go with it.

All of it is read, or refused, before anything is linted. Knows no findings.
"""

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from policylint.checking.packs import Pack
from policylint.errors import PolicylintError, Problems, SetupError, nearest
from policylint.run.baseline import DEFAULT_NAME, Baseline, read_baseline
from policylint.run.collect import shown
from policylint.run.config import LOCK, WAIVERS, Config, nearest_files, read_config
from policylint.run.lock import Lock, read_lock, verify
from policylint.run.names import ALL
from policylint.run.settings_file import below, refusal, refuse
from policylint.run.waivers import Waivers, read_waivers


class Governed(NamedTuple):
    """The configurations of a run, and which of them governs a file. whole: those whose folder is linted whole."""

    configs: tuple[Config, ...]
    of: Mapping[str, int]
    whole: frozenset[int] = frozenset()

    def number(self, file: str) -> int:
        return self.of.get(file, 0)

    def config(self, file: str) -> Config:
        """The configuration of a file, by its path as people see it."""
        return self.configs[self.number(file)]

    def today(self) -> datetime.date | None:
        """The day that configurations set; SetupError when they differ."""
        self._agree("today")
        return next((config.today for config in self.configs if config.today is not None), None)

    def effort(self) -> int | None:
        """The effort that configurations set; SetupError when they differ."""
        self._agree("effort")
        return next((config.data["effort"] for config in self.configs if "effort" in config.data), None)

    def _agree(self, key: str) -> None:
        saying = [config for config in self.configs if key in config.data]
        if len({config.data[key] for config in saying}) > 1:
            files = " and ".join(config.file for config in saying)
            raise SetupError(f'{files} say different things for "{key}"', remedy=f"Give --{key}, or lint them apart.")


class Wanted(NamedTuple):
    """What the command line says of files that set findings aside; empty: what the configuration says.

    write: a baseline is to be written, so that none need be there yet. lock: whether the lock counts.
    """

    waivers: str = ""
    baseline: str = ""
    write: bool = False
    lock: bool = True


class Book(NamedTuple):
    """A configuration with the files that it names. baseline_file: as people see it, where one is used or written."""

    config: Config
    waivers: Waivers | None
    baseline: Baseline | None
    baseline_file: str
    lock: Lock | None
    whole: bool


def govern(files: Iterable[str], given: str = "", paths: Sequence[str] = ()) -> Governed:
    """The configurations of some files, looked for upward from each; `given` is one for all, `-` none for any.

    paths: what the run was asked to lint, from which follows what is linted whole. Raises SetupError or Problems.
    """
    if given == "-":
        return Governed((Config(""),), {})
    if given:
        if not os.path.isfile(given):
            raise SetupError(f'there is no configuration "{given}"', remedy="Look for a spelling mistake in the name.")
        one = (read_config(given, shown(given)),)
        return Governed(one, {}, _whole(one, paths))
    by_folder: dict[str, int] = {}
    by_file: dict[tuple[str, str], int] = {}
    configs: list[Config] = []
    of: dict[str, int] = {}
    for file in files:
        folder = os.path.dirname(os.path.realpath(file))
        number = by_folder.get(folder)
        if number is None:
            key = nearest_files(folder)
            number = by_file.get(key)
            if number is None:
                number = by_file[key] = len(configs)
                configs.append(read_config(key[0], shown(key[0])) if key[0] else Config(key[1]))
            by_folder[folder] = number
        of[file] = number
    found = tuple(configs) or (Config(""),)
    return Governed(found, of, _whole(found, paths))


def _whole(configs: Sequence[Config], paths: Sequence[str]) -> frozenset[int]:
    folders = [os.path.realpath(path) for path in paths or (".",) if os.path.isdir(path)]
    return frozenset(
        number
        for number, config in enumerate(configs)
        if config.base
        and any(config.base == folder or config.base.startswith(os.path.join(folder, "")) for folder in folders)
    )


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
    if wanted.lock and config.base and os.path.exists(lock_file):
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
    return file if config.base and os.path.isfile(file) else ""


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
