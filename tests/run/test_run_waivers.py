"""Waivers: what they set aside and until when, what is wrong with them, and what can be taken out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_run import BUZZ, EVERYTHING, LEVERAGE, OWNER, POLICY, TODAY, aside, run, states, told, write
from test_run_config import refusals

from policylint.errors import PolicylintError
from policylint.reading.yamltree import parse
from policylint.run.prune import without
from policylint.source import Source

NAME = "policylint-waivers.yaml"
ENTRY = {"check": "buzzword", "policy": "riverton", "reason": "it is a name", "owner": "clerk", "until": "2027-01-31"}


def waivers(*entries: dict[str, str]) -> None:
    lines = ["waivers:"]
    for entry in entries:
        lines += [f"{'- ' if not number else '  '}{key}: {value}" for number, (key, value) in enumerate(entry.items())]
    write("\n".join(lines) + "\n", NAME)


@pytest.mark.parametrize(
    ("more", "kept", "lines"),
    [
        ({}, [OWNER], [13, 18]),
        ({"clause": "posts"}, [OWNER, LEVERAGE], [13]),
        ({"path": "/clauses/1"}, [OWNER, BUZZ], [18]),
        ({"path": "/clauses/messages/text"}, [OWNER, BUZZ], [18]),
    ],
    ids=["policy", "clause", "path", "path by names"],
)
def test_what_a_waiver_covers(more, kept, lines):
    write(POLICY)
    waivers({**ENTRY, **more})
    report = run()
    assert told(report) == kept
    assert aside(report) == [("waiver", "buzzword", line, NAME, 2, "it is a name") for line in lines]
    assert states(report) == [("waiver", "used", "buzzword", len(lines))]
    (first, *_) = report.waived
    assert (first.aside.owner, first.aside.until) == ("clerk", "2027-01-31")


@pytest.mark.parametrize(
    ("until", "state"),
    [("2026-11-22", "expired"), ("2026-11-23", "expires-soon"), ("2026-12-23", "expires-soon"), ("2026-12-24", "used")],
)
def test_last_day_of_a_waiver(until, state):
    write(POLICY)
    waivers({**ENTRY, "until": until})
    report = run()
    assert [each[1] for each in states(report)] == [state]
    assert (told(report) == [OWNER]) is (state != "expired")


def test_waiver_that_has_run_out_lets_its_findings_in_and_says_so():
    write(POLICY)
    waivers({**ENTRY, "until": "2026-10-31", "clause": "posts"})
    report = run()
    assert told(report) == [*EVERYTHING, ("warning", "waiver-expired", NAME, 6)]
    assert report.findings[-1].message == (
        'a waiver has run out: the waiver for "buzzword" in "riverton", posts ended on 2026-10-31; clerk answers for it'
    )
    assert [each.calendar for each in report.findings] == [False, True, False, True]


def test_waiver_about_nothing():
    write(POLICY)
    waivers({**ENTRY, "clause": "gone"}, {**ENTRY, "policy": "riverside"}, ENTRY)
    report = run()
    assert told(report) == [OWNER, ("warning", "waiver-unmatched", NAME, 2), ("warning", "waiver-unmatched", NAME, 8)]
    assert [each[1] for each in states(report)] == ["unused", "unused", "used"]


def test_waiver_of_a_policy_that_was_not_looked_at_is_no_fault():
    write(POLICY)
    waivers({**ENTRY, "policy": "riverside"})
    report = run("city.policy.yaml")
    assert told(report) == EVERYTHING
    assert states(report) == [("waiver", "unknown", "buzzword", 0)]


def test_what_nobody_may_waive():
    write("unwaivable: [prose]\n", ".policylint.yaml")
    write(POLICY.replace("    text: Staff", "    # policylint: ignore[buzzword] so\n    text: Staff"))
    waivers(ENTRY, {**ENTRY, "check": "syntax"})
    report = run()
    assert aside(report) == []
    assert [each[:3] for each in told(report)] == [
        ("error", "owner-missing", "city.policy.yaml"),
        ("error", "set-aside-refused", "city.policy.yaml"),
        ("warning", "buzzword", "city.policy.yaml"),
        ("warning", "buzzword", "city.policy.yaml"),
        ("error", "set-aside-refused", NAME),
        ("error", "set-aside-refused", NAME),
    ]
    assert [each.message.partition(": ")[2] for each in report.findings if each.check == "set-aside-refused"] == [
        '"buzzword" cannot be ignored: .policylint.yaml names it under "unwaivable"',
        '"buzzword" cannot be waived: .policylint.yaml names it under "unwaivable"',
        '"syntax" cannot be waived: a file with that fault would look clean',
    ]


@pytest.mark.parametrize(
    ("entries", "place", "message", "remedy"),
    [
        (
            [{**ENTRY, "check": "buzword"}],
            "2:10",
            'there is no check "buzword": did you mean "buzzword"?',
            'Write "buzzword".',
        ),
        ([{**ENTRY, "until": "2027-02-30"}], "6:10", '"2027-02-30" is no day of the calendar', "Write a day there is."),
        ([{**ENTRY, "until": "soon"}], "6:10", None, "Write a date such as 2026-11-23."),
        (
            [{**ENTRY, "until": "2027-06-01"}],
            "6:10",
            "the waiver lasts 190 days from 2026-11-23, and the configuration allows 180",
            "Write 2027-05-22 or earlier, and `since` if it began before today.",
        ),
        (
            [{**ENTRY, "since": "2026-01-01"}],
            "6:10",
            "the waiver lasts 395 days from 2026-01-01, and the configuration allows 180",
            "Write 2026-06-30 or earlier, and `since` if it began before today.",
        ),
        (
            [{**ENTRY, "since": "2027-03-01"}],
            "6:10",
            "the waiver ends before it begins, on 2027-03-01",
            "Write a later day.",
        ),
        ([ENTRY, ENTRY], "7:3", 'this repeats the waiver of line 2 for "buzzword"', "Keep one of the two."),
        ([{**ENTRY, "ownr": "x"}], "7:3", "unknown key “ownr”: did you mean “owner”?", "Write “owner”."),
        ([{key: value for key, value in ENTRY.items() if key != "reason"}], "2:3", None, None),
        ([{**ENTRY, "clause": "a", "path": "/b"}], "8:3", None, None),
    ],
    ids=lambda value: "",
)
def test_what_cannot_be_used_is_refused_before_anything_is_linted(entries, place, message, remedy):
    write("waivers: {at-most: 180 days}\n", ".policylint.yaml")
    write(POLICY)
    waivers(*entries)
    ((where, said, do),) = refusals()
    assert where == f"{NAME}:{place}"
    assert (said, do) == (message or said, remedy or do)


def test_waiver_that_began_long_ago_may_not_last_longer_than_allowed_but_may_have_ended():
    write("waivers: {at-most: 180 days}\n", ".policylint.yaml")
    write(POLICY)
    waivers({**ENTRY, "since": "2026-01-01", "until": "2026-06-01"})
    assert ("warning", "waiver-expired", NAME, 6) in told(run())


def test_file_of_waivers_elsewhere():
    write("waivers: {file: kept/w.yaml}\n", ".policylint.yaml")
    write(POLICY)
    waivers({**ENTRY, "policy": "ignored"})
    write(f"waivers: [{{{', '.join(f'{key}: {value}' for key, value in ENTRY.items())}}}]\n", "kept/w.yaml")
    assert [each[3] for each in aside(run())] == ["kept/w.yaml", "kept/w.yaml"]


def test_waivers_without_a_configuration_are_found_upward():
    write(POLICY, "policies/city.policy.yaml")
    waivers(ENTRY)
    assert [each[1] for each in told(run("policies"))] == ["owner-missing"]


def test_today_decides():
    write(POLICY)
    waivers(ENTRY)
    assert told(run(today=TODAY + datetime.timedelta(days=90)))[-1] == ("warning", "waiver-expired", NAME, 6)


# ---- taking entries out

THREE = """\
# Ours, since 2026.
waivers:
  # the first
  - check: a   # so
    policy: p

  # the second
  # and why
  - check: b
    policy: >
      p
      q
  - check: c
    policy: p
