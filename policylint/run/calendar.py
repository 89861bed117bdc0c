"""Findings that a day brings, not a change of the file: a nightly run wants them, a pull request does not."""

from collections.abc import Mapping

from policylint.checking.packs import Check
from policylint.finding import Finding
from policylint.policy.durations import date
from policylint.reading.yamltree import Document
from policylint.typed import Any

# Analyses that compare with today's date, whatever place they show.
ANALYSES = frozenset({"accepted-gap-expired", "draft-past-effective-date", "review-overdue", "waiver-expired"})


def by_calendar(check: Check, document: Document, path: str) -> bool:
    """Whether a day brought what a check found at a path: an analysis of dates, or a date that is out of bounds there.

    An entry without its date is found by the same check, and no day brought that.
    """
    if check.assertion.get("builtin") in ANALYSES:
        return True
    if not by_day(check):
        return False
    node = document.node(path)
    return node is not None and date(node.value) is not None


def by_day(check: Check) -> bool:
    """Whether a day can bring what a check finds at all."""
    return check.assertion.get("builtin") in ANALYSES or asks_for_dates(check.assertion)


def asks_for_dates(assertion: Mapping[str, Any]) -> bool:
    """Whether an assertion compares dates with today's."""
    for kind, options in assertion.items():
        if kind in ("any", "all"):
            if any(asks_for_dates(each) for each in options):
                return True
        elif isinstance(options, dict) and ("date" in options or "dates" in options):
            return True
    return False


def shown(finding: Finding, choice: str) -> bool:
    """Whether a run wants a finding. choice: `all`, `skip` or `only`."""
    return choice == "all" or finding.calendar == (choice == "only")
