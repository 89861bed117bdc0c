"""Counts against a look at every situation, and bounds that must hold whenever the budget ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_spaces import REAL, Case, cases, dense, policy, random_cases, space_of, within

from policylint.space.count import Count, count_uncovered
from policylint.space.splitting import propagate
from policylint.space.sweeping import swept
from policylint.space.uncovered import Budget

AMPLE = 1_000_000


def check_count(case: Case) -> None:
    asked = within(case.space, *case.asks)
    covered = within(case.space, *case.rules)
    left = len(asked - covered)
    assert count_uncovered(case.space, case.ask, case.rules, Budget(AMPLE)) == (left, left)


def check_bounds(case: Case, cells: int) -> None:
    asked = within(case.space, *case.asks)
    covered = within(case.space, *case.rules)
    budget = Budget(cells)
    count = count_uncovered(case.space, case.ask, case.rules, budget)
    assert 0 <= count.low <= len(asked - covered) <= count.high
    assert count.exact or budget.exhausted


@given(cases(most_rules=14))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_count(case):
    check_count(case)


@given(cases(most_rules=14), st.integers(0, 8))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_bounds(case, cells):
    check_bounds(case, cells)


def test_seeded():
    for i, case in enumerate(random_cases(21, 300, most_rules=24)):
        check_count(case)
        check_bounds(case, i % 9)


@pytest.mark.nightly
def test_seeded_at_length():
    for i, case in enumerate(random_cases(22, 20_000, most_rules=30)):
        check_count(case)
        check_bounds(case, i % 15)


@pytest.mark.parametrize("rules", [3, 12, 40])
def test_230400_situations(rules):
    space, _, boxes, more = policy(REAL, rules, seed=rules)
    asks = [space.full ^ space.masks[0] ^ bit for bit in (0b1, 0b110)] + [more[0]]
    want = (dense(space, *asks) & ~dense(space, *boxes)).bit_count()
    assert count_uncovered(space, asks, boxes, Budget(AMPLE)) == (want, want)
    everything = (dense(space, space.full) & ~dense(space, *boxes)).bit_count()
    for cells in (1, 5, 25, 125):
        count = count_uncovered(space, space.full, boxes, Budget(cells))
        assert count.low <= everything <= count.high


def test_what_is_settled_does_not_hide_what_is_remembered():
    """Groups of three dimensions, each with rules of its own: every group need be counted about once.

    Without the memory, or with settled dimensions left in its key, a group is counted again for every way to leave
    the earlier ones: far more cells.
    """
    space = space_of((3,) * 15)
    rules = [
        space.box({f"d{g + i}": [f"v{v}"], f"d{g + j}": [f"v{w}"]})
        for g in range(0, 15, 3)
        for i, j, v, w in ((0, 1, 0, 0), (1, 2, 1, 1), (2, 0, 2, 2), (0, 1, 1, 2), (1, 2, 2, 0))
    ]
    group = space_of((3,) * 3)
    of_group = [group.box({"d0": ["v0"], "d1": ["v0"]}), group.box({"d1": ["v1"], "d2": ["v1"]})]
    of_group += [group.box({"d2": ["v2"], "d0": ["v2"]}), group.box({"d0": ["v1"], "d1": ["v2"]})]
    of_group += [group.box({"d1": ["v2"], "d2": ["v0"]})]
    each = len(within(group, group.full) - within(group, *of_group))
    budget = Budget(500)
    assert count_uncovered(space, space.full, rules, budget) == (each**5, each**5)


def test_bounds_with_what_is_remembered():
    """Whenever the count breaks off, what it has remembered serves the bounds."""
    space, _, rules, _ = policy(REAL, 60, seed=6, limits=(3, 4))
    want = (dense(space, space.full) & ~dense(space, *rules)).bit_count()
    ample = Budget(AMPLE)
    assert count_uncovered(space, space.full, rules, ample) == (want, want)
    needed = AMPLE - ample.left
    assert needed > 30
    for cells in range(1, needed):
        count = count_uncovered(space, space.full, rules, Budget(cells))
        assert count.low <= want <= count.high


def test_few_rules_need_no_split():
    space = space_of((5,) * 6)
    rules = [space.box({f"d{d}": ["v0", "v1"], f"d{d + 1}": ["v1", "v2"]}) for d in range(5)]
    budget = Budget(1_000)
    want = len(within(space, space.full) - within(space, *rules))
    assert count_uncovered(space, space.full, rules, budget) == (want, want)
    assert budget.left == 999


def test_no_dimension_is_multiplied_out_twice():
    space = space_of((7, 5, 3, 2))
    assert count_uncovered(space, space.full, [space.box({"d1": ["v0"]})], Budget(10)) == (168, 168)


def test_more_cells_narrow_the_bounds():
    space, _, rules, _ = policy((8,) * 8, 120, seed=5, limits=(3, 4))
    counts = [count_uncovered(space, space.full, rules, Budget(cells)) for cells in (10, 60, 300)]
    assert all(not count.exact for count in counts)
    widths = [count.high - count.low for count in counts]
    assert widths == sorted(widths, reverse=True)
    assert widths[2] * 2 < widths[0]
    assert max(count.low for count in counts) <= min(count.high for count in counts)


def test_bounds_split_the_largest_cell_first():
    """Depth first, one corner would be settled in full detail while nothing is known of the rest."""
    space, _, rules, _ = policy((8,) * 8, 120, seed=5, limits=(3, 4))
    count = count_uncovered(space, space.full, rules, Budget(1_000))
    assert count.high < space.size(space.full) / 2
    assert count.low > 0


@pytest.mark.parametrize("seed", range(30))
def test_sweep(seed):
    """What a sweep counts is what a look at every situation counts; and when it may not go on, it says so."""
    space, _, rules, _ = policy(REAL, 12 + seed, seed=seed)
    cell, live, narrower = propagate(space, space.full, rules)
    budget = Budget(AMPLE)
    want = (dense(space, cell) & ~dense(space, *live)).bit_count()
    assert swept(space, cell, live, narrower, budget) == want
    for cells in range(0, AMPLE - budget.left, 7):
        few = Budget(cells)
        assert swept(space, cell, live, narrower, few) in (want, None)
        assert 0 <= few.left <= cells
    assert swept(space, cell, live, narrower, Budget(0)) is None


def test_same_answer_every_time():
    space, _, rules, _ = policy(REAL, 40, seed=9)
    for cells in (20, 60, AMPLE):
        first, second = Budget(cells), Budget(cells)
        assert count_uncovered(space, space.full, rules, first) == count_uncovered(space, space.full, rules, second)
        assert first.left == second.left


@pytest.mark.parametrize(("count", "exact"), [(Count(3, 3), True), (Count(3, 4), False)])
def test_exact(count, exact):
    assert count.exact is exact
