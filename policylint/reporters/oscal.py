"""The matrix as OSCAL assessment results (NIST, version 1.1.3), for tools of compliance; it knows no policy.

A policy is a component, each check a control with an objective of the same name. Every identifier is made of what it
stands for, so that the same run gives the same file; times are the day of the run at midnight.
"""

from collections.abc import Iterator
from uuid import UUID, uuid5

from policylint.reporters.json_text import address, dumps
from policylint.reporters.page import sentence
from policylint.review.matrix import FINDING, MET, NOT_ASKED, Audit, Audited, Row
from policylint.typed import Any

VERSION = "1.1.3"
# The namespace of all identifiers, itself made of the name of the program (RFC 4122, name-based).
ROOT = uuid5(UUID(int=0), "policylint")
NS = "urn:policylint:oscal"


def oscal(audit: Audit) -> str:
    """The whole matrix as JSON that the schema of OSCAL assessment results accepts."""
    return dumps({"assessment-results": _Writer(audit).results()}, indent=2, ensure_ascii=False) + "\n"


class _Writer:
    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.moment = f"{audit.today}T00:00:00Z"
        # Any change of what was found or asked is another document.
        self.run = uuid5(ROOT, repr(audit))
        self.plan = self.name("plan", *(pack.sha256 for pack in audit.packs))

    def name(self, *parts: str) -> str:
        # The name of a file need not be text.
        return str(uuid5(ROOT, "\0".join(parts).encode("utf-8", "backslashreplace").decode()))

    def results(self) -> dict[str, Any]:
        audit = self.audit
        packs = [_prop("pack", f"{pack.id} {pack.version} sha256:{pack.sha256}") for pack in audit.packs]
        return {
            "uuid": str(self.run),
            "metadata": {
                "title": "Checks of social media policies",
                "last-modified": self.moment,
                "version": audit.today,
                "oscal-version": VERSION,
                "props": [_prop("tool", f"policylint {audit.version}"), *packs],
            },
            "import-ap": {"href": f"#{self.plan}", "remarks": "The checks stand in for an assessment plan."},
            "results": [self.result(file) for file in audit.files],
            "back-matter": {
                "resources": [
                    {
                        "uuid": self.plan,
                        "title": "The packs of checks that were asked",
                        "description": " ".join(f"{pack.id} {pack.version}." for pack in audit.packs) or "No pack.",
                    }
                ]
            },
        }

    def result(self, file: Audited) -> dict[str, Any]:
        component = self.name("policy", file.policy or file.file)
        rows = [row for row in file.rows if row.state != NOT_ASKED]
        selection: dict[str, Any] = {"description": "The checks that were asked of the policy."}
        included = sorted({row.check for row in rows})
        if included:
            selection["include-controls"] = [{"control-id": name} for name in included]
        else:
            selection["include-all"] = {}
        left_out = {row.check: row.why for row in file.rows if row.state == NOT_ASKED and row.check != "*"}
        if left_out:
            selection["exclude-controls"] = [{"control-id": name} for name in sorted(left_out)]
            selection["remarks"] = "\n".join(f"{name}: {sentence(why)}" for name, why in sorted(left_out.items()))
        title = file.title or file.policy or file.file
        found: dict[str, Any] = {
            "uuid": self.name("result", str(self.run), file.file),
            "title": _line(title),
            "description": _line(f"How {file.file} meets the checks."),
            "start": self.moment,
            "end": self.moment,
            "local-definitions": {
                "components": [
                    {
                        "uuid": component,
                        "type": "policy",
                        "title": _line(title),
                        "description": _line(f"The policy in {file.file}."),
                        "props": [
                            _prop("file", file.file),
                            *([_prop("policy-id", file.policy)] if file.policy else []),
                        ],
                        "status": {"state": "operational"},
                    }
                ]
            },
            "reviewed-controls": {"control-selections": [selection]},
        }
        observations = [self.observation(file, component, row) for row in rows]
        if observations:
            found["observations"] = observations
            risks = [self.risk(file, row) for row in rows if row.state != MET]
            if risks:
                found["risks"] = risks
            found["findings"] = list(self.findings(file, rows))
        return found

    def key(self, file: Audited, row: Row) -> tuple[str, ...]:
        """What tells a row from all others of the run; the line too, for one fault may come twice."""
        return file.file, row.check, row.state, row.fingerprint, row.path, str(row.line), row.message

    def observation(self, file: Audited, component: str, row: Row) -> dict[str, Any]:
        evidence = [
            {
                "href": _href(proof.file, proof.line),
                "description": _line(f"{proof.title or proof.clause or proof.path}: {proof.how or 'meets it'}."),
            }
            for proof in row.proofs
        ]
        if row.line:
            evidence.append({"href": _href(file.file, row.line), "description": "Where it shows."})
        observation: dict[str, Any] = {
            "uuid": self.name("observation", *self.key(file, row)),
            "title": _line(row.question or row.title),
            "description": sentence(row.message)
            or ("The check found nothing." if not row.proofs else "The policy meets it."),
            "methods": ["TEST"],
            "types": ["control-objective"],
            "subjects": [{"subject-uuid": component, "type": "component"}],
            "collected": self.moment,
        }
        if evidence:
            observation["relevant-evidence"] = evidence
        return observation

    def risk(self, file: Audited, row: Row) -> dict[str, Any]:
        """What a finding leaves open; one that is set aside is an approved deviation."""
        aside = row.aside
        risk: dict[str, Any] = {
            "uuid": self.name("risk", *self.key(file, row)),
            "title": _line(sentence(row.title)),
            "description": sentence(row.message),
            "statement": sentence(row.remedy) or sentence(row.message),
            "props": [_prop("severity", row.severity)],
            "status": "open" if row.state == FINDING else "deviation-approved",
        }
        if aside is not None:
            said = [
                ("set-aside-by", aside.by),
                ("reason", aside.reason),
                ("owner", aside.owner),
                ("until", aside.until),
            ]
            risk["props"] += [_prop(name, value) for name, value in said if value.strip()]
            risk["props"].append(_prop("set-aside-in", f"{aside.file}:{aside.line}"))
            if aside.until:
                risk["deadline"] = f"{aside.until}T00:00:00Z"
        return risk

    def findings(self, file: Audited, rows: list[Row]) -> Iterator[dict[str, Any]]:
        """One for each check: satisfied, or not with all that was found."""
        by_check: dict[str, list[Row]] = {}
        for row in rows:
            by_check.setdefault(row.check, []).append(row)
        for name, own in sorted(by_check.items()):
            row = own[0]
            satisfied = all(each.state == MET for each in own)
            finding: dict[str, Any] = {
                "uuid": self.name("finding", str(self.run), file.file, name),
                "title": _line(row.question or row.title),
                "description": sentence(row.question or row.title),
                "target": {
                    "type": "objective-id",
                    "target-id": name,
                    "status": {
                        "state": "satisfied" if satisfied else "not-satisfied",
                        "reason": "pass" if satisfied else "fail",
                    },
                },
                "related-observations": [
                    {"observation-uuid": self.name("observation", *self.key(file, each))} for each in own
                ],
            }
            props = [_prop("element", element) for element in row.elements]
            props += [_prop("authority", source.line) for source in row.sources]
            if props:
                finding["props"] = props
            links = [
                {"href": source.url, "rel": "reference", "text": _line(source.line)}
                for source in row.sources
                if source.url
            ]
            if links:
                finding["links"] = links
            risks = [{"risk-uuid": self.name("risk", *self.key(file, each))} for each in own if each.state != MET]
            if risks:
                finding["related-risks"] = risks
            yield finding


def _line(text: str) -> str:
    """A text on one line, which titles and descriptions of one line must have."""
    return " ".join(text.split()) or "-"


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NS, "value": _line(value)}


def _href(file: str, line: int) -> str:
    """A file and a line as a relative address."""
    return f"{address(file)}#L{line}"
