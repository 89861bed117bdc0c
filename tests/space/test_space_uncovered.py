"""What is uncovered, against a look at every situation; and what a budget may and may not change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_spaces import LANGUAGE, REAL, Case, cases, dense, is_clean, members, policy, random_cases, space_of, within

from policylint.space.boxes import absorb
from policylint.space.uncovered import Budget, Piece, first_uncovered, is_covered, uncovered

AMPLE = 1_000_000


def truth(case: Case) -> set[int]:
    return within(case.space, *case.asks) - within(case.space, *case.rules)


def check_uncovered(case: Case) -> None:
    pieces = list(uncovered(case.space, case.ask, case.rules, Budget(AMPLE)))
    assert members(case.space, (piece.box for piece in pieces)) == sorted(truth(case))
    assert all(piece.resolved and is_clean(case.space, piece.box) for piece in pieces)
    assert pieces == list(uncovered(case.space, case.ask, case.rules, Budget(AMPLE)))


def check_first(case: Case) -> None:
    left = truth(case)
    first = first_uncovered(case.space, case.ask, case.rules, Budget(AMPLE))
    assert is_covered(case.space, case.ask, case.rules, Budget(AMPLE)) is not bool(left)
    assert (first is None) is not bool(left)
    if first is not None:
        assert first.resolved
        assert is_clean(case.space, first.box)
        assert within(case.space, first.box) <= left


def check_small_budget(case: Case, cells: int) -> None:
    left = truth(case)
    budget = Budget(cells)
    pieces = list(uncovered(case.space, case.ask, case.rules, budget))
    listed = members(case.space, (piece.box for piece in pieces))
    assert len(listed) == len(set(listed)), "not disjoint"
    assert set(listed) >= left, "something uncovered is in no piece"
    assert set(listed) <= within(case.space, *case.asks)
    assert within(case.space, *(piece.box for piece in pieces if piece.resolved)) <= left
    assert budget.exhausted or all(piece.resolved for piece in pieces)
    assert all(is_clean(case.space, piece.box) for piece in pieces)
    first = first_uncovered(case.space, case.ask, case.rules, Budget(cells))
    if first is None:
        assert not left
    elif first.resolved:
        assert within(case.space, first.box) <= left
    assert is_covered(case.space, case.ask, case.rules, Budget(cells)) in (None, not left)


@given(cases())
@settings(derandomize=True, deadline=None, max_examples=150)
def test_uncovered(case):
    check_uncovered(case)
    check_first(case)


@given(cases(), st.integers(0, 6))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_small_budget(case, cells):
    check_small_budget(case, cells)


def test_seeded():
    for i, case in enumerate(random_cases(1, 300, most_rules=14)):
        check_uncovered(case)
        check_first(case)
        check_small_budget(case, i % 7)


@pytest.mark.nightly
def test_seeded_at_length():
    for i, case in enumerate(random_cases(2, 20_000, most_rules=20)):
        check_uncovered(case)
        check_first(case)
        check_small_budget(case, i % 11)


@pytest.mark.parametrize("rules", [3, 12, 40])
def test_230400_situations(rules):
    space, _, boxes, more = policy(REAL, rules, seed=rules)
    asks = [space.full ^ space.masks[0] ^ bit for bit in (0b1, 0b110)] + [more[0]]
    want = dense(space, *asks) & ~dense(space, *boxes)
    pieces = [piece.box for piece in uncovered(space, asks, boxes, Budget(AMPLE))]
    assert dense(space, *pieces) == want
    assert sum(map(space.size, pieces)) == want.bit_count()
    first = first_uncovered(space, asks, boxes, Budget(AMPLE))
    assert first is not None
    assert dense(space, first.box) & ~want == 0


def test_order_of_rules_changes_nothing():
    space, _, rules, _ = policy(REAL, 30, seed=3)
    assert list(uncovered(space, space.full, rules, Budget(AMPLE))) == list(
        uncovered(space, space.full, rules[::-1], Budget(AMPLE))
    )


def test_typical_pieces_come_first():
    space = space_of((3, 3))
    rules = [space.box({"d0": ["v1"], "d1": ["v1", "v2"]}), space.box({"d0": ["v0", "v2"], "d1": ["v0"]})]
    pieces = list(uncovered(space, space.full, rules, Budget(AMPLE)))
    assert [space.describe(piece.box) for piece in pieces] == [
        {"d0": ("v0", "v2"), "d1": ("v1", "v2")},
        {"d0": ("v1",), "d1": ("v0",)},
    ]


def test_rules_that_single_dimensions_settle_need_one_cell():
    """Unit propagation: what single rules settle is cut off without a split."""
    space = space_of((4, 4, 4))
    rules = [space.box({f"d{d}": ["v1", "v3"]}) for d in range(3)]
    budget = Budget(AMPLE)
    assert list(uncovered(space, space.full, rules, budget)) == [
        Piece(space.box({f"d{d}": ["v0", "v2"] for d in range(3)}), True)
    ]
    assert AMPLE - budget.left == 1


def test_rules_that_differ_in_one_dimension_count_as_one():
    space = space_of((6, 2, 2))
    rules = [space.box({"d0": [f"v{v}"], "d1": ["v0"], "d2": ["v0"]}) for v in range(6)]
    pieces = list(uncovered(space, space.full, rules, Budget(AMPLE)))
    assert [space.describe(box) for box, _ in pieces] == [
        {"d1": ("v0",), "d2": ("v1",)},
        {"d1": ("v1",)},
    ]


def test_listing_is_lazy():
    space, _, rules, _ = policy(LANGUAGE, 60, seed=1)
    budget = Budget(AMPLE)
    assert next(uncovered(space, space.full, rules, budget)).resolved
    assert AMPLE - budget.left < 100


@pytest.mark.parametrize("rules", [60, 500])
def test_a_gap_in_a_large_space_takes_few_cells(rules):
    space, _, boxes, _ = policy(LANGUAGE, rules, seed=rules, limits=(4, 5, 6))
    budget = Budget(20)
    assert is_covered(space, space.full, boxes, budget) is False


def test_a_proof_in_a_large_space_takes_few_cells():
    """The parts of some dimensions cover the space only together; a part that sees more rules is not searched."""
    space = space_of((8,) * 10)
    rules = [space.box({"d0": [f"v{v}"], f"d{1 + v}": ["v0", "v1"]}) for v in range(8)]
    rules += [space.box({"d0": [f"v{v}"], f"d{1 + v}": [f"v{w}" for w in range(2, 8)]}) for v in range(8)]
    rules += [space.box({"d0": ["v1"], "d9": [f"v{v}"], "d8": [f"v{7 - v}"]}) for v in range(8)]
    budget = Budget(9)
    assert is_covered(space, space.full, rules, budget) is True
    assert budget.left == 0


def test_a_proof_skips_parts_that_see_more_rules():
    """Every value of d0 sees the rules that cover everything together; most see others too."""
    space = space_of((9, 4, 4))
    both = [space.box({"d1": ["v0", "v1"], "d2": ["v0", "v1"]}), space.box({"d1": ["v0", "v1"], "d2": ["v2", "v3"]})]
    both += [space.box({"d1": ["v2", "v3"], "d2": ["v0", "v2"]}), space.box({"d1": ["v2", "v3"], "d2": ["v1", "v3"]})]
    more = [space.box({"d0": [f"v{v}", f"v{v + 1}"], "d1": ["v1", "v2"], "d2": ["v1"]}) for v in range(8)]
    budget = Budget(AMPLE)
    assert is_covered(space, space.full, both + more, budget) is True
    assert AMPLE - budget.left <= 3


def test_unresolved_pieces_of_several_boxes_are_disjoint():
    space = space_of((3, 3, 3))
    asks = [space.box({"d0": ["v0", "v1"]}), space.box({"d1": ["v0", "v1"]}), space.box({"d2": ["v0", "v1"]})]
    pieces = list(uncovered(space, asks, [], Budget(0)))
    assert members(space, (piece.box for piece in pieces)) == sorted(within(space, *asks))
    assert not any(piece.resolved for piece in pieces)
    assert pieces[0] == Piece(absorb(space, asks)[0], False)


def test_budget():
    budget = Budget(3)
    assert [budget.spent(), budget.spent(2), budget.left, budget.exhausted] == [False, False, 0, False]
    assert [budget.spent(), budget.left, budget.exhausted] == [True, 0, True]
    assert Budget(0).spent() is True


def test_lent_budget():
    budget = Budget(10)
    part = budget.lend(4)
    assert [part.left, budget.left] == [4, 6]
    assert part.spent(3) is False
    budget.take_back(part)
    assert [part.left, budget.left, budget.exhausted] == [0, 7, False]
    everything = budget.lend(100)
    assert [everything.left, budget.left] == [7, 0]
    assert everything.spent(8) is True
    budget.take_back(everything)
    assert [budget.left, budget.exhausted] == [0, False]
