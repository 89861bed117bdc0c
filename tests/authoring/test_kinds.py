"""What kind of document a text is told to be, and what the longer ones answer, against what a reader says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from policylint.authoring.header import header
from policylint.authoring.kinds import kind_of
from policylint.authoring.norms import norms
from policylint.authoring.topics import answers
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import read_bytes

VOCABULARY = Vocabulary.standard()
DOCUMENTS: Any = yaml.safe_load((Path(__file__).parent / "documents_by_kind.yaml").read_text(encoding="utf-8"))


def told(text: str) -> str:
    return kind_of(norms(read_bytes(text.encode(), "a.md").prose, VOCABULARY)).kind


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_kind_is_told_by_what_most_sentences_are_about(name: str) -> None:
    assert told(DOCUMENTS[name]["text"]) == DOCUMENTS[name]["kind"]


@pytest.mark.parametrize("name", [name for name, entry in DOCUMENTS.items() if "says" in entry])
def test_longer_documents_answer_what_a_reader_says(name: str) -> None:
    entry = DOCUMENTS[name]
    reading = read_bytes(entry["text"].encode(), "a.md")
    read = norms(reading.prose, VOCABULARY)
    found = {each.topic.id: each.answer for each in answers(read, header(reading, read), entry["kind"])}
    said = {topic: answer for topic, answer in found.items() if answer not in ("silent", "not-asked")}
    expected = {**entry["says"], **entry.get("differs", {})}
    assert said == {topic: answer for topic, answer in expected.items() if answer != "silent"}


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
