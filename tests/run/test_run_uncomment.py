"""Comments that set nothing aside are taken out, and not one byte besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.reading.yamltree import parse
from policylint.report import Entry
from policylint.run.suppress import comments_in
from policylint.run.uncomment import uncommented
from policylint.source import Source

LINES = (
    "policylint: 1",
    "policy: {id: a, title: 'x # y'}",
    "clauses:",
    "  - id: one",
    "    text: |",
    "      # policylint: ignore[x] words of the policy",
    "      more",
    "  - id: two   ",
    '    text: "# policylint: ignore[x] too"',
    "",
    "    permit: [a,",
    "      b]",
)
INSIDE_TEXT = {5, 6, 8}
"""Lines after which a comment would be words, or would end the text block."""


def entries(text, unused):
    """An entry for each name in each comment. unused: names to be taken out."""
    found = []
    for comment in comments_in(parse(Source("p", text))):
        for check in comment.directive.checks:
            state = "unused" if check in unused else "used"
            found.append(Entry("comment", state, check, "a", "", "p", comment.line, comment.directive.reason))
    found.sort(key=lambda entry: (entry.line, entry.check))
    return found


def pruned(text, *unused):
    return uncommented(parse(Source("p", text)), entries(text, set(unused)))


@pytest.mark.parametrize(
    ("before", "unused", "after"),
    [
        ("a: 1 # policylint: ignore[x] why\nb: 2\n", "x", "a: 1\nb: 2\n"),
        ("a: 1 # policylint: ignore[x, y] why\n", "x", "a: 1 # policylint: ignore[y] why\n"),
        ("a: 1 # policylint: ignore[x, y] why\n", "xy", "a: 1\n"),
        ("# policylint: ignore[x] why\na: 1\n", "x", "a: 1\n"),
        ("a:\n  # policylint: ignore[x] why\n  - 1\n", "x", "a:\n  - 1\n"),
        ("a: 1\r\n  # policylint: ignore[x] why\r\nb: 2\r\n", "x", "a: 1\r\nb: 2\r\n"),
        ("a: 1\n# policylint: ignore-file[x] why", "x", "a: 1\n"),
        ("a: 1 # kept # policylint: ignore[x] why\n", "x", "a: 1 # kept\n"),
        ("a: 1 # policylint: ignore[x] why # policylint: ignore[y] b\n", "x", "a: 1 # policylint: ignore[y] b\n"),
        ("a: 1 # policylint: ignore[x] why # policylint: ignore[y] b\n", "y", "a: 1 # policylint: ignore[x] why\n"),
        ("a: 1 # kept # policylint: ignore[x] c # policylint: ignore[y] b\n", "xy", "a: 1 # kept\n"),
        ("a: 1 # policylint: ignore[x]\n", "x", "a: 1 # policylint: ignore[x]\n"),
        ("a: 1 # policylint: ignore[x] why\n", "", "a: 1 # policylint: ignore[x] why\n"),
        (
            "a: |  # policylint: ignore[x] why\n  # policylint: ignore[x] b\n",
            "x",
            "a: |\n  # policylint: ignore[x] b\n",
        ),
    ],
)
def test_taken_out(before, unused, after):
    assert pruned(before, *unused) == after


def test_of_two_that_say_the_same_the_one_that_does_nothing_goes():
    text = "# policylint: ignore[x] one\n# policylint: ignore[x] two\n"
    text += "a: 1 # policylint: ignore[x] three # policylint: ignore[x] four\n"
    states = ("unused", "used", "used", "unused")
    comments = comments_in(parse(Source("p", text)))
    found = [
        Entry("comment", state, "x", "a", "", "p", comment.line, "r")
        for state, comment in zip(states, comments, strict=True)
    ]
    assert uncommented(parse(Source("p", text)), found) == (
        "# policylint: ignore[x] two\na: 1 # policylint: ignore[x] three\n"
    )


NAMES = st.lists(st.sampled_from(["keep", "gone", "off", "stay"]), min_size=1, max_size=3, unique=True)
SPACE = st.text(" \t", max_size=3)
UNUSED = {"gone", "off"}


@st.composite
def commented(draw):
    """A policy with comments, and the same written without what is to go."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    before, after = [], []
    for number, line in enumerate(LINES):
        old, new = line, line
        if number and line and number not in INSIDE_TEXT and draw(st.booleans()):  # behind a value
            comment, left = draw(one_comment())
            gap = " " + draw(SPACE)
            # The space before what goes goes too, and that before what stays stays.
            old, new = line + gap + comment, line + gap + left if left else line.rstrip()
        before.append(old)
        after.append(new)
        if number not in {*INSIDE_TEXT, 4} and draw(st.booleans()):
            comment, left = draw(one_comment())
            indent = draw(st.text(" ", max_size=4))
            before.append(indent + comment)
            if left:
                after.append(indent + left)
    return end.join(before) + end, end.join(after) + end


@st.composite
def one_comment(draw):
    names = draw(NAMES)
    verb = draw(st.sampled_from(["ignore", "note"]))
    left = [name for name in names if name not in UNUSED]
    reason = draw(st.sampled_from(["because of it", "it is [so]"]))
    if verb == "note":
        whole = f"# a note: {', '.join(names)}"
        return whole, whole
    whole = f"# policylint: ignore[{', '.join(names)}] {reason}"
    return whole, f"# policylint: ignore[{', '.join(left)}] {reason}" if left else ""


@given(commented())
def test_every_other_byte_stays(texts):
    before, after = texts
    assert pruned(before, *UNUSED) == after
    assert parse(Source("p", after)).data == parse(Source("p", before)).data
