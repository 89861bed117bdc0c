"""Takes entries out of a file of waivers and leaves every other byte as it is; it knows no reason for it."""

from collections.abc import Collection

from policylint.errors import SetupError
from policylint.reading.yamltree import Document, Node, parse
from policylint.source import Source


def without(document: Document, numbers: Collection[int]) -> str:
    """The text of a file of waivers without some entries, and without the comments right above them.

    Raises SetupError where the entries are not written one below the other, or the text would then mean something else.
    """
    text = document.source.text
    listing = document.node("/waivers")
    if not numbers or listing is None:
        return text
    stretches = [_stretch(document, listing, number) for number in sorted(numbers)]
    if len(stretches) == len(listing.items):
        key = document.key_span("/waivers")
        colon = text.index(":", key.end if key is not None else 0) + 1
        text = text[: stretches[0][0]] + text[stretches[0][1] :] if len(stretches) == 1 else _cut(text, stretches)
        text = text[:colon] + " []" + text[colon:]
    else:
        text = _cut(text, stretches)
    expected = {"waivers": [each for number, each in enumerate(document.data["waivers"]) if number not in numbers]}
    if parse(Source(document.source.path, text)).data != expected:
        raise _by_hand(document)
    return text


def _cut(text: str, stretches: list[tuple[int, int]]) -> str:
    for start, end in reversed(stretches):
        text = text[:start] + text[end:]
    return text


def _stretch(document: Document, listing: Node, number: int) -> tuple[int, int]:
    """From the start of the line of an entry's dash, or of the comments above it, to that of the next one."""
    text = document.source.text
    entry = listing.items[number]
    start = _line_start(text, entry.start)
    if listing.style or text[start : entry.start].strip() != "-":
        raise _by_hand(document)
    while number:
        line_end = start - (2 if text[:start].endswith("\r\n") else 1)
        above = _line_start(text, line_end)
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    end = _line_end(text, max(entry.start, entry.end - 1))
    return start, end


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, max(at, 0)), text.rfind("\r", 0, max(at, 0))) + 1


def _line_end(text: str, at: int) -> int:
    """Behind the line that an offset is in."""
    for position in range(at, len(text)):
        if text[position] == "\n" or (text[position] == "\r" and text[position + 1 : position + 2] != "\n"):
            return position + 1
    return len(text)


def _by_hand(document: Document) -> SetupError:
    return SetupError(
        "the entries are not written one below the other, each with a dash at the start of its line",
        place=document.source.path,
        remedy="Take the entries out by hand; `policylint waivers list` names them.",
    )
