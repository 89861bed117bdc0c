"""Markdown to headings, list items, cells and sentences, each with its place in the text; it knows no meaning of words.

Two ways lead to the same result. `read_clause` is for the short texts of a policy and costs microseconds;
`read_document` is for whole documents and reads Markdown as CommonMark with tables does. Markup is blanked out,
character for character, so that every offset is one into the text as it was given.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from policylint.patterns import pattern
from policylint.reading.sentences import Sentence, sentences
from policylint.typed import NamedTuple

# Anything of this length is a mistake or an attack; what lies behind it is not read.
MOST = 2_000_000

_MARKUP = pattern(r"[*_`\[\]<>\\@~]|://")
_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING = pattern(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ITEM = pattern(r"([ \t]{0,60})([-*+•–]|\(?[0-9]{1,4}[.)]|\(?[a-zA-Z][.)]|\([ivxlIVXL]{1,6}\))[ \t]+(?=\S)")
_FENCE = pattern(r" {0,3}(?:```|~~~)")
_RULE = pattern(r"[\s|:\-=+]*")
_QUOTE = pattern(r" {0,3}(?:> ?)+")
_CLOSING = pattern(r"[ \t]+#{1,6}[ \t]*$")


class Block(NamedTuple):
    """One heading, paragraph, list item, table cell or piece of code, in the order of the text.

    kind: `heading`, `paragraph`, `item`, `cell`, `code`. level: of a heading 1 to 6, of an item its depth from 1, of a
    cell its column from 1, else 0. start, end: offsets. sentences: none in code. heading: the nearest heading above.
    lead: the sentence that introduces a list ("You must not:"), empty where there is none.
    """

    kind: str
    level: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    heading: str
    lead: str


class Prose(NamedTuple):
    """A text that was read. plain: of the same length, markup blanked out."""

    text: str
    plain: str
    blocks: tuple[Block, ...]

    def sentences(self) -> Iterable[Sentence]:
        """Every sentence that is no heading, in order."""
        for block in self.blocks:
            if block.kind != "heading":
                yield from block.sentences


class _Piece(NamedTuple):
    kind: str
    level: int
    start: int
    end: int


def read_clause(text: str) -> Prose:
    """The prose of a short text, such as the `text` of a clause. Raises nothing, whatever the text is."""
    text = text[:MOST]
    plain = blank_markup(text)
    return Prose(text, plain, _assembled(plain, _split(text, plain)))


def read_document(text: str) -> Prose:
    """The prose of a Markdown document, front matter left out. Raises nothing, whatever the text is."""
    text = text[:MOST]
    plain = blank_markup(text)
    return Prose(text, plain, _assembled(plain, _parsed(text)))


def blank_markup(text: str) -> str:
    """The text with what is no prose (link targets, addresses, tags, emphasis) as spaces; its length stays."""
    if not _MARKUP.search(text):
        return text
    text = _without_comments(text)
    return _masked().sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=1)
def _masked() -> re.Pattern[str]:
    """What is no prose, each repetition bounded. Made when the first markup is met: it costs more than most texts."""
    return re.compile(
        r"\]\([^()\s]{0,2000}(?:\s\"[^\"()\n]{0,300}\")?\)"  # the target of a link
        r"|\w{2,12}://[^\s<>()\]]*[^\s<>()\].,;:!?]"  # the stop behind it ends the sentence
        r"|(?<=\w)@[\w\-]{1,200}(?:\.[\w\-]{1,200}){0,9}|@"
        r"|</?[A-Za-z][^<>\n]{0,300}>"
        r"|\\(?=[^\w\s])"
        r"|!(?=\[)|[*`~\[\]]"
        r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
    )


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        end += 3
        parts += (text[at:start], "".join(c if c in "\r\n" else " " for c in text[start:end]))
        at = end
    return "".join((*parts, text[at:])) if parts else text


# ---- the short way


def _split(text: str, plain: str) -> list[_Piece]:
    if "\n" not in text.strip() and not _item(text, 0, len(text)) and not text.startswith(("#", "|", ">", "`")):
        return [_Piece("paragraph", 0, 0, len(text))]
    pieces: list[_Piece] = []
    indents: list[int] = []  # of the list items that are open
    open_piece: _Piece | None = None
    fenced = False
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        lead = text[start:end].lstrip(" ")[:1]
        if lead == ">" and (quote := _QUOTE.match(text, start, end)):
            start = quote.end()
            lead = text[start:end].lstrip(" ")[:1]
        if lead in ("`", "~") and _FENCE.match(text, start, end):
            fenced = not fenced
            _close(pieces, open_piece)
            open_piece = None
            continue
        if fenced:
            open_piece = _longer(pieces, open_piece, "code", start, end)
            continue
        if not plain[start:end].strip():
            _close(pieces, open_piece)
            open_piece = None
            continue
        heading = _HEADING.match(text, start, end) if lead == "#" else None
        if heading:
            _close(pieces, open_piece)
            open_piece = None
            indents = []
            pieces.append(_Piece("heading", len(heading[1]), heading.end(), _heading_end(text, heading.end(), end)))
            continue
        if lead == "|":
            _close(pieces, open_piece)
            open_piece = None
            pieces.extend(_cells(text, start, end))
            continue
        item = _item(text, start, end)
        if item:
            _close(pieces, open_piece)
            open_piece = None
            indent = len(item[1].expandtabs(4))
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            open_piece = _Piece("item", len(indents), item.end(), end)
            continue
        if open_piece is None:
            if not text[start].isspace():
                indents = []
            kind, level = ("item", len(indents)) if indents else ("paragraph", 0)
            open_piece = _Piece(kind, level, start, end)
        else:
            open_piece = open_piece._replace(end=end)
    _close(pieces, open_piece)
    return pieces


def _item(text: str, start: int, end: int) -> re.Match[str] | None:
    """The bullet or number that opens an item. Hardly any line has one, and the pattern takes long to make."""
    lead = text[start:end].lstrip(" \t")[:2]
    if lead[:1] in "-*+•–(" or lead[:1].isdigit() or lead[1:] in (".", ")"):
        return _ITEM.match(text, start, end)
    return None


def _close(pieces: list[_Piece], piece: _Piece | None) -> None:
    """Keep an open piece; nothing is open afterwards."""
    if piece is not None:
        pieces.append(piece)


def _longer(pieces: list[_Piece], piece: _Piece | None, kind: str, start: int, end: int) -> _Piece:
    if piece is not None and piece.kind == kind:
        return piece._replace(end=end)
    _close(pieces, piece)
    return _Piece(kind, 0, start, end)


def _heading_end(text: str, start: int, end: int) -> int:
    line = text[start:end].rstrip()
    closing = _CLOSING.search(line[-400:])
    return start + len(line) - (len(closing[0]) if closing else 0)


def _cells(text: str, start: int, end: int) -> list[_Piece]:
    """The cells of a table's row; none of the row that only rules it off."""
    if _RULE.fullmatch(text, start, end):
        return []
    found: list[_Piece] = []
    column = 0
    at = start
    for number in range(start, end + 1):
        if number == end or (text[number] == "|" and text[number - 1 : number] != "\\"):
            if column or text[at:number].strip():
                column += 1
                if text[at:number].strip():
                    found.append(_Piece("cell", column, at, number))
            elif number > at or text[number : number + 1] == "|":
                column = 0
            at = number + 1
    return found


