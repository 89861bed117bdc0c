"""Findings that a day brings, and the choice to see them, to leave them out, or to see nothing else."""

import datetime

import pytest
from small_run import EVERYTHING, POLICY, run, told, write

from policylint.checking.packs import builtin_packs
from policylint.reading.yamltree import parse
from policylint.run.calendar import ANALYSES, asks_for_dates, by_calendar
from policylint.source import Source

LATE = datetime.date(2027, 1, 2)
REVIEW = ("error", "review-late", "city.policy.yaml", 9)


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("all", [EVERYTHING[0], REVIEW, *EVERYTHING[1:]]),
        ("skip", EVERYTHING),
        ("only", [REVIEW]),
    ],
)
def test_choice(choice, kept):
    write(POLICY)
    assert told(run(today=LATE, calendar=choice)) == kept


def test_before_the_day_there_is_nothing_to_choose():
    write(POLICY)
    assert told(run(calendar="only")) == []


def test_every_check_that_compares_dates_is_known():
    checks = [check for pack in builtin_packs() for check in pack.checks]
    found = {check.id for check in checks if asks_for_dates(check.assertion)}
    assert {"account-entry-unchecked"} <= found
    assert set(ANALYSES) <= {check.assertion.get("builtin") for check in checks}


def test_entry_without_its_date_was_brought_by_no_day():
    check = next(check for pack in builtin_packs() for check in pack.checks if check.id == "account-entry-unchecked")
    document = parse(Source("x", "accounts:\n  - id: a\n    checked: 2020-01-01\n  - id: b\n"))
    assert by_calendar(check, document, "/accounts/0/checked") is True
    assert by_calendar(check, document, "/accounts/1") is False


def test_a_gap_that_was_accepted_until_a_day_is_brought_by_that_day():
    check = next(check for check in builtin_packs()[0].checks if check.id == "accepted-gap-expired")
    document = parse(Source("x", "accepted-gaps:\n  - because: later\n    until: 2020-01-01\n"))
    assert by_calendar(check, document, "/accepted-gaps/0/until") is True
