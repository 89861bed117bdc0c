"""Every real clause can be said in the language and is answered as a careful reader would. Knows no check."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from policylint.policy.answers import answers
from policylint.policy.build import build_set
from policylint.policy.decide import Decision, decide
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENTRIES: list[dict[str, Any]] = yaml.safe_load((HERE / "clauses.yaml").read_text(encoding="utf-8"))
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "policy.schema.json").read_text(encoding="utf-8")))
VOCABULARY = Vocabulary.standard()


def document(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The clause of an entry inside the smallest document that holds it."""
    header = {
        "id": "real",
        "title": "A real clause",
        "agency": entry["source"],
        "jurisdiction": "US",
        "status": "in-force",
        "version": "1",
    }
    clauses = entry["clauses"] if "clauses" in entry else [entry["clause"]]
    return {"policylint": 1, "policy": header, **entry.get("policy", {}), "clauses": clauses}


def completed(decision: Decision, named: Mapping[str, str]) -> dict[str, str]:
    """A full situation: a dimension that is not named takes the first value with which something is still possible."""
    vocabulary = decision.vocabulary
    full = dict(named)
    for number, dimension in enumerate(vocabulary.space.dimensions):
        if dimension in full:
            continue
        for value in vocabulary.space.values[number]:
            box = vocabulary.box({**full, dimension: value}, "", [])
            if answers(decision, box.bits)[0].verdict != "impossible":
                full[dimension] = value
                break
    return full


def duties_of(policy: Policy, found: set[tuple[str, str, int]]) -> list[str]:
    kinds = {(policy.id, clause.id, duty.number): duty.kind for clause in policy.clauses for duty in clause.duties}
    return sorted(kinds[each] for each in found)


def duties_upon(policies: PolicySet, event: str) -> list[str]:
    return sorted(
        duty.kind
        for policy in policies.policies
        for clause in policy.clauses
        for duty in clause.duties
        if event in duty.upon
    )


def questions() -> Iterator[Any]:
    for entry in ENTRIES:
        for number, question in enumerate(entry.get("questions", ())):
            yield pytest.param(entry, question, id=f"{entry['n']}-{number}")


def test_all_seventy_eight_are_there() -> None:
    assert [entry["n"] for entry in ENTRIES] == list(range(1, 79))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["n"]))
def test_an_entry_is_asked_or_says_why_not(entry: Mapping[str, Any]) -> None:
    assert entry.get("questions") or entry.get("undecided")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["n"]))
def test_the_clause_can_be_said(entry: Mapping[str, Any]) -> None:
    written = document(entry)
    shape = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in SCHEMA.iter_errors(written)]
    assert shape == []
    assert build_set(VOCABULARY, [written]).problems == ()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["n"]))
def test_a_norm_alone_contradicts_nothing(entry: Mapping[str, Any]) -> None:
    decision = decide(build_set(VOCABULARY, [document(entry)]), "real")
    assert [layer.verdict for layer in decision.layers if layer.verdict == "conflict" and layer.claims] == []


@pytest.mark.parametrize(("entry", "question"), list(questions()))
def test_it_is_answered_as_a_reader_would(entry: Mapping[str, Any], question: Mapping[str, Any]) -> None:
    policies = build_set(VOCABULARY, [document(entry)])
    if "upon" in question:
        assert duties_upon(policies, question["upon"]) == sorted(question["duties"])
        return
    decision = decide(policies, "real")
    situation = completed(decision, question["ask"])
    expected: dict[str, Any] = {"verdict": question["verdict"]}
    found: dict[str, Any] = {"verdict": decision.verdict_at(situation)}
    if "duties" in question:
        policy = policies.get("real")
        assert policy is not None
        expected["duties"] = sorted(question["duties"])
        found["duties"] = duties_of(policy, decision.duties_at(situation))
    assert found == expected


def test_every_verdict_of_a_single_document_occurs() -> None:
    verdicts = Counter(
        question["verdict"] for entry in ENTRIES for question in entry.get("questions", ()) if "verdict" in question
    )
    assert set(verdicts) == {"permitted", "forbidden", "conditional", "advised", "silent", "excluded"}
