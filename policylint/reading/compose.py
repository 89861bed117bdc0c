"""Parser events to a tree of nodes, in one pass and within limits; it knows no cause of a syntax error and no policy.

Composing from events, not from PyYAML's nodes, has three grounds: the parser keeps its stack on the heap there (200,000
nested brackets kill the process in `yaml.compose`), a limit can stop it half-way, and the style of every scalar is known,
so that only plain words are typed.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

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

from policylint.reading.limits import Limits
from policylint.reading.nodes import Node
from policylint.reading.problems import Problem, pointer, shorten
from policylint.reading.scalars import TYPED_START, core, number_changed
from policylint.source import Span

_DASH_LINE = re.compile(r"[\r\n][ ]*(- )")
_GLUED = re.compile(r"[A-Za-z][\w.-]*:[^\s/]")
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
    """The tree of the first document. `next_event` gives PyYAML's events; what it raises ends the tree where it stands."""
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
                        self.list_in_text(Span(start, end))
                else:
                    value = core(raw)
                    if value.__class__ is int or value.__class__ is float:
                        key = frame.key.raw if frame.key is not None else ""
                        if number_changed(raw, value, key):
                            self.changed_number(raw, value, Span(start, end), key)
                    elif not raw and start and event.anchor is None:
                        # The parsers differ on where nothing stands: put it right after what precedes it.
                        start = end = len(text[:start].rstrip()) if text[start - 1] in " \t\r\n" else start
                node = Node("scalar", value, raw, style, start, end)
                if event.anchor is not None:
                    self.anchors[event.anchor] = (node, 1)
                    if not raw and not style:
                        self.anchor_without_value(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                size += 1
                start = event.start_mark.index
                if len(stack) >= deepest:
                    self.refuse(
                        "nested-too-deeply",
                        f"lists and blocks stand within each other more than {deepest} deep",
                        Span(start, start + 1),
                        "look for a bracket that is never closed, or write it flatter",
                    )
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
                    self.several_documents(event)
                    return
                continue
            elif kind is StreamEndEvent:
                return
            else:
                continue
            if size > most_nodes:
                self.refuse(
                    "too-many-values",
                    f"the file holds more than {most_nodes:,} keys and values",
                    Span(node.start, node.start + 1),
                    "look whether this is the right file; divide it if it is",
                )
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

    def note(
        self,
        check: str,
        message: str,
        span: Span,
        remedy: str,
        *,
        path: str | None = None,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        where = self.here() if path is None else path
        self.problems.append(Problem(check, "error", message, span, where, remedy, related))

    def refuse(self, check: str, message: str, span: Span, remedy: str) -> None:
        self.refused = True
        self.note(check, message, span, remedy)

    def odd_key(self, event: Any, key: Node) -> None:
        raw = key.raw
        span = Span(key.start, key.end)
        if event.anchor is not None:
            self.anchors[event.anchor] = (Node("scalar", raw, raw, key.style, key.start, key.end), 1)
        if event.tag is not None:
            self.tag(event)
        if not raw:
            self.note("empty-key", "a colon stands here with no key before it", span, "write the key before the colon")
        elif raw == "<<" and not key.style:
            self.note(
                "merge-key",
                "“<<” copies keys from elsewhere in some YAML tools; it is not supported here",
                span,
                "write the keys out where they apply",
                path=self.here(raw),
            )
        elif len(raw) > self.limits.key:
            self.note(
                "key-too-long",
                f"this is read as a key of {len(raw)} characters: “{shorten(raw)}”",
                span,
                "put a sentence that holds a colon in quotes, or in a block that starts with “|”",
                path=self.here(raw),
            )

    def key_not_text(self, node: Node) -> Node:
        """A key that is itself a list, a block or an alias, as the text that stands there."""
        span = Span(node.start, max(node.end, node.start + 1))
        raw = node.raw if node.kind == "scalar" else self.text[node.start : node.end]
        placeholder = node.style == "{" and self.frame.flow
        if not placeholder:  # `{{agency}}` is told once, of the outer braces
            self.note(
                "key-not-text",
                f"“{shorten(self.text[node.start : node.end])}” is read as a key, and a key must be plain text",
                span,
                "put it in quotes if it is meant as text",
            )
        return Node("scalar", raw, raw, node.style, node.start, node.end)

    def tag(self, event: Any) -> None:
        if event.tag in (_TEXT_TAG, "!"):
            return
        start = event.start_mark.index
        written = self.text[start : event.end_mark.index].split()[:1] or [event.tag]
        self.note(
            "unknown-tag",
            f"“{shorten(written[0])}” is read as a YAML tag, not as text",
            Span(start, start + len(written[0])),
            "put the whole value in quotes if the exclamation mark belongs to it, or delete the tag",
        )

    def anchor_without_value(self, event: Any) -> None:
        span = Span(event.start_mark.index, event.end_mark.index)
        written = self.text[span.start : span.end]
        self.note(
            "anchor-without-value",
            f"“{written}” is read as a name for a value to come, so there is no value here",
            span,
            f'put it in quotes if it is text: "{written}"',
        )

    def changed_number(self, raw: str, value: int | float, span: Span, key: str) -> None:
        named = f"{key}: " if key else ""
        if repr(value) == raw:
            message = f"{raw} is read as a number, so that {raw}0 would be the same"
        else:
            message = f"{raw} is read as the number {value!r}"
        self.note("yaml-number-changed", message, span, f'put it in quotes: {named}"{raw}"')

    def list_in_text(self, span: Span) -> None:
        """A dash at the start of a line that is indented too far to be an entry: it is text of the line above."""
        dash = _DASH_LINE.search(self.text, span.start, span.end)
        if dash is not None:
            entry = self.text[dash.start(1) : span.end].splitlines()[0]
            at = Span(dash.start(1), dash.start(1) + len(entry))
            message = f"“{shorten(entry)}” is read as part of the text above it, not as an entry of a list"
            remedy = "indent it like the entries before it, or put the text in a block that starts with “|”"
            self.problems.append(Problem("yaml-entry-read-as-text", "warning", message, at, self.here(), remedy))

    def duplicate(self, frame: _Frame, key: Node) -> None:
        first = next(known for known, _ in frame.items if known.raw == key.raw)
        self.note(
            "duplicate-key",
            f"“{shorten(key.raw)}” stands twice here; only the first is read",
            Span(key.start, key.end),
            "delete one of the two, or join them",
            path=self.here(key.raw),
            related=((Span(first.start, first.end), "the first one"),),
        )

    def alias(self, event: Any, known: tuple[Node | None, int] | None) -> Node | None:
        """A node that repeats another, with the place of the alias itself; None when there are too many of them."""
        start, end = event.start_mark.index, event.end_mark.index
        target, cost = known if known is not None else (None, 1)
        if self.aliases > self.limits.aliases or cost > self.limits.nodes:
            self.refuse(
                "too-many-aliases",
                f"the file repeats values by “*name” more than {self.limits.aliases} times"
                if cost <= self.limits.nodes
                else "the file repeats what repeats, until it is too much to read",
                Span(start, end),
                "write the values out",
            )
            return None
        if target is None:
            inside = known is None
            self.note(
                "unknown-alias",
                f"“*{event.anchor}” repeats the value in which it stands"
                if inside
                else f"“*{event.anchor}” repeats a value named “&{event.anchor}”, and there is none above",
                Span(start, end),
                f'put it in quotes if it is text: "*{event.anchor}"',
            )
            return Node("scalar", None, "", "*", start, end)
        return Node(target.kind, target.value, target.raw, "*", start, end, target.items)

    def several_documents(self, event: Any) -> None:
        start = event.start_mark.index
        self.note(
            "several-documents",
            "a second document starts here; only the first is read",
            Span(start, start + 3),
            "write each document into a file of its own, or delete the “---”",
            path="",
        )

    def flow_mapping(self, node: Node) -> None:
        """Tell of text that braces and commas took apart. Called with the frame around the mapping open."""
        empty = [key for key, value in node.items if not value.raw and not value.style and value.start <= key.end]
        if not empty:
            return
        outer = self.frame
        if outer.is_map and outer.flow and outer.key is None:  # the inner braces of `{{agency}}`
            return
        written = " ".join(self.text[node.start : node.end].split())
        glued = [key for key in empty if not key.style and _GLUED.match(key.raw)]
        for key in glued:
            name, _, rest = key.raw.partition(":")
            self.note(
                "yaml-flow-comma",
                f"a space is missing after the colon of “{name}”, and “{shorten(key.raw)}” is read as a key without a value",
                Span(key.start, key.end),
                f"write {name}: {shorten(rest)}",
            )
        if glued:
            return
        if len(empty) == len(node.items):
            listed = f", or in brackets if it is a list: [{written[1:-1].strip()}]" if len(empty) > 1 else ""
            self.note(
                "yaml-braces-read-as-mapping",
                f"{shorten(written)} is read as a key without a value, not as text",
                Span(node.start, node.end),
                f'put it in quotes: "{shorten(written)}"{listed}',
            )
            return
        for key in empty:
            self.note(
                "yaml-flow-comma",
                f"the comma ends the text before it, and “{shorten(key.raw)}” is read as a key without a value",
                Span(key.start, key.end),
                "put the text in quotes, or write one key a line",
            )
