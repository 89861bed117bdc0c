"""The file of waivers: findings that somebody answers for until a day. Knows no run; `waive` sets findings aside."""

import datetime
from collections.abc import Iterator, Mapping

from policylint.errors import SetupError
from policylint.finding import Finding
from policylint.policy.durations import date
from policylint.reading.yamltree import Document
from policylint.run.settings_file import refusal, refuse, settings
from policylint.source import Source, Span
from policylint.typed import Any, NamedTuple

SOON = 30  # days before its end from which a waiver is said to expire soon


class Waiver(NamedTuple):
    """One waiver. number: of the entry in the file. clause, path: one of them or neither. until: its last day."""

    number: int
    line: int
    check: str
    policy: str
    clause: str
    path: str
    reason: str
    owner: str
    until: datetime.date

    def covers(self, finding: Finding) -> bool:
        """Whether it is about a finding, whatever the day."""
        if finding.check != self.check or finding.policy != self.policy:
            return False
        if self.clause:
            return self.clause == finding.clause or _within(finding.anchor, f"/clauses/{self.clause}")
        return not self.path or _within(finding.path, self.path) or _within(finding.anchor, self.path)

    @property
    def where(self) -> str:
        """The clause or the place that it is about; empty for the whole policy."""
        return self.clause or self.path

    def state(self, today: datetime.date, uses: int, *, asked: bool) -> str:
        """`expired`, `expires-soon`, `used`, `unused`, or `unknown` where the run did not ask."""
        if self.until < today:
            return "expired"
        if not uses:
            return "unused" if asked else "unknown"
        return "expires-soon" if (self.until - today).days <= SOON else "used"


class Waivers(NamedTuple):
    """A file of waivers that was read."""

    document: Document
    entries: tuple[Waiver, ...]

    @property
    def source(self) -> Source:
        return self.document.source

    def span(self, waiver: Waiver, key: str) -> Span:
        """Where a key of an entry stands, its value included."""
        path = f"/waivers/{waiver.number}/{key}"
        found = self.document.key_span(path) or self.document.span(path)
        return Span(found.start, self.document.span(path).end)


def read_waivers(path: str, shown: str, longest: int | None, today: datetime.date) -> Waivers:
    """The waivers in a file. longest: how many days each may last from its `since`, or from today.

    Raises SetupError or Problems for what is wrong in the file, with lines and remedies.
    """
    document = settings(path, shown, "waivers")
    written: list[Mapping[str, Any]] = (document.data or {}).get("waivers", [])
    refuse(error for number, entry in enumerate(written) for error in _wrong(document, number, entry, longest, today))
    found: list[Waiver] = []
    first: dict[tuple[str, ...], int] = {}
    errors = []
    for number, entry in enumerate(written):
        line = document.source.position(document.span(f"/waivers/{number}").start)[0]
        until = date(entry["until"])
        assert until is not None  # noqa: S101 - `_wrong` has seen to it
        key = entry["check"], entry["policy"], entry.get("clause", ""), entry.get("path", "")
        if key in first:
            message = f'this repeats the waiver of line {first[key]} for "{entry["check"]}"'
            errors.append(refusal(document.source, message, document.span(f"/waivers/{number}"), "keep one of the two"))
        first.setdefault(key, line)
        reason, owner = (" ".join(entry[name].split()) for name in ("reason", "owner"))
        found.append(Waiver(number, line, *key, reason, owner, until))
    refuse(errors)
    return Waivers(document, tuple(found))


def _wrong(
    document: Document, number: int, entry: Mapping[str, Any], longest: int | None, today: datetime.date
) -> Iterator[SetupError]:
    start = today
    for key in ("since", "until"):
        if key in entry and date(entry[key]) is None:
            span = document.span(f"/waivers/{number}/{key}")
            yield refusal(document.source, f'"{entry[key]}" is no day of the calendar', span, "write a day there is")
            return
    since, until = date(entry.get("since")), date(entry["until"])
    assert until is not None  # noqa: S101 - the schema demands it
    span = document.span(f"/waivers/{number}/until")
    if since is not None:
        start = since
        if until < since:
            yield refusal(document.source, f"the waiver ends before it begins, on {since}", span, "write a later day")
            return
    if longest is not None and (until - start).days > longest:
        last = start + datetime.timedelta(days=longest)
        message = f"the waiver lasts {(until - start).days} days from {start}, and the configuration allows {longest}"
        yield refusal(document.source, message, span, f"write {last} or earlier, and `since` if it began before today")


def _within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")
