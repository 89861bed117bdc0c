"""Fingerprints that tell all findings of a report apart; it knows no format."""

from collections.abc import Sequence

from policylint.finding import Finding


def unique(findings: Sequence[Finding]) -> list[str]:
    """The fingerprint of each finding, with a number behind those that an earlier one has too (copies of a policy)."""
    seen: dict[str, int] = {}
    marks = []
    for finding in findings:
        mark = finding.fingerprint
        seen[mark] = seen.get(mark, 0) + 1
        marks.append(f"{mark}-{seen[mark]}" if seen[mark] > 1 else mark)
    return marks
