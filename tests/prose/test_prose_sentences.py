"""Sentences and words: what must stay whole, what is lost (nothing), where things stand, and how long it takes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.reading.sentences import sentences, words

WHOLE = (
    "See Sec. 4.1 of the records act for the terms.",
    "An officer is held to 5 C.F.R. § 2635.702(b).",
    "This replaces Order No. 5 of the board.",
    "It takes effect on Jan. 1, 2026 for everyone.",
    "Use a tool, e.g. a planner, for that.",
    "Platforms (i.e. networks) are listed.",
    "The U.S. Constitution comes first.",
    "Calls after 5 p.m. are answered next day.",
    "Calls before 9 a.m. Monday are answered then.",
    "The rule is that of Lindke v. Freed.",
    "Write to Dr. Lee or Ms. Okafor.",
    "Ask J. Smith at the desk.",
    "Version 2.1 replaces version 1.9 of the text.",
    "Pictures, videos, etc. are covered.",
    "1. Staff must sign.",
    "(a) Staff must sign.",
    "Acme Inc. runs the page for the city.",
    "Visit riverton.example for more.",
)

SPLIT = (
    ("Staff may post. Others may not.", ["Staff may post.", "Others may not."]),
    ("It closes at 5 p.m. The desk opens at nine.", ["It closes at 5 p.m.", "The desk opens at nine."]),
    ("Who may post? Ask first! Then post.", ["Who may post?", "Ask first!", "Then post."]),
    ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
    ("See 5 C.F.R. § 2635.702(b). It binds all.", ["See 5 C.F.R. § 2635.702(b).", "It binds all."]),
    ("Keep it for 3 years. 30 days is too short.", ["Keep it for 3 years.", "30 days is too short."]),
    ("That is the law of the U.S. The state adds more.", ["That is the law of the U.S.", "The state adds more."]),
    ("One line\nand its end.\nAnother.", ["One line\nand its end.", "Another."]),
    ("No stop at the end", ["No stop at the end"]),
    ("", []),
    (" \n ", []),
)


@pytest.mark.parametrize("text", WHOLE)
def test_abbreviations_and_numbers_end_no_sentence(text: str) -> None:
    assert [sentence.text for sentence in sentences(text)] == [text]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


PROSE = st.text(st.sampled_from("ab AB.?!…\"'()\n\t§#12,;:-’ü "), max_size=200)


@given(PROSE)
def test_nothing_is_lost_and_offsets_are_true(text: str) -> None:
    found = sentences(text)
    at = 0
    for sentence in found:
        assert text[at : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        at = sentence.end
    assert text[at:].strip() == ""


@given(st.text(max_size=100))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    found = words(text)
    shown = [text[start:end].replace("’", "'") for start, end in zip(found.starts, found.ends, strict=True)]
    assert [word.lower() for word in shown] == [word.lower() for word in found.lower]


@pytest.mark.parametrize("piece", ["a", ".", ". ", "a. ", "A.", "e.g. ", "(", "'", "-", "a-", "’", "1.", "No. ", "\n"])
def test_a_megabyte_of_anything_takes_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    found = sentences(text)
    words(text)
    assert time.perf_counter() - start < 8
    assert "".join("".join(sentence.text for sentence in found).split()) == "".join(text.split())
