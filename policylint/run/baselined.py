"""Findings that a baseline knows already, and entries of it that nothing matches any more."""

from policylint.finding import Aside, Finding
from policylint.report import Entry
from policylint.run.baseline import Baseline
from policylint.run.books import Book
from policylint.run.facts import Bins
from policylint.run.making import Wrong
from policylint.run.scene import Scene

REASON = "it was there when the baseline was written"


def baselined(scene: Scene, book: Book, findings: list[Finding], bins: Bins) -> list[Finding]:
    """The findings that still count, with those about the baseline; the others and all entries go into the bins.

    A run that writes a baseline knows everything that it finds.
    """
    if not book.baseline_file:
        return findings
    known = book.baseline.findings if book.baseline is not None else {}
    kept: list[Finding] = []
    found = {finding.fingerprint for finding in (*bins.suppressed, *bins.waived)} if known else set()
    for finding in findings:
        mark = finding.fingerprint
        found.add(mark)
        line = book.baseline.line(mark) if book.baseline is not None and mark in known else 0
        policy = finding.file in scene.facts.documents or finding.file in scene.facts.policies
        if (mark in known or scene.facts.write_baseline) and policy and not scene.refused(book, finding.check):
            bins.waived.append(finding._replace(aside=Aside("baseline", book.baseline_file, line, REASON)))
        else:
            kept.append(finding)
    if book.baseline is not None:
        for mark in known:
            kept += _entry(scene, book, book.baseline, mark, bins, found=mark in found)
    return kept


def _entry(scene: Scene, book: Book, baseline: Baseline, mark: str, bins: Bins, *, found: bool) -> list[Finding]:
    known = baseline.findings[mark]
    refused = scene.refused(book, known.check)
    state = "used" if found else "unused" if scene.looked_at(book, known.check, known.policy) else "unknown"
    state = "refused" if refused else state
    words = (known.check, known.policy, mark, baseline.source.path, baseline.line(mark), known.message)
    bins.entries.append(Entry("baseline", state, *words, uses=int(found)))
    # A baseline that is written anew leaves out what is wrong with the old one.
    if scene.facts.write_baseline or state in ("used", "unknown"):
        return []
    if refused:
        wrong = Wrong("set-aside-refused", baseline.span(mark), f'"{known.check}" cannot be in a baseline: {refused}')
    else:
        message = f'the baseline has a finding of "{known.check}" in "{known.policy}" that is not there any more'
        wrong = Wrong("baseline-stale", baseline.span(mark), message)
    made = scene.facts.make(baseline.source, wrong, known.policy)
    return [made] if made is not None else []
