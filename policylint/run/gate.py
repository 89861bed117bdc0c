"""What counts of the findings of a run, and what was set aside by whom: comments first, then waivers, then a baseline.

The gate is where silence would be cheapest, so everything that sets aside is itself looked at: unused, expired,
unmatched, stale or refused, it is a finding. Knows no checks by what they ask and no output.
"""

from collections.abc import Iterable

from policylint.finding import Finding
from policylint.run.baselined import baselined
from policylint.run.books import Book
from policylint.run.scene import GUARDS_OF_COMMENTS, Bins, Scene
from policylint.run.suppress import Names, suppress
from policylint.run.waive import waive


def sort(scene: Scene, findings: Iterable[Finding]) -> Bins:
    """Put findings, in the order of the report, into bins."""
    count: dict[tuple[str, ...], int] = {}
    bins = Bins([], [], [], [])
    kept = _comments(scene, [_numbered(finding, count) for finding in findings], bins, count)
    for book in scene.books:
        own = [finding for finding in kept if scene.book(finding.file) is book]
        own = baselined(scene, book, waive(scene, book, own, bins), bins)
        bins.findings.extend(own)
    return bins


def _numbered(finding: Finding, count: dict[tuple[str, ...], int]) -> Finding:
    """The finding with its number among those of the same key."""
    number = count[finding.key] = count.get(finding.key, -1) + 1
    return finding._replace(ordinal=number) if number else finding


def _comments(scene: Scene, findings: list[Finding], bins: Bins, count: dict[tuple[str, ...], int]) -> list[Finding]:
    by_file: dict[str, list[Finding]] = {file: [] for file in scene.documents}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    groups = frozenset(check.group for check in scene.checks.values())
    kept: list[Finding] = []
    for file, own in by_file.items():
        document = scene.documents.get(file)
        if document is None:
            kept += own
            continue
        book = scene.book(file)

        def refused(check: str, book: Book = book) -> str:
            return scene.refused(book, check, GUARDS_OF_COMMENTS)

        names = Names(frozenset(scene.checks), groups, refused)
        outcome = suppress(document, scene.policies.get(file, ""), own, scene.asked.get(file, {}), names)
        kept += outcome.kept
        bins.suppressed.extend(outcome.aside)
        bins.entries.extend(outcome.entries)
        for wrong in outcome.wrong:
            made = scene.make(document.source, wrong, scene.policies.get(file, ""))
            kept += [_numbered(made, count)] if made is not None else []
    return kept
