"""Parser events to a tree of nodes, in one pass and within limits; it knows no cause of a syntax error and no policy.

Composing from events, not from PyYAML's nodes, has three grounds: the parser keeps its stack on the heap there
(200,000 nested brackets kill the process in `yaml.compose`), a limit can stop it half-way, and the style of every
scalar is known, so that only plain words are typed.
"""

from collections.abc import Callable

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from policylint.reading import oddities
from policylint.reading.limits import Limits
from policylint.reading.nodes import Node
from policylint.reading.problems import Problem, pointer
from policylint.reading.scalars import TYPED_START, core, number_changed
from policylint.source import Span
from policylint.typed import Any, NamedTuple

_MOST_PROBLEMS = 200
_TEXT_TAG = "tag:yaml.org,2002:str"


class Composed(NamedTuple):
    """What became of the events: the tree, its problems, the parser's error if it gave up, and whether all was read."""

    root: Node | None
    problems: list[Problem]
    error: YAMLError | None
    complete: bool


class _Frame:
    """A collection that is still open. The outermost frame stands for the document and holds at most one value."""

    __slots__ = ("anchor", "data", "flow", "is_map", "items", "key", "size", "start")

    def __init__(self, is_map: bool, start: int, flow: bool, anchor: str | None, size: int) -> None:
        self.is_map = is_map
        self.start = start
        self.flow = flow
        self.anchor = anchor
        self.size = size
        self.items: list[Any] = []
        self.data: Any = {} if is_map else []
        self.key: Node | None = None


def compose(text: str, next_event: Callable[[], Any], limits: Limits) -> Composed:
    """The tree of the first document. `next_event` gives PyYAML's events; an error that it raises ends the tree."""
    composer = _Composer(text, limits)
    error: YAMLError | None = None
    try:
        composer.run(next_event)
    except YAMLError as fault:
        error = fault
    complete = error is None and not composer.refused
    return Composed(composer.finish(), composer.problems, error, complete)


