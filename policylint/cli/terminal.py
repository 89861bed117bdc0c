"""Standard output with its width, colours and characters, and files that are written whole; it knows no report."""

import errno
import os
import stat
import sys

from policylint.cli.exits import close_quietly
from policylint.errors import InputError
from policylint.reporters.page import WIDTH, Page, fitted
from policylint.typed import Any

PIECE = 1 << 20
"""So many characters are written at a time."""


def page(colour: str) -> Page:
    """The page for standard output. colour: `auto`, `always` or `never`."""
    terminal = _is_terminal()
    return Page(_columns() if terminal else WIDTH, colour=_coloured(colour, terminal))


def _is_terminal() -> bool:
    try:
        return sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False


def _coloured(colour: str, terminal: bool) -> bool:
    if colour != "auto":
        return colour == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    try:
        # Not shutil's: importing it costs more than the rest of this module.
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


def show(text: str) -> None:
    """Write a text to standard output in characters that it has. A reader that stopped reading is no error."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        if os.name == "nt":
            # Late: only consoles of Windows want click, which makes old ones understand colours and new ones Unicode.
            import click

            click.echo(fitted(text, encoding), nl=False, color="\x1b" in text or None)
        else:
            sys.stdout.write(fitted(text, encoding))
            sys.stdout.flush()
    except BrokenPipeError:
        close_quietly()


def hand_on(text: str) -> None:
    """Write a text to standard output as UTF-8 and as it is, whatever the terminal: another program is to read it."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        close_quietly()


def expect(path: str) -> None:
    """Raise InputError for a file that could not be written, as far as that can be told; empty: standard output."""
    if not path:
        return
    try:
        folder = os.path.dirname(os.path.realpath(path))
        # What is there and no file, such as /dev/stdout, is written into; a file is replaced in its folder.
        place = path if os.path.exists(path) and not os.path.isfile(path) else folder
        wrong = 0
        if os.path.isdir(path):
            wrong = errno.EISDIR
        elif not os.path.isdir(folder):
            wrong = errno.ENOTDIR if os.path.exists(folder) else errno.ENOENT
        elif not os.access(place, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
            # A file can be replaced in its folder whatever its own rights; whoever made it read-only did not mean that.
            wrong = errno.EACCES
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if wrong:
        raise _unwritable(path, OSError(wrong, os.strerror(wrong)))


def put(text: str, path: str) -> None:
    """Write a file as UTF-8, whole or not at all: whoever reads it meanwhile sees the old one.

    A link stays a link, and its target is written. What is no file, such as `/dev/null` or a pipe, is written into.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = 0
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if mode and not stat.S_ISREG(mode):
        _write_into(text, path)
        return
    target = os.path.realpath(path)
    # Late: it costs 10 ms, and most runs write no file.
    import tempfile

    try:
        handle, draft = tempfile.mkstemp(prefix=f".{os.path.basename(target)[:100]}.", dir=os.path.dirname(target))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            _write(stream, text)
        # A draft is private to its owner; the file is to be as readable as any other.
        os.chmod(draft, mode & 0o777 if mode else 0o666 & ~_umask())
        os.replace(draft, target)
    except OSError as error:
        os.unlink(draft)
        raise _unwritable(path, error) from error


def _write(stream: Any, text: str) -> None:
    """Write piece by piece: a report can be large, and the bytes of all of it would be as much again."""
    for start in range(0, len(text), PIECE):
        stream.write(text[start : start + PIECE])


def _write_into(text: str, path: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            _write(stream, text)
    except OSError as error:
        raise _unwritable(path, error) from error


def add(text: str, path: str) -> None:
    """Add to a file that others write to as well."""
    try:
        with open(path, "a", encoding="utf-8", errors="replace", newline="\n") as stream:
            _write(stream, text)
    except OSError as error:
        raise _unwritable(path, error) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or error
    remedy = "Name a file in a folder that exists."
    number = getattr(error, "errno", None)
    if number == errno.ENOSPC:
        remedy = "Make room, or name a file on another disk."
    elif number in (errno.EACCES, errno.EPERM, errno.EROFS):
        remedy = "Ask for the right to write there, or name a file elsewhere."
    return InputError(f'"{path}" cannot be written ({reason})', remedy=remedy)
