"""The lines of source that a finding is about, with a mark under the exact words; it knows places, no findings."""

from policylint.patterns import pattern
from policylint.reporters.page import Page, columns
from policylint.source import Place, Source

MOST_LINES = 3
TAB = "    "
_BLOCK_HEADER = pattern(r"[|>][-+0-9]*\s*(#.*)?")
_BEFORE = 12  # columns kept before the mark when a long line is cut


def excerpt(page: Page, source: Source, place: Place, style: str, indent: str = "  ") -> list[str]:
    """The marked line and at most two more that belong to it; empty when the place is no line of the source.

    A text in block style (`text: |`) begins on the line below its header, and that line is marked.
    """
    if not 1 <= place.line <= source.line_count():
        return []
    first = place.line
    start = place.column
    text = source.line(first)
    lines = [first]
    if place.end_line > first and _BLOCK_HEADER.fullmatch(text[start - 1 :]):
        below = next((n for n in range(first + 1, place.end_line + 1) if source.line(n).strip()), 0)
        if below:
            first, text = below, source.line(below)
            start = len(text) - len(text.lstrip()) + 1
            lines.append(first)
    last = max(_last_line(source, place, first), _below_key(source, place, first))
    end = place.end_column if place.end_line == first else len(text.rstrip()) + 1
    more = list(range(first + 1, min(last, first + MOST_LINES - 1) + 1))
    cut_off = place.end_line > first and last > (more[-1] if more else first)
    gutter = len(str(more[-1] if more else first))
    out = [_numbered(page, indent, gutter, n, _window(page, source.line(n), indent, gutter)) for n in lines[:-1]]
    shown, before, width = _marked(text, start, end, page.width - len(indent) - gutter - 3)
    out.append(_numbered(page, indent, gutter, first, shown))
    bar = page.paint(f"{indent}{' ' * gutter} |", "dim")
    out.append(f"{bar} {' ' * before}{page.paint('^' * width, style)}")
    out += [_numbered(page, indent, gutter, n, _window(page, source.line(n), indent, gutter)) for n in more]
    if cut_off:
        out.append(page.paint(f"{indent}{' ' * gutter} | …", "dim"))
    return out


def _last_line(source: Source, place: Place, first: int) -> int:
    """The last line that the stretch has anything on: one that ends at the start of a line does not reach into it."""
    last = max(place.end_line, first)
    if last > first and not source.line(last)[: place.end_column - 1].strip():
        last -= 1
    while last > first and not source.line(last).strip():
        last -= 1
    return last


def _below_key(source: Source, place: Place, first: int) -> int:
    """The last line to show where a key alone is marked: a little of what stands under it."""
    text = source.line(first)
    if place.column == 1 or place.end_line != first or text[place.end_column - 1 :].strip() != ":":
        return first
    indent = len(text) - len(text.lstrip(" -"))
    last = first
    while last < first + MOST_LINES - 1:
        below = source.line(last + 1)
        if not below.strip() or len(below) - len(below.lstrip()) <= indent:
            break
        last += 1
    return last


def _numbered(page: Page, indent: str, gutter: int, number: int, text: str) -> str:
    return f"{page.paint(f'{indent}{number:>{gutter}} |', 'dim')} {text}".rstrip()


def _window(page: Page, text: str, indent: str, gutter: int) -> str:
    return _marked(text, 1, 1, page.width - len(indent) - gutter - 3)[0]


def _marked(text: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """What is shown of a line, and how many columns the mark stands in and is wide.

    start, end: 1-based columns in code points, the end excluded. room: columns on the page.
    """
    cells = [_cell(char) for char in text.rstrip()]
    begin = min(max(start - 1, 0), len(cells))
    stop = max(begin, min(end - 1, len(cells)))
    widths = [columns(cell) for cell in cells] if not text.isascii() else [*map(len, cells)]
    low, high = 0, len(cells)
    if sum(widths) > room:
        while low < begin and sum(widths[low:begin]) > _BEFORE and sum(widths[low:]) > room - 1:
            low += 1
        high = low
        left = room - bool(low)
        left -= sum(widths[low:]) > left
        while high < len(cells) and left >= widths[high]:
            left -= widths[high]
            high += 1
    head = "…" if low else ""
    tail = "…" if high < len(cells) else ""
    before = len(head) + sum(widths[low:begin])
    width = max(1, sum(widths[begin : min(stop, high)]))
    return head + "".join(cells[low:high]) + tail, before, width


def _cell(char: str) -> str:
    """A character as it is shown: nothing that could steer the terminal or turn the reading direction."""
    if char == "\t":
        return TAB
    return char if char.isprintable() else " " if char.isspace() else "?"