class _Composer:
    __slots__ = ("aliases", "anchors", "documents", "frame", "limits", "problems", "refused", "stack", "text")

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.problems: list[Problem] = []
        self.frame = _Frame(False, 0, False, None, 0)
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.aliases = 0
        self.documents = 0
        self.refused = False

    def run(self, next_event: Callable[[], Any]) -> None:
        # The loop is on every start, and 14 kB are 2,000 events: few calls, types compared by identity.
        text = self.text
        stack = self.stack
        deepest, most_nodes, longest_key = self.limits.depth, self.limits.nodes, self.limits.key
        frame = self.frame
        size = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                raw = event.value
                style = event.style or ""
                start = event.start_mark.index
                end = event.end_mark.index
                size += 1
                if frame.is_map and frame.key is None:
                    frame.key = Node("scalar", raw, raw, style, start, end)
                    if (
                        event.anchor is not None
                        or event.tag is not None
                        or not raw
                        or raw == "<<"
                        or len(raw) > longest_key
                    ):
                        self.odd_key(event, frame.key)
                    continue
                if event.tag is not None:
                    value = raw
                    self.tag(event)
                elif style or (raw and raw[0] not in TYPED_START):
                    value = raw
                    if end - start > len(raw) and " - " in raw and not style:
                        entry = oddities.entry_in_text(text, Span(start, end))
                        if entry is not None:
                            self.note(entry)
                else:
                    value = core(raw)
                    if value.__class__ is int or value.__class__ is float:
                        key = frame.key.raw if frame.key is not None else ""
                        if number_changed(raw, value, key):
                            self.note(oddities.changed_number(raw, value, Span(start, end), key))
                    elif not raw and start and event.anchor is None:
                        # The parsers differ on where nothing stands: put it right after what precedes it.
                        start = end = len(text[:start].rstrip()) if text[start - 1] in " \t\r\n" else start
                node = Node("scalar", value, raw, style, start, end)
                if event.anchor is not None:
                    self.anchors[event.anchor] = (node, 1)
                    if not raw and not style:
                        self.note(oddities.anchor_without_value(text, event.start_mark.index, event.end_mark.index))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                size += 1
                start = event.start_mark.index
                if len(stack) >= deepest:
                    self.refuse(oddities.too_deep(start))
                    return
                stack.append(frame)
                frame = self.frame = _Frame(kind is MappingStartEvent, start, event.flow_style, event.anchor, size)
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                if event.tag is not None:
                    self.tag(event)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self.close(event.end_mark.index)
                if frame.anchor is not None:
                    self.anchors[frame.anchor] = (node, size - frame.size + 1)
                closed = frame
                frame = self.frame = stack.pop()
                if closed.flow and closed.is_map:
                    self.flow_mapping(node)
            elif kind is AliasEvent:
                self.aliases += 1
                known = self.anchors.get(event.anchor, (None, 0))
                size += known[1] if known is not None else 1
                alias = self.alias(event, known)
                if alias is None:
                    return
                node = alias
            elif kind is DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    self.note(oddities.several_documents(event.start_mark.index), path="")
                    return
                continue
            elif kind is StreamEndEvent:
                return
            else:
                continue
            if size > most_nodes:
                self.too_many_values(kind is AliasEvent, node)
                return
            if frame.is_map:
                name_node = frame.key
                if name_node is None:
                    frame.key = self.key_not_text(node)
                    continue
                name = name_node.raw
                if name in frame.data:
                    self.duplicate(frame, name_node)
                else:
                    frame.data[name] = node.value
                frame.items.append((name_node, node))
                frame.key = None
            else:
                frame.items.append(node)
                frame.data.append(node.value)

    def close(self, end: int) -> Node:
        """The node of the innermost open collection; the frame stays for the caller to take off."""
        frame = self.frame
        items = tuple(frame.items)
        if not frame.flow and items:
            # A block's own end mark runs past the comments and blank lines that follow it.
            last = items[-1][1] if frame.is_map else items[-1]
            end = last.end
        style = ("{" if frame.is_map else "[") if frame.flow else ""
        return Node("mapping" if frame.is_map else "sequence", frame.data, "", style, frame.start, end, items)

    def finish(self) -> Node | None:
        """The root, with whatever is still open closed where the reading stopped."""
        while self.stack:
            frame = self.frame
            node = self.close(frame.start + 1)
            if frame.items:
                last = frame.items[-1][1] if frame.is_map else frame.items[-1]
                node.end = last.end
            outer = self.frame = self.stack.pop()
            if not outer.is_map:
                outer.items.append(node)
                outer.data.append(node.value)
            elif outer.key is not None and outer.key.raw not in outer.data:
                outer.items.append((outer.key, node))
                outer.data[outer.key.raw] = node.value
        return self.frame.items[0] if self.frame.items else None

    def here(self, *more: str) -> str:
        """The JSON pointer of the value that is being read; with `more`, of something in the open collection."""
        way: list[str | int] = []
        frames = [*self.stack, self.frame][1:]
        for frame in frames[:-1] if more else frames:
            if not frame.is_map:
                way.append(len(frame.items))
            elif frame.key is not None:
                way.append(frame.key.raw)
        return pointer(*way, *more)

    def note(self, problem: Problem, *, path: str | None = None) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            where = self.here() if path is None else path
            self.problems.append(problem._replace(path=where))
        elif len(self.problems) == _MOST_PROBLEMS:
            message = "the file has more faults of this kind than are told here"
            self.problems.append(
                Problem("more-problems", "note", message, problem.span, remedy="correct the first ones first")
            )

    def refuse(self, problem: Problem) -> None:
        self.refused = True
        self.problems.append(problem._replace(path=self.here()))

    def too_many_values(self, by_alias: bool, node: Node) -> None:
        span = Span(node.start, node.start + 1)
        most = self.limits.nodes
        self.refuse(oddities.heavy_aliases(most, span) if by_alias else oddities.too_many_values(most, span))

    def odd_key(self, event: Any, key: Node) -> None:
        raw = key.raw
        if event.anchor is not None:
            self.anchors[event.anchor] = (Node("scalar", raw, raw, key.style, key.start, key.end), 1)
        if event.tag is not None:
            self.tag(event)
        if not raw:
            self.note(oddities.empty_key(key))
        elif raw == "<<" and not key.style:
            self.note(oddities.merge_key(key), path=self.here(raw))
        elif len(raw) > self.limits.key:
            self.note(oddities.long_key(key), path=self.here(raw))

    def key_not_text(self, node: Node) -> Node:
        """A key that is itself a list, a block or an alias, as the text that stands there."""
        raw = node.raw if node.kind == "scalar" else self.text[node.start : node.end]
        placeholder = node.style == "{" and self.frame.flow
        if not placeholder:  # `{{agency}}` is told once, of the outer braces
            self.note(oddities.key_not_text(node, self.text))
        return Node("scalar", raw, raw, node.style, node.start, node.end)

    def tag(self, event: Any) -> None:
        if event.tag not in (_TEXT_TAG, "!"):
            self.note(oddities.unknown_tag(self.text, event.start_mark.index, event.end_mark.index))

    def duplicate(self, frame: _Frame, key: Node) -> None:
        if len(self.problems) <= _MOST_PROBLEMS:  # the search below is linear, and keys can be many
            first = next(known for known, _ in frame.items if known.raw == key.raw)
            self.note(oddities.duplicate_key(key, first), path=self.here(key.raw))

    def alias(self, event: Any, known: tuple[Node | None, int] | None) -> Node | None:
        """A node that repeats another, with the place of the alias itself; None when there are too many of them."""
        span = Span(event.start_mark.index, event.end_mark.index)
        if self.aliases > self.limits.aliases:
            self.refuse(oddities.many_aliases(self.limits.aliases, span))
            return None
        target = known[0] if known is not None else None
        if target is None:
            self.note(oddities.unknown_alias(event.anchor, known is None, span))
            return Node("scalar", None, "", "*", *span)
        return Node(target.kind, target.value, target.raw, "*", *span, target.items)

    def flow_mapping(self, node: Node) -> None:
        """Look at braces that were closed; the frame around them is open again."""
        outer = self.frame
        if outer.is_map and outer.flow and outer.key is None:  # the inner braces of `{{agency}}`
            return
        for problem in oddities.torn_text(node, self.text):
            self.note(problem)
