"""Regions against a look at every situation: which classes hold there."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_spaces import LANGUAGE, Case, cases, is_clean, policy, random_cases, space_of, within

from policylint.space.regions import Region, regions
from policylint.space.uncovered import Budget

AMPLE = 1_000_000

WANTED = {
    "all": None,
    "both of the first two and not the third": lambda sure, maybe: maybe & 0b011 == 0b011 and not sure & 0b100,
    "the first without the second": lambda sure, maybe: bool(maybe & 0b01) and not sure & 0b10,
    "none at all": lambda sure, maybe: not sure,
}


def classes_of(case: Case) -> list[list[int]]:
    """Deal the rules out to three classes; the first rule belongs to two of them."""
    return [case.rules[0::3], case.rules[1::3] + case.rules[:1], case.ignore]


def check_regions(case: Case, cells: int, wanted) -> None:
    space, ask = case.space, case.asks[0]
    classes = classes_of(case)
    covered = [within(space, *boxes) for boxes in classes]
    truth = {
        situation: sum(1 << i for i, one in enumerate(covered) if situation in one) for situation in within(space, ask)
    }
    found = list(regions(space, ask, classes, Budget(cells), wanted))
    seen: dict[int, Region] = {}
    for region in found:
        assert is_clean(space, region.box)
        for situation in within(space, region.box):
            assert situation not in seen, "not disjoint"
            seen[situation] = region
    if wanted is None:
        assert seen.keys() == truth.keys()
    for situation, classes_here in truth.items():
        if situation not in seen:
            assert not wanted(classes_here, classes_here), "something wanted is missing"
        elif seen[situation].resolved:
            assert seen[situation].classes == classes_here
            assert wanted is None or wanted(classes_here, classes_here), "something unwanted is shown"
        else:
            assert seen[situation].classes & ~classes_here == 0
            assert cells < AMPLE
    assert seen.keys() <= truth.keys()
    assert found == list(regions(space, ask, classes, Budget(cells), wanted))


@given(cases(most_rules=9), st.sampled_from([0, 1, 2, 3, 5, 8, AMPLE, AMPLE]), st.sampled_from(sorted(WANTED)))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_regions(case, cells, wanted):
    check_regions(case, cells, WANTED[wanted])


def test_seeded():
    chance = random.Random(31)
    for case in random_cases(31, 400, most_rules=12):
        check_regions(case, chance.choice((0, 2, 6, AMPLE, AMPLE)), WANTED[chance.choice(sorted(WANTED))])


@pytest.mark.nightly
def test_seeded_at_length():
    chance = random.Random(32)
    for case in random_cases(32, 20_000, most_rules=18):
        check_regions(case, chance.choice((0, 2, 6, 12, AMPLE, AMPLE)), WANTED[chance.choice(sorted(WANTED))])


SPACE = space_of((4, 3, 2))


def described(found) -> list[tuple[dict[str, tuple[str, ...]], int, bool]]:
    return [(SPACE.describe(box), classes, resolved) for box, classes, resolved in found]


def test_values_alike_stay_together():
    """Two rules of one class that differ in one dimension, and meet a rule of another class: three regions."""
    one = [SPACE.box({"d0": ["v1"], "d1": ["v0"]}), SPACE.box({"d0": ["v3"], "d1": ["v0"]})]
    other = [SPACE.box({"d1": ["v0"]})]
    assert described(regions(SPACE, SPACE.full, [one, other], Budget(AMPLE))) == [
        ({"d0": ("v0", "v2"), "d1": ("v0",)}, 0b10, True),
        ({"d0": ("v1", "v3"), "d1": ("v0",)}, 0b11, True),
        ({"d1": ("v1", "v2")}, 0, True),
    ]


def test_parts_that_end_alike_are_one_region():
    """Different rules, but all of d0 ends up in the class."""
    rules = [SPACE.box({"d0": ["v0", "v1"]}), SPACE.box({"d0": ["v2"]})]
    assert described(regions(SPACE, SPACE.full, [rules], Budget(AMPLE))) == [
        ({"d0": ("v0", "v1", "v2")}, 1, True),
        ({"d0": ("v3",)}, 0, True),
    ]


def test_a_class_that_holds_already_is_not_split_for():
    rules = [SPACE.box({"d0": ["v0", "v1"]}), SPACE.box({"d0": ["v0"], "d1": ["v1"], "d2": ["v0"]})]
    budget = Budget(AMPLE)
    assert described(regions(SPACE, SPACE.full, [rules], budget)) == [
        ({"d0": ("v0", "v1")}, 1, True),
        ({"d0": ("v2", "v3")}, 0, True),
    ]
    assert AMPLE - budget.left <= 4


def test_no_rules():
    assert list(regions(SPACE, SPACE.full, [[], []], Budget(AMPLE))) == [Region(SPACE.full, 0, True)]


def test_nothing_asked():
    assert list(regions(SPACE, SPACE.box({"d0": []}), [[SPACE.full]], Budget(AMPLE))) == []


@pytest.mark.parametrize(
    ("wanted", "cells"),
    [
        pytest.param(lambda sure, maybe: maybe & 0b11 == 0b11, 1_200, id="where two classes meet"),
        pytest.param(lambda sure, maybe: bool(maybe & 0b10) and not sure & 0b01, 1_200, id="where one is alone"),
    ],
)
def test_what_is_unwanted_costs_little(wanted, cells):
    """A class of one narrow box, among many rules in a large space: only around it is anything wanted."""
    space, _, rules, _ = policy(LANGUAGE, 80, seed=4, limits=(3, 4, 5))
    narrow = space.box({"d0": ["v1"], "d1": ["v1"], "d2": ["v1"], "d3": ["v5", "v6"], "d4": ["v0"]})
    budget = Budget(cells)
    found = list(regions(space, space.full, [rules, [narrow]], budget, wanted))
    assert found
    assert all(region.resolved and region.box & narrow == region.box for region in found)
    assert not budget.exhausted
