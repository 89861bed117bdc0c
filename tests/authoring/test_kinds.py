"""What kind of document a text is told to be: short ones of every kind, and a text without anything to go by."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from policylint.authoring.kinds import kind_of
from policylint.authoring.norms import norms
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import read_bytes

VOCABULARY = Vocabulary.standard()
DOCUMENTS: Any = yaml.safe_load((Path(__file__).parent / "documents_by_kind.yaml").read_text(encoding="utf-8"))


def told(text: str) -> str:
    return kind_of(norms(read_bytes(text.encode(), "a.md").prose, VOCABULARY)).kind


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_kind_is_told_by_what_most_sentences_are_about(name: str) -> None:
    assert told(DOCUMENTS[name]["text"]) == DOCUMENTS[name]["kind"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bridge is closed for repairs.", "companion"),
        ("Employees must be polite on social media.", "use"),
        ("This policy does not apply to personal accounts. Accounts on Facebook need approval.", "account-governance"),
    ],
    ids=["nothing", "one rule", "what is left out"],
)
def test_short_texts(text: str, kind: str) -> None:
    assert told(text) == kind
