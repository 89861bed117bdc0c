"""What to tell of YAML that is well-formed and not what its author meant; it knows no parser and builds no tree."""

from policylint.patterns import pattern
from policylint.reading.nodes import Node
from policylint.reading.problems import Problem, shorten
from policylint.source import Span

_DASH_LINE = pattern(r"[\r\n][ ]*(- )")
_GLUED = pattern(r"[A-Za-z][\w.-]*:[^\s/]")


def _of(node: Node) -> Span:
    return Span(node.start, node.end)


def empty_key(key: Node) -> Problem:
    return Problem(
        "empty-key",
        "error",
        "a colon stands here with no key before it",
        _of(key),
        remedy="write the key before the colon",
    )


def merge_key(key: Node) -> Problem:
    return Problem(
        "merge-key",
        "error",
        "“<<” copies keys from elsewhere in some YAML tools; it is not supported here",
        _of(key),
        remedy="write the keys out where they apply",
    )


def long_key(key: Node) -> Problem:
    return Problem(
        "key-too-long",
        "error",
        f"this is read as a key of {len(key.raw)} characters: “{shorten(key.raw)}”",
        _of(key),
        remedy="put a sentence that holds a colon in quotes, or in a block that starts with “|”",
    )


def key_not_text(node: Node, text: str) -> Problem:
    return Problem(
        "key-not-text",
        "error",
        f"“{shorten(text[node.start : node.end])}” is read as a key, and a key must be plain text",
        Span(node.start, max(node.end, node.start + 1)),
        remedy="put it in quotes if it is meant as text",
    )


def unknown_tag(text: str, start: int, end: int) -> Problem:
    written = (text[start:end].split() or ["!"])[0]
    return Problem(
        "unknown-tag",
        "error",
        f"“{shorten(written)}” is read as a YAML tag, not as text",
        Span(start, start + len(written)),
        remedy="put the whole value in quotes if the exclamation mark belongs to it, or delete the tag",
    )


def anchor_without_value(text: str, start: int, end: int) -> Problem:
    written = text[start:end]
    return Problem(
        "anchor-without-value",
        "error",
        f"“{written}” is read as a name for a value to come, so there is no value here",
        Span(start, end),
        remedy=f'put it in quotes if it is text: "{written}"',
    )


def unknown_alias(name: str, inside: bool, span: Span) -> Problem:
    return Problem(
        "unknown-alias",
        "error",
        f"“*{name}” repeats the value in which it stands"
        if inside
        else f"“*{name}” repeats a value named “&{name}”, and there is none above",
        span,
        remedy=f'put it in quotes if it is text: "*{name}"',
    )


def changed_number(raw: str, value: int | float, span: Span, key: str) -> Problem:
    named = f"{key}: " if key else ""
    same = repr(value) == raw
    return Problem(
        "yaml-number-changed",
        "error",
        f"{raw} is read as a number, so that {raw}0 would be the same"
        if same
        else f"{raw} is read as the number {value!r}",
        span,
        remedy=f'put it in quotes: {named}"{raw}"',
    )


def entry_in_text(text: str, span: Span) -> Problem | None:
    """A dash at the start of a line that is indented too far to be an entry: it is text of the line above."""
    dash = _DASH_LINE.search(text, span.start, span.end)
    if dash is None:
        return None
    entry = text[dash.start(1) : span.end].splitlines()[0]
    return Problem(
        "yaml-entry-read-as-text",
        "warning",
        f"“{shorten(entry)}” is read as part of the text above it, not as an entry of a list",
        Span(dash.start(1), dash.start(1) + len(entry)),
        remedy="indent it like the entries before it, or put the text in a block that starts with “|”",
    )


def duplicate_key(key: Node, first: Node) -> Problem:
    return Problem(
        "duplicate-key",
        "error",
        f"“{shorten(key.raw)}” stands twice here; only the first is read",
        _of(key),
        remedy="delete one of the two, or join them",
        related=((_of(first), "the first one"),),
    )


def too_deep(start: int) -> Problem:
    return Problem(
        "nested-too-deeply",
        "error",
        "lists and blocks stand within each other deeper than any policy needs",
        Span(start, start + 1),
        remedy="look for brackets that are never closed, or write it flatter",
    )


def too_many_values(most: int, span: Span) -> Problem:
    message = f"the file holds more than {most:,} keys and values"
    remedy = "look whether this is the right file; divide it if it is"
    return Problem("too-many-values", "error", message, span, remedy=remedy)


def many_aliases(most: int, span: Span) -> Problem:
    message = f"the file repeats values by “*name” more than {most} times"
    return Problem("too-many-aliases", "error", message, span, remedy="write the values out")


def heavy_aliases(most: int, span: Span) -> Problem:
    message = f"what “*name” repeats adds up to more than {most:,} keys and values"
    return Problem("too-many-aliases", "error", message, span, remedy="write the values out")


def several_documents(start: int) -> Problem:
    return Problem(
        "several-documents",
        "error",
        "a second document starts here; only the first is read",
        Span(start, start + 3),
        remedy="write each document into a file of its own, or delete the “---”",
    )


def torn_text(node: Node, text: str) -> list[Problem]:
    """Text that braces and commas took apart: keys of a flow mapping with nothing behind them, not even a colon."""
    empty = [key for key, value in node.items if not value.raw and not value.style and value.start <= key.end]
    if not empty:
        return []
    glued = [key for key in empty if not key.style and _GLUED.match(key.raw)]
    if glued:
        return [_glued(key) for key in glued]
    written = " ".join(text[node.start : node.end].split())
    if len(empty) < len(node.items):
        return [
            Problem(
                "yaml-flow-comma",
                "error",
                f"the comma ends the text before it, and “{shorten(key.raw)}” is read as a key without a value",
                _of(key),
                remedy="put the text in quotes, or write one key a line",
            )
            for key in empty
        ]
    listed = f", or in brackets if it is a list: [{written[1:-1].strip()}]" if len(empty) > 1 else ""
    return [
        Problem(
            "yaml-braces-read-as-mapping",
            "error",
            f"{shorten(written)} is read as a key without a value, not as text",
            _of(node),
            remedy=f'put it in quotes: "{shorten(written)}"{listed}',
        )
    ]


def _glued(key: Node) -> Problem:
    name, _, rest = key.raw.partition(":")
    return Problem(
        "yaml-flow-comma",
        "error",
        f"a space is missing after the colon of “{name}”, and “{shorten(key.raw)}” is read as a key without a value",
        _of(key),
        remedy=f"write {name}: {shorten(rest)}",
    )
