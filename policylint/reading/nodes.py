"""The positioned tree of a YAML file and the way from a JSON pointer to a place; it knows neither parser nor policy."""

from policylint.reading.comments import Comment, comments_of
from policylint.reading.problems import Problem, pointer, steps
from policylint.source import Source, Span
from policylint.typed import Any

LONG = 32
"""Keys from which on a mapping is searched by an index."""


class Node:
    """One value, or one key, with its place in the text.

    kind: `mapping`, `sequence` or `scalar`.
    value: the plain value; a collection's holds its whole subtree, and keys are text.
    raw: a scalar's text without quotes.
    style: a scalar's `''` (plain), `'`, `"`, `|` or `>`; a collection's `{`, `[` or `''` (block); `*` for an alias.
    start, end: offsets into the text, anchors and tags included. A block scalar ends where the next line begins, a
    block collection at its last value.
    items: (key, value) pairs or values; those of an alias stand where its anchor does.
    """

    __slots__ = ("end", "items", "kind", "raw", "start", "style", "value")

    def __init__(
        self, kind: str, value: Any, raw: str, style: str, start: int, end: int, items: tuple[Any, ...] = ()
    ) -> None:
        self.kind = kind
        self.value = value
        self.raw = raw
        self.style = style
        self.start = start
        self.end = end
        self.items = items

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.value!r}, {self.start}, {self.end})"

    def get(self, step: str) -> "tuple[Node | None, Node] | None":
        """The key and the value that a step of a JSON pointer leads to; no key within a list; None when missing."""
        if self.kind == "mapping":
            for key, value in self.items:
                if key.raw == step:
                    return key, value
        elif self.kind == "sequence" and step.isascii() and step.isdigit() and len(step) < 10:
            number = int(step)
            if number < len(self.items):
                return None, self.items[number]
        return None


class Document:
    """A YAML file that was read: its tree, its plain data, and every fault seen on the way.

    root is None when nothing could be read. complete is False when reading stopped early, so that what is missing in
    `data` may stand in the file all the same.
    """

    __slots__ = ("_comments", "_keys", "complete", "problems", "root", "source")

    def __init__(self, source: Source, root: Node | None, problems: tuple[Problem, ...], complete: bool = True) -> None:
        self.source = source
        self.root = root
        self.problems = problems
        self.complete = complete
        self._comments: tuple[Comment, ...] | None = None
        self._keys: dict[int, dict[str, tuple[Node, Node]]] = {}  # of long mappings, by identity

    @property
    def data(self) -> Any:
        return None if self.root is None else self.root.value

    def node(self, path: str) -> Node | None:
        """The value at a JSON pointer, or None."""
        node = self.root
        for step in steps(path):
            found = None if node is None else self._step(node, step)
            if found is None:
                return None
            node = found[1]
        return node

    def _step(self, node: Node, step: str) -> tuple[Node | None, Node] | None:
        """As `get` of the node, which would search the keys of a long mapping for every place in it."""
        if node.kind != "mapping" or len(node.items) < LONG:
            return node.get(step)
        keys = self._keys.get(id(node))
        if keys is None:
            # The first of several equal keys counts, as in `get`.
            keys = self._keys[id(node)] = {key.raw: (key, value) for key, value in reversed(node.items)}
        return keys.get(step)

    def _nearest(self, path: str) -> tuple[Node | None, Node | None, bool]:
        """The key and the value at a path or at its nearest existing ancestor, and whether it was the path itself."""
        key: Node | None = None
        node = self.root
        for step in steps(path):
            found = None if node is None else self._step(node, step)
            if found is None:
                return key, node, False
            key, node = found
        return key, node, True

    def span(self, path: str) -> Span:
        """Where the value at a JSON pointer stands, without trailing white space.

        An empty value has the span of its key. A missing path has that of the key of the nearest ancestor, or its first
        line; the root has its first key or line. Never the whole file.
        """
        key, node, exact = self._nearest(path)
        if node is None:
            return first_line(self.source.text, 0)
        if node is self.root and node.kind != "scalar":
            return opening(node, self.source.text)
        if not exact:
            return Span(key.start, key.end) if key is not None else opening(node, self.source.text)
        text = self.source.text
        end = node.start + len(text[node.start : node.end].rstrip())
        if end > node.start:
            return Span(node.start, end)
        return Span(key.start, key.end) if key is not None else Span(node.start, node.start)

    def key_span(self, path: str) -> Span | None:
        """Where the key of the value at a JSON pointer stands; None for a list's entry or a missing path."""
        key, _, exact = self._nearest(path)
        return Span(key.start, key.end) if exact and key is not None else None

    def comments(self) -> tuple[Comment, ...]:
        """The comments in order. Found on demand, for most files are read without anyone asking."""
        if self._comments is None:
            scalars = ((leaf.style, leaf.start, leaf.end) for leaf in leaves(self.root))
            self._comments = comments_of(self.source.text, scalars)
        return self._comments


def opening(node: Node, text: str) -> Span:
    """The first key of a mapping, the first line of anything else."""
    if node.kind == "mapping" and node.items:
        key = node.items[0][0]
        return Span(key.start, key.end)
    return first_line(text, node.start)


def first_line(text: str, start: int) -> Span:
    """From an offset to the end of its line, without trailing white space."""
    line = text[start:].split("\n", 1)[0].split("\r", 1)[0] if start < len(text) else ""
    return Span(start, start + len(line.rstrip()))


def leaves(node: Node | None) -> list[Node]:
    """Every scalar and every alias in the order of the text, keys included; what an alias repeats is not entered."""
    found: list[Node] = []
    waiting = [] if node is None else [node]
    while waiting:
        node = waiting.pop()
        if node.kind == "scalar" or node.style == "*":
            found.append(node)
        elif node.kind == "mapping":
            for key, value in reversed(node.items):
                waiting.append(value)
                waiting.append(key)
        else:
            waiting.extend(reversed(node.items))
    return found


__all__ = ["Comment", "Document", "Node", "first_line", "leaves", "opening", "pointer"]
