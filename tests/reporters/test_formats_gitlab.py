"""GitLab code quality: the shape that GitLab reads, and fingerprints of which none is dropped."""

import json
from pathlib import Path

import pytest
from golden import same
from hostile import ANY_TEXT, TEXTS, report_of, without_fingerprints
from hypothesis import given
from jsonschema import Draft202012Validator
from made_report import CLEAN, REPORT

from policylint.reporters.gitlab import gitlab

FILE = Path(__file__).parents[1] / "schemas" / "gitlab-code-quality.json"
SCHEMA = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))


def refused(data):
    return [f"{list(error.absolute_path)}: {error.message}" for error in SCHEMA.iter_errors(data)]


def test_report_is_the_one_that_was_approved():
    same("report.gitlab.json", without_fingerprints(gitlab(REPORT)))


def test_nothing_found_is_an_empty_list():
    assert json.loads(gitlab(CLEAN)) == []


def test_schema_would_refuse_a_wrong_report():
    data = json.loads(gitlab(REPORT))[:1]
    data[0]["severity"] = "error"
    data[0]["location"]["path"] = "./a"
    assert len(refused(data)) == 2


@pytest.mark.parametrize("text", TEXTS)
def test_report_holds_against_the_schema_whatever_the_texts(text):
    assert refused(json.loads(gitlab(report_of(text)))) == []


def test_entry_says_where_what_and_what_to_do():
    assert json.loads(gitlab(REPORT._replace(findings=REPORT.findings[1:2]))) == [
        {
            "description": '"TBD" is a placeholder that was left in. Name the role that owns the policy.',
            "check_name": "placeholder-left",
            "fingerprint": REPORT.findings[1].fingerprint,
            "severity": "minor",
            "location": {"path": "social-media.policy.yaml", "lines": {"begin": 5, "end": 5}},
        }
    ]


def test_severities_are_those_of_gitlab():
    assert [entry["severity"] for entry in json.loads(gitlab(REPORT))] == [
        "critical",
        "minor",
        "critical",
        "critical",
        "critical",
        "minor",
        "info",
        "info",
        "critical",
        "critical",
    ]


@given(ANY_TEXT)
def test_same_finding_twice_has_two_fingerprints(text):
    data = json.loads(gitlab(report_of(text, "./a.policy.yaml")))
    assert len({entry["fingerprint"] for entry in data}) == 3
    assert {entry["location"]["path"] for entry in data} == {"a.policy.yaml"}
    assert data[1]["location"]["lines"] == {"begin": 1, "end": 1}
