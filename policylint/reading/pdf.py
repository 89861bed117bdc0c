"""PDF to text, by pypdf: pages kept, what stands on every page dropped, words that were parted put together again."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise

from policylint.errors import InputError
from policylint.reading.parts import Parts, missing
from policylint.reading.plain import is_heading, plain_blocks
from policylint.typed import Any

MOST_PAGES = 600
MOST_TEXT = 2_000_000
# Fewer letters a page than this: a scan, with at best a stamp on it.
_FEWEST = 25
_Piece = tuple[float, float, str]  # from the left, from the bottom, what stands there
_SHORT = 8  # letters; less may be a number or a bullet
_TORN = 3  # steps from the left column to the right one on a page; more mean that lines run across both
_LINE = 4  # points; what is nearer stands on one line
_EDGE = 2  # lines at the top and the bottom of a page that may be running ones
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?")
_BULLET = re.compile(r"\s*(?:[•·▪●◦■–—*]|\uf0b7|[-+](?=\s)|\(?[a-zA-Z0-9]{1,3}[.)](?=\s))\s*")
_PARTED = re.compile(r"([A-Za-z]{2,})-$")


def parts(data: bytes, path: str) -> Parts:
    """The text of a PDF, each page counted. Raises InputError for what has no text to read."""
    try:
        # Late: an extra, and 75 ms.
        pypdf: Any = import_module("pypdf")
    except ImportError:
        raise missing("pypdf", "PDF", path) from None
    pages = _extracted(pypdf, data, path)
    texts = [text for text, _ in pages]
    if sum(char.isalpha() for text in texts for char in text) < _FEWEST * len(texts):
        raise InputError(
            "this PDF holds pictures of pages and no text",
            place=path,
            remedy="Run text recognition (OCR) on it first, or name the document that it was made from.",
        )
    lines = [[line.rstrip() for line in text.split("\n")] for text in texts]
    running = _running(lines)
    kept = [_without(each, running) for each in lines]
    columns = sum(doubled for _, doubled in pages)
    notes = []
    if columns * 3 > len(pages):
        notes.append(
            "some pages seem to have two columns and are read one column after the other; look at what runs across both"
        )
    return _assembled(kept, notes)


def _extracted(pypdf: Any, data: bytes, path: str) -> list[tuple[str, bool]]:
    """Each page's text and whether it seems to have two columns."""
    found: list[tuple[str, bool]] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                "this PDF is protected by a password", place=path, remedy="Save a copy without the password."
            )
        size = 0
        for number, page in enumerate(reader.pages):
            pieces: list[_Piece] = []

            def visit(text: str, _: Any, matrix: Any, __: Any, ___: Any, pieces: list[_Piece] = pieces) -> None:
                if text.strip():
                    pieces.append((float(matrix[4]), float(matrix[5]), text.strip()))

            text = page.extract_text(visitor_text=visit) or ""
            width = float(page.mediabox.width)
            doubled = _two_columns([x for x, _, piece in pieces if len(piece) > _SHORT], width)
            if doubled:
                text = _by_columns(pieces, width) or text
            size += len(text)
            if number >= MOST_PAGES or size > MOST_TEXT:
                break
            found.append((text, doubled))
    except InputError:
        raise
    except Exception as error:  # whatever a broken document makes another's reader raise
        if "AES" in str(error) or "cryptography" in str(error):
            raise InputError(
                "this PDF is encrypted", place=path, remedy="Save a copy without protection, or as Word or text."
            ) from error
        raise InputError(
            f"the text of this PDF cannot be read ({type(error).__name__})",
            place=path,
            remedy="Open it and print it to a new PDF, or name the document that it was made from.",
        ) from error
    if not found:
        raise InputError("this PDF has no pages", place=path, remedy="Look whether it is the right file.")
    return found


def _two_columns(starts: Sequence[float], width: float) -> bool:
    if len(starts) < 12 or width <= 0:
        return False
    left = sum(start < width * 0.3 for start in starts)
    right = sum(width * 0.45 < start < width * 0.65 for start in starts)
    return right > len(starts) * 0.3 and left > len(starts) * 0.2


