"""Wrapping, characters that an output has, and the small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.reporters.page import Page, clean, columns, counted, fitted, listed, sentence

TEXTS = st.text(st.characters(exclude_categories=()), max_size=200)
ENCODINGS = st.sampled_from(["utf-8", "cp1252", "ascii", "latin-1", "cp437", "utf-16", "no-such-encoding"])


@given(st.lists(st.text("abcde", min_size=1, max_size=50), max_size=30), st.integers(40, 100), st.integers(0, 20))
def test_wrapping_keeps_the_words_and_the_width(words, width, indent):
    lines = Page(width).wrap(" ".join(words), " " * indent)
    assert [word for line in lines for word in line.split()] == words
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("“é” – ß… → €", 12),
        ("\u540d\u524d", 4),
        ("\ud55c\uae00 ok", 7),
        ("e\u0301a", 2),
        ("\uff21", 2),
        ("\U0001f600!", 3),
        ("a\u200db", 2),
        ("\u0440\u0443\u0441", 3),
    ],
    ids=[
        "ascii",
        "typography",
        "chinese",
        "korean",
        "mark on a letter",
        "wide letter",
        "picture",
        "joiner",
        "cyrillic",
    ],
)
def test_columns(text, width):
    assert columns(text) == width


@given(st.lists(st.text("ab\u540d\u0301é", min_size=1, max_size=30), max_size=30), st.integers(40, 100))
def test_wrapping_keeps_the_width_in_columns(words, width):
    lines = Page(width).wrap(" ".join(words))
    assert [word for line in lines for word in line.split()] == words
    assert [line for line in lines if columns(line) > width and len(line.split()) > 1] == []


def test_wrapping_and_cutting_wide_characters():
    name = "\u6c38" * 5
    assert Page(40).wrap(" ".join([name] * 5), "- ") == [f"- {name} {name} {name}", f"  {name} {name}"]
    assert [Page(40).cut(f"{name} {name}", room) for room in (21, 20, 8)] == [
        f"{name} {name}",
        f"{name} {name[:4]}…",
        f"{name[:3]}…",
    ]


@given(TEXTS, ENCODINGS)
def test_any_text_fits_any_encoding(text, encoding):
    shown = fitted(text, encoding)
    assert shown.encode("ascii" if encoding == "no-such-encoding" else encoding) is not None


@given(TEXTS)
def test_clean_text_steers_no_terminal(text):
    assert [char for char in clean(text) if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“a” – b… §4", "utf-8", "“a” – b… §4"),
        ("“a” – b… §4", "cp1252", "“a” – b… §4"),
        ("“a” – b… §4", "ascii", '"a" - b... section 4'),
        ("→ 名 é", "cp1252", "-> ? é"),
    ],
)
def test_fitted(text, encoding, shown):
    assert fitted(text, encoding) == shown


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("short", 20, "short"),
        ("a title that is too long", 15, "a title that…"),
        ("ends with, a comma", 12, "ends with…"),
        ("abcdefghijklmnop", 8, "abcdefg…"),
    ],
)
def test_cut(text, room, shown):
    assert Page(80).cut(text, room) == shown


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("no clause says so", "No clause says so."),
        ('"TBD" was left in', '"TBD" was left in.'),
        ("is this it?", "Is this it?"),
        ("done.", "Done."),
        ("", ""),
    ],
)
def test_sentence(message, said):
    assert sentence(message) == said


def test_small_words():
    assert [counted(number, "error") for number in (0, 1, 2, 1234)] == [
        "no errors",
        "1 error",
        "2 errors",
        "1,234 errors",
    ]
    assert counted(2, "duty", "duties") == "2 duties"
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
