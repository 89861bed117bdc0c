"""The report as SARIF 2.1.0, for code scanning and other viewers; it knows the report, no file system and no clock.

One run. The rules stand in the driver, since viewers look for them there; the packs are extensions without rules of
their own, with version and hash, as evidence of what was asked. Field names follow the OASIS standard; what GitHub
asks beyond it (help of each rule, tags, precision, fingerprints) is there too. Nothing depends on the machine: paths
are relative, and the same policies give the same bytes.
"""

import json
import re
from collections.abc import Iterator, Sequence

from policylint.finding import Aside, Finding
from policylint.report import PackInfo, Report
from policylint.reporters.fingerprints import unique
from policylint.reporters.json_text import address, dumps
from policylint.reporters.page import clean, sentence
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
    head = dumps(run.data(), encode=_JSON)[:-1]
    # One at a time: tens of thousands of results as values would keep the collector of garbage busy.
    results = ",\n".join(dumps(result, encode=_JSON) for result in run.results())
    return f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{head},"results":[\n{results}\n]}}]}}\n'


class _Run:
    def __init__(self, report: Report, *, suppressed: bool) -> None:
        self.report = report
        self.aside = (*report.suppressed, *report.waived) if suppressed else ()
        shown = (*report.findings, *self.aside)
        self.rules = rules(report.checks, shown)
        self.rule_index = {rule["id"]: number for number, rule in enumerate(self.rules)}
        others = {related.file for finding in shown for related in finding.related}
        others |= {finding.aside.file for finding in self.aside if finding.aside and finding.aside.file}
        paths = dict.fromkeys(
            (*(file.path for file in report.files), *(finding.file for finding in shown), *sorted(others))
        )
        self.infos = {file.path: file for file in report.files}
        self.file_index = {path: number for number, path in enumerate(paths)}
        self.places: dict[str, dict[str, Any]] = {}
        self.spots: dict[tuple[str, Place], dict[str, Any]] = {}

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

    def results(self) -> Iterator[dict[str, Any]]:
        counting = len(self.report.findings)
        found = [*self.report.findings, *self.aside]
        for number, (finding, mark) in enumerate(zip(found, unique(found), strict=True)):
            result = self.result(finding, mark)
            if number >= counting:
                inside = number < counting + len(self.report.suppressed)
                result["suppressions"] = [self.suppression("inSource" if inside else "external", finding.aside)]
            yield result

    def result(self, finding: Finding, fingerprint: str) -> dict[str, Any]:
        location: dict[str, Any] = {"physicalLocation": self.spot(finding.file, finding.place)}
        logical = _logical(finding)
        if logical:
            location["logicalLocations"] = logical
        data: dict[str, Any] = {
            "ruleId": finding.check,
            "ruleIndex": self.rule_index[finding.check],
            "level": finding.severity.name,
            "message": {"text": _plain(" ".join(filter(None, (sentence(finding.message), sentence(finding.remedy)))))},
            "locations": [location],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }
        if finding.related:
            data["relatedLocations"] = [
                {
                    "id": number,
                    "physicalLocation": self.spot(related.file, related.place),
                    "message": {"text": _plain(sentence(related.message))},
                }
                for number, related in enumerate(finding.related, 1)
            ]
        if finding.edits:
            data["fixes"] = [self.fix(finding)]
        properties = self.properties(finding)
        if properties:
            data["properties"] = properties
        return data

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

    def properties(self, finding: Finding) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if finding.grade:
            said["grade"] = finding.grade
        if finding.path:
            said["path"] = clean(finding.path)
        if finding.named_by:
            said["namedBy"] = finding.named_by
        if finding.witness:
            said["witness"] = dict(finding.witness)
        if finding.cases:
            said["cases"] = list(map(clean, finding.cases))
        if finding.authorities:
            said["authorities"] = finding.authorities
        if finding.share is not None:
            said["share"] = finding.share
        return said

    def spot(self, file: str, place: Place) -> dict[str, Any]:
        """A place; most findings of a policy show at the same few."""
        key = file, place
        found = self.spots.get(key)
        if found is None:
            found = self.spots[key] = {"artifactLocation": self.where(file), "region": self.region(file, place)}
        return found

    def where(self, file: str) -> dict[str, Any]:
        found = self.places.get(file)
        if found is None:
            found = self.places[file] = {**_address(file), "index": self.file_index[file]}
        return found

    def region(self, file: str, place: Place) -> dict[str, Any]:
        if not place.line:
            # The fault is of the whole file; viewers demand a line all the same.
            return {"startLine": 1}
        region: dict[str, Any] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        source = self.report.sources.get(file)
        if source is not None:
            start = source.offset(place.line, place.column)
            one_line = place.line == place.end_line
            width = place.end_column - place.column
            end = start + width if one_line else source.offset(place.end_line, place.end_column)
            if start < end <= start + LONGEST_SNIPPET:
                region["snippet"] = {"text": source.text[start:end]}
        return region

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


def _logical(finding: Finding) -> list[dict[str, str]]:
    """The policy, and the clause in it: where the finding stays when lines move."""
    if not finding.policy:
        return []
    name = f"{finding.policy}/{finding.clause}" if finding.clause else finding.policy
    kind = "clause" if finding.clause else "policy"
    return [{"name": finding.clause or finding.policy, "fullyQualifiedName": name, "kind": kind}]


def _plain(text: str) -> str:
    """A message without what a viewer takes for a link or for the place of an argument."""
    text = clean(text)
    return _LINK.sub(r"\\[\1\\]", text) if "[" in text else text
