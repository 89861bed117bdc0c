"""The report as JSON (`schemas/report.schema.json`): a contract for scripts, so fields are only ever added."""

import json
from collections.abc import Iterator

from policylint.finding import Aside, Edit, Finding, Related, Severity
from policylint.report import CheckInfo, FileInfo, Report
from policylint.reporters.fingerprints import marks
from policylint.reporters.json_text import dumps, quoted
from policylint.reporters.pieces import Pieces, parted
from policylint.source import Place
from policylint.typed import Any

VERSION = 1
_JSON = json.JSONEncoder().encode


def json_report(report: Report) -> str:
    """The whole report, ending with a line end. ASCII only, so that no terminal or pipe can spoil it.

    Each finding stands on a line of its own: that can still be read, and is written five times as fast as indented.
    """
    pieces: list[str] = []
    for key, value in _parts(report):
        pieces += [",\n" if pieces else "{\n", f'  "{key}": ']
        if isinstance(value, Iterator):
            entries = parted(",\n    ", value)
            pieces += ["[\n    ", *entries, "\n  ]"] if entries else ["[]"]
        else:
            pieces.append(_json(value))
    return "".join([*pieces, "\n}\n"])


def _parts(report: Report) -> Iterator[tuple[str, Any]]:
    """The report as plain values, always with the same keys in the same order; lists as the JSON of each entry.

    Entries of lists are made one by one: there can be hundreds of thousands.
    """
    findings = _Findings({check.id: check.title for check in report.checks})
    severities = [finding.severity for finding in report.findings]
    yield "version", VERSION
    yield "tool", {"name": "policylint", "version": report.version}
    yield "today", report.today
    yield "packs", (_json(pack._asdict()) for pack in report.packs)
    yield "files", (_json(_file(file)) for file in report.files)
    yield "findings", findings.written(report.findings)
    yield "suppressed", findings.written(report.suppressed)
    yield "waived", findings.written(report.waived)
    yield (
        "not_run",
        (_json({"check": each.check, "file": each.file or None, "why": each.why}) for each in report.not_run),
    )
    yield "checks", (_json(_check(check)) for check in report.checks)
    yield "authorities", dict(sorted(report.authorities.items()))
    yield "summary", {severity.name: severities.count(severity) for severity in reversed(Severity)}


def _json(value: Any) -> str:
    return dumps(value, encode=_JSON)


def _members(values: dict[str, Any]) -> str:
    """The members of an object, without its braces."""
    return _json(values)[1:-1]


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


class _Findings:
    """Writes the findings of a report, out of stretches that many of them share. titles: of the checks, by id."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles = titles
        self.heads = Pieces(self.head)
        self.spots = Pieces(_spot)
        self.clauses = Pieces(_clause)
        self.situations = Pieces(_situation)
        self.others = Pieces(_others)
        self.advice = Pieces(_advice)
        self.ends = Pieces(_end)

    def written(self, findings: tuple[Finding, ...]) -> Iterator[str]:
        return map(self.finding, findings, marks(findings))

    def finding(self, finding: Finding, fingerprint: str) -> str:
        check, severity, file, place, path, message, grade, clause, named_by, witness, share, cases = finding[:12]
        related, why, remedy, example, authorities, policy, group, aside, calendar, _, _, edits = finding[12:]
        return (
            f'{{{self.heads[check, group, severity, grade]}, "file": {quoted(file)}, {self.spots[place, path]}, '
            f'{self.clauses[policy, clause]}, "message": {quoted(message)}, {self.situations[named_by, witness]}, '
            f'"share": {"null" if share is None else _JSON(share)}, {self.others[cases, related]}, '
            f'{self.advice[why, remedy, example, authorities]}, "fingerprint": "{fingerprint}", '
            f"{self.ends[calendar, aside, edits]}}}"
        )

    def head(self, check: str, group: str, severity: Severity, grade: str) -> str:
        return _members(
            {
                "check": check,
                "title": self.titles.get(check),
                "group": group or None,
                "severity": severity.name,
                "grade": grade or None,
            }
        )


def _spot(place: Place, path: str) -> str:
    return _members({**place._asdict(), "path": path})


def _clause(policy: str, clause: str) -> str:
    return _members({"policy": policy or None, "clause": clause or None})


def _situation(named_by: str, witness: tuple[tuple[str, str], ...]) -> str:
    return _members({"named_by": named_by or None, "witness": dict(witness) or None})


def _others(cases: tuple[str, ...], related: tuple[Related, ...]) -> str:
    told = [{"file": each.file, **each.place._asdict(), "message": each.message} for each in related]
    return _members({"cases": cases, "related": told})


def _advice(why: str, remedy: str, example: str, authorities: tuple[str, ...]) -> str:
    return _members(
        {"why": why or None, "remedy": remedy or None, "example": example or None, "authorities": authorities}
    )


def _end(calendar: bool, aside: Aside | None, edits: tuple[Edit, ...]) -> str:
    fix = {"edits": [{**edit.place._asdict(), "text": edit.text} for edit in edits]} if edits else None
    return _members({"calendar": calendar, "aside": aside._asdict() if aside else None, "fix": fix})
