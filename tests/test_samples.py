"""The sample policies: every finding is one that a careful reader makes, and the model city has none.

`expected.yaml` beside a flawed policy was written by reading it; the whole list is compared, in both directions.
"""

import datetime
import functools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policylint.policy.coverage import coverage
from policylint.policy.decide import decide
from policylint.reading.yamltree import parse
from policylint.report import Report
from policylint.run.collect import collect
from policylint.run.engine import Settings, lint
from policylint.run.load import load
from policylint.source import Source

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_policies"
FLAWED = sorted(path.parent.name for path in SAMPLES.glob("*/expected.yaml"))
TODAY = "2026-11-24"


@functools.cache
def report(folder: str, today: str = TODAY) -> Report:
    return lint(collect([str(SAMPLES / folder)]), Settings(datetime.date.fromisoformat(today)))


def expected(folder: str) -> Any:
    path = SAMPLES / folder / "expected.yaml"
    document = parse(Source(str(path), path.read_text(encoding="utf-8")))
    assert [problem.message for problem in document.problems] == []
    return document.data


def as_read(folder: str) -> Counter[tuple[str, str, str, str]]:
    """File, check, severity and place (the clause, else the path) of each finding that the reader lists."""
    listed: Counter[tuple[str, str, str, str]] = Counter()
    for file, groups in expected(folder)["files"].items():
        listed.update((file, each["check"], each["severity"], each["at"]) for each in groups["must"])
        for severity, places in groups["also"].items():
            listed.update((file, check, severity, at) for at, checks in places.items() for check in checks)
    return listed


def as_found(folder: str, today: str) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (Path(each.file).name, each.check, each.severity.name, each.clause or each.path)
        for each in report(folder, today).findings
    )


def test_every_flawed_sample_says_what_to_expect() -> None:
    beside = sorted(path.parent.name for path in SAMPLES.glob("*/expected.md"))
    assert beside == FLAWED


@pytest.mark.parametrize("folder", FLAWED)
def test_what_is_found_is_what_a_reader_finds(folder: str) -> None:
    read = as_read(folder)
    found = as_found(folder, expected(folder)["today"])
    assert {"missed": sorted(read - found), "not in the text": sorted(found - read)} == {
        "missed": [],
        "not in the text": [],
    }


@pytest.mark.parametrize("folder", FLAWED)
def test_every_fault_that_a_sample_was_written_for_has_its_reason(folder: str) -> None:
    groups = expected(folder)["files"].values()
    assert [each for group in groups for each in group["must"] if not each["why"].strip()] == []


def test_the_model_city_has_nothing_to_report() -> None:
    found = report("riverton-city")
    assert [(each.check, each.path, each.message) for each in found.findings] == []
    assert [file.exact for file in found.files] == [True, True]


def test_no_analysis_of_a_sample_was_cut_short() -> None:
    assert [(folder, file.path) for folder in FLAWED for file in report(folder).files if not file.exact] == []


# ---- three documents that lean on each other

MESSAGE = {
    "who": "employee",
    "capacity": "official",
    "activity": "message",
    "account": "official",
    "platform": "approved",
    "persistence": "kept",
    "topic": "agency-business",
    "time": "off-hours",
}


@pytest.mark.parametrize(
    ("device", "resource", "asked", "grade"),
    [
        ("personal-enrolled", "agency-system", ("device",), "explicit"),
        ("personal-unmanaged", "agency-system", ("device",), "explicit"),
        ("personal-enrolled", "agency-system", ("device", "time"), "general"),
        ("personal-unmanaged", "agency-system", ("time",), "general"),
        ("personal-enrolled", "not-agency-system", ("device",), "silent"),
        ("personal-unmanaged", "not-agency-system", ("device", "time"), "silent"),
    ],
)
def test_the_set_answers_for_devices_on_agency_systems_and_leaves_the_hours_open(
    device: str, resource: str, asked: tuple[str, ...], grade: str
) -> None:
    (policies,) = load(collect([str(SAMPLES / "state-labor-department")])).sets
    decision = decide(policies, "labor-social-media", {})
    unknown: list[Any] = []
    box = policies.vocabulary.box({**MESSAGE, "device": device, "resource": resource}, "", unknown)
    assert unknown == []
    numbers = sum(1 << policies.vocabulary.space.index[name] for name in asked)
    assert coverage(decision, box, numbers).grade == grade


def test_the_conflict_with_the_scope_shows_the_exclusion() -> None:
    (found,) = [each for each in report("state-labor-department").findings if each.check == "conflict-with-scope"]
    (other,) = found.related
    lines = Path(other.file).read_text(encoding="utf-8").splitlines()
    assert (found.clause, dict(found.witness)["account"], other.message) == (
        "confidential",
        "own",
        "the scope leaves it out here",
    )
    assert lines[other.place.line - 1 : other.place.line + 2] == [
        "    - when:",
        "        capacity: personal",
        "        account: personal",
    ]


# ---- the headline question, as a reader grades it; for the people whom each scope binds

HEADLINE = {
    "county-auditor": ("silent", "error", "staff"),
    "parks-pilot": ("partial", "warning", "staff"),
    "small-town": ("partial", "warning", "staff"),
    "state-labor-department": ("partial", "warning", "contractor"),
    "uk-ministry": ("partial", "warning", "contractor"),
    "water-district": ("silent", "error", "staff"),
}


def test_the_headline_question_is_graded_as_a_reader_grades_it() -> None:
    found = {
        folder: (each.grade, each.severity.name, dict(each.witness)["who"])
        for folder in FLAWED
        for each in report(folder).findings
        if each.check == "off-hours-on-own-device-unaddressed"
    }
    assert found == HEADLINE
