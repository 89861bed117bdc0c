"""GitHub annotations, read back as a runner reads them: what is escaped, what is left to the summary."""

import re

import pytest
from golden import same
from hostile import ANY_TEXT, TEXTS, report_of
from hypothesis import given
from made_report import CLEAN, REPORT

from policylint.finding import Severity
from policylint.reporters.github import github
from policylint.source import Place

COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^:]*)::(?P<message>.*)")


def unescaped(text):
    for written, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, char)
    return text


def read(text):
    """The annotations of an output; a line that is none is a mistake."""
    found = []
    for line in text.removesuffix("\n").split("\n") if text else []:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(each.split("=", 1) for each in match["properties"].split(","))
        values = {name: unescaped(value) for name, value in properties.items()}
        found.append((match["name"], values, unescaped(match["message"])))
    return found


def test_report_is_the_one_that_was_approved():
    same("report.github.txt", github(REPORT))


def test_nothing_found_is_nothing_printed():
    assert github(CLEAN) == ""


def test_annotation_says_where_what_and_what_to_do():
    finding = REPORT.findings[8]
    assert read(github(REPORT._replace(findings=(finding,)))) == [
        (
            "error",
            {
                "file": "social-media.policy.yaml",
                "line": "8",
                "endLine": "8",
                "col": "5",
                "endColumn": "11",
                "title": "one clause allows what another forbids",
            },
            '"no-phones" forbids and "own-time" allows that a member of staff posts from their own phone or computer, '
            "outside working hours.\nTo do: Say in one of the two clauses that it comes first (overrides), or leave "
            "the case out of the other (except).\nMore: policylint explain conflict",
        )
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(3, 2, 5, 1), {"line": "3", "endLine": "5"}),
        (Place(0, 0, 0, 0), {}),
        (Place(3, 2, 3, 2), {"line": "3", "endLine": "3", "col": "2", "endColumn": "2"}),
    ],
    ids=["several lines: no columns", "whole file", "one spot"],
)
def test_places(place, expected):
    finding = REPORT.findings[0]._replace(place=place)
    ((_, properties, _),) = read(github(REPORT._replace(findings=(finding,))))
    assert {name: properties[name] for name in properties if name not in ("file", "title")} == expected


def many(number, severity=Severity.error):
    findings = [REPORT.findings[1]._replace(severity=severity, message=f"fault {n}") for n in range(number)]
    return REPORT._replace(findings=tuple(findings))


@pytest.mark.parametrize(
    ("number", "last"),
    [(9, "fault 8"), (10, "fault 9"), (11, "policylint: 2 more errors"), (1200, "policylint: 1,191 more errors")],
)
def test_never_more_than_github_shows(number, last):
    found = read(github(many(number)))
    assert len(found) == min(number, 10)
    assert [properties["title"] for _, properties, _ in found[:9]] == [f"fault {n}" for n in range(9)]
    assert found[-1][1]["title"] == last


def test_errors_come_first_and_each_level_has_its_own_limit():
    findings = [each for level in Severity for each in many(12, level).findings]
    found = read(github(REPORT._replace(findings=tuple(findings))))
    assert [name for name, _, _ in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_others_are_no_commands(text):
    written = github(report_of(text, f"{text.strip()}.policy.yaml"))
    assert [name for name, _, _ in read(written)] == ["error"] * 3


@given(ANY_TEXT)
def test_no_text_gives_a_line_or_property_of_its_own(text):
    for _, properties, _ in read(github(report_of(text))):
        assert list(properties) in (["file", "line", "endLine", "col", "endColumn", "title"], ["file", "title"])
        assert properties["file"] == "a.policy.yaml"
