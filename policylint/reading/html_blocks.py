"""HTML to Markdown, block by block. Scripts, styles and everything hidden are dropped; it follows no link."""

from html.parser import HTMLParser

from policylint.reading.parts import Parts
from policylint.reading.sentences import word_set

_SKIPPED = word_set("script style head template noscript svg nav iframe object form")
_BLOCKS = word_set(
    """
    p div section article main header footer blockquote pre dd dt dl address figure figcaption ul ol table tr td th li
    h1 h2 h3 h4 h5 h6 title body html tbody thead caption
    """
)
_VOID = word_set("br hr img input meta link area base col embed source track wbr")
# A page nests this deep only when somebody wants to see a program fall over.
_DEEPEST = 200


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.prefix = ""
        self.skipped: list[str] = []
        self.lists = 0
        self.row: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser calls it so
        if self.skipped:
            if tag not in _VOID and len(self.skipped) < _DEEPEST and tag == self.skipped[-1]:
                self.skipped.append(tag)
            return
        if tag in _SKIPPED:
            self.skipped.append(tag)
            return
        if tag == "br":
            self.words.append(" ")
        if tag not in _BLOCKS:
            return
        if self.row is not None and tag in ("p", "div", "ul", "ol", "li"):
            self.words.append(" ")
            return
        self.flush()
        if tag in ("ul", "ol"):
            self.lists = min(self.lists + 1, _DEEPEST)
        elif tag == "li":
            self.prefix = "  " * (max(1, self.lists) - 1) + "- "
        elif tag[0] == "h" and tag[1:].isdigit():
            self.prefix = "#" * int(tag[1:]) + " "
        elif tag == "tr":
            self.row = []

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
            return
        if tag not in _BLOCKS:
            return
        if self.row is not None:
            if tag in ("td", "th"):
                self.row.append(self.taken().replace("|", "/"))
            elif tag == "tr":
                cells, self.row = self.row, None
                if any(cells):
                    self.blocks.append(f"| {' | '.join(cells)} |")
            return
        self.flush()
        if tag in ("ul", "ol"):
            self.lists = max(0, self.lists - 1)

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words.append(data)

    def taken(self) -> str:
        said = " ".join("".join(self.words).split())
        self.words = []
        return said

    def flush(self) -> None:
        said = self.taken()
        if said:
            self.blocks.append(self.prefix + said)
            self.prefix = ""
        elif not self.prefix.strip().startswith("-"):
            self.prefix = ""


def blocks_of(html: str) -> list[str]:
    """The blocks of a page as lines of Markdown. Raises nothing."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.blocks


def joined(blocks: list[str], notes: tuple[str, ...] = ()) -> Parts:
    """Blocks as one text with an empty line between them, each a paragraph to count."""
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += len(block) + 2
    return Parts("\n\n".join(blocks), "paragraph", tuple(starts), tuple(range(1, len(blocks) + 1)), notes)


def html_parts(html: str, notes: tuple[str, ...] = ()) -> Parts:
    """A web page as text."""
    return joined(blocks_of(html), notes)


__all__ = ["blocks_of", "html_parts", "joined"]
