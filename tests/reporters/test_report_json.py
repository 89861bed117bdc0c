"""The JSON report: its schema holds, is itself valid, and describes every field."""

import json
from pathlib import Path

import pytest
from golden import same
from jsonschema import Draft202012Validator
from made_report import CLEAN, REPORT

from policylint.reporters.json_report import json_report

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


def test_schema_is_valid():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["everything", "nothing"])
def test_report_holds_against_its_schema(report):
    errors = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(json.loads(json_report(report)))]
    assert errors == []


def test_schema_refuses_a_report_without_what_it_promises():
    data = json.loads(json_report(REPORT))
    del data["findings"][0]["fingerprint"]
    data["summary"] = {}
    errors = sorted(error.message for error in Draft202012Validator(SCHEMA).iter_errors(data))
    assert errors == [
        "'error' is a required property",
        "'fingerprint' is a required property",
        "'note' is a required property",
        "'warning' is a required property",
    ]


def test_schema_describes_exactly_the_fields_that_are_written():
    data = json.loads(json_report(REPORT))
    assert list(data) == list(SCHEMA["properties"])
    assert sorted(data["findings"][0]) == sorted(SCHEMA["$defs"]["finding"]["properties"])


def test_report_is_the_one_that_was_approved():
    same("report.json", json_report(REPORT))


def test_report_is_ascii_so_that_no_pipe_can_spoil_it():
    finding = REPORT.findings[0]._replace(message="“naïve” \U0001f600")
    written = json_report(REPORT._replace(findings=(finding,)))
    assert written.isascii()
    assert json.loads(written)["findings"][0]["message"] == "“naïve” \U0001f600"
