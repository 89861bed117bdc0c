"""Readable boxes: true, maximal, few, and with an honest count of what they show."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_spaces import LANGUAGE, Case, cases, deep_cases, is_clean, policy, random_cases, space_of, within

from policylint.space.boxes import Space
from policylint.space.count import Count
from policylint.space.growing import MOST_CONDITIONS, Grower, conditions, with_few_conditions
from policylint.space.readable import Readable, Shown, readable
from policylint.space.uncovered import Budget, uncovered

AMPLE = 1_000_000


def check_readable(case: Case, most: int, cells: int) -> None:
    space = case.space
    asked, covered, ignored = (within(space, *boxes) for boxes in (case.asks, case.rules, case.ignore))
    left = asked - covered - ignored
    budget = Budget(cells)
    found = readable(space, case.ask, case.rules, case.ignore, most, budget)
    assert found == readable(space, case.ask, case.rules, case.ignore, most, Budget(cells))
    assert len(found.shown) <= most
    assert found.total.low <= len(left) <= found.total.high
    assert left <= within(space, found.settled)
    seen: set[int] = set()
    for box, witness, new in found.shown:
        held = within(space, box)
        assert is_clean(space, box)
        assert is_clean(space, witness)
        assert not held & covered, "a box holds what is covered"
        assert any(box & ask == box for ask in case.asks), "a box reaches out of every asked box"
        assert box & found.settled == box, "a box reaches into what is settled"
        assert witness in held & left - seen, "the witness is none"
        assert 0 < new <= len(held & left - seen)
        if cells == AMPLE:
            assert new == len(held & left - seen)
        seen |= held
    assert budget.exhausted or (found.total.exact and (len(found.shown) == most or left <= seen))
    if cells == AMPLE:
        assert not budget.exhausted
        assert found.total == (len(left), len(left))
        assert found.share == (len(seen & left) / len(left) if left else None)
        assert len(found.shown) == most or left <= seen, "something is not shown although more boxes were allowed"


def check_maximal(case: Case) -> None:
    """No box asked about alone can be extended by any value, within what is not settled, without meeting a rule."""
    space, ask = case.space, case.asks[0]
    covered = within(space, *case.rules)
    found = readable(space, ask, case.rules, case.ignore, 50, Budget(AMPLE))
    for box, _, _ in found.shown:
        for bits in space.bits:
            for bit in bits.values():
                if found.settled & bit and not box & bit:
                    larger = (box & ~sum(bits.values())) | bit
                    assert within(space, larger) & covered, "the box could be larger"


@given(cases(), st.sampled_from([0, 1, 2, 3, 50]), st.sampled_from([0, 1, 3, 8, 20, AMPLE, AMPLE]))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_readable(case, most, cells):
    check_readable(case, most, cells)
    check_maximal(case)


def test_seeded():
    chance = random.Random(41)
    for case in random_cases(41, 250, most_rules=12):
        check_readable(case, chance.choice((1, 2, 50)), chance.choice((2, 9, 30, AMPLE)))
        check_maximal(case)


def check_grown(case: Case) -> None:
    """A piece grows to a box around it that meets no rule, and that no further value can join."""
    space, limit = case.space, case.asks[0]
    rules = [rule & limit for rule in case.rules if space.is_box(rule & limit)]
    for piece, _ in uncovered(space, limit, rules, Budget(AMPLE)):
        box = Grower(space, limit, rules).grown(piece)
        assert piece & box == piece
        assert box & limit == box
        assert not any(space.is_box(box & rule) for rule in rules)
        for d, bits in enumerate(space.bits):
            for bit in bits.values():
                larger = space.replace(box, d, bit)
                assert not limit & ~box & bit or any(space.is_box(larger & rule) for rule in rules)


def test_deep():
    for i, case in enumerate(deep_cases(43, 60)):
        for cells in (10 + i % 17, 30 + i, 150, AMPLE):
            check_readable(case, 3 if i % 2 else 200, cells)
        check_grown(case)


@pytest.mark.nightly
def test_deep_at_length():
    chance = random.Random(44)
    for case in deep_cases(44, 3_000):
        check_readable(case, chance.choice((3, 200)), chance.choice((5, 10, 15, 25, 40, 70, 100, 200, AMPLE, AMPLE)))
        check_grown(case)


@pytest.mark.nightly
def test_seeded_at_length():
    chance = random.Random(42)
    for case in random_cases(42, 20_000, most_rules=16):
        check_readable(case, chance.choice((1, 2, 5, 50)), chance.choice((2, 9, 30, 80, AMPLE, AMPLE)))
        check_maximal(case)


SPACE = Space(
    [
        ("who", ["staff", "contractor", "public"]),
        ("account", ["official", "own", "fake"]),
        ("device", ["agency", "own", "shared"]),
        ("time", ["on", "off", "break"]),
    ]
)


def test_a_small_policy():
    """Said once: fake accounts are settled. Impossible combinations are no conditions, and no witness."""
    rules = [
        SPACE.box({"account": ["fake"]}),
        SPACE.box({"account": ["official"], "device": ["agency"]}),
        SPACE.box({"account": ["own"], "device": ["own"], "time": ["off", "break"]}),
        SPACE.box({"time": ["on"], "device": ["agency"]}),
    ]
    impossible = [SPACE.box({"who": ["public"], "account": ["official"]}), SPACE.box({"who": ["public"]})]
    found = readable(SPACE, SPACE.full, rules, impossible, 5, Budget(AMPLE))
    people = {"who": ("staff", "contractor"), "account": ("official", "own")}
    assert {
        "settled": SPACE.describe(found.settled),
        "shown": [(SPACE.describe(box), SPACE.point(witness), new) for box, witness, new in found.shown],
        "total": found.total,
        "share": found.share,
    } == {
        "settled": people,
        "shown": [
            (
                {**people, "device": ("shared",)},
                {"who": "staff", "account": "official", "device": "shared", "time": "on"},
                12,
            ),
            (
                {**people, "account": ("official",), "device": ("own", "shared")},
                {"who": "staff", "account": "official", "device": "own", "time": "on"},
                6,
            ),
            (
                {**people, "account": ("own",), "device": ("agency", "shared"), "time": ("off", "break")},
                {"who": "staff", "account": "own", "device": "agency", "time": "off"},
                4,
            ),
            (
                {**people, "device": ("own", "shared"), "time": ("on",)},
                {"who": "staff", "account": "own", "device": "own", "time": "on"},
                2,
            ),
        ],
        "total": Count(24, 24),
        "share": 1.0,
    }


def test_ignored_situations_do_not_cut_a_box():
    """A hole in the middle of what is silent is grown over, but no witness lies in it."""
    ignore = [SPACE.box({"who": ["staff"], "account": ["official"]}), SPACE.box({"who": ["staff"], "device": ["own"]})]
    rules = [SPACE.box({"device": ["agency"], "account": ["own"]})]
    found = readable(SPACE, SPACE.full, rules, ignore, 1, Budget(AMPLE))
    assert [(SPACE.describe(shown.box), SPACE.point(shown.witness), shown.new) for shown in found.shown] == [
        (
            {"device": ("own", "shared")},
            {"who": "contractor", "account": "official", "device": "own", "time": "on"},
            42,
        )
    ]


@pytest.mark.parametrize(
    ("ask", "rules", "most", "found"),
    [
        pytest.param(SPACE.full, [SPACE.full], 5, Readable(0, (), Count(0, 0)), id="covered by one"),
        pytest.param(0, [], 5, Readable(0, (), Count(0, 0)), id="nothing asked"),
        pytest.param([], [], 5, Readable(0, (), Count(0, 0)), id="no boxes asked"),
        pytest.param(SPACE.full, [], 0, Readable(SPACE.full, (), Count(81, 81)), id="no boxes allowed"),
        pytest.param(
            SPACE.full,
            [],
            5,
            Readable(SPACE.full, (Shown(SPACE.full, SPACE.witness(SPACE.full), 81),), Count(81, 81)),
            id="no rules",
        ),
    ],
)
def test_edges(ask, rules, most, found):
    assert readable(SPACE, ask, rules, [], most, Budget(AMPLE)) == found


@pytest.mark.parametrize(
    ("shown", "total", "share"),
    [
        pytest.param((Shown(1, 1, 3), Shown(1, 1, 2)), Count(10, 10), 0.5, id="known"),
        pytest.param((Shown(1, 1, 3),), Count(3, 10), None, id="unknown total"),
        pytest.param((), Count(0, 0), None, id="nothing"),
    ],
)
def test_share(shown, total, share):
    assert Readable(0, shown, total).share == share


def check_projections(case: Case) -> None:
    """Every maximal box with at most three conditions is found: none with few conditions lies in no found one."""
    space, limit = case.space, case.asks[0]
    if not space.is_box(limit) or any(limit & rule == limit for rule in case.rules):
        return
    covered = within(space, *case.rules)
    limit = _after_propagation(space, limit, case.rules)
    if not limit:
        return
    found = list(with_few_conditions(space, limit, case.rules, Budget(AMPLE)))
    assert len(found) == len(set(found))
    for box in found:
        assert is_clean(space, box)
        assert box & limit == box
        assert not within(space, box) & covered
        assert conditions(space, box, limit) <= MOST_CONDITIONS
    for chosen in itertools.combinations(range(len(space.masks)), min(MOST_CONDITIONS, len(space.masks))):
        for situation in within(space, limit):
            box = situation
            for d in set(range(len(space.masks))) - set(chosen):
                box = space.replace(box, d, limit)
            if not within(space, box) & covered:
                assert any(box & larger == box for larger in found)


def _after_propagation(space, limit, rules):
    """With no settled values, as readable calls it."""
    while True:
        before = limit
        for rule in rules:
            if space.is_box(rule & limit):
                apart = [d for d, mask in enumerate(space.masks) if limit & ~rule & mask]
                if not apart:
                    return 0
                if len(apart) == 1:
                    limit &= ~(rule & space.masks[apart[0]])
        if limit == before:
            return limit


@given(cases(most_rules=5))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_projections(case):
    check_projections(case)


@pytest.mark.nightly
def test_projections_at_length():
    for case in random_cases(51, 5_000, most_rules=6):
        check_projections(case)


def test_grown_prefers_few_conditions():
    """In d0, growing first leaves conditions in d1 and d2; growing d0 last leaves one condition."""
    space = space_of((3, 3, 3))
    rules = [space.box({"d0": ["v1", "v2"], "d1": ["v1", "v2"]}), space.box({"d0": ["v1", "v2"], "d2": ["v1", "v2"]})]
    piece = space.box({"d0": ["v0"], "d1": ["v0"], "d2": ["v0"]})
    assert space.describe(Grower(space, space.full, rules).grown(piece)) == {"d0": ("v0",)}


def test_a_rule_that_growing_does_not_reach_stands_in_no_way():
    """d0 cannot take in v1, so the rule at v1 and v2 does not bar v2 in d1; and the other way round."""
    space = space_of((3, 3))
    rules = [space.box({"d0": [f"v{a}"], "d1": [f"v{b}"]}) for a, b in ((1, 0), (0, 1), (1, 2), (2, 1))]
    piece = space.box({"d0": ["v0"], "d1": ["v0"]})
    assert space.describe(Grower(space, space.full, rules).grown(piece)) == {"d0": ("v0", "v2"), "d1": ("v0", "v2")}


def test_large_space_in_few_cells():
    space, _, rules, impossible = policy(LANGUAGE, 60, seed=60, limits=(3, 4, 5))
    ask = space.full
    for d in (0, 1, 2, 5, 8, 12):
        ask = space.replace(ask, d, space.first(ask, d))
    budget = Budget(3_000)
    found = readable(space, ask, rules, impossible, 10, budget)
    assert not budget.exhausted
    assert found.total.exact
    assert found.share is not None
    assert found.share > 0.3
    pieces = sum(space.size(piece.box) for piece in uncovered(space, ask, [*rules, *impossible], Budget(AMPLE)))
    assert found.total == (pieces, pieces)
    for box, witness, _ in found.shown:
        assert not any(space.is_box(box & rule) for rule in rules)
        assert not any(witness & rule == witness for rule in [*rules, *impossible])
