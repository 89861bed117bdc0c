"""Where a parser gave up and the lines around it, and what a cause hands back; it knows no cause.

A cause may hand back the text mended at equal length, so that reading goes on and one run shows several faults. What is
put in looks like what stood there: `꞉` for a colon, `”` for a quotation mark.
"""

import re

from policylint.reading.problems import Problem, shorten
from policylint.source import Span
from policylint.typed import NamedTuple

# The key at the start of a line.
KEY = re.compile(r"[ ]*(?:- +)*([^\s:#'\"\[{][^:]*?|\"[^\"]*\"|'[^']*')[ ]*:(?=\s|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOKALIKE = str.maketrans({":": "꞉", '"': "”", "'": "’", "[": "(", "]": ")", "{": "(", "}": ")", "-": "–"})


class Fault(NamedTuple):
    """A syntax error.

    problem: None where nothing is wrong and only the parser is too strict. mended: the text to go on with; empty where
    there is no guess. drops: whether mending left something out.
    """

    problem: Problem | None
    mended: str = ""
    drops: bool = False


class Spot:
    """Where a parser gave up, with the line around it, and where what it was reading begins."""

    __slots__ = ("index", "opening", "start", "stop", "text")

    def __init__(self, text: str, index: int, opening: int | None = None) -> None:
        self.text = text
        self.index = max(0, min(index, len(text)))
        if self.index == len(text):
            # At the end of the file nothing stands: show the last line that has something.
            self.index = max(0, len(text.rstrip()) - 1) if text.strip() else 0
        self.opening = None if opening is None else min(opening, len(text))
        self.start = max(text.rfind("\n", 0, self.index), text.rfind("\r", 0, self.index)) + 1
        end = _LINE_END.search(text, self.index)
        self.stop = end.start() if end else len(text)

    @property
    def line(self) -> str:
        return self.text[self.start : self.stop]

    @property
    def before(self) -> str:
        return self.text[self.start : self.index]

    @property
    def character(self) -> str:
        return self.text[self.index : self.index + 1]

    @property
    def indent(self) -> int:
        return len(self.line) - len(self.line.lstrip(" "))

    def above(self) -> "Spot | None":
        """The nearest line above that is neither blank nor a comment."""
        position = self.start
        while position > 0:
            position -= 1
            if self.text[position] == "\n" and position and self.text[position - 1] == "\r":
                position -= 1
            spot = Spot(self.text, position)
            spot.stop = position
            spot.start = max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)) + 1
            if spot.line.strip() and not spot.line.lstrip().startswith("#"):
                return spot
            position = spot.start
        return None

    def below(self) -> "Spot | None":
        """The next line, blank or not."""
        rest = _LINE_END.match(self.text, self.stop)
        return Spot(self.text, rest.end()) if rest and rest.end() < len(self.text) else None

    def swap(self, start: int, end: int) -> str:
        """The whole text with lookalikes in place of what means something to YAML between two offsets."""
        return self.text[:start] + self.text[start:end].translate(_LOOKALIKE) + self.text[end:]

    def put(self, at: int, character: str) -> str:
        return self.text[:at] + character + self.text[at + 1 :]

    def without_line(self) -> str:
        """The whole text with this line as a comment, or nothing where lines that belong to it follow."""
        rest = self.text[self.stop :].lstrip("\r\n")
        if len(rest) - len(rest.lstrip(" ")) > self.indent or self.start == self.stop:
            return ""
        at = self.start + self.indent
        return self.put(min(at, self.stop - 1), "#")


def fault(start: int, end: int, message: str, remedy: str, mended: str = "", drops: bool = False) -> Fault:
    problem = Problem("syntax", "error", message, Span(start, max(end, start)), remedy=remedy)
    return Fault(problem, mended, drops)


def quoted(value: str) -> str:
    sign = "'" if '"' in value or "\\" in value else '"'
    return f"{sign}{shorten(value, 50)}{sign}"
