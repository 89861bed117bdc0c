"""The sheet that text is written on: its width, its colours and its characters; it knows no finding and no stream."""

import re
from collections.abc import Iterable
from functools import lru_cache

from policylint.patterns import pattern

WIDTH = 80  # columns, where there is no terminal to ask
NARROWEST = 40
WIDEST = 100  # prose in longer lines is hard to read, however wide the window

STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "good": "1;32",
    "bold": "1",
    "dim": "2",
    "plain": "0",
}
PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": ",",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "--",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
        "·": "-",
        "•": "*",
        "→": "->",
        "×": "x",
        "§": "section ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_SPACE = pattern(r"\s+")
# One column wide like Latin letters: the dashes, quotation marks and dots of typography, the euro sign and an arrow.
_NARROW = dict.fromkeys((*range(0x2010, 0x2028), *range(0x2030, 0x205F), 0x20AC, 0x2192))
_BEYOND_LATIN = "\u0300"


class Page:
    """How wide lines are and whether they may be coloured. Everything that a person reads is laid out on one."""

    __slots__ = ("colour", "width")

    def __init__(self, width: int = WIDTH, *, colour: bool = False) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.colour = colour

    def paint(self, text: str, style: str) -> str:
        """The text in a style of `STYLES`, unchanged where colours are not wanted."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def wrap(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        """Prose as lines, the first behind `first`, the others behind `rest` (none: as many spaces).

        A word longer than a line stands on a line of its own, so that addresses can be copied.
        """
        rest = " " * columns(first) if rest is None else rest
        text = clean(text).strip()
        width = len if text.isascii() else columns
        lines: list[str] = []
        line, empty, used = first, True, columns(first)
        for word in _SPACE.split(text):
            more = width(word)
            if not empty and used + 1 + more > self.width:
                lines.append(line)
                line, empty, used = rest, True, columns(rest)
            line += word if empty else f" {word}"
            used += more if empty else more + 1
            empty = False
        return [*lines, line.rstrip()]

    def paragraphs(self, text: str, indent: str = "") -> list[str]:
        """Several paragraphs, parted by empty lines as in the text."""
        lines: list[str] = []
        for part in re.split(r"\n\s*\n", text.strip()):
            lines += ["", *self.wrap(part, indent)] if lines else self.wrap(part, indent)
        return lines

    def cut(self, text: str, room: int) -> str:
        """One line, cut at a word and marked where it is too long."""
        line = _SPACE.sub(" ", clean(text)).strip()
        if columns(line) <= room:
            return line
        kept = _start(line, room - 1)
        at_word = kept.rsplit(" ", 1)[0]
        return (at_word if columns(at_word) > room // 2 else kept).rstrip(" ,;:") + "…"


def columns(text: str) -> int:
    """How many columns a terminal needs for a text: two for each Chinese, Japanese or Korean character and for most
    pictures, none for a mark that stands on another character.
    """
    if text.isascii() or max(text.translate(_NARROW), default="") < _BEYOND_LATIN:
        return len(text)
    # Late: hardly a line of most reports is more than letters and quotation marks.
    from unicodedata import category, east_asian_width

    return sum(
        2 if east_asian_width(char) in "WF" else 0 if category(char) in ("Mn", "Me", "Cf") else 1 for char in text
    )


def _start(text: str, room: int) -> str:
    """As much of the start of a text as there is room for, in columns."""
    if columns(text) == len(text):
        return text[:room]
    end = used = 0
    while end < len(text) and used + (more := columns(text[end])) <= room:
        used += more
        end += 1
    return text[:end]


def clean(text: str) -> str:
    """A text without anything that could steer a terminal or turn the reading direction: such characters become `?`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else " " if char.isspace() else "?" for char in text)


def printable(name: str) -> str:
    """The name of a file on one line: whatever could begin a line of its own or steer a terminal becomes `?`."""
    return name if name.isprintable() else "".join(char if char.isprintable() else "?" for char in name)


def fitted(text: str, encoding: str) -> str:
    """The text in characters that an encoding has: typographic ones become plain, others `?`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        parts = [char if _has(encoding, char) else char.translate(PLAIN) for char in text]
        return "".join(parts).encode(encoding, "replace").decode(encoding)
    except LookupError:  # an encoding that this Python does not know
        return fitted(text, "ascii")
    return text


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(1 << 16)  # the remedy of a check is said for each finding, and all of it again in the next format
def sentence(text: str) -> str:
    """A message as a sentence of its own: a capital at the start, a full stop at the end."""
    text = " ".join(text.split())  # twice as fast as the pattern, and called for every finding
    if not text:
        return ""
    head = text[0].upper() + text[1:]
    return head if head.endswith((".", "!", "?", ":", ".”", '."')) else head + "."


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 error", "no errors", "1,204 errors"."""
    return f"{number:,} {one}" if number == 1 else f"{f'{number:,}' if number else 'no'} {many or one + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as people list them: "a, b and c"."""
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
