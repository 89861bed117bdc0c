"""What to tell of combinations: of several forms none fits, keys that exclude each other; it knows no key's meaning."""

from collections.abc import Iterable, Iterator

from policylint.reading import explain_slips as slips
from policylint.reading import explain_values
from policylint.reading import shape_words as words
from policylint.reading.problems import Problem, pointer
from policylint.reading.telling import Path, Telling
from policylint.typed import Any


def branches(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    """anyOf and oneOf: tell of the branch that was meant, which is the one that fits the type of the value."""
    parts = error.validator_value
    keys = [tuple(part["required"]) for part in parts if isinstance(part, dict) and "required" in part]
    if len(keys) == len(parts):
        if isinstance(error.instance, dict):  # of anything else `type` tells
            yield from choice(telling, error, path, keys)
        return
    if not error.context:  # oneOf, and several branches accept
        yield from refused(telling, error, path)
        return
    slip = slips.value(telling, error.instance, path, slips.of_reasons(error.context, error.schema))
    if slip is not None:
        yield slip
        return
    sorted_out: dict[int, list[Any]] = {}
    for reason in error.context:
        sorted_out.setdefault(int(reason.relative_schema_path[0]), []).append(reason)
    fitting = [reasons for reasons in sorted_out.values() if not any(map(_about_type, reasons))]
    direct = [reason for reasons in fitting for reason in reasons]
    if not fitting:
        types: dict[str, None] = {}
        for reasons in sorted_out.values():
            for reason in filter(_about_type, reasons):
                wanted = reason.validator_value if reason.validator == "type" else "string"
                types.update(dict.fromkeys([wanted] if isinstance(wanted, str) else wanted))
        problem = explain_values.mistyped(telling, list(types), error.instance, error.schema, path)
        allowed = _words_of(reason for reasons in sorted_out.values() for reason in reasons)
        yield problem._replace(remedy=f"write {words.one_of(allowed)}") if allowed else problem
    elif len(fitting) > 1 and all(one.validator in ("enum", "const") and not one.relative_path for one in direct):
        allowed = _words_of(direct)
        yield explain_values.not_among(telling, allowed, error.instance, error.schema, path)
    elif "x-expected" in error.schema and not any(one.relative_path for one in direct):
        yield from refused(telling, error, path)
    else:
        for reason in min(fitting, key=len):
            yield from telling.problems(reason)


def choice(telling: Telling, error: Any, path: Path, keys: list[tuple[str, ...]]) -> Iterator[Problem]:
    """Branches that only ask for keys: one of them is missing, or too many are there."""
    there = [group for group in keys if all(key in error.instance for key in group)]
    names = list(dict.fromkeys(key for group in keys for key in group))
    where = words.place(telling.data, path)
    said = error.schema.get("x-expected", "")
    if not there:
        message = f"{where} has none of the keys {', '.join(names)}"
        yield telling.told("missing-key", message, telling.key(path), path, f"add {said or 'one of them'}")
        return
    present = list(dict.fromkeys(key for group in there for key in group))
    last = max(present, key=lambda key: telling.key((*path, key)))
    message = f"{words.listed(present)} stand together in {where}, and only one of them may"
    yield telling.told("wrong-combination", message, telling.key((*path, last)), path, f"keep {said or 'one of them'}")


def together(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    part = error.validator_value
    keys = part.get("required", []) if isinstance(part, dict) else []
    if keys and len(part) == 1:
        if not isinstance(error.instance, dict):  # of anything else `type` tells
            return
        last = max(keys, key=lambda key: telling.key((*path, key)))
        where = words.place(telling.data, path)
        message = (
            f"{words.listed(keys)} cannot stand together in {where}" if len(keys) > 1 else f"“{last}” cannot stand here"
        )
        remedy = "delete one of them" if len(keys) > 1 else "delete it"
        yield telling.told("wrong-combination", message, telling.key((*path, last)), path, remedy)
        return
    yield from refused(telling, error, path)


def refused(telling: Telling, error: Any, path: Path) -> Iterator[Problem]:
    """What has no words of its own: a part of the schema that refuses everything, or a form that only its note says."""
    where = words.place(telling.data, path)
    said = error.schema.get("x-expected") if isinstance(error.schema, dict) else None
    if said:
        node = telling.document.node(pointer(*path))
        message = f"{where} is {words.found(error.instance, node.raw if node else '')}: expected {said}"
        yield telling.told("wrong-form", message, telling.value(path), path, f"write {said}")
    else:
        message = f"{where} does not have the form that it needs"
        yield telling.told("wrong-form", message, telling.value(path), path, "look into the documentation of this key")


def _about_type(reason: Any) -> bool:
    """Whether an error says that a value is of another type, in the words of `type` or of a list of words."""
    if reason.relative_path:
        return False
    if reason.validator == "type":
        return True
    allowed = [reason.validator_value] if reason.validator == "const" else reason.validator_value
    return reason.validator in ("enum", "const") and not isinstance(
        reason.instance, tuple({type(one) for one in allowed})
    )


def _words_of(reasons: Iterable[Any]) -> list[Any]:
    """The values that errors of `const` and `enum` about the value itself would have allowed."""
    allowed: list[Any] = []
    for reason in reasons:
        if not reason.relative_path and reason.validator in ("const", "enum"):
            allowed += [reason.validator_value] if reason.validator == "const" else reason.validator_value
    return allowed
