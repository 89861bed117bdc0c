"""What comes first when people read findings, and which of them are told together; it knows no layout."""

from collections.abc import Iterable

from policylint.finding import Finding, Severity
from policylint.report import CheckInfo, Report
from policylint.typed import NamedTuple

# Of findings that are equally severe: first what keeps others from being found, then what does harm, then what is
# missing, in the order in which a policy is built.
GROUPS = (
    "document",
    "overreach",
    "consistency",
    "scope",
    "foundations",
    "access",
    "accounts",
    "content",
    "public",
    "personal-use",
    "people",
    "messaging",
    "records",
    "privacy",
    "security",
    "listening",
    "monitoring",
    "conduct",
    "training",
    "effectiveness",
    "prose",
)
_RANK = {name: number for number, name in enumerate(GROUPS)}
TOGETHER = 3  # so many findings at one place are told as a list under one excerpt

# What stops the reading of a file comes before what was found in the part that could be read.
_STOPS = ("not-readable", "file-too-large", "not-utf8")
_OURS = "internal-error"  # a fault of the program, not of the policy, comes last


class Cluster(NamedTuple):
    """Findings of one severity that are told together: one alone, or several at one place."""

    severity: Severity
    findings: tuple[Finding, ...]


class Topic(NamedTuple):
    """All findings of one check in one file, the first of them to show."""

    first: Finding
    places: int


def group_of(finding: Finding, checks: dict[str, CheckInfo]) -> str:
    """The group of a finding; faults of the file itself belong to `document`."""
    known = checks.get(finding.check)
    return finding.group or (known.group if known else "") or "document"


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, most important first; equals stay as they are."""
    return sorted(findings, key=_key)


def _key(finding: Finding) -> tuple[int, bool, bool, bool, int]:
    group = finding.group or "document"
    # Among warnings, what is wrong in the policy's own words comes before what is not there at all.
    later = finding.severity is not Severity.error and absent(finding)
    rank = _RANK.get(group, len(GROUPS))
    return -finding.severity, finding.check == _OURS, finding.check not in _STOPS, later, rank


def absent(finding: Finding) -> bool:
    """Whether a finding is about what is not there: it hangs on the list of clauses, or on the head of the policy."""
    return finding.path in ("/clauses", "/policy")


def clusters(findings: Iterable[Finding]) -> list[Cluster]:
    """The findings of one file, most important first, several of one severity at one place together."""
    found = ordered(findings)
    at: dict[tuple[int, int, int], list[Finding]] = {}
    for finding in found:
        at.setdefault((finding.severity, finding.place.line, finding.place.column), []).append(finding)
    result: list[Cluster] = []
    for finding in found:
        place = (finding.severity, finding.place.line, finding.place.column)
        if place not in at:
            continue
        if len(at[place]) >= TOGETHER:
            result.append(Cluster(finding.severity, tuple(at.pop(place))))
        else:
            result.append(Cluster(finding.severity, (finding,)))
    return result


def topics(report: Report, least: Severity) -> list[Topic]:
    """What a reader must know first: each check once for each file, most important first."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered(each for each in report.findings if each.severity >= least):
        places.setdefault((finding.file, finding.check), []).append(finding)
    return [Topic(found[0], len(found)) for found in places.values()]
