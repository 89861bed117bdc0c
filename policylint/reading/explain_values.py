"""What to tell of values: of another type, unknown, of the wrong form, length or number; it knows no key's meaning."""

import re
from collections.abc import Iterator

from policylint.errors import nearest
from policylint.reading import explain_slips as slips
from policylint.reading import shape_words as words
from policylint.reading.candidates import known_keys, schemas_at
from policylint.reading.equality import frozen
from policylint.reading.problems import Problem, pointer, shorten
from policylint.reading.telling import Path, Telling
from policylint.typed import Any


def wrong_type(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    types = error.validator_value
    yield mistyped(telling, [types] if isinstance(types, str) else list(types), error.instance, error.schema, path)


def mistyped(telling: Telling, types: list[str], value: Any, schema: dict[str, Any], path: Path) -> Problem:
    where = words.place(telling.data, path)
    wanted = schema.get("x-expected") or words.type_names(types)
    node = telling.document.node(pointer(*path))
    raw = node.raw if node is not None else ""
    key = f"{path[-1]}: " if path and isinstance(path[-1], str) else "- " if path else ""
    if isinstance(value, str) and (slip := slips.mistyped(telling, types, value, path)) is not None:
        return slip
    if value is None:
        message = f"{where} has no value" if not path or isinstance(path[-1], str) else f"{where} is empty"
        return telling.told("wrong-type", message, telling.key(path), path, f"write {wanted}, or delete the line")
    message = f"{where} is {words.found(value, raw)}: expected {wanted}"
    remedy = f"write {wanted}"
    scalar = isinstance(value, str | int | float)
    if "string" in types and scalar:
        remedy = f'put it in quotes: {key}"{raw}"'
    elif isinstance(value, str) and (glued := re.match(r"([A-Za-z][\w.-]*):(\S.*)", value)):
        remedy = f"put a space after the colon: {glued.group(1)}: {shorten(glued.group(2))}"
    elif "string" in types and node is not None and node.style in ("{", "["):
        written = " ".join(telling.document.source.text[node.start : node.end].split())
        remedy = f'put it in quotes if it is text: {key}"{shorten(written)}"'
    elif "array" in types and scalar:
        remedy = f"write it as a list: {key}[{shorten(raw)}]"
    elif "array" in types:
        remedy = "start each entry of the list with “- ”"
    elif "object" in types:
        known = known_keys(schemas_at(telling.schema, path))
        remedy = f"write keys with values below it: {', '.join(known[: words.MOST_WORDS])}" if known else remedy
    elif types in (["integer"], ["number"]) and isinstance(value, str) and re.fullmatch(r"[0-9.]+", value):
        remedy = "write it without quotes"
    return telling.told("wrong-type", message, telling.value(path), path, remedy)


def unknown_value(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    allowed = [error.validator_value] if error.validator == "const" else list(error.validator_value)
    yield not_among(telling, allowed, error.instance, error.schema, path)


def not_among(telling: Telling, allowed: list[Any], value: Any, schema: dict[str, Any], path: Path) -> Problem:
    where = words.place(telling.data, path)
    known = [one for one in allowed if isinstance(one, str)]
    if known and value is None:
        return mistyped(
            telling, ["string"], value, {"x-expected": schema.get("x-expected") or words.one_of(known)}, path
        )
    slip = slips.value(telling, value, path, slips.of_schema({"enum": known}))
    if slip is not None:
        return slip
    near = nearest(value, known) if isinstance(value, str) else None
    node = telling.document.node(pointer(*path))
    written = f"“{shorten(value)}”" if isinstance(value, str) else words.found(value, node.raw if node else "")
    said = schema.get("x-expected")
    if near is not None:
        message = f"unknown value {written} for {where}: did you mean “{near}”?"
    elif said or len(allowed) == 1:
        message = f"{where} is {written}: expected {said or words.word(allowed[0])}"
    else:
        message = f"unknown value {written} for {where}"
    options = [words.word(one) for one in allowed]
    remedy = (
        f"write {near}" if near is not None and len(options) > words.MOST_WORDS else f"write {words.one_of(options)}"
    )
    return telling.told("unknown-value", message, telling.value(path), path, remedy, near or "")


def form(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    slip = slips.value(telling, error.instance, path, slips.of_schema(error.schema))
    if slip is not None:
        yield slip
        return
    where = words.place(telling.data, path)
    part = error.schema
    wanted = part.get("x-expected") or next(
        (f"something like {words.word(one)}" for one in part.get("examples", ())), ""
    )
    shown = words.found(error.instance)
    message = f"{where} is {shown}: expected {wanted}" if wanted else f"{where} cannot be {shown}"
    said = part.get("description")
    remedy = (
        f"write {wanted}" if wanted else str(said).rstrip(".") if said else "look into the documentation of this key"
    )
    yield telling.told("wrong-form", message, telling.value(path), path, remedy)


def length(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    where = words.place(telling.data, path)
    limit = error.validator_value
    if not error.instance.strip() and error.validator == "minLength":
        message, remedy = f"{where} is empty", "write the text, or delete the line"
        node = telling.document.node(pointer(*path))
        if node is not None and node.style in ("|", ">"):
            message = f"{where} is empty: no line below “{node.style}” is indented further than the key"
            remedy = "put two more spaces before every line of the text"
    elif error.validator == "minLength":
        message = f"{where} has {_several(len(error.instance), 'character')}, and needs at least {limit}"
        remedy = "write it out"
    else:
        message = f"{where} has {_several(len(error.instance), 'character')}, and may have {limit} at most"
        remedy = "shorten it"
    yield telling.told("wrong-length", message, telling.value(path), path, remedy)


def count(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    where = words.place(telling.data, path)
    noun = "entry" if error.validator.endswith("Items") else "key"
    have, limit = len(error.instance), error.validator_value
    if error.validator.startswith("min"):
        message = f"{where} is empty" if not have else f"{where} has {_several(have, noun)}, and needs at least {limit}"
        remedy = f"add {_several(limit - have, noun)}" + ("" if have or not path else ", or delete the line")
    else:
        message = f"{where} has {_several(have, noun)}, and may have {limit} at most"
        remedy = f"delete {_several(have - limit, noun)}"
    yield telling.told("wrong-count", message, telling.key(path), path, remedy)


def too_many(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    """`items: false` behind `prefixItems`."""
    have, limit = len(error.instance), len(error.schema.get("prefixItems", ()))
    message = f"{words.place(telling.data, path)} has {_several(have, 'entry')}, and may have {limit} at most"
    yield telling.told("wrong-count", message, telling.key(path), path, f"delete {_several(have - limit, 'entry')}")


def repeated(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    seen: dict[Any, int] = {}
    for number, value in enumerate(error.instance):
        first = seen.setdefault(frozen(value), number)
        if first != number:
            shown = f"“{shorten(value)}”" if isinstance(value, str) else f"the same as entry {first + 1}"
            where = (*path, number)
            message = f"{shown} stands twice in {words.place(telling.data, path)}"
            yield telling.told("repeated-entry", message, telling.value(where), where, "delete one of the two")


def size(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    bound = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
    }[error.validator]
    where = words.place(telling.data, path)
    message = f"{where} is {error.instance}: expected {bound} {error.validator_value}"
    yield telling.told(
        "wrong-number", message, telling.value(path), path, f"write a number of {bound} {error.validator_value}"
    )


def _several(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun == "entry" else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