# ---- the way through a Markdown parser


def _parsed(text: str) -> list[_Piece]:
    # Late: the parser costs 45 ms of start-up, and a lint run needs it for no clause.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Blocks only: what stands inside a line is blanked out by our own linear scan.
    parser.core.ruler.enableOnly(["normalize", "block"])
    starts = [match.start() for match in _LINE.finditer(text)]
    starts.append(len(text))
    skipped = _front_matter(text)
    body = "".join(c if c in "\r\n" else " " for c in text[:skipped]) + text[skipped:]
    pieces: list[_Piece] = []
    depth = 0
    column = 0
    kind, level = "paragraph", 0
    for token in parser.parse(body):
        if token.type == "list_item_open":
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "heading_open":
            kind, level = "heading", int(token.tag[1:])
        elif token.type == "heading_close":
            kind, level = "paragraph", 0
        elif token.type == "tr_open" and token.map:
            first = token.map[0]
            pieces.extend(_cells(text, starts[first], starts[first + 1]))
            column = 1
        elif token.type == "tr_close":
            column = 0
        elif token.type in ("fence", "code_block") and token.map:
            pieces.append(_Piece("code", 0, starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]))
        elif token.type == "inline" and token.map and not column:
            found = _inline(text, starts, token.map[0], token.content)
            if token.content.startswith("|"):  # a table without the line that rules off its head
                for line in range(token.map[0], min(token.map[1], len(starts) - 1)):
                    pieces.extend(_cells(text, starts[line], starts[line + 1]))
            elif found:
                of_list = depth > 0 and kind == "paragraph"
                piece = _Piece("item" if of_list else kind, depth if of_list else level, *found)
                pieces.extend(_lettered(text, piece) if kind == "paragraph" else (piece,))
    return pieces


