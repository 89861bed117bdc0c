"""The report as JSON (`schemas/report.schema.json`): a contract for scripts, so fields are only ever added."""

import json

from policylint.finding import Finding, Related, Severity
from policylint.report import Report
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
    for key, value in as_data(report).items():
        several = ",\n".join(f"    {dumps(each, encode=_JSON)}" for each in value) if isinstance(value, list) else ""
        parts.append(f'  "{key}": [\n{several}\n  ]' if several else f'  "{key}": {dumps(value, encode=_JSON)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain values, always with the same keys in the same order."""
    titles = {check.id: check.title for check in report.checks}
    return {
        "version": VERSION,
        "tool": {"name": "policylint", "version": report.version},
        "today": report.today,
        "packs": [pack._asdict() for pack in report.packs],
        "files": [
            {
                "path": file.path,
                "policy": file.policy or None,
                "title": file.title or None,
                "exact": file.exact,
                "situations": file.situations,
            }
            for file in report.files
        ],
        "findings": [_finding(each, titles) for each in report.findings],
        "suppressed": [_finding(each, titles) for each in report.suppressed],
        "waived": [_finding(each, titles) for each in report.waived],
        "not_run": [{"check": each.check, "file": each.file or None, "why": each.why} for each in report.not_run],
        "checks": [
            {
                "id": check.id,
                "title": check.title,
                "group": check.group,
                "pack": check.pack,
                "severity": check.severity.name,
            }
            for check in report.checks
        ],
        "authorities": dict(sorted(report.authorities.items())),
        "summary": {severity.name: report.count(severity) for severity in reversed(Severity)},
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
        # Automatic corrections are not part of this release; the field is, so that scripts need not ask for it.
        "fix": None,
    }


def _place(place: Place) -> dict[str, int]:
    return place._asdict()


def _related(related: Related) -> dict[str, Any]:
    return {"file": related.file, **_place(related.place), "message": related.message}
