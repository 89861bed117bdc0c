"""The report as SARIF 2.1.0, for code scanning and other viewers; it knows the report, no file system and no clock.

One run. The rules stand in the driver, since viewers look for them there; the packs are extensions without rules of
their own, with version and hash, as evidence of what was asked. Field names follow the OASIS standard; what GitHub
asks beyond it (help of each rule, tags, precision, fingerprints) is there too. Nothing depends on the machine: paths
are relative, and the same policies give the same bytes.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count

from policylint.finding import Aside, Finding, Related, Severity
from policylint.report import PackInfo, Report
from policylint.reporters.fingerprints import unique
from policylint.reporters.json_text import address, dumps, quoted
from policylint.reporters.page import clean, sentence
from policylint.reporters.pieces import Pieces, parted
from policylint.reporters.sarif_rules import pascal, rules
from policylint.source import Place
from policylint.typed import Any

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://policylint.example/"  # the one the schemas carry
FINGERPRINT = "policylint/v1"
ROOT = "%SRCROOT%"
LONGEST_SNIPPET = 2000
EVERY = "*"  # stands for all checks, where a file could not be read
NOTICES = {
    "check-not-asked": "A check was not asked of some files.",
    "file-not-checked": "No check ran on a file.",
    "analysis-incomplete": "The analysis of a file was cut short.",
    "internal-error": "A check failed because of a fault in policylint.",
}
_JSON = json.JSONEncoder(separators=(",", ":")).encode
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")
_VERSION = re.compile(r"(\d+(?:\.\d+)*)(?:\.?([a-z]+\d*))?")
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")


def sarif(report: Report, *, suppressed: bool = False) -> str:
    """The whole report as ASCII JSON, each result on a line of its own.

    suppressed: also what was set aside, marked so. GitHub makes alerts even of those, so they are left out otherwise.
    """
    run = _Run(report, suppressed=suppressed)
    head = f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{_json(run.data())[:-1]},"results":[\n'
    return "".join([head, *parted(",\n", run.results()), "\n]}]}\n"])


class _Run:
    def __init__(self, report: Report, *, suppressed: bool) -> None:
        self.report = report
        # By how they are set aside, in the words of the standard.
        self.kinds = {"": report.findings}
        if suppressed:
            self.kinds |= {"inSource": report.suppressed, "external": report.waived}
        aside = (*report.suppressed, *report.waived) if suppressed else ()
        shown = (*report.findings, *aside)
        self.rules = rules(report.checks, shown)
        self.rule_index = {rule["id"]: number for number, rule in enumerate(self.rules)}
        others = {related.file for finding in shown if finding.related for related in finding.related}
        others |= {finding.aside.file for finding in aside if finding.aside and finding.aside.file}
        paths = dict.fromkeys([file.path for file in report.files] + [finding.file for finding in shown])
        paths |= dict.fromkeys(sorted(others))
        self.infos = {file.path: file for file in report.files}
        self.file_index = {path: number for number, path in enumerate(paths)}
        self.places: dict[str, dict[str, Any]] = {}
        self.addresses = {path: _json(self.where(path)) for path in paths}
        self.heads = Pieces(self.head)
        self.messages = Pieces(_message)
        self.spots = Pieces(self.spot)
        self.logical = Pieces(_logical)
        self.properties = Pieces(_properties)

    def data(self) -> dict[str, Any]:
        """Everything but the results."""
        report = self.report
        return {
            "tool": self.tool(),
            "invocations": [self.invocation()],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that policylint was started in."}}},
            "artifacts": [self.artifact(path) for path in self.file_index],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "defaultSourceLanguage": "yaml",
            "properties": {
                "today": report.today,
                "exact": all(file.exact for file in report.files),
                "situations": sum(file.situations for file in report.files),
                "packs": [pack._asdict() for pack in report.packs],
                "authorities": dict(sorted(report.authorities.items())),
                "notRun": [
                    {"check": check, "why": why, "files": files} for (check, why), files in self.not_run().items()
                ],
            },
        }

    def tool(self) -> dict[str, Any]:
        version = self.report.version
        return {
            "driver": {
                "name": "policylint",
                "version": version,
                "semanticVersion": semantic(version),
                "informationUri": HOME,
                "rules": self.rules,
                "notifications": [
                    {
                        "id": name,
                        "name": pascal(name),
                        **{part: {"text": words} for part in ("shortDescription", "fullDescription", "help")},
                    }
                    for name, words in NOTICES.items()
                ],
            },
            "extensions": [_extension(pack) for pack in self.report.packs],
        }

    # ---- results

    def results(self) -> Iterator[str]:
        """Each result as JSON. They are hundreds of thousands, so each is made of stretches that many share."""
        marks = iter(unique(*self.kinds.values()))
        for kind, findings in self.kinds.items():
            for finding in findings:
                yield self.result(finding, next(marks), kind)

    def result(self, finding: Finding, fingerprint: str, kind: str) -> str:
        check, severity, file, place, path, message, grade, clause, named_by, witness, share = finding[:11]
        cases, related, _, remedy, _, authorities, policy = finding[11:18]
        more = ""
        if related:
            more = f',"relatedLocations":[{",".join(map(self.related, related, count(1)))}]'
        if finding.edits:
            more += f',"fixes":[{_json(self.fix(finding))}]'
        said = self.properties[grade, path, named_by, witness, cases, authorities]
        if share is not None:
            said += f'{"," if said else ""}"share":{_JSON(share)}'
        if said:
            more += f',"properties":{{{said}}}'
        if kind:
            more += f',"suppressions":[{_json(self.suppression(kind, finding.aside))}]'
        return (
            f'{{{self.heads[check, severity]},"message":{{"text":{self.messages[message, remedy]}}},'
            f'"locations":[{{"physicalLocation":{self.spots[file, place]}{self.logical[policy, clause]}}}],'
            f'"partialFingerprints":{{"{FINGERPRINT}":"{fingerprint}"}}{more}}}'
        )

    def head(self, check: str, severity: Severity) -> str:
        return _json({"ruleId": check, "ruleIndex": self.rule_index[check], "level": severity.name})[1:-1]

    def related(self, related: Related, number: int) -> str:
        text, spot = quoted(_plain(sentence(related.message))), self.spots[related.file, related.place]
        return f'{{"id":{number},"physicalLocation":{spot},"message":{{"text":{text}}}}}'

    def fix(self, finding: Finding) -> dict[str, Any]:
        words = " and ".join(dict.fromkeys(f'"{edit.text}"' for edit in finding.edits))
        replacements = [
            {
                "deletedRegion": {
                    "startLine": edit.place.line,
                    "startColumn": edit.place.column,
                    "endLine": edit.place.end_line,
                    "endColumn": edit.place.end_column,
                },
                "insertedContent": {"text": edit.text},
            }
            for edit in finding.edits
        ]
        return {
            "description": {"text": f"Write {words}."},
            "artifactChanges": [{"artifactLocation": self.where(finding.file), "replacements": replacements}],
        }

    def spot(self, file: str, place: Place) -> str:
        return f'{{"artifactLocation":{self.addresses[file]},"region":{self.region(file, place)}}}'

    def where(self, file: str) -> dict[str, Any]:
        found = self.places.get(file)
        if found is None:
            found = self.places[file] = {**_address(file), "index": self.file_index[file]}
        return found

    def region(self, file: str, place: Place) -> str:
        line, column, end_line, end_column = place
        if not line:
            # The fault is of the whole file; viewers demand a line all the same.
            return '{"startLine":1}'
        snippet = ""
        source = self.report.sources.get(file)
        if source is not None:
            start = source.offset(line, column)
            end = start + end_column - column if line == end_line else source.offset(end_line, end_column)
            if start < end <= start + LONGEST_SNIPPET:
                snippet = f',"snippet":{{"text":{quoted(source.text[start:end])}}}'
        return f'{{"startLine":{line},"startColumn":{column},"endLine":{end_line},"endColumn":{end_column}{snippet}}}'

    def suppression(self, kind: str, aside: Aside | None) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": kind, "status": "accepted"}
        if aside is None:
            return data
        if aside.file and aside.line:
            spot = {"artifactLocation": self.where(aside.file), "region": {"startLine": aside.line}}
            data["location"] = {"physicalLocation": spot}
        data["justification"] = clean(aside.reason) or "no reason is given"
        said = {name: clean(value) for name, value in (("owner", aside.owner), ("until", aside.until)) if value}
        data["properties"] = {"by": aside.by, **said}
        return data

    # ---- what the run was

    def artifact(self, path: str) -> dict[str, Any]:
        data: dict[str, Any] = {"location": _address(path)}
        info = self.infos.get(path)
        if info is not None:
            data["roles"] = ["analysisTarget"]
        source = self.report.sources.get(path)
        if source is not None:
            # Late: hashlib is on no other format's way.
            from hashlib import sha256

            content = (("\ufeff" if source.had_bom else "") + source.text).encode()
            data |= {"length": len(content), "encoding": "utf-8", "hashes": {"sha-256": sha256(content).hexdigest()}}
        if info is not None:
            data["properties"] = {
                "policy": info.policy,
                "title": clean(info.title),
                "exact": info.exact,
                "situations": info.situations,
            }
        return data

    def not_run(self) -> dict[tuple[str, str], list[str]]:
        """Files by check and reason: many policies leave the same questions out for the same reason."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in sorted(self.report.not_run):
            found.setdefault((each.check, each.why), []).extend([each.file] if each.file else [])
        return found

    def invocation(self) -> dict[str, Any]:
        return {"executionSuccessful": not self.report.broken, "toolExecutionNotifications": list(self.notices())}

    def notices(self) -> Iterator[dict[str, Any]]:
        for (check, why), files in self.not_run().items():
            if check == EVERY:
                yield self.notice("file-not-checked", "warning", f"No check ran: {why}.", files)
            else:
                notice = self.notice("check-not-asked", "note", f'The check "{check}" was not asked: {why}.', files)
                if check in self.rule_index:
                    notice["associatedRule"] = {"id": check, "index": self.rule_index[check]}
                yield notice
        for file in self.report.files:
            if not file.exact and file.situations:
                yield self.notice(
                    "analysis-incomplete", "warning", "The analysis of this file was cut short.", [file.path]
                )
        for finding in self.report.findings:
            if finding.check == "internal-error":
                yield self.notice("internal-error", "error", sentence(finding.message), [finding.file])

    def notice(self, name: str, level: str, text: str, files: Sequence[str]) -> dict[str, Any]:
        notice: dict[str, Any] = {
            "descriptor": {"id": name, "index": list(NOTICES).index(name)},
            "level": level,
            "message": {"text": _plain(text)},
        }
        if files:
            notice["locations"] = [
                {"physicalLocation": {"artifactLocation": self.where(file)}}
                for file in files
                if file in self.file_index
            ]
        return notice


