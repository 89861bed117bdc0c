"""What to tell of keys: unknown, missing, refused; it knows no key's meaning."""

from collections.abc import Iterator, Sequence

from policylint.errors import nearest
from policylint.reading import explain_slips as slips
from policylint.reading import shape_words as words
from policylint.reading.candidates import known_keys, schemas_at
from policylint.reading.problems import Problem, pointer, shorten
from policylint.reading.telling import Path, Telling
from policylint.typed import Any

# So many of the keys under which another could stand are named.
_MOST_HOMES = 3


def unknown_key(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    key = str(path[-1])
    known = known_keys([error.schema]) or known_keys(schemas_at(telling.schema, path[:-1]))
    if _of_empty_text(telling, path, known):
        return  # told of the text
    near = nearest(key, known)
    message = f"unknown key “{shorten(key)}” in {words.place(telling.data, path[:-1])}"
    slip = slips.pasted(telling, key, path, slips.of_schema({"enum": known}), telling.key(path))
    home = _home(telling, path)
    outer = [] if home else _outer_keys(telling, path, key, known)
    if slip is not None:
        yield slip._replace(check="unknown-key") if slip.check != "yaml-no-break-space" else slip
        return
    if home:
        remedy = home
    elif outer:
        lost = _lost(telling, path, known)
        if lost[:1] != [key]:
            return  # told with the first of them
        message = f"{words.listed(lost)} cannot stand directly in {words.place(telling.data, path[:-1])}"
        remedy = _where_to(telling, path, lost, outer)
    elif near is not None:
        message = f"unknown key “{shorten(key)}”: did you mean “{near}”?"
        remedy = f"write “{near}”"
        telling.meant.add((path[:-1], near))
    else:
        remedy = _known(known)
    instead = near if near is not None and not home and not outer else ""
    yield telling.told("unknown-key", message, telling.key(path), path, remedy, instead)


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


def _where_to(telling: Telling, path: Path, lost: Sequence[str], outer: Sequence[str]) -> str:
    belong, them = ("they belong", "them") if len(lost) > 1 else ("it belongs", "it")
    node = telling.document.node(pointer(*path[:-1]))
    there = [name.raw for name, _ in node.items if name.raw in outer] if node is not None else []
    if there:
        return f"{belong} under “{there[0]}:”: move {them} there, and indent {them} further than that key"
    shown = words.either([f"“{name}:”" for name in outer[:_MOST_HOMES]])
    return f"{belong} under a key such as {shown}: write that key on the line above, and indent {them} below it"


def _of_empty_text(telling: Telling, path: Path, known: Sequence[str]) -> bool:
    """Whether an unknown key is a line of the text that the key before it should have, and is not indented."""
    node = telling.document.node(pointer(*path[:-1]))
    names = [name.raw for name, _ in node.items] if node is not None else []
    before = names[: names.index(str(path[-1]))] if str(path[-1]) in names else []
    while before and before[-1] not in known:
        before.pop()
    text = telling.document.node(pointer(*path[:-1], before[-1])) if before else None
    if text is None or text.style not in ("|", ">") or text.raw.strip():
        return False
    return any("minLength" in part for part in schemas_at(telling.schema, (*path[:-1], before[-1])))


def _outer_keys(telling: Telling, path: Path, key: str, known: Sequence[str]) -> list[str]:
    """The keys that could stand beside an unknown one, and below which it is known."""
    return [name for name in known if key in known_keys(schemas_at(telling.schema, (*path[:-1], name)))]


def _lost(telling: Telling, path: Path, known: Sequence[str]) -> list[str]:
    """The unknown keys of the same block that are all known one level deeper."""
    node = telling.document.node(pointer(*path[:-1]))
    names = [name.raw for name, _ in node.items] if node is not None else [str(path[-1])]
    return [name for name in names if name not in known and _outer_keys(telling, path, name, known)]


def key_name(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    key = str(path[-1])
    parts = [reason.schema for reason in error.context if isinstance(reason.schema, dict)]
    names = [str(name) for name in error.schema.get("properties", ())]
    wanted_name = slips.of_reasons(error.context, {"examples": names})
    slip = slips.key(telling, key, path, wanted_name)
    if slip is not None:
        yield slip._replace(check="unknown-key") if slip.check != "yaml-no-break-space" else slip
        return
    known = [one for part in parts for one in part.get("enum", ()) if isinstance(one, str)]
    near = nearest(key, known)
    wanted = next((part["x-expected"] for part in parts if "x-expected" in part), "")
    message = f"unknown key “{shorten(key)}”" + (f": did you mean “{near}”?" if near else "")
    if wanted and not near:
        message = f"the key “{shorten(key)}” is not {wanted}"
    remedy = f"write “{near}”" if near else f"write {wanted}" if wanted else _known(known)
    yield telling.told("unknown-key", message, telling.key(path), path, remedy, near or "")


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
    more = " and others" if len(known) > words.MOST_KEYS else ""
    return f"delete it; the keys here are {', '.join(known[: words.MOST_KEYS])}{more}"
