"""From document paths to lines and columns: the one place that does it. Knows documents and faults, no checks."""

import re
from collections.abc import Iterable, Iterator

from policylint.finding import Edit, Fault, Slip
from policylint.patterns import pattern
from policylint.reading.problems import pointer, steps
from policylint.reading.scalars import core
from policylint.reading.yamltree import Document, Node
from policylint.source import Place, Span


def place(document: Document, fault: Fault) -> Place:
    """Where a fault shows in its file: the words at fault, the value, or the key."""
    return document.source.place(span(document, fault.path, on_key=fault.on_key, offsets=fault.offsets))


def span(document: Document, path: str, *, on_key: bool = False, offsets: tuple[int, int] | None = None) -> Span:
    """The stretch of the file for a path; a mapping or a list is shown by its key or its first line, never whole."""
    node = document.node(path)
    if node is not None and offsets is not None and isinstance(node.value, str):
        found = _inside(document.source.text, node.start, node.end, node.value, offsets)
        if found is not None:
            return found
    if on_key or (node is not None and node.kind != "scalar"):
        key = document.key_span(path)
        if key is not None:
            return key
    found = document.span(path)
    text = document.source.text
    line_end = len(text)
    for mark in ("\n", "\r"):
        at = text.find(mark, found.start)
        line_end = min(line_end, at) if at >= 0 else line_end
    # A value over several lines is shown by its first: a caret under twenty lines points at nothing.
    return Span(found.start, max(found.start, min(found.end, line_end)))


def edits_for(document: Document, slips: Iterable[Slip]) -> tuple[Edit, ...]:
    """What to write instead of some slips; nothing where one of them is not found, or found twice."""
    found = []
    for slip in slips:
        spans = [Span(leaf.start, leaf.end) for leaf in _leaves(document.node(slip.path)) if leaf.raw == slip.written]
        key = document.key_span(slip.path)
        if key is not None and steps(slip.path)[-1] == slip.written:
            spans.append(key)
        edit = as_edit(document.source.place(spans[0]), slip.meant) if len(spans) == 1 else None
        if edit is None:
            return ()
        found.append(edit)
    return tuple(found)


def as_edit(place: Place, word: str) -> Edit | None:
    """A word in the place of what stands there; None where YAML would not take it as it is, or a line would go."""
    plain = _PLAIN.fullmatch(word) is not None and core(word) == word
    return Edit(place, word) if plain and place.line == place.end_line else None


def _leaves(node: Node | None) -> Iterator[Node]:
    """The scalars of a value, without keys and without what stands elsewhere."""
    if node is None or node.style == "*":
        return
    if node.kind == "scalar":
        yield node
    for item in node.items:
        yield from _leaves(item[1] if node.kind == "mapping" else item)


# By what people tell the entries of a list apart.
NAMES = ("id", "policy", "handle", "title", "document")
LONGEST_NAME = 80
_PLAIN = pattern(r"[A-Za-z0-9][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")


def anchor(document: Document, path: str) -> str:
    """The path with the names of entries instead of their numbers, as far as they have one: it stays when they move."""
    node = document.root
    found = []
    for step in steps(path):
        below = None if node is None else node.get(step)
        if node is None or below is None:
            found.append(step)
            node = None
            continue
        found.append(_entry_name(below[1]) if node.kind == "sequence" else step)
        node = below[1]
    return pointer(*found)


def _entry_name(entry: Node) -> str:
    if entry.kind == "scalar":
        return entry.raw if len(entry.raw) <= LONGEST_NAME else "*"
    for name in NAMES:
        found = entry.get(name)
        if found is not None and found[1].kind == "scalar" and found[1].raw:
            return found[1].raw
    return "*"


def _inside(text: str, start: int, end: int, value: str, offsets: tuple[int, int]) -> Span | None:
    """Where a stretch of a text value stands in the file, whatever style the value is written in."""
    words = value[offsets[0] : offsets[1]].split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    nth = len(pattern.findall(value[: offsets[0]]))
    matches = list(pattern.finditer(text, start, end))
    return Span(*matches[nth].span()) if nth < len(matches) else None
