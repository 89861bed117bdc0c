"""Documents that were good before something was done to them."""

import copy
from typing import Any

from hypothesis import strategies as st

_WORDS = ["", "x", "use", "workforce", "2026-02-01", "12 months", "any", "public", "Aa", "id", "text", "a\n", "08:00"]
_SMALL = (
    st.sampled_from(_WORDS)
    | st.none()
    | st.booleans()
    | st.integers(-1, 12)
    | st.sampled_from([0.0, 1.0, 1.5])
    | st.text(max_size=3)
)
VALUES = st.recursive(
    _SMALL,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "who", "when", "not", "permit", "state", "by", "x"]), below, max_size=3
        )
    ),
    max_leaves=4,
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every collection with each of its keys or positions."""
    found = []
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        found.append((data, step))
        found += places(value)
    return found


@st.composite
def mutated(draw: st.DrawFn, good: Any) -> Any:
    """`good` after up to three changes: a value replaced, left out, doubled, put under another key."""
    data = copy.deepcopy(good)
    known = sorted({step for _, step in places(good) if isinstance(step, str)})
    for _ in range(draw(st.integers(0, 3))):
        where = places(data)
        if not where:
            break
        collection, step = draw(st.sampled_from(where))
        way = draw(st.sampled_from(["replace", "delete", "double", "rename", "wrap", "swap"]))
        if way == "replace":
            collection[step] = draw(VALUES)
        elif way == "delete":
            del collection[step]
        elif way == "double" and isinstance(collection, list):
            collection.append(copy.deepcopy(collection[step]))
        elif way == "rename" and isinstance(collection, dict):
            collection[draw(st.sampled_from(known) | st.text(max_size=4))] = collection.pop(step)
        elif way == "wrap":
            collection[step] = [collection[step]]
        else:
            other, there = draw(st.sampled_from(where))
            collection[step] = copy.deepcopy(other[there])
    return data