# the end
"""


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), THREE),
        ((0,), THREE.replace("  - check: a   # so\n    policy: p\n", "")),
        (
            (1,),
            THREE.replace("  # the second\n  # and why\n  - check: b\n    policy: >\n      p\n      q\n", ""),
        ),
        ((2,), THREE.replace("  - check: c\n    policy: p\n", "")),
        ((0, 1, 2), "# Ours, since 2026.\nwaivers: []\n  # the first\n\n# the end\n"),
    ],
    ids=str,
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_pruning_leaves_every_other_byte(numbers, expected, ends):
    document = parse(Source(NAME, THREE.replace("\n", ends)))
    assert without(document, numbers) == expected.replace("\n", ends)


def test_entries_on_one_line_are_left_to_people():
    document = parse(Source(NAME, "waivers: [{check: a}, {check: b}]\n"))
    with pytest.raises(PolicylintError, match="not written one below the other"):
        without(document, [0])


@given(
    st.lists(
        st.sampled_from(["a", "b\n    # in it", "'c'", "|\n      d\n\n      e", ">-\n      f"]), min_size=1, max_size=6
    ),
    st.data(),
)
def test_pruning_takes_out_just_what_it_is_told(values, data):
    text = "waivers:\n" + "".join(f"  - check: {value}\n    policy: p\n" for value in values)
    document = parse(Source(NAME, text))
    numbers = data.draw(st.sets(st.sampled_from(range(len(values)))))
    expected = [entry for number, entry in enumerate(document.data["waivers"]) if number not in numbers]
    assert parse(Source(NAME, without(document, numbers))).data == {"waivers": expected}
