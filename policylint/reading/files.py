"""Bytes on a disk to a text to read; it knows nothing of YAML, and raises nothing for a file that cannot be read."""

import codecs
import os
import stat

from policylint.source import Source
from policylint.typed import NamedTuple

LARGEST_FILE = 2 * 1024 * 1024  # bytes; a long policy is 40 kB

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE = "save the file as UTF-8: in most editors “Save as …”, then the encoding “UTF-8”"


class ReadProblem(NamedTuple):
    """Why a file could not be read.

    path: as shown to people. line, column: 1-based, 0 when the fault has no place. severity: `error`, but for what was
    left out on purpose.
    """

    check: str
    path: str
    message: str
    remedy: str
    line: int = 0
    column: int = 0
    severity: str = "error"


def read_file(path: str | os.PathLike[str], shown: str, *, largest: int = LARGEST_FILE) -> Source | ReadProblem:
    """The text of a file, or why it cannot be read; `shown` is the path as people are to see it."""
    try:
        # Not waiting: a pipe that nobody writes to would be waited for until somebody does.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as stream:
            mode = os.fstat(handle).st_mode
            if not stat.S_ISREG(mode):
                return _folder(shown) if stat.S_ISDIR(mode) else _no_file(shown)
            data = stream.read(largest + 1)
    except IsADirectoryError:
        return _folder(shown)
    except FileNotFoundError:
        return ReadProblem("not-readable", shown, "there is no such file", "look for a spelling mistake in the name")
    except PermissionError:
        # Windows says the same of a folder.
        if os.path.isdir(path):
            return _folder(shown)
        return ReadProblem("not-readable", shown, "you may not read this file", "ask for the right to read it")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return ReadProblem(
            "not-readable", shown, f"the file cannot be read ({reason})", "look whether the file can be opened"
        )
    if len(data) > largest:
        return too_large(shown, largest)
    return source_from_bytes(data, shown)


def too_large(shown: str, largest: int = LARGEST_FILE) -> ReadProblem:
    """What is said of a file of more bytes than are read."""
    return ReadProblem(
        "file-too-large",
        shown,
        f"the file is larger than {_size(largest)}, the most that is read",
        "look whether this is the right file; divide a policy of this length into several documents",
    )


def source_from_bytes(data: bytes, shown: str) -> Source | ReadProblem:
    """The text of UTF-8 bytes with or without a byte order mark; line ends stay as they are."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return ReadProblem("not-utf8", shown, f"the file is saved as {name}, not as UTF-8", _SAVE, 1, 1)
    had_bom = data.startswith(codecs.BOM_UTF8)
    if had_bom:
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, shown)
    nul = text.find("\0")
    if nul >= 0:
        if text.count("\0") * 4 > len(text):
            return ReadProblem("not-utf8", shown, "the file is saved as UTF-16 or UTF-32, not as UTF-8", _SAVE, 1, 1)
        line, column = Source(shown, text).position(nul)
        return ReadProblem(
            "not-utf8",
            shown,
            "the file holds a NUL character and so is not a text file",
            "look whether this is the right file, or delete the character",
            line,
            column,
        )
    return Source(shown, text, had_bom=had_bom)


def _not_utf8(data: bytes, error: UnicodeDecodeError, shown: str) -> ReadProblem:
    # Everything before the first bad byte is good UTF-8, so the place can be counted in characters.
    before = data[: error.start].decode("utf-8")
    line, column = Source(shown, before).position(len(before))
    byte = data[error.start]
    meant = bytes([byte]).decode("cp1252", "replace")
    guess = f" (in Windows-1252 it is {meant!r})" if meant.isprintable() and meant != "\ufffd" else ""
    return ReadProblem("not-utf8", shown, f"the byte 0x{byte:02X} is not UTF-8{guess}", _SAVE, line, column)


def _folder(shown: str) -> ReadProblem:
    return ReadProblem("not-readable", shown, "this is a folder, not a file", "name the files in it")


def _no_file(shown: str) -> ReadProblem:
    return ReadProblem(
        "not-readable",
        shown,
        "this is a pipe or a device, not a file",
        "name a file, or send the text to standard input and name `-`",
    )


def _size(count: int) -> str:
    return f"{count // (1024 * 1024)} MiB" if count >= 1024 * 1024 else f"{count:,} bytes"
