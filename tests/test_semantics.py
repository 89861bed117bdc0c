"""Holds the engine against the reading by hand on random sets of policies; must not know how either of them works.

A failure shows the smallest set that still disagrees, found by leaving out what can be left out.
"""

from __future__ import annotations

import copy
import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from random_policies import random_full_box, random_set, some
from reading_by_hand import Reading

from policylint.policy.build import build_set
from policylint.policy.coverage import coverage
from policylint.policy.decide import decide
from policylint.policy.vocabulary import Vocabulary

Data = dict[str, Any]

PER_TEST = 50


def disagreements(vocabulary: Data, documents: list[Data], seed: int) -> Iterator[dict[str, Any]]:
    """Every question about a set that the engine and the reading by hand answer differently."""
    rng = random.Random(f"questions {seed}")
    reading = Reading(vocabulary, documents)
    names = list(reading.words.values)
    situations = list(reading.words.situations())
    pairs = [tuple(some(rng, names, 2, 2)) for _ in range(2)]
    namings: list[tuple[str, ...]] = [(), *((name,) for name in names), *pairs]
    asked = [
        (random_full_box(rng, reading.words, 0, 2), tuple(some(rng, names, 0, 2)), rng.random() < 0.8) for _ in range(3)
    ]
    built = build_set(Vocabulary.from_data(copy.deepcopy(vocabulary)), copy.deepcopy(documents))
    unknown = [problem.message for problem in built.problems if problem.check == "unknown-value"]
    if unknown:
        yield {"question": "words unknown to the engine", "by hand": [], "engine": unknown}
    for policy in reading.documents:
        decision = decide(built, policy)
        for x in situations:
            answer = reading.at(policy, x)
            nobody: dict[str, set[Any]] = {kind: set() for kind in answer.clauses()}
            asked_here: list[tuple[str, Any, Any]] = [
                ("verdict", answer.verdict(), decision.verdict_at(x)),
                *((f"grade for {n}", answer.grade(n), decision.grade_at(x, n)) for n in namings),
                ("clauses", answer.clauses(), {**nobody, **decision.clauses_at(x)}),
                ("duties", answer.duties(), decision.duties_at(x)),
            ]
            for question, by_hand, engine in asked_here:
                if by_hand != engine:
                    yield {"policy": policy, "x": x, "question": question, "by hand": by_hand, "engine": engine}
        space = decision.space
        points = {
            point: space.box({name: [value] for name, value in zip(names, point, strict=True)})
            for point in itertools.product(*reading.words.values.values())
        }
        for box, naming, gaps in asked:
            cases = decision.cases(box, gaps=gaps)
            words = built.vocabulary
            answered = coverage(decision, words.box(box, "box", []), words.dimensions_of(naming))
            judged: list[tuple[str, Any, Any]] = [
                (
                    f"cases, gaps={gaps}",
                    reading.everyday_cases(policy, box, gaps),
                    {point for point, bits in points.items() if any(bits & case == bits for case in cases)},
                ),
                (
                    f"result for {naming}",
                    reading.result(policy, box, naming),
                    answered.grade if answered.complete else "incomplete",
                ),
            ]
            for question, by_hand, engine in judged:
                if by_hand != engine:
                    yield {"policy": policy, "box": box, "question": question, "by hand": by_hand, "engine": engine}


def smaller(node: Any) -> Iterator[Any]:
    """Copies of a document, each with one entry of a mapping or a list left out; a list keeps one entry at least."""
    if isinstance(node, dict):
        for key in node:
            yield {k: v for k, v in node.items() if k != key}
        for key, value in node.items():
            for less in smaller(value):
                yield {**node, key: less}
    elif isinstance(node, list):
        for index in range(len(node) if len(node) > 1 else 0):
            yield node[:index] + node[index + 1 :]
        for index, value in enumerate(node):
            for less in smaller(value):
                yield [*node[:index], less, *node[index + 1 :]]


def first_disagreement(pair: list[Any], seed: int, kind: str | None = None) -> dict[str, Any] | None:
    """The first disagreement, of one kind if asked; a set that either side cannot read has none."""
    try:
        return next(
            (
                found
                for found in disagreements(pair[0], pair[1], seed)
                if kind is None or found["question"].startswith(kind)
            ),
            None,
        )
    except Exception:
        if kind is None:
            raise
        return None


def smallest(pair: list[Any], seed: int) -> tuple[list[Any], dict[str, Any]]:
    """The set that is left when nothing more can go without the disagreement going too."""
    found = first_disagreement(pair, seed)
    assert found is not None
    kind = found["question"].split()[0].rstrip(",")
    shrunk = True
    while shrunk:
        shrunk = False
        for less in smaller(pair):
            if len(less) == 2 and (still := first_disagreement(less, seed, kind)):
                pair, found, shrunk = less, still, True
                break
    return pair, found


def explained(seed: int, pair: list[Any], found: dict[str, Any]) -> str:
    vocabulary, documents = pair
    shown = {key: sorted(map(str, value)) if isinstance(value, set) else value for key, value in found.items()}
    parts = [f"seed {seed}: {json.dumps(shown, default=str, indent=1)}"]
    parts += [yaml.safe_dump(part, sort_keys=False) for part in (vocabulary, *documents)]
    return "\n---\n".join(parts)


def compare(seeds: range) -> None:
    for seed in seeds:
        pair = list(random_set(random.Random(seed)))
        if first_disagreement(pair, seed):
            pytest.fail(explained(seed, *smallest(pair, seed)), pytrace=False)


@pytest.mark.parametrize("start", range(0, 1000, PER_TEST))
def test_engine_and_reading_by_hand_agree(start: int) -> None:
    compare(range(start, start + PER_TEST))


@pytest.mark.nightly
@pytest.mark.parametrize("start", range(1000, 31000, 20 * PER_TEST))
def test_engine_and_reading_by_hand_agree_on_many(start: int) -> None:
    compare(range(start, start + 20 * PER_TEST))
