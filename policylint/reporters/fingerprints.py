"""Fingerprints that tell all findings of a report apart; it knows no format."""

from policylint.finding import Finding, fingerprints

# What was asked for last: the formats of one run all want those of the same findings, and those of another run are
# no use. The findings are kept too, so that no others can come to stand where they stood.
_known: list[tuple[tuple[Finding, ...], tuple[str, ...]]] = []
_KINDS = 3  # what counts, and what is set aside in two ways


def marks(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The fingerprint of each finding, made once for all formats of a run."""
    if not findings:
        return ()
    for known, found in _known:
        if known is findings:
            return found
    found = fingerprints(findings)
    _known.append((findings, found))
    del _known[:-_KINDS]
    return found


def unique(*findings: tuple[Finding, ...]) -> list[str]:
    """The fingerprint of each finding, with a number behind those that an earlier one has too (copies of a policy)."""
    found = [mark for each in findings for mark in marks(each)]
    if len(set(found)) == len(found):
        return found
    seen: dict[str, int] = {}
    for number, mark in enumerate(found):
        seen[mark] = seen.get(mark, 0) + 1
        if seen[mark] > 1:
            found[number] = f"{mark}-{seen[mark]}"
    return found
