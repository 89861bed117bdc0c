"""A pack as somebody wrote it: one file, or a folder of files, each with its lines. Knows no meaning of a check."""

import os
from collections.abc import Iterator

from policylint.errors import InputError, SetupError
from policylint.reading.files import ReadProblem, read_file
from policylint.reading.yamltree import Document, parse
from policylint.source import Source, Span
from policylint.typed import Any, NamedTuple

DESCRIPTION = "pack.yaml"
SUFFIXES = (".yaml", ".yml")


class Part(NamedTuple):
    """A check, or the description of a pack: a document, or the part of one at a path."""

    document: Document
    path: str = ""

    @property
    def data(self) -> Any:
        return (
            self.document.data if not self.path else (node.value if (node := self.document.node(self.path)) else None)
        )

    @property
    def file(self) -> str:
        return self.document.source.path

    def refuse(self, path: str, message: str, remedy: str, *, on_key: bool = False) -> SetupError:
        """What is wrong at a path of the part, as an error with file, line and column."""
        whole = self.path + path
        key = self.document.key_span(whole) if on_key else None
        return refusal(self.document.source, message, key or self.document.span(whole), remedy)


class Written(NamedTuple):
    """A pack. where: as people see it. kind: `folder`, `file` or `installed`. name: of the folder or the file.

    files: their names in the pack with their texts, which make its hash. broken: files that could not be read.
    """

    where: str
    kind: str
    name: str
    head: Part
    checks: tuple[Part, ...]
    files: tuple[tuple[str, str], ...]
    broken: tuple[SetupError, ...]


def refusal(source: Source, message: str, span: Span, remedy: str) -> SetupError:
    line, column = source.position(span.start)
    return SetupError(message, place=f"{source.path}:{line}:{column}", remedy=_sentence(remedy))


def _sentence(remedy: str) -> str:
    return remedy[:1].upper() + remedy[1:] + ("" if remedy.endswith((".", "?")) else ".") if remedy else ""


def find(path: str, shown: str, kind: str = "folder") -> list[Written]:
    """The packs at a path: a file, a folder with a pack.yaml, or a folder of such folders.

    shown: the path as people see it. Raises InputError where there is none.
    """
    if os.path.isfile(path):
        return [_file(path, shown)]
    if not os.path.isdir(path):
        raise InputError(
            f'there is no file or folder "{shown}"',
            remedy="Look for a spelling mistake; `policylint pack new` makes one.",
        )
    if os.path.isfile(os.path.join(path, DESCRIPTION)):
        return [_folder(path, shown, kind)]
    below = sorted(name for name in os.listdir(path) if os.path.isfile(os.path.join(path, name, DESCRIPTION)))
    if not below:
        raise InputError(
            f'there is no pack in "{shown}"',
            remedy=f"A pack is a folder with a {DESCRIPTION}, or a single file; `policylint pack new` makes one.",
        )
    return [_folder(os.path.join(path, name), f"{shown.rstrip('/')}/{name}", kind) for name in below]


def _file(path: str, shown: str) -> Written:
    name = os.path.basename(path)
    read = _read(path, shown)
    if isinstance(read, SetupError):
        empty = Part(parse(Source(shown, "")))
        return Written(shown, "file", name, empty, (), (), (read,))
    document = parse(read)
    listed = document.data.get("checks") if isinstance(document.data, dict) else None
    checks = tuple(
        Part(document, f"/checks/{number}") for number in range(len(listed) if isinstance(listed, list) else 0)
    )
    return Written(shown, "file", name, Part(document), checks, ((name, read.text),), ())


def _folder(path: str, shown: str, kind: str) -> Written:
    shown = shown.rstrip("/")
    head = Part(parse(Source(f"{shown}/{DESCRIPTION}", "")))
    checks: list[Part] = []
    files: list[tuple[str, str]] = []
    broken: list[SetupError] = []
    for name in _names(path):
        read = _read(os.path.join(path, name), f"{shown}/{name}")
        if isinstance(read, SetupError):
            broken.append(read)
            continue
        files.append((name, read.text))
        if name == DESCRIPTION:
            head = Part(parse(read))
        else:
            checks.append(Part(parse(read)))
    return Written(
        shown, kind, os.path.basename(os.path.normpath(path)), head, tuple(checks), tuple(files), tuple(broken)
    )


def _names(path: str) -> Iterator[str]:
    yield from sorted(name for name in os.listdir(path) if name.endswith(SUFFIXES) and not name.startswith("."))


def _read(path: str, shown: str) -> Source | SetupError:
    read = read_file(path, shown)
    if isinstance(read, ReadProblem):
        place = f"{shown}:{read.line}:{read.column}" if read.line else shown
        return SetupError(read.message, place=place, remedy=_sentence(read.remedy))
    return read
