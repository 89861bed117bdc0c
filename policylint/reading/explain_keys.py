"""What to tell of keys: unknown, missing, refused; it knows no key's meaning."""

from collections.abc import Iterator, Sequence
from typing import Any

from policylint.errors import nearest
from policylint.reading import shape_words as words
from policylint.reading.candidates import known_keys, schemas_at
from policylint.reading.problems import Problem, pointer, shorten
from policylint.reading.telling import Path, Telling


def unknown_key(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    key = str(path[-1])
    known = known_keys([error.schema]) or known_keys(schemas_at(telling.schema, path[:-1]))
    near = nearest(key, known)
    message = f"unknown key “{shorten(key)}” in {words.place(telling.data, path[:-1])}"
    home = _home(telling, path)
    if home:
        remedy = home
    elif near is not None:
        message = f"unknown key “{shorten(key)}”: did you mean “{near}”?"
        remedy = f"write “{near}”"
        telling.meant.add((path[:-1], near))
    else:
        remedy = _known(known)
    yield telling.told("unknown-key", message, telling.key(path), path, remedy)


def _home(telling: Telling, path: Path) -> str:
    """Where a key belongs that stands at the wrong depth: below the key before it, or beside one that it stands in."""
    key = str(path[-1])
    node = telling.document.node(pointer(*path[:-1]))
    names = [name.raw for name, _ in node.items] if node is not None else []
    before = names[names.index(key) - 1] if key in names[1:] else ""
    if before and key in known_keys(schemas_at(telling.schema, (*path[:-1], before))):
        return f"“{key}” belongs to “{before}” above it: indent it further"
    for depth in range(len(path) - 2, -1, -1):
        if key in known_keys(schemas_at(telling.schema, path[:depth])):
            telling.meant.add((path[:depth], key))
            return f"“{key}” belongs to {words.place(telling.data, path[:depth])}: indent it less"
    return ""


def key_name(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    key = str(path[-1])
    parts = [reason.schema for reason in error.context if isinstance(reason.schema, dict)]
    known = [one for part in parts for one in part.get("enum", ()) if isinstance(one, str)]
    near = nearest(key, known)
    wanted = next((part["x-expected"] for part in parts if "x-expected" in part), "")
    message = f"unknown key “{shorten(key)}”" + (f": did you mean “{near}”?" if near else "")
    if wanted and not near:
        message = f"the key “{shorten(key)}” is not {wanted}"
    remedy = f"write “{near}”" if near else f"write {wanted}" if wanted else _known(known)
    yield telling.told("unknown-key", message, telling.key(path), path, remedy)


def refused_key(telling: Telling, _error: Any, path: Path) -> Iterator[Problem]:
    message = f"“{shorten(str(path[-1]))}” cannot stand in {words.place(telling.data, path[:-1])}"
    yield telling.told("wrong-combination", message, telling.key(path), path, "delete it")


def required(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    yield missing(telling, error.validator_value, error, path, "")


def dependent_required(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    key, other = error.validator_value
    yield missing(telling, other, error, path, f", which “{key}” needs beside it")


def missing(telling: Telling, key: str, error: Any, path: Path, because: str) -> Problem:
    own = error.schema.get("properties", {}).get(key)
    parts = schemas_at(telling.schema, (*path, key))
    if isinstance(own, dict):
        parts = [own, *parts]
    message = f"“{key}” is missing from {words.place(telling.data, path)}{because}"
    problem = telling.told("missing-key", message, telling.key(path), path, words.what_to_add(key, parts))
    telling.lacking[path, key] = problem
    return problem


def _known(known: Sequence[str]) -> str:
    if not known:
        return "delete it"
    rest = len(known) - words.MOST_WORDS
    more = f" and {rest} more" if rest > 0 else ""
    return f"delete it; the keys here are {', '.join(known[: words.MOST_WORDS])}{more}"
