"""What counts of the findings of a run, and what was set aside by whom: comments first, then waivers, then a baseline.

The gate is where silence would be cheapest, so everything that sets aside is itself looked at: unused, expired,
unmatched, stale or refused, it is a finding. Knows no checks by what they ask and no output.
"""

from collections.abc import Sequence

from policylint.checking.packs import Check
from policylint.finding import Finding
from policylint.run.baselined import baselined
from policylint.run.books import Book
from policylint.run.facts import Bins, Facts
from policylint.run.governed import Governed
from policylint.run.lock import ANEW, outdated
from policylint.run.making import Wrong, numbered
from policylint.run.marker import speaks
from policylint.run.scene import GUARDS_OF_COMMENTS, Scene
from policylint.run.waive import waive


class Gate:
    """The gate of one run. books: one for each configuration; none are empty ones."""

    def __init__(self, governed: Governed, books: Sequence[Book] = ()) -> None:
        self.governed = governed
        self.books = tuple(books) or tuple(Book(config) for config in governed.configs)

    def is_new(self, file: str, check: Check) -> bool:
        """Whether a check is newer than the lock of a file."""
        lock = self.books[self.governed.number(file)].lock
        return lock is not None and not lock.has(check.pack, check.id)

    def sort(self, facts: Facts, findings: Sequence[Finding]) -> Bins:
        """Put findings, in the order of the report, into bins."""
        scene = Scene(facts, self.governed, self.books)
        count: dict[tuple[str, ...], int] = {}
        bins = Bins([], [], [], [])
        kept = _comments(scene, numbered(findings, count), bins, count)
        for book in self.books:
            own = [finding for finding in kept if scene.book(finding.file) is book]
            own = baselined(scene, book, waive(scene, book, own, bins), bins)
            bins.findings.extend((*own, *_newer(scene, book)))
        return bins


def _comments(scene: Scene, findings: list[Finding], bins: Bins, count: dict[tuple[str, ...], int]) -> list[Finding]:
    facts = scene.facts
    if not any(speaks(document.source.text) for document in facts.documents.values()):
        return findings
    # Late: the grammar of comments costs more than all the rest of the gate, and most files have none.
    from policylint.run.suppress import Names, suppress

    by_file: dict[str, list[Finding]] = {file: [] for file in facts.documents}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    groups = frozenset(check.group for check in facts.checks.values())
    kept: list[Finding] = []
    for file, own in by_file.items():
        document = facts.documents.get(file)
        if document is None:
            kept += own
            continue
        book = scene.book(file)

        def refused(check: str, book: Book = book) -> str:
            return scene.refused(book, check, GUARDS_OF_COMMENTS)

        policy = facts.policies.get(file, "")
        names = Names(frozenset(facts.checks), groups, refused)
        outcome = suppress(document, policy, own, facts.asked.get(file, {}), names)
        kept += outcome.kept
        bins.suppressed.extend(outcome.aside)
        bins.entries.extend(outcome.entries)
        for wrong in outcome.wrong:
            made = facts.make(document.source, wrong, policy)
            kept += numbered([made], count) if made is not None else []
    return kept


def _newer(scene: Scene, book: Book) -> list[Finding]:
    """What is newer than the lock."""
    lock = book.lock
    if lock is None:
        return []
    wrong = (Wrong("lock-outdated", lock.span(word), said, ANEW) for word, said in outdated(lock, scene.facts.used))
    made = (scene.facts.make(lock.source, each, "") for each in wrong)
    return [finding for finding in made if finding is not None]
