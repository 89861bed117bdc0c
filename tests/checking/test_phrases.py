"""Phrases in texts: the quick search finds what the pattern finds."""

from hypothesis import example, given
from hypothesis import strategies as st

from policylint.checking.assertions.words import phrase_pattern, plain_words, stands

WORDS = st.lists(st.text("abAB1_'’-", min_size=1, max_size=4), min_size=1, max_size=3)
GAPS = st.text(' \t\n\xa0()[]"“”', min_size=0, max_size=3)


@given(WORDS, st.lists(st.tuples(GAPS, st.text("abAB1_é'’.-", min_size=0, max_size=4)), max_size=8))
@example(["conduct", "rules"], [("", "the"), (" (", "Conduct"), (") ", "Rules"), ("", ".")])
@example(["ab"], [("", "abc"), (" ", "xab"), (" ", "ab_"), (" ", "AB")])
def test_words_stand_where_the_pattern_finds_them(phrase: list[str], pieces: list[tuple[str, str]]) -> None:
    said = " ".join(phrase)
    text = "".join(gap + word for gap, word in pieces)
    found = phrase_pattern([said]).search(text) is not None
    assert stands(plain_words(said), plain_words(text)) == found


@given(WORDS, GAPS, GAPS, st.sampled_from(["", "a", "_", "é", ".", "(", "\n"]))
def test_a_phrase_is_found_between_whatever_is_no_word(phrase: list[str], before: str, after: str, behind: str) -> None:
    said = " ".join(phrase)
    text = before + said.upper() + after + behind
    found = phrase_pattern([said]).search(text) is not None
    assert stands(plain_words(said), plain_words(text)) == found
