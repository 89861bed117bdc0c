"""What sentences do and on what conditions: a table written by hand, and properties of any text at all."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences_of_policies import HEADED, SENTENCES

from policylint.policy.inference import infer
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.deadlines import deadlines
from policylint.reading.modality import KINDS, polarity, read_modality
from policylint.reading.sentences import Sentence, words

VOCABULARY = Vocabulary.standard()


@pytest.mark.parametrize(("text", "kind", "conditions"), SENTENCES, ids=[text[:50] for text, _, _ in SENTENCES])
def test_a_sentence_does_what_a_reader_says(text: str, kind: str, conditions: tuple[str, ...]) -> None:
    proposal = infer(Sentence(0, len(text), text), "", VOCABULARY)
    assert (proposal.kind, tuple(condition.kind for condition in proposal.conditions)) == (kind, conditions)


@pytest.mark.parametrize(("heading", "item", "kind"), HEADED, ids=[f"{h} {i[:30]}" for h, i, _ in HEADED])
def test_an_item_takes_the_polarity_of_what_stands_above(heading: str, item: str, kind: str) -> None:
    assert read_modality(item, polarity(heading)).kind == kind


def test_the_words_of_a_result_are_shown() -> None:
    found = read_modality("You must not post unless the clerk agrees, and only from work.")
    assert [(mark.kind, mark.words) for mark in found.marks] == [("forbid", "must not")]
    assert [(mark.kind, mark.words) for mark in found.limits] == [("unless", "unless"), ("only", "only")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The town does not allow adverts on its page.", "forbid"),
        ("We do not permit swearing.", "forbid"),
        ("Do not allow others to use your phone.", "forbid"),
        ("Some networks do not allow edits.", "none"),
        ("State employees must not campaign at work.", "forbid"),
        ("For example, state employees may not campaign at work.", "forbid"),
        ("Report officers must be named.", "require"),
        ("Post what you like, but you must not swear.", "require"),
        ("Those who identify themselves as members of the office must not post anything.", "forbid"),
        ("Your posts as a speaker for the board may not link to your own page.", "forbid"),
        ("Campaigning on your own account is your right.", "permit"),
        ("It is important to check the facts.", "advise"),
        ("This section shall not apply to an investigator.", "permit"),
        ("State why an older account will not do.", "require"),
    ],
)
def test_subjects_that_look_like_commands_and_bodies_that_do_not_allow(text: str, kind: str) -> None:
    assert read_modality(text).kind == kind


DURATIONS = (
    ("Report it within 24 hours.", [("within", "24 hours")]),
    ("Report it within twenty-four hours.", [("within", "24 hours")]),
    ("Answer in 1 working day.", [("within", "1 working day")]),
    ("No later than five business days after it.", [("within", "5 working days")]),
    ("Tell the officer immediately.", [("within", "immediately")]),
    ("Close it at once.", [("within", "immediately")]),
    ("Check rights every 3 months.", [("every", "3 months")]),
    ("Check rights every year.", [("every", "1 year")]),
    ("Access is reviewed quarterly.", [("every", "3 months")]),
    ("Train all staff at least once a year.", [("every", "1 year")]),
    ("Look twice a year.", [("every", "6 months")]),
    ("Annual training is offered.", [("every", "1 year")]),
    ("Keep the log for 2 years.", [("keep", "2 years")]),
    ("Records are retained for six years.", [("keep", "6 years")]),
    ("An approval holds for 12 months.", [("for", "12 months")]),
    ("It was approved in writing in the last 12 months.", [("for", "12 months")]),
    ("A 12-month approval suffices.", [("for", "12 months")]),
    ("Anyone under 18 years old.", [("for", "18 years")]),
    ("Have a nice day and a good year.", []),
    ("Within a week of the event.", [("within", "1 week")]),
)


@pytest.mark.parametrize(("text", "expected"), DURATIONS, ids=[text for text, _ in DURATIONS])
def test_durations_and_rhythms(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.length) for each in deadlines(words(text))] == expected


PIECES = sorted({word for text, _, _ in SENTENCES for word in text.split()})
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.text(string.printable + "’", max_size=80)
)


@given(TEXTS, st.sampled_from(KINDS))
def test_offsets_point_at_the_words_and_nothing_is_raised(text: str, context: str) -> None:
    found = read_modality(text, context)
    assert found.kind in KINDS
    assert [text[mark.start : mark.end] for mark in (*found.marks, *found.limits)] == [
        mark.words for mark in (*found.marks, *found.limits)
    ]
    assert all(0 <= each.start < each.end <= len(text) for each in found.deadlines)
    proposal = infer(Sentence(7, 7 + len(text), text), "Don'ts", VOCABULARY)
    parts = (*proposal.values, *proposal.conditions, *proposal.duties, *proposal.events, *proposal.statements)
    assert [text[part.start - 7 : part.end - 7] for part in parts] == [part.phrase for part in parts]
    unknown: list[object] = []
    VOCABULARY.box(proposal.box(), "", unknown)  # type: ignore[arg-type]
    assert unknown == []


@pytest.mark.parametrize(
    "piece",
    [
        "may ",
        "must not ",
        "no ",
        "if ",
        "who may ",
        "a, ",
        "only ",
        "if staff ",
        "nothing ",
        "within 3 days ",
        "unless approval ",
    ],
)
def test_a_long_sentence_takes_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    infer(Sentence(0, len(text), text), "", VOCABULARY)
    assert time.perf_counter() - start < 8
