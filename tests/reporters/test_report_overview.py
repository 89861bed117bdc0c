"""The first screen of a report in which much was found, whole."""

import datetime
from pathlib import Path

import pytest
from golden import same
from made_report import REPORT

from policylint.finding import Finding, Severity
from policylint.report import Report
from policylint.reporters.page import Page
from policylint.reporters.text import text
from policylint.run.collect import collect
from policylint.run.engine import Settings, lint
from policylint.source import Place

ROOT = Path(__file__).resolve().parents[2]
GROUPS = (
    "overreach",
    "scope",
    "accounts",
    "content",
    "public",
    "people",
    "messaging",
    "records",
    "privacy",
    "security",
    "conduct",
    "training",
)
HERE = REPORT.files[0].path
TODAY = datetime.date(2026, 11, 24)


def found(severity: str, group: str, message: str, line: int = 0, file: str = HERE) -> Finding:
    """What no clause says; with a line, what a clause says wrongly."""
    path = f"/clauses/{line}" if line else "/clauses"
    check = message.replace(" ", "-")
    return Finding(check, Severity[severity], file, Place(line or 6, 1, line or 6, 8), path, message, group=group)


MISSING = [
    found("error" if number % 3 else "warning", group, f"{what} about {group} is not settled")
    for number, group in enumerate(GROUPS)
    for what in ("the question", "the further question")
]
WRONG = [
    found("error", "overreach", "staff may not criticise the agency, even in their own time, nor praise it", 8),
    found("warning", "overreach", "a rule turns on a standard that nobody has defined", 9),
    found("warning", "overreach", "a rule turns on a standard that nobody has defined", 12),
    *(found("warning", "prose", f"the word number {number} is vague", 20 + number) for number in range(7)),
]


def report(*findings: Finding) -> Report:
    files = tuple(each for each in REPORT.files if each.path in {finding.file for finding in findings})
    return REPORT._replace(findings=tuple(sorted(findings, key=lambda each: -each.severity)), files=files)


def first_screen(made: Report, page: Page) -> str:
    return text(made, page).partition("\n\n\n")[0] + "\n"


ELSEWHERE = [each._replace(file=REPORT.files[1].path) for each in (*MISSING, *WRONG)]
MADE = {
    "overview.txt": report(*MISSING, *WRONG),
    "overview-gaps.txt": report(*MISSING, *WRONG[1:]),
    "overview-files.txt": report(*MISSING, *WRONG, *ELSEWHERE),
}


@pytest.mark.parametrize("name", MADE)
def test_first_screen_is_the_one_that_was_read_and_approved(name: str) -> None:
    same(name, first_screen(MADE[name], Page(80)))


@pytest.mark.parametrize(
    "path",
    [
        "tests/transcriptions/au-victoria",
        "tests/transcriptions/us-tx-wake-village",
        "sample_policies/small-town",
        "sample_policies",
    ],
)
def test_it_is_a_screen(path: str) -> None:
    lines = first_screen(lint(collect([str(ROOT / path)]), Settings(TODAY)), Page(80)).splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert len(lines) <= 25
    assert lines[-1].startswith("  policylint explain ")
