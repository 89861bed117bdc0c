"""Every change of what is said of a situation, against brute force over whole small spaces."""

from __future__ import annotations

import copy
import itertools
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # the random policies stand beside this folder

from random_edits import random_editions

from policylint.policy.decide import Decision, decide
from policylint.policy.model import Condition
from policylint.policy.vocabulary import Vocabulary
from policylint.review import diff_asker
from policylint.review.diff_items import Item, condition_item, duty_item
from policylint.review.diff_kinds import kind_of
from policylint.review.diff_naming import NAMINGS
from policylint.review.diff_sides import Pair, pair, sets
from policylint.review.diff_situations import situational

PER_TEST = 100
EVERY = 1_000
Key = tuple[str, str, str]
Situations = dict[Key, set[int]]


def holds(x: int, boxes: Iterable[int]) -> bool:
    return any(x & box == x for box in boxes)


def entries_at(entries: Iterable[Condition], how: str, x: int) -> Iterator[Item]:
    for entry in entries:
        if holds(x, entry.where(x)):
            if entry.kind:
                yield condition_item(entry, how)
            yield from entries_at(entry.provided, how, x)


def conditions_at(decision: Decision, x: int, verdict: str) -> set[Item]:
    """The conditions that come with a verdict at one situation."""
    found: set[Item] = set()
    for voice in decision.answering(x):
        boxes = [*voice.open, *voice.gated] if verdict == "conditional" else [*voice.free, *voice.lifted]
        clause = voice.piece.clause
        if not voice.piece.derived and holds(x, boxes):
            permits = voice.piece.effect == "permit"
            found |= set(
                entries_at(clause.provided if permits else clause.unless, "provided" if permits else "unless", x)
            )
            found |= set(entries_at([clause.test] if clause.test else [], "if", x))
    return found


def duties_at(decision: Decision, x: int) -> set[Item]:
    """The duties of the clauses that speak at one situation, whatever its verdict."""
    return {
        duty_item(duty)
        for voice in decision.answering(x)
        if voice.piece.effect == "duty" and holds(x, voice.boxes)
        for duty in voice.piece.clause.duties
        if not duty.when or holds(x, [box.bits for box in duty.when])
    }


def advice_at(decision: Decision, x: int) -> set[str]:
    voices = (voice for voice in decision.answering(x) if voice.piece.effect == "advice" and voice.piece.box.named)
    return {voice.piece.clause.effect for voice in voices if holds(x, voice.boxes)}


def changes_at(old: Decision, new: Decision, x: int) -> Iterator[Key]:
    """How one situation changed."""
    before, after = old.verdict_of(x), new.verdict_of(x)
    if before != after:
        yield kind_of(before, after), before, after
    if "impossible" in (before, after):
        return
    if before == after in ("conditional", "permitted"):
        lost, gained = (conditions_at(each, x, before) for each in (old, new))
        lost, gained = lost - gained, gained - lost
        if lost or gained:
            approvals = lost and gained and {each.kind for each in lost | gained} == {"approval"}
            yield "approver-changed" if approvals else "condition-changed", before, before
    if before == after == "advised" and advice_at(old, x) != advice_at(new, x):
        yield "advice-changed", "advised", "advised"
    yield from duty_changes(duties_at(old, x), duties_at(new, x), before, after)
    if before == after in ("forbidden", "conditional", "permitted"):
        yield from naming_changes(old, new, x)


def duty_changes(old: set[Item], new: set[Item], before: str, after: str) -> Iterator[Key]:
    def owed(item: Item, verdict: str) -> bool:
        return verdict != "excluded" and (item.even or verdict not in ("forbidden", "conflict"))

    lost, gained = old - new, new - old
    for item in lost:
        others = [other for other in gained if other.kind == item.kind]
        if not others and owed(item, before) and after != "excluded":
            yield "duty-dropped", item.kind, item.kind
        if any(owed(item, before) and owed(other, after) for other in others):
            yield "duty-changed", item.kind, item.kind
    for item in gained:
        if all(other.kind != item.kind for other in lost) and owed(item, after) and before != "excluded":
            yield "duty-added", item.kind, item.kind


def naming_changes(old: Decision, new: Decision, x: int) -> Iterator[Key]:
    space = new.space
    point = space.point(x)
    for names in NAMINGS:
        if set(names) <= set(space.dimensions):
            grades = tuple(each.grade_at(point, names) for each in (old, new))
            # Both together are lost only where each of the two is still said.
            for kind, change, side in (
                ("less-explicit", ("explicit", "general"), new),
                ("more-explicit", ("general", "explicit"), old),
            ):
                each = all(side.grade_at(point, (name,)) == "explicit" for name in names)
                if grades == change and (len(names) == 1 or each):
                    yield kind, " and ".join(names), " and ".join(names)


def by_brute_force(both: Pair, points: Iterable[int]) -> Situations:
    old, new = decide(both.olds, both.old.id), decide(both.news, both.new.id)
    found: Situations = {}
    for x in points:
        for key in changes_at(old, new, x):
            found.setdefault(key, set()).add(x)
    return found


