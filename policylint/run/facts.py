"""What a run hands to its gate, and what it gets back: values only."""

import datetime
from collections.abc import Callable, Mapping, Sequence

from policylint.checking.packs import Check, Pack
from policylint.finding import Finding
from policylint.reading.yamltree import Document
from policylint.report import Entry
from policylint.run.making import Wrong
from policylint.source import Source
from policylint.typed import NamedTuple

Making = Callable[[Source, Wrong, str], Finding | None]
"""Makes a finding about a place of a file, for a policy; None when the run does not want it."""


class Facts(NamedTuple):
    """What the gate must know of a run. documents, policies (id, else empty), asked: by file as people see it.

    files: by the id of a policy, and each also by its own name. used: the packs that were asked.
    """

    documents: Mapping[str, Document]
    policies: Mapping[str, str]
    files: Mapping[str, Sequence[str]]
    asked: Mapping[str, Mapping[str, bool]]
    checks: Mapping[str, Check]
    used: Sequence[Pack]
    today: datetime.date
    write_baseline: bool
    make: Making


class Bins(NamedTuple):
    """Where the findings went, and everything that set some of them aside."""

    findings: list[Finding]
    suppressed: list[Finding]
    waived: list[Finding]
    entries: list[Entry]
