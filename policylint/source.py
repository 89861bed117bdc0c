"""A text with its name: offsets, lines and columns, and the line of source to show beneath a finding.

Lines end at LF, CRLF or CR only, as every editor counts them; the line separators that word processors paste in
(U+2028, U+0085) do not start a new line here, whatever a parser thinks. Lines and columns are 1-based and count code
points; offsets are 0-based indexes into `text`.
"""

from bisect import bisect_right

from policylint.patterns import pattern
from policylint.typed import NamedTuple

_LINE_END = pattern(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a text as 0-based offsets, end excluded."""

    start: int
    end: int


class Place(NamedTuple):
    """A stretch of a file as people count: 1-based lines and columns, the end column excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One text to read. `path` is shown to people and stands in reports: relative where possible, with forward
    slashes.
    """

    __slots__ = ("_starts", "had_bom", "path", "text")

    def __init__(self, path: str, text: str, *, had_bom: bool = False) -> None:
        self.path = path
        self.text = text
        self.had_bom = had_bom
        self._starts: list[int] | None = None

    def whole(self, text: str) -> str:
        """A text to write in the place of this one: with the byte order mark, if this one had it."""
        return f"\ufeff{text}" if self.had_bom else text

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset; an offset past the end counts as the end."""
        starts = self._line_starts()
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def place(self, span: Span) -> Place:
        line, column = self.position(span.start)
        end_line, end_column = self.position(max(span.start, span.end))
        return Place(line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of a 1-based line without its line end; empty when there is no such line."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_count(self) -> int:
        return len(self._line_starts())

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a 1-based line and column, kept inside the text."""
        starts = self._line_starts()
        line = max(1, min(line, len(starts)))
        return min(starts[line - 1] + column - 1, len(self.text))
