"""Every check file: its shape, and its examples, which must be found whole and nothing else."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from policylint.checking.analyses import ANALYSES
from policylint.checking.assertions import KINDS
from policylint.checking.assertions.covered import DEGREES, graded_title
from policylint.checking.packs import Check, builtin_packs, page
from policylint.finding import Finding
from policylint.policy.vocabulary import UnknownWord, Vocabulary
from policylint.reading.yamltree import parse
from policylint.resources import read_text
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint, severity_of
from policylint.source import Source
from policylint.space.uncovered import Budget, first_uncovered

PACKS = builtin_packs()
CHECKS = {check.id: check for pack in PACKS for check in pack.checks}
TODAY = "2026-01-15"
# What no policy text can show alone: faults of the bytes, of the machine, of the program or of the files that set a run
# up. Each has a test of its own.
UNSHOWABLE = {
    "analysis-incomplete": "tests/run",
    "baseline-stale": "tests/run",
    "file-too-large": "tests/reading",
    "header-differs-from-configuration": "tests/run",
    "internal-error": "tests/run",
    "lock-outdated": "tests/run",
    "not-checked": "tests/run",
    "not-readable": "tests/reading",
    "not-utf8": "tests/reading",
    "suppression-unused": "tests/run",
    "too-many-values": "tests/reading",
    "waiver-expired": "tests/run",
    "waiver-unmatched": "tests/run",
}


def findings(check: Check, example: dict[str, Any]) -> tuple[Finding, ...]:
    today = datetime.date.fromisoformat(example.get("today", TODAY))
    texts = [example["policy"], *example.get("beside", ())]
    sources = tuple(Source(f"{number}.policy.yaml", text) for number, text in enumerate(texts))
    settings = Settings(today, select=(check.id,), packs=(check.pack,))
    report = lint(Inputs(sources, ()), settings, PACKS)
    return tuple(finding for finding in report.findings if finding.check == check.id)


def examples(kind: str) -> Iterator[Any]:
    for check in CHECKS.values():
        if kind == "fires" and check.id in UNSHOWABLE:
            continue
        found = page(check)
        for number, example in enumerate(found.fires if kind == "fires" else found.quiet):
            yield pytest.param(check, dict(example), id=f"{check.id}-{number}")


@pytest.mark.parametrize(("check", "example"), list(examples("fires")))
def test_the_fault_is_found_whole(check: Check, example: dict[str, Any]) -> None:
    found = findings(check, example)
    expected = example["finds"]
    shown = [(finding.path, finding.grade, finding.message) for finding in found]
    assert [finding.path for finding in found] == [each["at"] for each in expected], shown
    for finding, each in zip(found, expected, strict=True):
        if "grade" in each:
            assert finding.grade == each["grade"], shown
        for name, value in each.get("witness", {}).items():
            assert dict(finding.witness).get(name) == value, finding.witness
        assert each.get("says", "") in finding.message


@pytest.mark.parametrize(("check", "example"), list(examples("quiet")))
def test_a_policy_without_the_fault_is_left_alone(check: Check, example: dict[str, Any]) -> None:
    assert [(finding.path, finding.message) for finding in findings(check, example)] == []


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.id)
def test_a_check_file_has_the_shape(check: Check) -> None:
    schema = json.loads(read_text("schemas", "check.schema.json"))
    text = read_text("checks", f"{check.pack}/{check.id}.yaml")
    document = parse(Source(check.id, text))
    assert [problem.message for problem in document.problems] == []
    errors = Draft202012Validator(schema).iter_errors(document.data)
    assert [(list(error.absolute_path), error.message) for error in errors] == []


def test_a_title_stays_on_one_line() -> None:
    """`warning: ` and the title, by whatever grade, fit on a line of 80 columns."""
    told = {grade: [graded_title(check.title, grade) for check in CHECKS.values()] for grade in ("", *DEGREES)}
    assert [title for titles in told.values() for title in titles if len(f"warning: {title}") > 80] == []


def assertions_in(assertion: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind, options in assertion.items():
        if kind in ("any", "all"):
            for each in options:
                yield from assertions_in(each)
        else:
            yield kind, options


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.id)
def test_a_check_asks_what_the_program_knows(check: Check) -> None:
    vocabulary = Vocabulary.standard()
    boxes = [check.applies["permits"]] if "permits" in check.applies else []
    for kind, options in assertions_in(dict(check.assertion)):
        if kind == "builtin":
            assert options in ANALYSES
            continue
        assert kind in KINDS
        boxes += [options[key] for key in ("within", "matching") if key in options] + options.get("boxes", [])
        boxes += options.get("except", [])
        assert set(options.get("naming", ())) <= set(vocabulary.space.dimensions)
        if kind == "duty":
            kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
            assert set(kinds) <= set(vocabulary.duties)
            events = options.get("upon", options.get("upon-any", ()))
            assert set([events] if isinstance(events, str) else events) <= set(vocabulary.events)
        if kind == "statement":
            kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
            assert set(kinds) <= set(vocabulary.statements)
        if kind in ("only", "grounds"):
            known = vocabulary.known(vocabulary.space.index[options["dimension"]])
            assert set(options["values"]) <= set(known)
    for written in boxes:
        unknown: list[UnknownWord] = []
        box = vocabulary.box(written, "", unknown)
        assert unknown == []
        possible = first_uncovered(vocabulary.space, box.bits, vocabulary.void, Budget(20_000))
        assert possible is not None, "the box selects nothing"
        assert possible.resolved


def test_severities_are_words_that_the_report_knows() -> None:
    from policylint.finding import Fault

    for check in CHECKS.values():
        grades = {"": check.severity} if isinstance(check.severity, str) else check.severity
        for grade, given in grades.items():
            found = severity_of(Fault(check.id, 0, "", "", grade=grade), check)
            assert (found.name if found is not None else "off") == given, (check.id, grade)
