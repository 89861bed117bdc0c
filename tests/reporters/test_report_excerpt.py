"""The marked source line, case by case."""

import pytest

from policylint.reporters.excerpt import excerpt
from policylint.reporters.page import Page
from policylint.source import Place, Source

LONG = "  text: " + " ".join(f"word{number}" for number in range(30))

CASES = {
    "one word": ("a: b\nowner: TBD\n", Place(2, 8, 2, 11), ["  2 | owner: TBD", "    |        ^^^"]),
    "an empty stretch still has a mark": ("owner:\n", Place(1, 7, 1, 7), ["  1 | owner:", "    |       ^"]),
    "a tab is four columns": ("\tkey: x\n", Place(1, 7, 1, 8), ["  1 |     key: x", "    |          ^"]),
    "characters two columns wide": ("名前: x\n", Place(1, 5, 1, 6), ["  1 | 名前: x", "    |       ^"]),
    "a block text marks its first line": (
        "text: |\n  You may post.\n  Always.\nnext: 1\n",
        Place(1, 7, 4, 1),
        ["  1 | text: |", "  2 |   You may post.", "    |   ^^^^^^^^^^^^^", "  3 |   Always."],
    ),
    "a key shows a little of what stands under it": (
        "  - id: x\n    permit:\n      who: staff\n      time: leave\n      device: any\n    text: x\n",
        Place(2, 5, 2, 11),
        ["  2 |     permit:", "    |     ^^^^^^", "  3 |       who: staff", "  4 |       time: leave"],
    ),
    "a whole part shows only its name": (
        "clauses:\n  - id: x\n",
        Place(1, 1, 1, 8),
        ["  1 | clauses:", "    | ^^^^^^^"],
    ),
    "a long stretch is cut after three lines": (
        "a\nb\nc\nd\ne\n",
        Place(1, 1, 5, 2),
        ["  1 | a", "    | ^", "  2 | b", "  3 | c", "    | …"],
    ),
    "a stretch that ends at the start of a line does not reach into it": (
        "a: 1\nb: 2\n",
        Place(1, 1, 2, 1),
        ["  1 | a: 1", "    | ^^^^"],
    ),
    "what could steer the terminal": (
        "a: \x1b[2J\u202eb\n",
        Place(1, 4, 1, 10),
        ["  1 | a: ?[2J?b", "    |    ^^^^^^"],
    ),
    "past the end of the line": ("a\n", Place(1, 9, 1, 12), ["  1 | a", "    |  ^"]),
    "no such line": ("a\n", Place(7, 1, 7, 2), []),
    "no line at all": ("a\n", Place(0, 0, 0, 0), []),
}


@pytest.mark.parametrize(("source", "place", "shown"), CASES.values(), ids=CASES)
def test_excerpt(source, place, shown):
    assert excerpt(Page(80), Source("x", source), place, "error") == shown


@pytest.mark.parametrize("word", ["word0", "word3", "word15", "word29"])
def test_a_long_line_is_cut_around_the_mark(word):
    start = LONG.index(word) + 1
    line, mark = excerpt(Page(60), Source("x", LONG), Place(1, start, 1, start + len(word)), "error")
    assert len(line) <= 60
    assert line[mark.index("^") : mark.rindex("^") + 1] == word


def test_no_mark_is_wider_than_what_is_shown():
    line, mark = excerpt(Page(60), Source("x", LONG), Place(1, 9, 1, len(LONG) + 1), "error")
    assert len(mark) <= len(line) <= 60
