"""Plain words for what a schema expects and what a document has instead; it knows no validation."""

import re
from collections.abc import Iterable, Sequence

from policylint.reading.problems import shorten
from policylint.reading.scalars import core
from policylint.typed import Any

Schema = dict[str, Any]

_TYPES = {
    "object": "keys with values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
# A list of words longer than this helps nobody in a message.
MOST_WORDS = 12
MOST_KEYS = 8


def type_names(types: Iterable[str]) -> str:
    """`text or a list`."""
    return either([_TYPES[name] for name in types])


def either(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def listed(words: Sequence[str]) -> str:
    """`“a”, “b” and “c”`."""
    quoted = [f"“{word}”" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def found(value: Any, raw: str = "") -> str:
    """What a document has: `the text “yearly”`, `the number 2.1`, `a list`; `raw` is a number as it was written."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {raw or value}"
    if isinstance(value, str):
        return f"the text “{shorten(value)}”" if value.strip() else "an empty text"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "a block of keys" if value else "an empty block"


def place(data: Any, path: Sequence[str | int]) -> str:
    """What a path leads to, as people would say: `“owner”`, `entry 2 of “clauses” (own-voice)`, `the document`."""
    if not path:
        return "the document"
    last = path[-1]
    if isinstance(last, str):
        return f"“{shorten(last)}”"
    value = data
    for step in path:
        value = value[step]
    name = value.get("id") if isinstance(value, dict) else None
    named = f" ({shorten(name)})" if isinstance(name, str) else ""
    parent = place(data, path[:-1])
    return f"entry {last + 1} of {parent}{named}"


def expected(schema: Schema) -> str:
    """What a part of a schema wants: its `x-expected`, its words if they are few, or its type; empty without any."""
    said = schema.get("x-expected")
    if isinstance(said, str):
        return said
    if "const" in schema:
        return word(schema["const"])
    words = schema.get("enum")
    if words and len(words) <= MOST_WORDS:
        return either([word(one) for one in words])
    types = schema.get("type")
    return type_names([types] if isinstance(types, str) else types) if types else ""


def word(value: Any) -> str:
    """A value as it is written in YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def one_of(options: list[str]) -> str:
    """`one of: a, b, c and 4 more`, or the only word."""
    if len(options) == 1:
        return options[0]
    shown = options[:MOST_WORDS]
    rest = len(options) - len(shown)
    return f"one of: {', '.join(shown)}" + (f" and {rest} more" if rest else "")


def what_to_add(key: str, schemas: Sequence[Schema]) -> str:
    """What to write for a missing key, from the first of its schemas that has an example, a form or a description."""
    for schema in schemas:
        examples = [one for one in schema.get("examples", ()) if isinstance(one, str | int | float)]
        if examples:
            return f"add “{key}: {_written(examples[0])}”{_described(schemas)}"
    for schema in schemas:
        wanted = expected(schema)
        if wanted and wanted != _TYPES["string"]:
            return f"add “{key}:” with {wanted}{_described(schemas)}"
    return f"add “{key}:”{_described(schemas)}"


def _written(value: str | int | float) -> str:
    """An example as YAML: text that would be read as something else in quotes."""
    text = word(value)
    risky = isinstance(value, str) and (core(text) != text or re.search(r":\s|\s#|:$|^[^\w/(]", text) is not None)
    return f'"{text}"' if risky else text


def _described(schemas: Sequence[Schema]) -> str:
    for schema in schemas:
        said = schema.get("description")
        if isinstance(said, str):
            sentence = re.split(r"(?<=[.!?])\s", said.strip(), maxsplit=1)[0].rstrip(".")
            return f" ({sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence})"
    return ""
