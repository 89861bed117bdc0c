"""The configuration `.policylint.yaml`: what it says, of which files, and on which line. Knows no checks and no run."""

import datetime
import os
from collections.abc import Iterator, Mapping

from policylint.errors import SetupError
from policylint.policy.durations import HOURS, date
from policylint.reading.yamltree import Document
from policylint.run.collect import CONFIGURATION
from policylint.typed import Any, NamedTuple

WAIVERS = "policylint-waivers.yaml"
LOCK = "policylint.lock"
DEFAULT_LEVEL = "error"
PINNED = ("jurisdiction", "kind", "status")


class Said(NamedTuple):
    """A setting and the path of the configuration where it stands; empty where it is the program's own."""

    value: Any
    path: str = ""


class Layer(NamedTuple):
    """Settings for some files. path: where in the configuration; patterns: empty for every file."""

    path: str
    patterns: tuple[str, ...]
    data: Mapping[str, Any]


class ForFile(NamedTuple):
    """What holds for one file. layers: those that apply, the weakest first. pin: by field of the header.

    weighing: the layers that say how severe checks are, the strongest first.
    """

    layers: tuple[Layer, ...]
    packs: Said
    fail_level: Said
    pin: Mapping[str, Said]
    weighing: tuple[Layer, ...] = ()

    def severity(self, check: str, group: str) -> Said | None:
        """What is said of a check: the nearest setting for files wins, and in it the check before its group."""
        for layer in self.weighing:
            written = layer.data["severities"]
            for name in (check, group):
                if name in written:
                    return Said(written[name], f"{layer.path}/severities/{name}")
        return None


