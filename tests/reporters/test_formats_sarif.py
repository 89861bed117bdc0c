"""SARIF: valid by the official schema, what GitHub asks beyond it, and nothing that depends on the machine."""

import json
from pathlib import Path

import pytest
from golden import same
from hostile import ANY_TEXT, TEXTS, report_of, without_fingerprints
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from made_report import CLEAN, REPORT

from policylint.finding import Aside, Severity
from policylint.reporters.sarif import FINGERPRINT, sarif, semantic
from policylint.source import Span

SCHEMAS = Path(__file__).parents[1] / "schemas"
SCHEMA = Draft202012Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")))


def run_of(report, **wishes):
    return json.loads(sarif(report, **wishes))["runs"][0]


def refused(report, **wishes):
    log = json.loads(sarif(report, **wishes))
    return [f"{list(error.absolute_path)}: {error.message}" for error in SCHEMA.iter_errors(log)]


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["everything", "nothing"])
@pytest.mark.parametrize("suppressed", [False, True], ids=["", "suppressed"])
def test_log_holds_against_the_official_schema(report, suppressed):
    assert refused(report, suppressed=suppressed) == []


def test_schema_would_refuse_a_wrong_log():
    log = json.loads(sarif(REPORT))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.message for error in SCHEMA.iter_errors(log)] == [
        "'fatal' is not one of ['none', 'note', 'warning', 'error']"
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_log_holds_whatever_the_texts(text):
    assert refused(report_of(text, f"{text}.policy.yaml"), suppressed=True) == []


def test_report_is_the_one_that_was_approved():
    same("report.sarif", without_fingerprints(sarif(REPORT)))


def beyond_the_schema(run):
    """What GitHub and other viewers demand that the schema does not say."""
    driver = run["tool"]["driver"]
    for name in ("name", "version", "semanticVersion", "informationUri"):
        if not driver.get(name):
            yield f"driver: no {name}"
    for rule in driver["rules"]:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], *rule["help"].values()]
        if not all(texts) or max(map(len, texts[:2])) > 1024:
            yield f"{rule['id']}: texts"
        if set(rule["help"]) != {"text", "markdown"}:
            yield f"{rule['id']}: help"
        if len(rule["properties"]["tags"]) > 10 or "security" in rule["properties"]["tags"]:
            yield f"{rule['id']}: tags"
        if rule["properties"]["precision"] not in ("very-high", "high", "medium", "low"):
            yield f"{rule['id']}: precision"
        if rule["properties"]["problem.severity"] not in ("error", "warning", "recommendation"):
            yield f"{rule['id']}: severity"
        if rule["name"].lower() == rule["id"].lower():
            yield f"{rule['id']}: name is the id"
    for number, result in enumerate(run["results"]):
        if driver["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{number}: rule"
        if len(result["locations"]) != 1 or result["locations"][0]["physicalLocation"]["region"]["startLine"] < 1:
            yield f"{number}: place"
        spots = [*result["locations"], *result.get("relatedLocations", ())]
        for address in (spot["physicalLocation"]["artifactLocation"] for spot in spots):
            if run["artifacts"][address["index"]]["location"]["uri"] != address["uri"]:
                yield f"{number}: artifact"
            if address["uri"].startswith(("/", "file:", "./")) or address["uriBaseId"] != "%SRCROOT%":
                yield f"{number}: absolute"
        if not result["message"]["text"].endswith((".", "?", "!", "…", '."')):
            yield f"{number}: message"
    marks = [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]
    if len(set(marks)) != len(marks):
        yield "fingerprints"


@pytest.mark.parametrize("report", [REPORT, CLEAN, report_of("text")], ids=["everything", "nothing", "twice"])
def test_log_has_what_viewers_demand(report):
    assert list(beyond_the_schema(run_of(report, suppressed=True))) == []


def test_every_check_that_ran_is_a_rule_and_those_that_read_the_file_too():
    rules = run_of(REPORT)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(
        {*(check.id for check in REPORT.checks), "placeholder-left", "unknown-key"}
    )
    assert [rule["id"] for rule in run_of(CLEAN)["tool"]["driver"]["rules"]] == sorted(
        check.id for check in REPORT.checks
    )


def test_a_likely_correction_is_a_fix():
    result = next(each for each in run_of(REPORT)["results"] if each["ruleId"] == "unknown-key")
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]
    region = {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 8}
    assert result["fixes"] == [
        {
            "description": {"text": 'Write "title".'},
            "artifactChanges": [
                {
                    "artifactLocation": address,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "title"}}],
                }
            ],
        }
    ]


