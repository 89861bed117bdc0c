"""The quick NamedTuple does what typing's does."""

import copy
import pickle
import typing

import pytest

from policylint import typed


class Quick(typed.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        return self.column + 1

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


class Typings(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        return self.column + 1

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


class Empty(typed.NamedTuple):
    """Nothing."""


def outcome(ask):
    """What an expression gives, or the kind of error."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever it is, both must raise it
        return type(error)


QUESTIONS = {
    "positions": lambda kind: tuple(kind(1, 2, ("a",))),
    "names": lambda kind: tuple(kind(names=("a",), line=3)),
    "defaults": lambda kind: tuple(kind(4)),
    "none": lambda kind: kind(),
    "too many": lambda kind: kind(1, 2, (), 4),
    "unknown": lambda kind: kind(1, row=2),
    "twice": lambda kind: kind(1, line=2),
    "fields": lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__),
    "attributes": lambda kind: (kind(1, 2).line, kind(1, 2).column, kind(1, 2).after, str(kind(1, 2))),
    "repr": lambda kind: repr(kind(1, 2, ("x",))).partition("(")[2],
    "replace": lambda kind: tuple(kind(1, 2)._replace(line=5)),
    "replace unknown": lambda kind: kind(1, 2)._replace(row=5),
    "make": lambda kind: tuple(kind._make([1, 2, 3])),
    "make too few": lambda kind: kind._make([1]),
    "asdict": lambda kind: kind(1, 2)._asdict(),
    "equal": lambda kind: (kind(1, 2) == kind(1, 2), kind(1, 2) == (1, 2, ()), kind(1, 2) != kind(2, 2)),
    "order and hash": lambda kind: (kind(1, 2) < kind(1, 3), hash(kind(1, 2)) == hash((1, 2, ()))),
    "set": lambda kind: setattr(kind(1), "line", 2),
    "new attribute": lambda kind: setattr(kind(1), "row", 2),
    "pickle": lambda kind: [type(pickle.loads(pickle.dumps(kind(1, 2), protocol))) is kind for protocol in range(2, 6)],
    "copy": lambda kind: (tuple(copy.deepcopy(kind(1, 2))), type(copy.copy(kind(1, 2))) is kind),
    "tuple": lambda kind: (isinstance(kind(1), tuple), [*kind(1, 2)], kind(1, 2)[1], kind(7)[-3:]),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_it_is_as_typing_has_it(question):
    assert outcome(lambda: question(Quick)) == outcome(lambda: question(Typings))


def test_it_can_be_matched():
    match Quick(1, 2):
        case Quick(line, column):
            assert (line, column) == (1, 2)
        case _:
            pytest.fail("no match")


def test_nothing_in_it():
    assert (tuple(Empty()), repr(Empty()), outcome(lambda: Empty(1))) == ((), "Empty()", TypeError)


def test_a_default_before_none_is_refused():
    with pytest.raises(TypeError, match="without a default"):
        type(typed.NamedTuple)("Wrong", (typed.NamedTuple,), {"__annotations__": {"a": int, "b": int}, "a": 1})