class Config:
    """One configuration. file: as people see it, empty where there is none.

    base: the folder that its paths are in, and the lock and the waivers; empty where there are to be none.
    """

    __slots__ = ("_for", "base", "data", "document", "file", "layers")

    def __init__(self, base: str, document: Document | None = None) -> None:
        self.base = base
        self.document = document
        self.file = document.source.path if document is not None else ""
        self.data: Mapping[str, Any] = (document.data if document is not None else None) or {}
        self.layers = (Layer("", (), self.data), *self._paths())
        self._for: dict[tuple[str, ...], ForFile] = {}

    def _paths(self) -> Iterator[Layer]:
        for number, entry in enumerate(self.data.get("paths", ())):
            files = entry["files"]
            yield Layer(f"/paths/{number}", (files,) if isinstance(files, str) else tuple(files), entry)

    def for_file(self, path: str) -> ForFile:
        """The settings of a file, by its path from here or from the root."""
        inside = self.inside(path) if len(self.layers) > 1 else ""
        layers = tuple(layer for layer in self.layers if not layer.patterns or _named(layer.patterns, inside))
        key = tuple(layer.path for layer in layers)
        found = self._for.get(key)
        if found is None:
            pin = {}
            for layer in layers:
                for name, value in layer.data.get("pin", {}).items():
                    pin[name] = Said(value, f"{layer.path}/pin/{name}")
            packs = _last(layers, "packs", Said(()))
            level = _last(layers, "fail-level", Said(DEFAULT_LEVEL))
            weighing = tuple(layer for layer in reversed(layers) if "severities" in layer.data)
            found = self._for[key] = ForFile(layers, packs, level, pin, weighing)
        return found

    def inside(self, path: str) -> str:
        """A path as the patterns of this configuration see it."""
        try:
            return os.path.relpath(os.path.realpath(path), self.base or os.curdir).replace(os.sep, "/")
        except ValueError:  # another drive of Windows
            return path.replace(os.sep, "/")

    def line(self, path: str) -> int:
        """The line of a setting, 0 where it is not written."""
        if self.document is None or self.document.node(path) is None:
            return 0
        span = self.document.key_span(path) or self.document.span(path)
        return self.document.source.position(span.start)[0]

    def origin(self, said: Said) -> str:
        """Where a setting comes from: file and line, or that it is the default."""
        return f"{self.file}:{self.line(said.path)}" if said.path else "default"

    def get(self, path: str, default: Any = None) -> Said:
        """A setting of the whole run by its path, such as `/waivers/file`."""
        value: Any = self.data
        for step in path.split("/")[1:]:
            if not isinstance(value, Mapping) or step not in value:
                return Said(default)
            value = value[step]
        return Said(value, path)

    @property
    def today(self) -> datetime.date | None:
        return date(self.data.get("today"))

    @property
    def longest_waiver(self) -> int | None:
        """The most days that a waiver may last."""
        written = self.get("/waivers/at-most").value
        if written is None:
            return None
        number, unit = written.split()
        return round(int(number) * HOURS[unit.removesuffix("s")] / 24)

    def unwaivable(self, check: str, group: str) -> bool:
        """Whether nobody may set aside what a check finds."""
        return bool({check, group} & set(self.data.get("unwaivable", ())))

    def has_files(self) -> bool:
        """Whether it names waivers or a baseline, or waivers or a lock lie beside it."""
        if self.get("/waivers/file").value or "baseline" in self.data:
            return True
        return bool(self.base) and any(os.path.lexists(os.path.join(self.base, name)) for name in (WAIVERS, LOCK))

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name of a check or a group in it, with its path."""
        for layer in self.layers:
            for name in layer.data.get("severities", {}):
                yield name, f"{layer.path}/severities/{name}"
        for number, name in enumerate(self.data.get("unwaivable", ())):
            yield name, f"/unwaivable/{number}"

    def packs(self) -> Iterator[tuple[str, str]]:
        """Every pack named in it, with its path."""
        for layer in self.layers:
            for number, name in enumerate(layer.data.get("packs", ())):
                yield name, f"{layer.path}/packs/{number}"

    def refuse(self, path: str, message: str, remedy: str) -> SetupError:
        """A setting that cannot be used, as an error with its line."""
        from policylint.run.settings_file import refusal

        assert self.document is not None, "only what is written can be refused"  # noqa: S101
        span = self.document.key_span(path) if "/severities/" in path else None
        return refusal(self.document.source, message, span or self.document.span(path), remedy)


def _named(patterns: tuple[str, ...], path: str) -> bool:
    # Late, as what follows: most repositories have no configuration, and pay for none of this.
    from policylint.run.globs import matches

    return any(matches(pattern, path) for pattern in patterns)


def _last(layers: tuple[Layer, ...], key: str, default: Said) -> Said:
    for layer in reversed(layers):
        if key in layer.data:
            return Said(layer.data[key], f"{layer.path}/{key}")
    return default


def read_config(path: str, shown: str) -> Config:
    """The configuration in a file. Raises SetupError or Problems with line and remedy for what is wrong in it."""
    from policylint.run.settings_file import refuse, settings

    config = Config(os.path.dirname(os.path.realpath(path)), settings(path, shown, "config"))
    wrong = []
    if "today" in config.data and config.today is None:
        message = f'"{config.data["today"]}" is no day of the calendar'
        wrong.append(config.refuse("/today", message, "write a day there is"))
    refuse(wrong)
    return config


def is_folder(name: str) -> bool:
    """Whether the name of a pack means a folder of one's own."""
    return name.startswith((".", "/", "~")) or "/" in name or "\\" in name


def nearest_files(folder: str) -> tuple[str, str]:
    """The configuration that governs a folder (empty: none), and the folder that settings lie in.

    Looked for upward, not beyond the folder that has a `.git`. Without a configuration it is the nearest folder with
    waivers or a lock, and empty where there are none.
    """
    here = folder
    other = ""
    while True:
        config = os.path.join(here, CONFIGURATION)
        # Whatever it is: one that cannot be read is refused, for it would not do to go on without.
        if os.path.lexists(config):
            return config, here
        if not other and any(os.path.lexists(os.path.join(here, name)) for name in (WAIVERS, LOCK)):
            other = here
        parent = os.path.dirname(here)
        if parent == here or os.path.exists(os.path.join(here, ".git")):
            return "", other
        here = parent
