"""The text report as people see it, whole."""

import pytest
from golden import same
from made_report import CLEAN, REPORT

from policylint.finding import Severity
from policylint.reporters.importance import clusters, ordered, topics
from policylint.reporters.page import Page
from policylint.reporters.text import text


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("report.txt", lambda: text(REPORT, Page(80))),
        ("report-verbose.txt", lambda: text(REPORT, Page(80), verbose=True)),
        ("report-quiet.txt", lambda: text(REPORT, Page(80), quiet=True)),
        ("report-narrow.txt", lambda: text(REPORT, Page(40))),
        ("report-colour.txt", lambda: text(REPORT, Page(80, colour=True))),
        ("report-clean.txt", lambda: text(CLEAN, Page(80))),
        ("report-clean-quiet.txt", lambda: text(CLEAN, Page(80), quiet=True)),
    ],
)
def test_report_is_the_one_that_was_read_and_approved(name, made):
    same(name, made())


def test_colours_change_nothing_but_colours():
    import re

    plain = re.sub(r"\x1b\[[0-9;]*m", "", text(REPORT, Page(80, colour=True)))
    assert plain == text(REPORT, Page(80))


def test_no_line_is_wider_than_the_page_unless_it_is_one_word():
    wide = [line for line in text(REPORT, Page(80), verbose=True).splitlines() if len(line) > 80]
    assert wide == []


def test_text_of_a_file_cannot_steer_the_terminal():
    evil = "\x1b[2J\u202eevil"
    finding = REPORT.findings[0]._replace(message=evil, file=evil, remedy=evil)
    files = (REPORT.files[0]._replace(path=evil, title=evil),)
    shown = text(REPORT._replace(findings=(finding,), files=files), Page(80), verbose=True)
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []


def test_most_severe_comes_first_then_what_stops_reading_then_what_harms():
    assert [(finding.severity.name, finding.check) for finding in ordered(REPORT.findings)] == [
        ("error", "unknown-key"),
        ("error", "whistleblowing-forbidden"),
        ("error", "conflict"),
        ("error", "off-hours-on-own-device-unaddressed"),
        ("error", "off-hours-unaddressed"),
        ("error", "listening-not-distinguished"),
        ("warning", "placeholder-left"),
        ("warning", "mfa-missing"),
        ("note", "captions-missing"),
        ("note", "alt-text-missing"),
    ]


def test_three_of_one_severity_at_one_place_are_told_together():
    social = [each for each in REPORT.findings if each.file == "social-media.policy.yaml"]
    assert [tuple(each.check for each in cluster.findings) for cluster in clusters(social)] == [
        ("whistleblowing-forbidden",),
        ("conflict",),
        ("off-hours-on-own-device-unaddressed", "off-hours-unaddressed", "listening-not-distinguished"),
        ("placeholder-left",),
        ("mfa-missing",),
        ("captions-missing",),
        ("alt-text-missing",),
    ]


def test_one_check_at_many_places_is_one_topic():
    again = REPORT.findings[1]._replace(place=REPORT.findings[1].place._replace(line=9))
    report = REPORT._replace(findings=(REPORT.findings[1], again))
    assert topics(report, Severity.warning) == [(REPORT.findings[1], 2)]
