"""The grammar of comments that set findings aside: strict, total, and never wider than what is written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.run.directives import Directive, directives
from policylint.run.marker import speaks

NAMES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
SPACE = st.text(" \t", max_size=2)
REASONS = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"], blacklist_characters="#"), min_size=1)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# a note", ()),
        ("# policylint is run every night", ()),
        ("# see policylint: ignore[a]", ()),
        ("# policylint: ignore[a] b", (Directive(0, 25, False, ("a",), "b"),)),
        ("#policylint: ignore[a-b, c] for now", (Directive(0, 35, False, ("a-b", "c"), "for now"),)),
        ("# policylint: ignore-file[a] -- all of it", (Directive(0, 41, True, ("a",), "all of it"),)),
        ("# policylint: ignore[a]", (Directive(0, 23, False, ("a",), ""),)),
        ("# policylint: ignore[a] --", (Directive(0, 26, False, ("a",), ""),)),
        (
            "# kept # policylint: ignore[a] b # policylint: ignore[c] d",
            (Directive(7, 32, False, ("a",), "b"), Directive(33, 58, False, ("c",), "d")),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_comment_says(comment, expected):
    assert directives(comment) == expected


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [
        ("# policylint: ignore", '"ignore" names no check: the names stand in square brackets right behind it'),
        (
            "# policylint: ignore all of it",
            '"ignore" names no check: the names stand in square brackets right behind it',
        ),
        ("# policylint: ignore[]", "this names no check between its brackets"),
        ("# policylint: ignore[*] all", '"*" is not the name of a check'),
        ("# policylint: ignore[A] b", '"A" is not the name of a check'),
        ("# policylint: ignore[a,] b", "a name is missing beside a comma"),
        ("# policylint: ignore[a, a] b", '"a" stands twice here'),
        ("# policylint: ignore [a] b", 'there is a space between "ignore" and "["'),
        ("# policylint: ignore[a b", "the closing bracket is missing"),
        ("# policylint: ignore[a[b]] c", "there is a bracket within the brackets"),
        ("# policylint: ignore[a]b", 'a space is missing between "]" and the reason "b"'),
        ("# policylint: disable[a] b", '"disable" is none of ignore and ignore-file'),
        ("# policylint: [a] b", 'after "policylint:" stands none of ignore and ignore-file'),
        ("# policylint ignore[a] b", 'a colon is missing after "policylint"'),
        ("# Policylint: ignore[a] b", 'the comment begins with "policylint:", in small letters and without a space'),
        ("# policylint : ignore[a] b", 'the comment begins with "policylint:", in small letters and without a space'),
    ],
    ids=lambda value: value,
)
def test_what_is_wrong_with_a_comment(comment, wrong):
    (found,) = directives(comment)
    assert (found.wrong, found.checks, found.reason) == (wrong, (), "")
    assert found.remedy


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), SPACE, st.booleans(), REASONS)
def test_what_is_written_is_read(names, space, whole, reason):
    verb = "ignore-file" if whole else "ignore"
    (found,) = directives(f"#{space}policylint: {verb}[{', '.join(names)}] {reason}")
    assert (found.whole_file, found.checks, found.wrong) == (whole, tuple(names), "")
    # A reason without a single letter is none.
    assert bool(found.reason) == bool(re.search(r"[^\W\d_]", reason))


PIECES = st.sampled_from([*"#policynt: ignore-f[]*,aA1\t", "policylint", "ignore", "# policylint: ", "ignore["])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_comment_is_wider_than_its_names(text):
    for found in directives(f"#{text}"):
        assert 0 <= found.start < found.end <= len(text) + 1
        if found.wrong:
            assert found.checks == ()
        else:
            assert found.checks
            written = f"#{text}"[found.start : found.end]
            inside = written[written.index("[") + 1 : written.index("]")]
            assert tuple(name.strip() for name in inside.split(",")) == found.checks


@given(st.lists(st.sampled_from([*"#x \t\n", "policylint", "POLICYLINT", "# policylint"]), max_size=20).map("".join))
def test_the_scan_never_misses_a_comment(text):
    assert speaks(text) == (re.search(r"#[ \t]*policylint", text, re.IGNORECASE) is not None)
