"""The rules of a SARIF log: what a viewer shows of a check beside its results; it knows checks and findings by name."""

from collections.abc import Iterable

from policylint.finding import Finding, Severity
from policylint.report import CheckInfo
from policylint.reporters.page import sentence
from policylint.typed import Any

PROBLEM = {Severity.error: "error", Severity.warning: "warning", Severity.note: "recommendation"}
LONGEST_TEXT = 1000  # of a rule's descriptions; GitHub cuts at 1024


def rules(checks: Iterable[CheckInfo], shown: Iterable[Finding]) -> list[dict[str, Any]]:
    """Every check that ran, and those that are asked of the text of a file before any check runs, by name."""
    found = {check.id: _rule(check) for check in checks}
    for finding in shown:
        if finding.check not in found:
            title = finding.check.replace("-", " ")
            found[finding.check] = _rule(
                CheckInfo(
                    finding.check,
                    title,
                    finding.group or "document",
                    "core",
                    finding.severity,
                    f"Is the file free of this: {title}?",
                    finding.why,
                    "",
                )
            )
    return [found[name] for name in sorted(found)]


def _rule(check: CheckInfo) -> dict[str, Any]:
    why, remedy = sentence(check.why), sentence(check.remedy)
    more = f"policylint explain {check.id}"
    parts = (sentence(check.question), why, f"To do: {remedy}" if remedy else "", f"More: {more}")
    told = (
        f"**The question:** {sentence(check.question)}",
        f"**Why it matters:** {why}" if why else "",
        f"**To do:** {remedy}" if remedy else "",
        f"An example before and after, and all sources: `{more}`",
    )
    return {
        "id": check.id,
        "name": pascal(check.id),
        "shortDescription": {"text": _cut(sentence(check.title))},
        "fullDescription": {"text": _cut(" ".join(filter(None, (sentence(check.question), why))))},
        "help": {"text": "\n\n".join(filter(None, parts)), "markdown": "\n\n".join(filter(None, told))},
        "defaultConfiguration": {"level": check.severity.name},
        "properties": {
            # Never a bare "security": GitHub would ask such a rule for a score of its own.
            "tags": ["policy", f"group/{check.group}", f"pack/{check.pack}"],
            # Words are judged by a lexicon; everything else is computed.
            "precision": "medium" if check.group == "prose" else "high",
            "problem.severity": PROBLEM[check.severity],
        },
    }


def pascal(name: str) -> str:
    """A name in the spelling that viewers use beside an id."""
    words = "".join(part[:1].upper() + part[1:] for part in name.split("-"))
    # The standard forbids a name that is the id again, capitals aside.
    return words if "-" in name else f"{words}Check"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + "…"
