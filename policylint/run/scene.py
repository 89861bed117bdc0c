"""What may never be set aside, and what a run would have shown. Knows no single finding."""

from collections.abc import Mapping, Sequence

from policylint.run.books import Book
from policylint.run.facts import Facts
from policylint.run.governed import Governed
from policylint.run.severities import ALWAYS
from policylint.typed import NamedTuple

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


class Scene(NamedTuple):
    """A run before its gate: what is known of it, and the files that go with each configuration."""

    facts: Facts
    governed: Governed
    books: Sequence[Book]

    def book(self, file: str) -> Book:
        return self.books[self.governed.number(file)]

    def group(self, check: str) -> str:
        return self.facts.checks[check].group if check in self.facts.checks else "document"

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
        files = [file for file in self.facts.files.get(policy, ()) if self.book(file) is book]
        if not files:
            return book.whole
        return any(self.facts.asked.get(file, {}).get(check) for file in files) or check not in self.facts.checks