def _lettered(text: str, piece: _Piece) -> list[_Piece]:
    """A paragraph, parted where a line opens an item that Markdown does not know: "(a) Staff must …"."""
    if "(" not in text[piece.start : piece.end]:
        return [piece]
    parted: list[_Piece] = []
    begin, kind, level, before = piece.start, piece.kind, piece.level, ""
    for match in _LINE.finditer(text, piece.start, piece.end):
        line = match[0].strip()
        opens = _item(text, *match.span()) if line.startswith("(") else None
        if opens and (
            before.endswith((".", ";", ":")) or (before.endswith((",", " and", " or")) and kind == "item") or not before
        ):
            if before:
                parted.append(_Piece(kind, level, begin, match.start()))
            begin, kind, level = opens.end(), "item", piece.level + 1
        before = line or before
    return [*parted, _Piece(kind, level, begin, piece.end)]


def _front_matter(text: str) -> int:
    """Where the text begins behind a head of YAML between lines of three dashes."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 3)
    return end + 5 if end >= 0 else 0


def _inline(text: str, starts: list[int], first: int, content: str) -> tuple[int, int] | None:
    """Where the content of a block stands: the parser tells its lines and no columns."""
    lines = content.split("\n")
    last = min(first + len(lines) - 1, len(starts) - 2)
    if not content.strip() or first >= len(starts) - 1:
        return None
    line = text[starts[first] : starts[first + 1]].rstrip()
    start = len(line) - len(lines[0]) if line.endswith(lines[0].rstrip()) else line.find(lines[0].strip())
    line = text[starts[last] : starts[last + 1]].rstrip()
    stripped = lines[-1].strip()
    end = line.rfind(stripped)
    end = len(line) if end < 0 else end + len(stripped)
    return starts[first] + max(0, start), starts[last] + end


# ---- what both have in common


def _assembled(plain: str, pieces: list[_Piece]) -> tuple[Block, ...]:
    """Blocks with their sentences, the heading above them and the sentence that introduces their list."""
    blocks: list[Block] = []
    heading = ""
    leads: list[str] = [""]  # of each depth of lists
    for piece in pieces:
        body = tuple(sentences(plain, piece.start, piece.end)) if piece.kind != "code" else ()
        if piece.kind == "heading":
            heading = " ".join(plain[piece.start : piece.end].split())
            leads = [""]
            blocks.append(Block(*piece, body, heading, ""))
            continue
        last = " ".join(body[-1].text.split()) if body else ""
        introduces = last if last.endswith(":") else ""
        if piece.kind == "item":
            del leads[piece.level :]
            leads += [leads[-1]] * (piece.level - len(leads))
            lead = leads[-1]
            leads.append(introduces or lead)
        else:
            lead = ""
            leads = [introduces]
        blocks.append(Block(*piece, body, heading, lead))
    return tuple(blocks)


__all__ = ["MOST", "Block", "Prose", "blank_markup", "read_clause", "read_document"]
