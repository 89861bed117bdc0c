"""How many cells fixed questions take. Cells are the same on every machine, so a slower search shows here at once.

The numbers are what the search takes today. Fewer is welcome: then write the new number down.
"""

import pytest
from small_spaces import LANGUAGE, REAL, policy

from policylint.space.count import count_uncovered
from policylint.space.readable import readable
from policylint.space.regions import regions
from policylint.space.uncovered import Budget, is_covered, uncovered

AMPLE = 200_000
SPARSE = policy(LANGUAGE, 60, seed=61, limits=(3, 4, 5))
DENSE = policy(LANGUAGE, 300, seed=62, limits=(2, 3, 4))
MIDDLE = policy(REAL, 60, seed=63, limits=(3, 4))
CROWDED = policy((4,) * 10, 80, seed=64, limits=(3, 4, 5))


def conflict(sure: int, maybe: int) -> bool:
    return maybe & 0b11 == 0b11 and not sure & 0b100


def lost(sure: int, maybe: int) -> bool:
    return bool(maybe & 0b01) and not sure & 0b10


def drained(found) -> None:
    for _ in found:
        pass


QUESTIONS = {
    "a gap, sparse": (lambda b: is_covered(SPARSE.space, SPARSE.space.full, SPARSE.rules, b), 1),
    "a gap, dense": (lambda b: is_covered(DENSE.space, DENSE.space.full, DENSE.rules, b), 20),
    "a proof for each rule": (
        lambda b: [
            is_covered(DENSE.space, r, DENSE.rules[:i] + DENSE.rules[i + 1 :], b) for i, r in enumerate(DENSE.rules)
        ],
        822,
    ),
    "pieces": (lambda b: drained(uncovered(MIDDLE.space, MIDDLE.space.full, MIDDLE.rules, b)), 1107),
    "count, middle": (lambda b: count_uncovered(MIDDLE.space, MIDDLE.space.full, MIDDLE.rules, b), 310),
    "count, crowded": (lambda b: count_uncovered(CROWDED.space, CROWDED.space.full, CROWDED.rules, b), 308),
    "readable": (lambda b: readable(MIDDLE.space, MIDDLE.space.full, MIDDLE.rules, MIDDLE.ignore, 10, b), 859),
    "regions": (
        lambda b: drained(regions(CROWDED.space, CROWDED.rules[0], [CROWDED.rules[::2], CROWDED.rules[1::2]], b)),
        250,
    ),
    "conflicts": (
        lambda b: drained(
            regions(MIDDLE.space, MIDDLE.space.full, [MIDDLE.rules[:5], MIDDLE.rules[5:], MIDDLE.ignore], b, conflict)
        ),
        428,
    ),
    "what an edit loses": (
        lambda b: drained(regions(SPARSE.space, SPARSE.rules[0], [SPARSE.rules, SPARSE.rules[1:]], b, lost)),
        3130,
    ),
}


@pytest.mark.parametrize(("question", "cells"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_effort(question, cells):
    budget = Budget(AMPLE)
    question(budget)
    assert AMPLE - budget.left <= cells


def test_doubt_that_is_left():
    """How far apart the bounds are when the budget ends too early; the cells counted exactly before help."""
    count = count_uncovered(CROWDED.space, CROWDED.space.full, CROWDED.rules, Budget(250))
    assert count.high - count.low <= 54_912