# ---- small parts


def _extension(pack: PackInfo) -> dict[str, Any]:
    return {"name": pack.id, "version": pack.version, "properties": {"sha256": pack.sha256}}


def semantic(version: str) -> str:
    """A version of Python's kind as a semantic one: `1.0rc1` is `1.0.0-rc1`."""
    match = _VERSION.match(version)
    if match is None:
        return "0.0.0"
    numbers = [*match[1].split("."), "0", "0"][:3]
    return ".".join(numbers) + (f"-{match[2]}" if match[2] else "")


def _address(path: str) -> dict[str, str]:
    quoted = address(path)
    if _ABSOLUTE.match(path):  # named by somebody outside the folder that policylint was started in
        return {"uri": f"file://{'' if path.startswith('/') else '/'}{quoted.replace('%3A', ':', 1)}"}
    return {"uri": quoted.removeprefix("./"), "uriBaseId": ROOT}


def _logical(policy: str, clause: str) -> str:
    """The policy, and the clause in it: where the finding stays when lines move."""
    if not policy:
        return ""
    name = f"{policy}/{clause}" if clause else policy
    data = {"name": clause or policy, "fullyQualifiedName": name, "kind": "clause" if clause else "policy"}
    return f',"logicalLocations":[{_json(data)}]'


def _message(message: str, remedy: str) -> str:
    return quoted(_plain(" ".join(filter(None, (sentence(message), sentence(remedy))))))


def _properties(
    grade: str,
    path: str,
    named_by: str,
    witness: tuple[tuple[str, str], ...],
    cases: tuple[str, ...],
    authorities: tuple[str, ...],
) -> str:
    said = {
        "grade": grade,
        "path": clean(path),
        "namedBy": named_by,
        "witness": dict(witness),
        "cases": list(map(clean, cases)),
        "authorities": authorities,
    }
    return _json({name: value for name, value in said.items() if value})[1:-1]


def _json(value: Any) -> str:
    return dumps(value, encode=_JSON)


def _plain(text: str) -> str:
    """A message without what a viewer takes for a link or for the place of an argument."""
    text = clean(text)
    return _LINK.sub(r"\\[\1\\]", text) if "[" in text else text
