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
        rest = " " * len(first) if rest is None else rest
        lines: list[str] = []
        line, empty = first, True
        for word in _SPACE.split(clean(text).strip()):
            if not empty and len(line) + 1 + len(word) > self.width:
                lines.append(line)
                line, empty = rest, True
            line += word if empty else f" {word}"
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
        if len(line) <= room:
            return line
        kept = line[: room - 1]
        at_word = kept.rsplit(" ", 1)[0]
        return (at_word if len(at_word) > room // 2 else kept).rstrip(" ,;:") + "…"


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
