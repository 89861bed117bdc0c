"""The comments of a YAML text, found in the gaps between its scalars; it knows no parser and no comment's meaning."""

from collections.abc import Iterable

from policylint.patterns import pattern
from policylint.source import Span
from policylint.typed import NamedTuple

# A number sign opens a comment at the start of a line or after white space; elsewhere it is text.
_COMMENT = pattern(r"(?:(?<=[ \t\r\n])|\A)#([^\r\n]*)")
_HEADER = pattern(r"[^\r\n]*")


class Comment(NamedTuple):
    """A comment: its span from the number sign to the end of the line, and the text after the sign."""

    span: Span
    text: str


def comments_of(text: str, scalars: Iterable[tuple[str, int, int]]) -> tuple[Comment, ...]:
    """The comments of a text, given the style, start and end of its scalars in order.

    Gaps and the header lines of block scalars can hold one.
    """
    found: list[Comment] = []
    position = 0
    for style, start, end in scalars:
        _search(text, position, start, found)
        position = max(position, end)
        if style in ("|", ">"):
            header = _HEADER.match(text, start)
            _search(text, start, header.end() if header else start, found)
    _search(text, position, len(text), found)
    return tuple(found)


def _search(text: str, start: int, end: int, found: list[Comment]) -> None:
    at = text.find("#", start, end)
    while at >= 0:
        match = _COMMENT.match(text, at)
        if match:
            found.append(Comment(Span(match.start(), match.end()), match.group(1)))
            at = text.find("#", match.end(), end)
        else:
            at = text.find("#", at + 1, end)
