"""What is known of a run when its findings are sorted, and what may never be set aside. Knows no single finding."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from policylint.checking.packs import Check
from policylint.finding import Finding
from policylint.reading.yamltree import Document
from policylint.report import Entry
from policylint.run.books import Book, Governed
from policylint.run.severities import ALWAYS
from policylint.run.suppress import Wrong
from policylint.source import Source

_LOOKS_CLEAN = "a file with that fault would look clean"
# What comments, waivers and baselines must not hide: the first would let a file under test excuse itself.
GUARDS = {
    "baseline-stale": "it is about the baseline itself",
    "set-aside-refused": "it is about what may not be set aside",
    "waiver-expired": "it is about the waivers themselves",
    "waiver-unmatched": "it is about the waivers themselves",
}
GUARDS_OF_COMMENTS = {
    **GUARDS,
    "header-differs-from-configuration": "a policy may not excuse itself from the configuration",
    "suppression-malformed": "it is about such comments themselves",
    "suppression-unknown-check": "it is about such comments themselves",
    "suppression-unused": "it is about such comments themselves",
    "suppression-without-reason": "it is about such comments themselves",
}

Making = Callable[[Source, Wrong, str], Finding | None]
"""Makes a finding about a place of a file, for a policy; None when the run does not want it."""


class Scene(NamedTuple):
    """What the gate must know of a run. documents, policies (id, else empty), asked: by file as people see it.

    files: by the id of a policy, and each also by its own name.
    """

    documents: Mapping[str, Document]
    policies: Mapping[str, str]
    files: Mapping[str, Sequence[str]]
    asked: Mapping[str, Mapping[str, bool]]
    checks: Mapping[str, Check]
    governed: Governed
    books: Sequence[Book]
    today: datetime.date
    write_baseline: bool
    make: Making

    def book(self, file: str) -> Book:
        return self.books[self.governed.number(file)]

    def group(self, check: str) -> str:
        return self.checks[check].group if check in self.checks else "document"

    def refused(self, book: Book, check: str, guards: Mapping[str, str] = GUARDS) -> str:
        """Why nobody may set aside what a check finds; empty when somebody may."""
        if check in ALWAYS:
            return _LOOKS_CLEAN
        if check in guards:
            return guards[check]
        if book.config.unwaivable(check, self.group(check)):
            return f'{book.config.file} names it under "unwaivable"'
        if check == "analysis-incomplete" and book.config.data.get("require-complete"):
            return f'{book.config.file} says "require-complete"'
        return ""

    def looked_at(self, book: Book, check: str, policy: str) -> bool:
        """Whether the run would have shown what a check finds in a policy of a configuration."""
        files = [file for file in self.files.get(policy, ()) if self.book(file) is book]
        if not files:
            return book.whole
        return any(check in self.asked.get(file, {}) for file in files) or check not in self.checks


class Bins(NamedTuple):
    """Where the findings went, and everything that set some of them aside."""

    findings: list[Finding]
    suppressed: list[Finding]
    waived: list[Finding]
    entries: list[Entry]