def test_result_has_all_that_is_known_of_a_finding():
    result = next(each for each in run_of(REPORT)["results"] if each["ruleId"] == "conflict")
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        'One clause allows what another forbids: "no-phones" forbids and "own-time" allows that a member of staff '
        "posts from their own phone or computer, outside working hours. Say in one of the two clauses that it "
        "comes first (overrides), or leave the case out of the other (except)."
    )
    address = {"uri": "social-media.policy.yaml", "uriBaseId": "%SRCROOT%", "index": 1}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": address,
                "region": {
                    "startLine": 8,
                    "startColumn": 5,
                    "endLine": 8,
                    "endColumn": 11,
                    "snippet": {"text": "forbid"},
                },
            },
            "logicalLocations": [
                {
                    "name": "no-phones",
                    "fullyQualifiedName": "riverton-social-media/no-phones",
                    "kind": "clause",
                }
            ],
        }
    ]
    assert result["relatedLocations"] == [
        {
            "id": 1,
            "physicalLocation": {
                "artifactLocation": address,
                "region": {
                    "startLine": 13,
                    "startColumn": 5,
                    "endLine": 13,
                    "endColumn": 11,
                    "snippet": {"text": "permit"},
                },
            },
            "message": {"text": '"own-time" allows it.'},
        }
    ]


def test_run_says_what_was_asked_and_what_was_not():
    run = run_of(REPORT)
    assert run["tool"]["extensions"] == [{"name": "core", "version": "0.1", "properties": {"sha256": "ab" * 32}}]
    assert {key: run["properties"][key] for key in ("today", "exact", "situations", "notRun")} == {
        "today": "2026-11-23",
        "exact": False,
        "situations": 123_456_789,
        "notRun": [
            {"check": "rolling-review", "why": "the file could not be read that far", "files": ["comments.policy.yaml"]}
        ],
    }
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [(each["descriptor"]["id"], each["level"]) for each in invocation["toolExecutionNotifications"]] == [
        ("check-not-asked", "note"),
        ("analysis-incomplete", "warning"),
    ]


def test_fault_of_ours_is_an_unsuccessful_run():
    crash = REPORT.findings[0]._replace(check="internal-error", message="the check failed")
    (invocation,) = run_of(CLEAN._replace(findings=(crash,)))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [each["message"]["text"] for each in invocation["toolExecutionNotifications"]] == ["The check failed."]


def test_what_was_set_aside_is_left_out_unless_asked_for():
    report = REPORT._replace(waived=(REPORT.findings[8],))
    assert len(run_of(report)["results"]) == len(REPORT.findings)
    marked = [each["suppressions"] for each in run_of(report, suppressed=True)["results"] if "suppressions" in each]
    assert [[each["kind"] for each in marks] for marks in marked] == [["inSource"], ["external"]]


def test_what_was_set_aside_says_by_whom_and_where():
    waiver = Aside("waiver", "policylint-waivers.yaml", 7, "the new phones come in May", "it-manager", "2027-05-31")
    run = run_of(CLEAN._replace(waived=(REPORT.findings[8]._replace(aside=waiver),)), suppressed=True)
    (result,) = run["results"]
    address = {"uri": "policylint-waivers.yaml", "uriBaseId": "%SRCROOT%", "index": 1}
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "location": {"physicalLocation": {"artifactLocation": address, "region": {"startLine": 7}}},
            "justification": "the new phones come in May",
            "properties": {"by": "waiver", "owner": "it-manager", "until": "2027-05-31"},
        }
    ]
    assert run["artifacts"][1] == {"location": {"uri": "policylint-waivers.yaml", "uriBaseId": "%SRCROOT%"}}


def test_columns_count_code_points_and_snippets_keep_line_ends():
    report = report_of("x")
    run = run_of(report)
    assert run["columnKind"] == "unicodeCodePoints"
    source = report.sources["a.policy.yaml"]
    content = ("\ufeff" + source.text).encode()
    assert run["artifacts"][0]["length"] == len(content)
    finding = report.findings[0]._replace(place=source.place(Span(0, 17)))
    snippet = run_of(report._replace(findings=(finding,)))["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert snippet["snippet"]["text"] == "policylint: 1\r\nx:"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("a b/ä#.policy.yaml", {"uri": "a%20b/%C3%A4%23.policy.yaml", "uriBaseId": "%SRCROOT%"}),
        ("./a.policy.yaml", {"uri": "a.policy.yaml", "uriBaseId": "%SRCROOT%"}),
        ("../a.policy.yaml", {"uri": "../a.policy.yaml", "uriBaseId": "%SRCROOT%"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}),
        ("/elsewhere/a.policy.yaml", {"uri": "file:///elsewhere/a.policy.yaml"}),
        ("C:/else where/a.policy.yaml", {"uri": "file:///C:/else%20where/a.policy.yaml"}),
    ],
)
def test_paths_are_addresses(path, address):
    assert run_of(report_of("x", path))["artifacts"][0]["location"] == address


def test_message_cannot_hold_a_link():
    (result, *_) = run_of(report_of("see [here](1) and [there]"))["results"]
    assert result["message"]["text"].startswith(r"See \[here\](1) and [there].")


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.1.0", "0.1.0"), ("1.0", "1.0.0"), ("1.2.3.dev4", "1.2.3-dev4"), ("1.0rc1", "1.0.0-rc1"), ("x", "0.0.0")],
)
def test_version_is_a_semantic_one(version, expected):
    assert semantic(version) == expected


@given(ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_gives_ascii_that_says_the_same(text):
    written = sarif(report_of(text))
    assert written.isascii()
    levels = [result["level"] for result in json.loads(written)["runs"][0]["results"]]
    assert levels == [Severity.error.name] * 3
