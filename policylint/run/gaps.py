"""Accepted gaps of a policy as entries of what sets findings aside: a silence that somebody decided to leave."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from policylint.finding import Finding
from policylint.policy.durations import date
from policylint.policy.model import Policy
from policylint.reading.yamltree import Document
from policylint.report import Entry
from policylint.run.waivers import SOON

# The check that finds gaps in which nothing is open any more.
CLOSED = "accepted-gap-closed"


def accepted_gaps(
    document: Document, policy: Policy, today: datetime.date, findings: Iterable[Finding]
) -> Iterator[Entry]:
    """The accepted gaps of a policy, each with its state; a gap has no count of findings."""
    if not policy.gaps:
        return
    file = document.source.path
    closed = {finding.path for finding in findings if finding.file == file and finding.check == CLOSED}
    for gap in policy.gaps:
        node = document.node(gap.path)
        written: Mapping[str, object] = node.value if node is not None and isinstance(node.value, dict) else {}
        until = date(gap.until)
        state = "unused" if gap.path in closed else "used"
        if until is not None and until < today:
            state = "expired"
        elif until is not None and state == "used" and (until - today).days <= SOON:
            state = "expires-soon"
        line = document.source.position(document.span(gap.path).start)[0]
        reason, owner = (" ".join(str(written.get(name, "")).split()) for name in ("because", "owner"))
        yield Entry("gap", state, "", policy.id, gap.path, file, line, reason, owner, gap.until or "")
