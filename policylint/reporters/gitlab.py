"""The report as GitLab code quality, for the widget and the margin of merge requests; it knows the report only."""

from policylint.finding import Finding, Severity
from policylint.report import Report
from policylint.reporters.fingerprints import unique
from policylint.reporters.json_text import dumps
from policylint.reporters.page import clean, sentence
from policylint.typed import Any

SEVERITIES = {Severity.error: "critical", Severity.warning: "minor", Severity.note: "info"}


def gitlab(report: Report) -> str:
    """A JSON list, one entry a finding. GitLab drops entries whose fingerprint it has seen, so each has its own."""
    marks = unique(report.findings)
    # A line for each: to compare, and because `indent` takes json's slow way.
    lines = [dumps(_entry(*each)) for each in zip(report.findings, marks, strict=True)]
    return "[" + ",".join(f"\n  {line}" for line in lines) + "\n]\n"


def _entry(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = finding.place
    told = (sentence(finding.message), sentence(finding.remedy))
    return {
        "description": clean(" ".join(part for part in told if part)),
        "check_name": finding.check,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": finding.file.removeprefix("./"),
            "lines": {"begin": max(1, place.line), "end": max(1, place.line, place.end_line)},
        },
    }
