"""Whether the fields of a duty or a statement lie within the bounds that a check sets. Knows no policy."""

from collections.abc import Iterator, Mapping

from policylint.policy.durations import hours
from policylint.typed import Any, NamedTuple


class Shortfall(NamedTuple):
    """A field that is missing or out of bounds, and what is wrong with it in words."""

    field: str
    words: str


def shortfalls(fields: Mapping[str, Any], bounds: Mapping[str, Any]) -> Iterator[Shortfall]:
    """What the fields lack against the bounds of docs/check-format.md, in the order of the bounds."""
    for name, bound in bounds.items():
        value = fields.get(name)
        if value is None or value in ("", [], {}):
            if bound == "present" or set(bound) - {"not"}:
                least = bound.get("at-least") if isinstance(bound, Mapping) else None
                named = f": name at least {', '.join(map(str, least))}" if isinstance(least, list) else ""
                yield Shortfall(name, f'"{name}" is missing{named}')
        elif isinstance(bound, Mapping):
            words = _breach(name, value, bound)
            if words:
                yield Shortfall(name, words)


def _breach(name: str, value: Any, bound: Mapping[str, Any]) -> str:
    values = value if isinstance(value, list) else [value]
    if "at-most" in bound and not _at_most(value, bound["at-most"]):
        return f'"{name}: {value}" is more than {bound["at-most"]}'
    if "at-least" in bound:
        least = bound["at-least"]
        if isinstance(least, list):
            missing = [word for word in least if word not in values]
            if missing:
                return f'"{name}" leaves out {" and ".join(str(word) for word in missing)}'
        elif not _at_least(value, least):
            return f'"{name}: {value}" is less than {least}'
    if "one-of" in bound and not any(each in bound["one-of"] for each in values):
        return f'"{name}: {", ".join(map(str, values))}" is none of {", ".join(map(str, bound["one-of"]))}'
    barred = bound.get("not", _NOTHING)
    if barred is not _NOTHING and (value == barred or (isinstance(barred, list) and any(v in barred for v in values))):
        return f'"{name}: {str(value).lower() if isinstance(value, bool) else value}"'
    return ""


_NOTHING = object()


def _at_most(value: Any, most: Any) -> bool:
    if isinstance(most, int | float):
        return isinstance(value, int | float) and value <= most
    return _ordered(value, most)


def _at_least(value: Any, least: Any) -> bool:
    if isinstance(least, int | float):
        return isinstance(value, int | float) and value >= least
    return _ordered(least, value)


def _ordered(shorter: Any, longer: Any) -> bool:
    """Whether a duration is no longer than another; one without a bound is longer than any."""
    left, right = hours(shorter), hours(longer)
    return left is not None and right is not None and left <= right
