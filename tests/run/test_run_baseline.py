"""Baselines, and the fingerprints that they rest on: what moves stays known, what changes does not."""

import json
from pathlib import Path

import pytest
from small_run import BUZZ, EVERYTHING, LEVERAGE, OWNER, POLICY, aside, run, states, told, write
from test_run_config import refusals

from policylint.report import Report
from policylint.run.baseline import Known, entry, read_baseline, written
from policylint.run.governed import Wanted

NAME = "policylint-baseline.json"


def keep(report: Report) -> None:
    write(written((each.fingerprint, entry(each)) for each in report.findings), NAME)


def known(*paths: str, **more) -> Report:
    return run(*paths, wanted=Wanted(baseline=NAME), **more)


FIRST, SECOND = POLICY.index("  - id: posts"), POLICY.index("  - id: messages")
MOVED = {
    "the same": POLICY,
    "another order": POLICY[:FIRST] + POLICY[SECOND:] + POLICY[FIRST:SECOND],
    "lines above": "# A note.\n\n" + POLICY,
    "another indent": POLICY[:FIRST] + "\n".join(line.replace("  ", "", 1) for line in POLICY[FIRST:].split("\n")),
    "another clause before": POLICY.replace(
        "clauses:\n", "clauses:\n  - id: reading\n    permit: {activity: livestream}\n    text: Staff may stream.\n"
    ),
    "Windows line ends": POLICY.replace("\n", "\r\n"),
    "another style": POLICY.replace("Staff may post with synergy.", '"Staff may post with synergy."'),
}


@pytest.mark.parametrize("text", MOVED.values(), ids=MOVED)
def test_what_moves_stays_known(text):
    write(POLICY)
    keep(run())
    write(text)
    report = known()
    assert told(report) == []
    assert sorted(each[:2] for each in aside(report)) == [
        ("baseline", "buzzword"),
        ("baseline", "buzzword"),
        ("baseline", "owner-missing"),
    ]
    assert {each[1] for each in states(report)} == {"used"}


def test_another_file_name_stays_known():
    write(POLICY)
    keep(run())
    Path("city.policy.yaml").rename("riverton.policy.yaml")
    assert told(known()) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (POLICY.replace("id: posts", "id: posting"), [BUZZ, ("warning", "baseline-stale", NAME, 9)]),
        (POLICY.replace("synergy", "leverage"), [BUZZ, ("warning", "baseline-stale", NAME, 9)]),
        (POLICY.replace("synergy", "synergy and leverage"), [BUZZ]),
    ],
    ids=["another clause", "another message", "one more"],
)
def test_what_is_new_counts(text, kept):
    write(POLICY)
    keep(run())
    write(text)
    assert told(known()) == kept


def test_what_is_mended_is_stale():
    write(POLICY)
    keep(run())
    write(POLICY.replace("synergy", "care"))
    report = known()
    assert told(report) == [("warning", "baseline-stale", NAME, 9)]
    assert report.findings[0].message == (
        "the baseline has a finding that is not there any more: "
        'the baseline has a finding of "buzzword" in "riverton" that is not there any more'
    )


def test_what_was_not_looked_at_is_not_stale():
    write(POLICY)
    write(POLICY.replace("riverton", "other"), "other.policy.yaml")
    keep(run())
    assert told(known("city.policy.yaml")) == []
    assert told(known(ignore=("prose",))) == []
    Path("other.policy.yaml").unlink()
    assert [each[1] for each in told(known())] == ["baseline-stale"] * 3


def test_copies_of_a_policy_are_told_apart():
    write(POLICY)
    write(POLICY, "copy.policy.yaml")
    report = run()
    prints = [each.fingerprint for each in report.findings]
    assert len(set(prints)) == len(prints) > 1


def test_equal_findings_are_told_apart():
    write(POLICY.replace("synergy.", "synergy, synergy."))
    report = run()
    assert len({each.fingerprint for each in report.findings}) == len(report.findings)


def test_faults_that_hide_others_are_in_no_baseline():
    write("unwaivable: [foundations]\n", ".policylint.yaml")
    write(POLICY)
    write("policylint: 1\npolicy:\n\tid: a\n", "broken.policy.yaml")
    report = run(wanted=Wanted(write=True))
    assert told(report) == [("error", "syntax", "broken.policy.yaml", 3), OWNER]
    assert aside(report) == [
        ("baseline", "missing-key", 2, NAME, 0, "it was there when the baseline was written"),
        ("baseline", "buzzword", BUZZ[3], NAME, 0, "it was there when the baseline was written"),
        ("baseline", "buzzword", LEVERAGE[3], NAME, 0, "it was there when the baseline was written"),
    ]


def test_entry_that_nobody_may_set_aside_is_refused():
    write(POLICY)
    keep(run())
    write("unwaivable: [foundations]\n", ".policylint.yaml")
    report = known()
    assert told(report) == [OWNER, ("error", "set-aside-refused", NAME, 14)]


def test_text_of_a_baseline_is_sorted_and_read_back():
    entries = [
        ("b" * 24, Known("x", "p", "one")),
        ("a" * 24, Known("w", "q", "“two”")),
        ("c" * 24, Known("a", "q", "")),
    ]
    text = written(entries)
    assert [each["check"] for each in json.loads(text)["findings"].values()] == ["x", "a", "w"]
    assert text == written(reversed(entries))
    write(text, NAME)
    found = read_baseline(NAME, NAME)
    assert dict(found.findings) == dict(entries)
    assert [found.line(mark) for mark, _ in entries] == [4, 14, 9]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "this is not JSON (expecting value)"),
        ("{", "1:2", "this is not JSON (expecting property name enclosed in double quotes)"),
        ('{"version": 1}', "1:2", None),
        ('{"version": 2, "findings": {}}', "1:13", None),
        ('{"version": 1, "findings": {"x": {}}}', "1:29", None),
        ('{"version": 1, "version": 1, "findings": {}}', "1:16", '"version" stands twice here'),
        ("[" * 100_000, "", "the values of this file lie too deep in each other"),
    ],
    ids=["empty", "cut", "no findings", "newer", "no fingerprint", "twice", "deep"],
)
def test_what_cannot_be_used_is_refused(text, place, message):
    write(f"baseline: {NAME}\n", ".policylint.yaml")
    write(POLICY)
    write(text, NAME)
    (where, said, remedy), *_ = refusals()
    assert where == (f"{NAME}:{place}" if place else NAME)
    assert said == (message or said)
    assert remedy


def test_everything_counts_when_nothing_is_honoured():
    write(POLICY)
    keep(run())
    assert told(known(honour=False)) == EVERYTHING
