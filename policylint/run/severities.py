"""How much a fault matters: what it says itself, what its check says, what the configuration makes of it."""

from policylint.checking.packs import Check
from policylint.finding import Fault, Severity
from policylint.report import CheckInfo
from policylint.run.config import ForFile

# Without these a file that nobody could read would look clean.
ALWAYS = frozenset(
    {
        "file-too-large",
        "internal-error",
        "nested-too-deeply",
        "not-checked",
        "not-readable",
        "not-utf8",
        "syntax",
        "too-many-aliases",
        "too-many-values",
    }
)

LEVELS = dict(Severity.__members__)


def severity_of(fault: Fault, check: Check | None) -> Severity | None:
    """How much a fault matters; None when the check says `off` for it."""
    word = fault.severity
    if not word and check is not None:
        written = check.severity
        if isinstance(written, str):
            # What is settled in part, or not by name, is no error: a reviewer will ask about the rest.
            partly = fault.grade in ("partial", "general", "advised")
            word = "warning" if written == "error" and partly else written
            # Another document is to answer it: good to know, and nothing is missing here.
            if fault.grade in ("delegated", "excluded") and written != "off":
                word = "note"
        else:
            # Kinds of assertion without grades, inside `any` or `all`, weigh as much as silence.
            word = written.get(fault.grade or "silent", written.get("silent", "warning"))
    if word == "off":
        return None
    return LEVELS[word or "error"]


def set_by(rules: ForFile | None, name: str, group: str, severity: Severity) -> Severity | None:
    """The severity that the configuration gives instead, None for `off`. What stops the reading keeps its own."""
    said = rules.severity(name, group) if rules is not None and name not in ALWAYS else None
    if said is None:
        return severity
    return None if said.value == "off" else LEVELS[said.value]


def described(check: Check, rules: ForFile | None) -> CheckInfo:
    """A check as reports describe it, with the severity of its worst case."""
    word = check.severity if isinstance(check.severity, str) else check.severity.get("silent", "warning")
    severity = LEVELS[word] if word != "off" else Severity.note
    if rules is not None and rules.weighing:
        severity = set_by(rules, check.id, check.group, severity) or severity
    return CheckInfo(check.id, check.title, check.group, check.pack, severity, check.question, check.why, check.remedy)
