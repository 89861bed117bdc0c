"""Which configuration governs which file of a run. Knows no waivers, no baseline, no lock and no findings."""

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence

from policylint.errors import SetupError
from policylint.run.collect import shown, within
from policylint.run.config import Config, nearest_files, read_config
from policylint.typed import NamedTuple


class Governed(NamedTuple):
    """The configurations of a run, and which of them governs a file. whole: those whose folder is linted whole."""

    configs: tuple[Config, ...]
    of: Mapping[str, int]
    whole: frozenset[int] = frozenset()

    @property
    def bare(self) -> bool:
        """Whether no file goes with the configurations: no waivers, no baseline, no lock."""
        return not any(config.has_files() for config in self.configs)

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


def govern(files: Iterable[str], given: str = "", paths: Sequence[str] = ()) -> Governed:
    """The configurations of some files, looked for upward from each; `given` is one for all, `-` none for any.

    paths: what the run was asked to lint, from which follows what is linted whole. Raises SetupError or Problems.
    """
    if given == "-":
        return NONE
    if given:
        if not os.path.exists(given):
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
    found = set()
    for number, config in enumerate(configs):
        # Without a configuration, what there is to set aside is named from here.
        base = config.base or os.path.realpath(os.curdir)
        if any(within(base, folder) for folder in folders):
            found.add(number)
    return frozenset(found)


NONE = Governed((Config(""),), {})
"""Nothing governs: no configuration, no waivers, no lock."""
