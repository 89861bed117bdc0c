"""Findings are written out of pieces that many of them share: what comes out is what plain values would give."""

import json
import re
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_report import REPORT

from policylint.finding import Aside, Edit, Finding, Related, Severity
from policylint.report import Report
from policylint.reporters import fingerprints, pieces
from policylint.reporters.gitlab import gitlab
from policylint.reporters.json_report import json_report
from policylint.reporters.page import clean, sentence
from policylint.reporters.pieces import Pieces, parted
from policylint.reporters.sarif import sarif
from policylint.source import Place

FILES = [file.path for file in REPORT.files]
TEXTS = st.sampled_from(
    ("", "a", "b", 'say "x"', "back\\slash \\ud83d", "line\u2028sep", "nul\x00 \x1b[1m", "caf\udce9", "\ud83d\ude00")
) | st.text(st.sampled_from('aé\U0001f600\ud800\udc00\u2028"\\/[]() \n\t\x7f.`') | st.characters(), max_size=8)
"""Few, so that findings share some of theirs and not others."""
PLACES = st.sampled_from((Place(0, 0, 0, 0), Place(3, 1, 3, 4), Place(3, 1, 4, 2), Place(1, 1, 99, 1)))
ASIDES = st.builds(Aside, st.just("waiver"), st.sampled_from(("", *FILES)), st.integers(0, 1), TEXTS, TEXTS, TEXTS)


def several(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, max_size=2).map(tuple)


def findings(aside: st.SearchStrategy[Aside | None], most: int) -> st.SearchStrategy[tuple[Finding, ...]]:
    finding = st.builds(
        Finding,
        check=st.sampled_from(("conflict", "mfa-missing", 'un"known')),
        severity=st.sampled_from(Severity),
        file=st.sampled_from(FILES),
        place=PLACES,
        path=TEXTS,
        message=TEXTS,
        grade=st.sampled_from(("", "silent")),
        clause=TEXTS,
        named_by=TEXTS,
        witness=several(st.tuples(TEXTS, TEXTS)),
        share=st.sampled_from((None, 0, 0.0, 0.31, 1, 1.0, 1e-9)),
        cases=several(TEXTS),
        related=several(st.builds(Related, st.sampled_from((*FILES, "other.yaml")), PLACES, TEXTS, TEXTS)),
        why=TEXTS,
        remedy=TEXTS,
        example=TEXTS,
        authorities=several(TEXTS),
        policy=TEXTS,
        group=TEXTS,
        aside=aside,
        calendar=st.booleans(),
        anchor=TEXTS,
        ordinal=st.integers(0, 2),
        edits=several(st.builds(Edit, PLACES, TEXTS)),
    )
    return st.lists(finding, max_size=most).map(tuple)


REPORTS = st.builds(
    lambda found, suppressed, waived: REPORT._replace(findings=found, suppressed=suppressed, waived=waived),
    findings(st.none(), 4),
    findings(st.none() | ASIDES, 2),
    findings(ASIDES, 2),
)


