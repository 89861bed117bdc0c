"""Boxes against the plain reading of what they stand for."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_spaces import Case, cases, is_clean, members, random_cases, situations, space_of, within

from policylint.space.boxes import Space, absorb, meet, subtract, subtract_all

SPACE = Space([("who", ["staff", "contractor", "public"]), ("device", ["agency", "own"]), ("time", ["on", "off"])])


@pytest.mark.parametrize(
    ("dimensions", "message"),
    [
        pytest.param([("who", [])], "dimension 'who' has no values", id="no values"),
        pytest.param([("who", ["a", "b", "a"])], "dimension 'who' has a value twice", id="value twice"),
        pytest.param([("who", ["a"]), ("who", ["b"])], "a dimension is named twice", id="dimension twice"),
    ],
)
def test_unusable_space(dimensions, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Space(dimensions)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        pytest.param({"what": ["staff"]}, "unknown dimension 'what'", id="dimension"),
        pytest.param({"who": ["staff", "robot"]}, "unknown value 'robot' in dimension 'who'", id="value"),
        pytest.param({"who": ["own"]}, "unknown value 'own' in dimension 'who'", id="value of another dimension"),
    ],
)
def test_unknown_names(limits, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        SPACE.box(limits)


def test_layout():
    """A bit for each value, most typical lowest, and a guard bit above each dimension."""
    assert {
        "full": SPACE.full,
        "guard": SPACE.guard,
        "masks": SPACE.masks,
        "index": SPACE.index,
        "dimensions": SPACE.dimensions,
        "values": SPACE.values,
        "low": SPACE.low,
        "guards": SPACE.guards,
    } == {
        "full": 0b011_011_0111,
        "guard": 0b100_100_1000,
        "masks": (0b111, 0b11_0000, 0b11_000_0000),
        "index": {"who": 0, "device": 1, "time": 2},
        "dimensions": ("who", "device", "time"),
        "values": (("staff", "contractor", "public"), ("agency", "own"), ("on", "off")),
        "low": 0b001_001_0001,
        "guards": (0b1000, 0b100_0000, 0b100_000_0000),
    }


def test_one_box_in_every_respect():
    box = SPACE.box({"who": ["public", "contractor"], "time": ["off"]})
    witness = SPACE.witness(box)
    assert {
        "box": box,
        "is a box": SPACE.is_box(box),
        "size": SPACE.size(box),
        "narrowed": SPACE.narrowed(box),
        "described": SPACE.describe(box),
        "first": [SPACE.first(box, d) for d in range(3)],
        "values": [SPACE.values_in(box, d) for d in range(3)],
        "witness": SPACE.point(witness),
        "freed": SPACE.describe(SPACE.free(box, [2])),
        "all freed": SPACE.free(box, range(3)),
        "replaced": SPACE.describe(SPACE.replace(box, 0, 0b001)),
        "replaced, bits of other dimensions": SPACE.describe(SPACE.replace(box, 0, SPACE.full)),
    } == {
        "box": 0b010_011_0110,
        "is a box": True,
        "size": 4,
        "narrowed": (0, 2),
        "described": {"who": ("contractor", "public"), "time": ("off",)},
        "first": [0b10, 0b1_0000, 0b10_000_0000],
        "values": [("contractor", "public"), ("agency", "own"), ("off",)],
        "witness": {"who": "contractor", "device": "agency", "time": "off"},
        "freed": {"who": ("contractor", "public")},
        "all freed": SPACE.full,
        "replaced": {"who": ("staff",), "time": ("off",)},
        "replaced, bits of other dimensions": {"time": ("off",)},
    }


def test_empty_list_makes_an_empty_box():
    empty = SPACE.box({"device": []})
    assert (SPACE.is_box(empty), SPACE.size(empty), SPACE.first(empty, 1)) == (False, 0, 0)


def test_point_of_several_situations():
    with pytest.raises(ValueError, match=r"^not one situation: 2 values in dimension 'device'$"):
        SPACE.point(SPACE.box({"who": ["staff"], "time": ["on"]}))


@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=5), data=st.data())
@settings(derandomize=True, deadline=None, max_examples=100)
def test_box_is_the_product_of_its_values(sizes, data):
    space = space_of(sizes)
    chosen = [data.draw(st.sets(st.sampled_from(values))) for values in space.values]
    box = space.box(dict(zip(space.dimensions, chosen, strict=True)))
    named = [[value for value in values if value in held] for values, held in zip(space.values, chosen, strict=True)]
    points = list(itertools.product(*named))
    assert space.size(box) == len(points)
    assert space.is_box(box) == bool(points)
    assert [list(space.values_in(box, d)) for d in range(len(sizes))] == named
    assert space.box(space.describe(box)) == box
    if points:
        assert tuple(space.point(space.witness(box)).values()) == points[0]


def check_algebra(case: Case) -> None:
    space, asks, rules = case.space, [ask for ask in case.asks if case.space.is_box(ask)], case.rules
    covered = within(space, *rules)
    for ask in asks:
        for rule in rules:
            pieces = subtract(space, ask, rule)
            assert members(space, pieces) == sorted(within(space, ask) - within(space, rule))
            assert all(is_clean(space, piece) for piece in pieces)
            assert len(pieces) <= len(space.masks)
        pieces = subtract_all(space, [ask], rules)
        assert members(space, pieces) == sorted(within(space, ask) - covered)
    left = subtract_all(space, asks, rules)
    assert within(space, *left) == within(space, *asks) - covered
    common = meet(space, asks, rules)
    assert sorted(common) == sorted({ask & rule for ask in asks for rule in rules if within(space, ask & rule)})
    kept = absorb(space, asks + rules)
    assert all(is_clean(space, box) for box in left + common + kept)
    assert within(space, *kept) == within(space, *asks, *rules)
    assert not any(a != b and within(space, a) <= within(space, b) for a in kept for b in kept)
    assert kept == [box for box in dict.fromkeys(asks + rules) if box in kept]


@given(cases())
@settings(derandomize=True, deadline=None, max_examples=100)
def test_algebra(case):
    check_algebra(case)


@pytest.mark.nightly
def test_algebra_at_length():
    for case in random_cases(11, 10_000):
        check_algebra(case)


def test_absorb_keeps_the_first_of_equals_and_the_order():
    small, large, other = (SPACE.box({"who": who}) for who in (["staff"], ["staff", "public"], ["contractor"]))
    assert absorb(SPACE, [small, other, large, other, SPACE.box({"who": []})]) == [other, large]


def test_every_situation_is_its_own_witness():
    space = space_of((3, 1, 2))
    assert [space.witness(situation) for situation in situations(space)] == situations(space)
