"""Findings that waivers set aside, and what is wrong with waivers: run out, about nothing, not allowed."""

from policylint.finding import Aside, Finding
from policylint.report import Entry
from policylint.run.books import Book
from policylint.run.facts import Bins
from policylint.run.making import Wrong
from policylint.run.scene import Scene
from policylint.run.waivers import Waiver, Waivers


def waive(scene: Scene, book: Book, findings: list[Finding], bins: Bins) -> list[Finding]:
    """The findings that still count, with those about the waivers; the others and all waivers go into the bins."""
    waivers = book.waivers
    if waivers is None:
        return findings
    file = waivers.source.path
    uses = dict.fromkeys((waiver.number for waiver in waivers.entries), 0)
    refused = {waiver.number: scene.refused(book, waiver.check) for waiver in waivers.entries}
    index: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers.entries:
        if not refused[waiver.number]:
            index.setdefault((waiver.check, waiver.policy), []).append(waiver)
    kept: list[Finding] = []
    for finding in findings:
        covering = [each for each in index.get((finding.check, finding.policy), ()) if each.covers(finding)]
        for each in covering:
            uses[each.number] += 1
        valid = next((each for each in covering if each.until >= scene.facts.today), None)
        if valid is not None:
            why = Aside("waiver", file, valid.line, valid.reason, valid.owner, valid.until.isoformat())
            bins.waived.append(finding._replace(aside=why))
        else:
            # A waiver that has run out lets its finding in again: a day brought it, no change of the policy.
            kept.append(finding._replace(calendar=True) if covering else finding)
    for waiver in waivers.entries:
        asked = scene.looked_at(book, waiver.check, waiver.policy)
        count = uses[waiver.number]
        state = "refused" if refused[waiver.number] else waiver.state(scene.facts.today, count, asked=asked)
        bins.entries.append(_entry(waiver, state, file, count))
        wrong = _wrong(waivers, waiver, state, refused[waiver.number]) if asked else None
        made = scene.facts.make(waivers.source, wrong, waiver.policy) if wrong is not None else None
        kept += [made] if made is not None else []
    return kept


def _entry(waiver: Waiver, state: str, file: str, uses: int) -> Entry:
    return Entry(
        "waiver",
        state,
        waiver.check,
        waiver.policy,
        waiver.where,
        file,
        waiver.line,
        waiver.reason,
        waiver.owner,
        waiver.until.isoformat(),
        uses,
    )


def _wrong(waivers: Waivers, waiver: Waiver, state: str, refused: str) -> Wrong | None:
    about = f'"{waiver.check}" in "{waiver.policy}"' + (f", {waiver.where}" if waiver.where else "")
    if state == "refused":
        span = waivers.span(waiver, "check")
        return Wrong("set-aside-refused", span, f'"{waiver.check}" cannot be waived: {refused}')
    if state == "expired":
        message = f"the waiver for {about} ended on {waiver.until.isoformat()}; {waiver.owner} answers for it"
        return Wrong("waiver-expired", waivers.span(waiver, "until"), message)
    if state == "unused":
        return Wrong("waiver-unmatched", waivers.span(waiver, "check"), f"there is no finding of {about} to waive")
    return None
