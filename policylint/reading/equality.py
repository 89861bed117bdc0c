"""When two values of JSON are the same: true is not 1, and 1 is 1.0. It knows no schema."""

from policylint.typed import Any


def equal(one: Any, two: Any) -> bool:
    """Whether two values are the same, lists and mappings member by member."""
    if one is two:
        return True
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(equal, one, two))
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(equal(one[key], two[key]) for key in one)
    return isinstance(one, bool) == isinstance(two, bool) and bool(one == two)


def frozen(value: Any) -> Any:
    """Something hashable that is equal where values are, so that repetitions are found without comparing all pairs."""
    if isinstance(value, list):
        return ("list", *map(frozen, value))
    if isinstance(value, dict):
        return ("dict", frozenset((key, frozen(one)) for key, one in value.items()))
    return ("bool", value) if isinstance(value, bool) else value