def by_boxes(both: Pair, points: Iterable[int]) -> tuple[Situations, list[str]]:
    """The same from the boxes that the comparison shows, and what is wrong with its counts and examples."""
    old, new = decide(both.olds, both.old.id), decide(both.news, both.new.id)
    verdicts = {x: (old.verdict_of(x), new.verdict_of(x)) for x in points}
    compared = situational(both, EVERY)
    found: Situations = {}
    wrong = [] if compared.exact else ["not exact"]
    for group in compared.groups:
        key = (group.kind, group.before, group.after)
        inside: set[int] = set()
        for case in group.cases:
            for x, verdict in verdicts.items():
                # Boxes may reach into what is impossible, unless that is what changed.
                void = any(is_ == "impossible" != said for is_, said in zip(verdict, key[1:], strict=True))
                if x & case.spot.box == x and not void:
                    inside.add(x)
            if case.spot.witness not in inside:
                wrong.append(f"{key}: the example is no case of it")
        # Duties of one kind can change in several ways at once; each is counted.
        if group.total.low != len(inside) and not group.kind.startswith("duty"):
            wrong.append(f"{key}: {group.total} instead of {len(inside)}")
        found[key] = inside
    return found, wrong


def disagreements(seed: int) -> Iterator[Any]:
    vocabulary, old, new = random_editions(random.Random(seed))
    built = sets(Vocabulary.from_data(copy.deepcopy(vocabulary)), old, new)
    for document in new:
        both = pair(built, document["policy"]["id"], document["policy"]["id"])
        space = both.space
        points = [
            space.box({name: [value] for name, value in zip(space.dimensions, values, strict=True)})
            for values in itertools.product(*space.values)
        ]
        expected = by_brute_force(both, points)
        found, wrong = by_boxes(both, points)
        if found != expected or wrong:
            yield seed, both.new.id, wrong, {key for key in {*found, *expected} if found.get(key) != expected.get(key)}


@pytest.mark.parametrize("start", range(0, 600, PER_TEST))
def test_changes_are_exactly_what_changed(start: int) -> None:
    assert [each for seed in range(start, start + PER_TEST) for each in disagreements(seed)] == []


@pytest.mark.nightly
@pytest.mark.parametrize("start", range(600, 20_600, 20 * PER_TEST))
def test_changes_are_exactly_what_changed_in_many(start: int) -> None:
    assert [each for seed in range(start, start + 20 * PER_TEST) for each in disagreements(seed)] == []


def test_every_kind_of_change_occurs() -> None:
    kinds: set[str] = set()
    for seed in range(600):
        vocabulary, old, new = random_editions(random.Random(seed))
        built = sets(Vocabulary.from_data(copy.deepcopy(vocabulary)), old, new)
        for document in new:
            both = pair(built, document["policy"]["id"], document["policy"]["id"])
            kinds |= {group.kind for group in situational(both).groups}
    assert kinds == {
        "newly-silent", "loosened", "newly-conflicting", "tightened", "newly-excluded", "newly-impossible",
        "newly-delegated", "less-explicit", "approver-changed", "condition-changed", "duty-dropped", "duty-changed",
        "duty-added", "advice-changed", "newly-settled", "conflict-resolved", "newly-advised", "newly-possible",
        "more-explicit",
    }  # fmt: skip


def untrue_and_exact(seeds: Iterable[int]) -> tuple[list[tuple[int, str, Key]], list[bool]]:
    """What is said of a situation and does not hold there, and whether each comparison was exact."""
    untrue, exact = [], []
    for seed in seeds:
        vocabulary, old, new = random_editions(random.Random(seed))
        built = sets(Vocabulary.from_data(copy.deepcopy(vocabulary)), old, new)
        for document in new:
            both = pair(built, document["policy"]["id"], document["policy"]["id"])
            decisions = decide(both.olds, both.old.id), decide(both.news, both.new.id)
            compared = situational(both)
            exact.append(compared.exact)
            for group in compared.groups:
                key = (group.kind, group.before, group.after)
                for case in group.cases:
                    if key not in changes_at(*decisions, case.spot.witness):
                        untrue.append((seed, both.new.id, key))
    return untrue, exact


@pytest.mark.parametrize(
    ("seeds", "budget"),
    [
        (range(300), 2),
        pytest.param(range(300, 8_000), 2, marks=pytest.mark.nightly),
        pytest.param(range(4_000), 5, marks=pytest.mark.nightly),
    ],
)
def test_out_of_budget_nothing_untrue_is_said(monkeypatch: pytest.MonkeyPatch, seeds: range, budget: int) -> None:
    """With next to no budget fewer changes are found, each is one, and the answer says that it is not exact."""
    for name in ("WORK", "MOST_PIECES", "MOST_BASE"):
        monkeypatch.setattr(diff_asker, name, budget)
    untrue, exact = untrue_and_exact(seeds)
    assert untrue == []
    assert 0 < sum(exact) < len(exact)
