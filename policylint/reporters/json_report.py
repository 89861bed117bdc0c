"""The report as JSON (`schemas/report.schema.json`): a contract for scripts, so fields are only ever added."""

import json
from collections.abc import Iterator

from policylint.finding import Finding, Related, Severity
from policylint.report import CheckInfo, FileInfo, Report
from policylint.reporters.json_text import dumps
from policylint.source import Place
from policylint.typed import Any

VERSION = 1
_JSON = json.JSONEncoder().encode


def json_report(report: Report) -> str:
    """The whole report, ending with a line end. ASCII only, so that no terminal or pipe can spoil it.

    Each finding stands on a line of its own: that can still be read, and is written five times as fast as indented.
    """
    parts = []
    for key, value in _parts(report):
        if isinstance(value, Iterator):
            lines = ",\n".join([f"    {dumps(each, encode=_JSON)}" for each in value])
            parts.append(f'  "{key}": [\n{lines}\n  ]' if lines else f'  "{key}": []')
        else:
            parts.append(f'  "{key}": {dumps(value, encode=_JSON)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _parts(report: Report) -> Iterator[tuple[str, Any]]:
    """The report as plain values, always with the same keys in the same order.

    Entries of lists are made one by one: there can be hundreds of thousands.
    """
    titles = {check.id: check.title for check in report.checks}
    yield "version", VERSION
    yield "tool", {"name": "policylint", "version": report.version}
    yield "today", report.today
    yield "packs", (pack._asdict() for pack in report.packs)
    yield "files", (_file(file) for file in report.files)
    yield "findings", (_finding(each, titles) for each in report.findings)
    yield "suppressed", (_finding(each, titles) for each in report.suppressed)
    yield "waived", (_finding(each, titles) for each in report.waived)
    yield "not_run", ({"check": each.check, "file": each.file or None, "why": each.why} for each in report.not_run)
    yield "checks", (_check(check) for check in report.checks)
    yield "authorities", dict(sorted(report.authorities.items()))
    yield "summary", {severity.name: report.count(severity) for severity in reversed(Severity)}


def _file(file: FileInfo) -> dict[str, Any]:
    return {
        "path": file.path,
        "policy": file.policy or None,
        "title": file.title or None,
        "exact": file.exact,
        "situations": file.situations,
    }


def _check(check: CheckInfo) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "group": check.group,
        "pack": check.pack,
        "severity": check.severity.name,
    }


def _finding(finding: Finding, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "check": finding.check,
        "title": titles.get(finding.check),
        "group": finding.group or None,
        "severity": finding.severity.name,
        "grade": finding.grade or None,
        "file": finding.file,
        **_place(finding.place),
        "path": finding.path,
        "policy": finding.policy or None,
        "clause": finding.clause or None,
        "message": finding.message,
        "named_by": finding.named_by or None,
        "witness": dict(finding.witness) or None,
        "share": finding.share,
        "cases": list(finding.cases),
        "related": [_related(each) for each in finding.related],
        "why": finding.why or None,
        "remedy": finding.remedy or None,
        "example": finding.example or None,
        "authorities": list(finding.authorities),
        "fingerprint": finding.fingerprint,
        "calendar": finding.calendar,
        "aside": finding.aside._asdict() if finding.aside else None,
        "fix": {"edits": [{**_place(edit.place), "text": edit.text} for edit in finding.edits]}
        if finding.edits
        else None,
    }


def _place(place: Place) -> dict[str, int]:
    return place._asdict()


def _related(related: Related) -> dict[str, Any]:
    return {"file": related.file, **_place(related.place), "message": related.message}
