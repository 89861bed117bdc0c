"""Holds scenarios and the comparison of mutants against the reading by hand; must not know how either of them works."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from random_policies import random_full_box, random_set, some
from reading_by_hand import Reading

from policylint.policy.build import build_set
from policylint.policy.decide import Decision, decide
from policylint.policy.document import Own
from policylint.policy.vocabulary import Vocabulary
from policylint.review.change import Change, Ground
from policylint.review.expectations import Question, misses
from policylint.review.mutants import mutants
from policylint.review.sameness import same
from policylint.review.scenario_files import DutyWanted, Expected

Data = dict[str, Any]
PER_TEST = 25
VERDICTS = ("permitted", "conditional", "forbidden", "conflict", "excluded", "delegated", "advised", "silent")
GRADES = ("explicit", "general", "delegated", "advised", "silent", "excluded")
NOTHING = Expected((), (), (), (), (), (), ())


def built_from(vocabulary: Data, documents: list[Data]) -> Any:
    return build_set(Vocabulary.from_data(copy.deepcopy(vocabulary)), copy.deepcopy(documents))


def found(decision: Decision, box: int, expected: Expected) -> set[tuple[str, str]]:
    asked = decision.vocabulary.dimensions_of(expected.naming)
    missed = list(misses(decision, Question(box, 0, asked, expected)))
    assert all(miss.resolved for miss in missed)
    return {(miss.part, miss.about) for miss in missed}


@pytest.mark.parametrize("start", range(0, 200, PER_TEST))
def test_what_is_missed_is_what_some_situation_misses(start: int) -> None:
    for seed in range(start, start + PER_TEST):
        rng = random.Random(seed)
        vocabulary, documents = random_set(rng)
        reading = Reading(vocabulary, documents)
        built = built_from(vocabulary, documents)
        names = list(reading.words.values)
        for policy in reading.documents:
            decision = decide(built, policy)
            for _ in range(3):
                box = random_full_box(rng, reading.words, 0, 2)
                naming = tuple(some(rng, names, 1, 2))
                wanted = tuple(some(rng, list(VERDICTS), 1, 4))
                grades = tuple(some(rng, list(GRADES), 1, 3))
                kinds = sorted({duty.kind for each in built.policies for c in each.clauses for duty in c.duties})
                kind = rng.choice(kinds) if kinds else ""
                inside = reading.words.box(box)
                answers = [
                    answer
                    for x in reading.words.situations()
                    if inside.holds(x) and (answer := reading.at(policy, x)).verdict() != "impossible"
                ]
                bits = built.vocabulary.box(box, "", []).bits
                by_hand = {("verdict", answer.verdict()) for answer in answers} - {("verdict", each) for each in wanted}
                assert found(decision, bits, NOTHING._replace(verdicts=wanted)) == by_hand, (seed, policy, box)
                by_hand = {("grade", answer.grade(naming)) for answer in answers} - {("grade", each) for each in grades}
                engine = found(decision, bits, NOTHING._replace(grades=grades, naming=naming))
                assert engine == by_hand, (seed, policy, box, naming)
                if kind:
                    held = [kind in kinds_of(built, answer.duties()) for answer in answers]
                    lacking = found(decision, bits, NOTHING._replace(duties=(DutyWanted(kind, {}, ""),)))
                    assert lacking == ({("duties", kind)} if not all(held) else set()), (seed, policy, box, kind)
                    holding = found(decision, bits, NOTHING._replace(barred=(kind,)))
                    assert holding == ({("not-duties", kind)} if any(held) else set()), (seed, policy, box, kind)


def kinds_of(built: Any, duties: set[tuple[str, str, int]]) -> set[str]:
    """The kinds of duties named by policy, clause and number."""
    known = {
        (policy.id, clause.id, duty.number): duty.kind
        for policy in built.policies
        for clause in policy.clauses
        for duty in clause.duties
    }
    return {known[duty] for duty in duties}


@pytest.mark.parametrize("start", range(0, 200, PER_TEST))
def test_a_mutant_that_changes_nothing_changes_nothing_by_hand_either(start: int) -> None:
    proven = 0
    for seed in range(start, start + PER_TEST):
        rng = random.Random(seed)
        vocabulary, documents = random_set(rng)
        built = built_from(vocabulary, documents)
        reading = Reading(vocabulary, documents)
        document = documents[0]
        policy = built.policies[0]
        if policy.retired or any(
            document.keys() & {"vocabulary", "dimensions", "impossible"} for document in documents
        ):
            continue
        owns: dict[str, Own] = {}
        before = decide(built, policy.id, owns)
        ground = Ground(built, policy, before)
        others = {name: own for name, own in owns.items() if name != policy.id}
        space = before.space
        every = list(mutants(document["clauses"]))
        for mutant in some(rng, every, min(len(every), 6), min(len(every), 6)):
            change = Change(ground, mutant)
            new_set = change.policies
            whole = decide(new_set, policy.id, dict(others))
            near = decide(change.nearby(duties=False), policy.id, dict(others))
            owing = decide(change.nearby(duties=True), policy.id, dict(others))
            clauses = [*document["clauses"]]
            clauses[mutant.clause : mutant.clause + 1] = [] if mutant.data is None else [mutant.data]
            changed = Reading(vocabulary, [{**document, "clauses": clauses}, *documents[1:]])
            alike = same(before, near, change)
            proven += alike
            for x in reading.words.situations():
                bits = space.box({name: [value] for name, value in x.items()})
                old, new = reading.at(policy.id, x), changed.at(policy.id, x)
                note = (seed, mutant, x)
                if change.meets(bits):
                    # Near the change, the few clauses there say what all clauses say.
                    if not change.only_duties:
                        assert near.verdict_of(bits) == new.verdict() == whole.verdict_of(bits), note
                    assert kinds_of(change.policies, owing.duties_at(x)) == kinds_of(change.policies, new.duties()), (
                        note
                    )
                else:
                    assert old.verdict() == new.verdict(), note
                    assert kinds_of(built, old.duties()) == kinds_of(built, new.duties()), note
                if alike:
                    assert old.verdict() == new.verdict(), note
                    assert kinds_of(built, old.duties()) == kinds_of(new_set, new.duties()), note
    assert proven or start
