"""Phrases in statements: what a sentence affirms is found, what it denies is not."""

import datetime
from typing import Any

import pytest

from policylint.checking.assertions.words import check
from policylint.checking.context import Context, Question
from policylint.policy.build import build_set
from policylint.policy.vocabulary import Vocabulary

REMOVAL: dict[str, Any] = {
    "scope": "clauses",
    "matching": {"activity": ["hide-comment", "block"], "page": "agency-page"},
    "clauses-of": ["permit", "state"],
    "bars": ["off-topic", "off topic", "not related to the topic", "inappropriate"],
}
BAN: dict[str, Any] = {
    "scope": "clauses",
    "clauses-of": ["forbid", "state"],
    "bars": ["reflects badly", "negative comments"],
}
DISMISSAL: dict[str, Any] = {
    "scope": "clauses",
    "clauses-of": ["state"],
    "bars": ["will be dismissed", "immediate dismissal"],
}


def found(options: dict[str, Any], text: str) -> list[str]:
    clause = {"id": "words", "state": "principle", "text": text}
    data = {"policylint": 1, "policy": {"id": "p"}, "clauses": [clause]}
    policies = build_set(Vocabulary.standard(), [data])
    context = Context(policies, policies.policies[0], datetime.date(2026, 11, 24), 1, {}, thorough=False)
    return [fault.message.removeprefix("words: ") for fault in check(context, Question("words", "words"), options)]


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        (REMOVAL, "The port may remove comments that are off topic.", ['"off topic"']),
        (REMOVAL, "Comments on our pages that are off topic will be removed.", ['"off topic"']),
        (REMOVAL, "We remove comments that are not civil or are off topic.", ['"off topic"']),
        (REMOVAL, "We delete comments that do not follow the rules or are inappropriate.", ['"inappropriate"']),
        (REMOVAL, "Comments that are not related to the topic may be removed.", ['"not related to the topic"']),
        (REMOVAL, "We do not censor.\nComments that are off topic are removed.", ['"off topic"']),
        (REMOVAL, "We remove no comment lightly, but off-topic comments are removed.", ['"off-topic"']),
        (REMOVAL, "Off-topic comments will be removed and cannot be restored.", ['"Off-topic"']),
        (REMOVAL, "Comments on our pages that are off topic are not removed.", []),
        (REMOVAL, "Off-topic comments will not be removed.", []),
        (REMOVAL, "We cannot remove comments because they are off topic.", []),
        (REMOVAL, "Staff may delete off-topic comments on their own pages.", []),
        (REMOVAL, "Think twice before you post what neighbours find inappropriate.", []),
        (BAN, "Officers must not post anything that reflects badly on the force.", ['"reflects badly"']),
        (BAN, "Never post what reflects badly on the force.", ['"reflects badly"']),
        (BAN, "Nobody may post negative comments about the force.", ['"negative comments"']),
        (BAN, "Negative comments about the force must not be posted.", ['"Negative comments"']),
        (BAN, "Nobody is disciplined for negative comments about the force.", []),
        (BAN, "Negative comments about the force are not punished.", []),
        (BAN, "It is not misconduct to post negative comments.", []),
        (DISMISSAL, "Officers who do not follow these orders will be dismissed.", ['"will be dismissed"']),
        (DISMISSAL, "Nobody will be dismissed for a single like.", []),
        (DISMISSAL, "Immediate dismissal is not foreseen.", []),
    ],
)
def test_what_a_statement_affirms_is_found(options: dict[str, Any], text: str, expected: list[str]) -> None:
    assert found(options, text) == expected