def _by_columns(pieces: Sequence[_Piece], width: float) -> str:
    """The text of a page in two columns, the left one first; empty where the page itself has it in that order."""
    gutter = min(x for x, _, _ in pieces if width * 0.45 < x) - 2
    sides = [x >= gutter for x, _, piece in pieces if len(piece) > _SHORT]
    if sum(right and not left for left, right in pairwise(sides)) < _TORN:
        return ""
    columns: list[str] = []
    for right in (False, True):
        lines: dict[int, list[tuple[float, str]]] = {}
        for x, y, piece in pieces:
            if (x >= gutter) is right:
                lines.setdefault(round(y / _LINE), []).append((x, piece))
        places = sorted(lines, reverse=True)
        steps = sorted(above - below for above, below in pairwise(places))
        usual = steps[len(steps) // 2] if steps else 0
        for number, y in enumerate(places):
            if number and places[number - 1] - y > usual * 1.6:
                columns.append("")
            columns.append(" ".join(piece for _, piece in sorted(lines[y])))
    return "\n".join(columns)


# ---- what stands on every page


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines at the edges of pages that come back on at least half of them, numbers aside."""
    if len(pages) < 3:
        return frozenset()
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_pattern(line) for line in _edges(lines)})
    return frozenset(line for line, count in counts.items() if count * 2 >= len(pages) and count >= 3 and line)


def _edges(lines: Sequence[str]) -> Iterable[str]:
    full = [number for number, line in enumerate(lines) if line.strip()]
    return [lines[number] for number in _at_edge(full, lines)]


def _at_edge(full: Sequence[int], lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that may be running ones; a whole sentence only where nothing stands outside of it."""
    edge = {*full[:_EDGE], *full[-_EDGE:]}
    outermost = {*full[:1], *full[-1:]}
    return {number for number in edge if number in outermost or not lines[number].rstrip().endswith(".")}


def _pattern(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))


def _without(lines: Sequence[str], running: frozenset[str]) -> list[str]:
    full = [number for number, line in enumerate(lines) if line.strip()]
    edge = _at_edge(full, lines)
    return [
        line
        for number, line in enumerate(lines)
        if number not in edge or not (_pattern(line) in running or _PAGE_NUMBER.fullmatch(line.strip()))
    ]


# ---- lines to paragraphs


def _assembled(pages: Sequence[Sequence[str]], notes: Sequence[str]) -> Parts:
    words = Counter(
        word.lower() for lines in pages for line in lines for word in re.findall(r"[A-Za-z][A-Za-z\-]+", line)
    )
    out: list[str] = []
    starts: list[int] = []
    at = 0
    longest = max((len(line) for lines in pages for line in lines), default=0)
    for lines in pages:
        starts.append(at)
        for line in lines:
            line = " ".join(line.split())
            last = out[-1] if out else ""
            parted = _PARTED.search(last)
            if parted and line[:1].islower():
                head, _, tail = line.partition(" ")
                whole = parted[1] + head.rstrip(".,;:)")
                hyphen = words[f"{parted[1]}-{head.rstrip('.,;:)')}".lower()] > words[whole.lower()]
                joined = (last if hyphen else last[:-1]) + head
                at += len(joined) - len(last)
                out[-1] = joined
                line = tail
                if not line:
                    continue
            if not line and out and out[-1] == "":
                continue
            if line and last and _new_paragraph(last, line, longest):
                out.append("")
                at += 1
            out.append(line)
            at += len(line) + 1
    text = "\n".join(out)
    marked = plain_blocks(text)
    # Headings grew by their marks; pages start where their line does.
    return Parts(marked, "page", _moved(text, marked, starts), tuple(range(1, len(pages) + 1)), tuple(notes))


def _new_paragraph(last: str, line: str, longest: int) -> bool:
    if _BULLET.match(line) or is_heading(line, "", "") or is_heading(last, "", ""):
        return True
    return last.endswith((".", "!", "?", ":")) and len(last) < longest * 0.8 and line[:1].isupper()


def _moved(old: str, new: str, starts: Sequence[int]) -> tuple[int, ...]:
    """The offsets in a text with as many lines as before."""
    before = [0]
    for line in old.split("\n"):
        before.append(before[-1] + len(line) + 1)
    after = [0]
    for line in new.split("\n"):
        after.append(after[-1] + len(line) + 1)
    moved = []
    number = 0
    for start in starts:
        while number + 1 < len(before) and before[number + 1] <= start:
            number += 1
        moved.append(after[min(number, len(after) - 1)])
    return tuple(moved)


__all__ = ["parts"]
