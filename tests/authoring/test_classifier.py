"""What the words of a sentence weigh, on weights made up here, and that the shipped ones fit the questions."""

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.authoring.classifier import Classifier, features, stem
from policylint.authoring.cues import cues
from policylint.authoring.survey import survey
from policylint.authoring.topics import LEVELS
from policylint.reading.documents import read_bytes
from policylint.reading.sentences import words

SHIPPED = json.loads((Path(__file__).parent.parent.parent / "schemas" / "survey.weights.json").read_text("utf-8"))
ENTRY = re.compile(r"\d+:-?\d+(?: \d+:-?\d+)*")


def made(weights: Mapping[str, str]) -> Classifier:
    """Two questions: devices and hours."""
    return Classifier(
        {
            "topics": ["devices", "hours"],
            "start": [-100, -50],
            "phrases": {"settled": [200, 10], "touched": [60, 70]},
            "others": {"devices": [0, -20], "hours": [5, 0]},
            "words": dict(weights),
        }
    )


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("phones", "phon"),
        ("phone", "phon"),
        ("posting", "post"),
        ("policies", "polic"),
        ("agency's", "agency"),
        ("agencies", "agenc"),
        ("used", "used"),
        ("this", "this"),
    ],
)
def test_a_word_without_its_ending(word: str, bare: str) -> None:
    assert stem(word) == bare


def test_what_a_sentence_is_weighed_by() -> None:
    assert features(["staff", "may", "use", "their", "own", "phones"]) == {
        "staff": (0, 0),
        "may": (1, 1),
        "staff may": (0, 1),
        "<staff> … may": (0, 1),
        "use": (2, 2),
        "may use": (1, 2),
        "<staff> … use": (0, 2),
        "may … use": (1, 2),
        "their": (3, 3),
        "use their": (2, 3),
        "<staff> … their": (0, 3),
        "may … their": (1, 3),
        "use … their": (2, 3),
        "own": (4, 4),
        "their own": (3, 4),
        "may … own": (1, 4),
        "use … own": (2, 4),
        "their … own": (3, 4),
        "phon": (5, 5),
        "own phon": (4, 5),
        "use … <device>": (2, 5),
        "their … <device>": (3, 5),
        "own … <device>": (4, 5),
    }


@pytest.mark.parametrize(
    ("sentence", "found", "expected"),
    [
        ("nothing known", {}, {"devices": -100, "hours": -50}),
        ("own phone", {}, {"devices": 50, "hours": -90}),
        ("a phone and a phone", {}, {"devices": -70, "hours": -50}),
        ("own phone", {"devices": "settled"}, {"devices": 250, "hours": -110}),
        ("own phone", {"hours": "touched"}, {"devices": 55, "hours": -20}),
    ],
)
def test_weights_add_up(sentence: str, found: Mapping[str, str], expected: Mapping[str, int]) -> None:
    weights = {"phon": "0:30", "own phon": "0:110 1:-40", "own … <device>": "0:10", "night": "1:500"}
    assert made(weights).scores(sentence.split(), found) == expected


def test_the_words_that_speak_most_are_told() -> None:
    scale = made({"phon": "0:30", "own phon": "0:110", "own … <device>": "0:120", "own": "0:-5 1:90"})
    said = ["their", "own", "old", "phone", "or", "own", "phone"]
    assert scale.telling(said, "devices") == ["own … phone", "own phone", "phone"]
    assert scale.telling(said, "devices", 1) == ["own … phone"]
    assert scale.telling(said, "hours") == ["own"]
    assert scale.telling(["night"], "hours") == ["night"]


def test_the_shipped_weights_are_of_the_questions_and_levels_there_are() -> None:
    topics = [topic.id for topic in cues().topics]
    assert (SHIPPED["topics"], list(SHIPPED["phrases"]), list(SHIPPED["others"])) == (topics, list(LEVELS), topics)
    rows = [SHIPPED["start"], *SHIPPED["phrases"].values(), *SHIPPED["others"].values()]
    assert {len(row) for row in rows} == {len(topics)}
    assert [name for name, entry in SHIPPED["words"].items() if not ENTRY.fullmatch(entry)] == []
    assert {int(each.split(":")[0]) for entry in SHIPPED["words"].values() for each in entry.split()} == set(
        range(len(topics))
    )
    assert list(SHIPPED["words"]) == sorted(SHIPPED["words"])


@given(
    st.lists(
        st.sampled_from(
            ["staff", "phone", "own", "at", "night", "the", "of", "post", "don't", "e-mail", "24/7", "<b>", "…", "é"]
        ),
        max_size=30,
    )
)
def test_any_words_are_weighed(said: list[str]) -> None:
    found = features(said)
    assert all(0 <= first <= last < len(said) for first, last in found.values())
    assert bool(found) == bool(said)


def test_a_phrase_in_other_company_says_nothing_and_company_without_a_phrase_says_something() -> None:
    text = (
        "# Social media policy\n\nEmployees must be polite on Facebook.\n\n"
        "To file a records request, use the form of the county clerk.\n\n"
        "Members who tweet from a handset they bought themselves are bound by this policy too.\n"
    )
    found = {
        each.topic.id: each for each in survey(read_bytes(text.encode(), "a.md"), datetime.date(2026, 1, 1)).topics
    }
    assert found["records"].answer == "silent"
    assert [each.text for each in found["personal-devices"].evidence] == [
        "Members who tweet from a handset they bought themselves are bound by this policy too."
    ]


def test_words_are_those_of_the_reader() -> None:
    assert features(words("Off-duty staff's posts").lower).keys() >= {"off-dut", "staff", "post", "<staff> … <content>"}