def whole(value: Any) -> Any:
    """A value without half characters."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {whole(key): whole(each) for key, each in value.items()}
    return [whole(each) for each in value] if isinstance(value, (list, tuple)) else value


def fingerprint(finding: Finding) -> str:
    key = [finding.check, finding.policy or finding.file, finding.anchor or finding.path, finding.grade]
    key += ["" if finding.witness else finding.message, *(other.anchor for other in finding.related)]
    key += [str(finding.ordinal)] if finding.ordinal else []
    return sha256("\0".join(key).encode(errors="backslashreplace")).hexdigest()[:24]


def spans(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column, "end_line": place.end_line, "end_column": place.end_column}


def in_json(finding: Finding) -> dict[str, Any]:
    aside = finding.aside
    return {
        "check": finding.check,
        "title": {check.id: check.title for check in REPORT.checks}.get(finding.check),
        "group": finding.group or None,
        "severity": finding.severity.name,
        "grade": finding.grade or None,
        "file": finding.file,
        **spans(finding.place),
        "path": finding.path,
        "policy": finding.policy or None,
        "clause": finding.clause or None,
        "message": finding.message,
        "named_by": finding.named_by or None,
        "witness": dict(finding.witness) or None,
        "share": finding.share,
        "cases": finding.cases,
        "related": [{"file": each.file, **spans(each.place), "message": each.message} for each in finding.related],
        "why": finding.why or None,
        "remedy": finding.remedy or None,
        "example": finding.example or None,
        "authorities": finding.authorities,
        "fingerprint": fingerprint(finding),
        "calendar": finding.calendar,
        "aside": {
            "by": aside.by,
            "file": aside.file,
            "line": aside.line,
            "reason": aside.reason,
            "owner": aside.owner,
            "until": aside.until,
        }
        if aside
        else None,
        "fix": {"edits": [{**spans(edit.place), "text": edit.text} for edit in finding.edits]}
        if finding.edits
        else None,
    }


def in_sarif(finding: Finding, mark: str, kind: str, rules: list[str], files: list[str]) -> dict[str, Any]:
    def where(file: str) -> dict[str, Any]:
        return {"uri": file, "uriBaseId": "%SRCROOT%", "index": files.index(file)}

    def corners(place: Place) -> dict[str, int]:
        return dict(zip(("startLine", "startColumn", "endLine", "endColumn"), place, strict=True))

    def spot(file: str, place: Place) -> dict[str, Any]:
        region: dict[str, Any] = corners(place) if place.line else {"startLine": 1}
        source = REPORT.sources.get(file)
        if source is not None and place.line:
            start, end = source.offset(*place[:2]), source.offset(*place[2:])
            if place.line == place.end_line:
                end = start + place.end_column - place.column
            if start < end <= start + 2000:
                region["snippet"] = {"text": source.text[start:end]}
        return {"artifactLocation": where(file), "region": region}

    def plain(text: str) -> str:
        return re.sub(r"\[([^\[\]]*)\](?=\()", r"\\[\1\\]", clean(text))

    location: dict[str, Any] = {"physicalLocation": spot(finding.file, finding.place)}
    if finding.policy:
        location["logicalLocations"] = [
            {
                "name": finding.clause or finding.policy,
                "fullyQualifiedName": "/".join(filter(None, (finding.policy, finding.clause))),
                "kind": "clause" if finding.clause else "policy",
            }
        ]
    told = [text for text in (sentence(finding.message), sentence(finding.remedy)) if text]
    data: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": finding.severity.name,
        "message": {"text": plain(" ".join(told))},
        "locations": [location],
        "partialFingerprints": {"policylint/v1": mark},
    }
    if finding.related:
        data["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": spot(each.file, each.place),
                "message": {"text": plain(sentence(each.message))},
            }
            for number, each in enumerate(finding.related, 1)
        ]
    if finding.edits:
        words = " and ".join(dict.fromkeys(f'"{edit.text}"' for edit in finding.edits))
        changes = [
            {"deletedRegion": corners(edit.place), "insertedContent": {"text": edit.text}} for edit in finding.edits
        ]
        data["fixes"] = [
            {
                "description": {"text": f"Write {words}."},
                "artifactChanges": [{"artifactLocation": where(finding.file), "replacements": changes}],
            }
        ]
    said = {
        "grade": finding.grade,
        "path": clean(finding.path),
        "namedBy": finding.named_by,
        "witness": dict(finding.witness),
        "cases": [clean(case) for case in finding.cases],
        "authorities": finding.authorities,
    }
    properties = {name: value for name, value in said.items() if value}
    if finding.share is not None:
        properties["share"] = finding.share
    if properties:
        data["properties"] = properties
    if kind:
        data["suppressions"] = [suppression(finding.aside, kind, where)]
    return data


def suppression(aside: Aside | None, kind: str, where: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": kind, "status": "accepted"}
    if aside is None:
        return data
    if aside.file and aside.line:
        spot = {"artifactLocation": where(aside.file), "region": {"startLine": aside.line}}
        data["location"] = {"physicalLocation": spot}
    data["justification"] = clean(aside.reason) or "no reason is given"
    said = {"owner": clean(aside.owner), "until": clean(aside.until)}
    data["properties"] = {"by": aside.by, **{name: value for name, value in said.items() if value}}
    return data


def lists(written: str) -> dict[str, list[str]]:
    """The lines of each list of the JSON report."""
    found: dict[str, list[str]] = {}
    for line in written.splitlines():
        if key := re.match(r'  "(\w+)": \[', line):
            lines = found[key[1]] = []
        elif line.startswith("    "):
            lines.append(line[4:].removesuffix(","))
    return found


@given(REPORTS)
def test_json_is_that_of_plain_values(report: Report) -> None:
    written = lists(json_report(report))
    for key in ("findings", "suppressed", "waived"):
        expected = [json.dumps(whole(in_json(finding))) for finding in getattr(report, key)]
        assert written[key] == expected, key


@given(REPORTS, st.booleans())
def test_sarif_is_that_of_plain_values(report: Report, suppressed: bool) -> None:
    written = sarif(report, suppressed=suppressed)
    run = json.loads(written)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    files = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    shown = [(finding, "") for finding in report.findings]
    if suppressed:
        shown += [(finding, "inSource") for finding in report.suppressed]
        shown += [(finding, "external") for finding in report.waived]
    marks: list[str] = []
    expected = []
    for finding, kind in shown:
        mark = fingerprint(finding)
        again = marks.count(mark) + 1
        marks.append(mark)
        values = in_sarif(finding, f"{mark}-{again}" if again > 1 else mark, kind, rules, files)
        expected.append(json.dumps(whole(values), separators=(",", ":")))
    assert written.partition('"results":[\n')[2] == ",\n".join(expected) + "\n]}]}\n"


def test_a_full_memory_of_pieces_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = json_report(REPORT), sarif(REPORT, suppressed=True)
    monkeypatch.setattr(pieces, "MOST", 1)
    assert (json_report(REPORT), sarif(REPORT, suppressed=True)) == expected


def test_pieces_are_made_once_and_never_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST", 2)
    asked = []

    def make(*values: int) -> str:
        asked.append(values)
        return str(values)

    kept = Pieces(make)
    found = [kept[key] for key in ((1, 1), (1, 2), (1, 1), (1, 3), (1, 3), (1, 1))]
    assert found == ["(1, 1)", "(1, 2)", "(1, 1)", "(1, 3)", "(1, 3)", "(1, 1)"]
    assert asked == [(1, 1), (1, 2), (1, 3), (1, 1)]
    assert list(kept) == [(1, 3), (1, 1)]


@pytest.mark.parametrize(("texts", "expected"), [([], []), (["a"], ["a"]), (["a", "b"], ["a", ",", "b"])])
def test_parted(texts: list[str], expected: list[str]) -> None:
    assert parted(",", texts) == expected


def test_formats_of_one_run_share_fingerprints(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(fingerprints, "fingerprints", lambda found: made.append(found) or ("f",) * len(found))
    report = REPORT._replace(findings=REPORT.findings[:1], suppressed=REPORT.findings[1:2])
    for _ in range(2):
        json_report(report)
        sarif(report, suppressed=True)
        gitlab(report)
    assert made == [report.findings, report.suppressed]
    json_report(report._replace(findings=(*report.findings,) * 2))
    assert made[2:] == [report.findings * 2]


@settings(max_examples=30)
@given(findings(st.none(), 2))
def test_fingerprints_are_those_of_each(found: tuple[Finding, ...]) -> None:
    expected = tuple(map(fingerprint, found))
    assert fingerprints.marks(found) == expected
    assert tuple(finding.fingerprint for finding in found) == expected
