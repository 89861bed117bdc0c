"""Dates that have passed, and gaps that are none any more. Knows today's date from the context, never the clock."""

from collections.abc import Iterator, Mapping

from policylint.checking.analyses.possible import nothing_left, settled, situation
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.durations import date, hours
from policylint.typed import Any


def _head(context: Context) -> Mapping[str, Any]:
    return context.data.get("policy") or {}


def review_overdue(context: Context, question: Question) -> Iterator[Fault]:
    """A fault when the next review was due before today, by its date or by the last one and the interval."""
    review = _head(context).get("review") or {}
    due = date(review.get("next"))
    if due is not None:
        if due < context.today:
            yield context.fault(question, "/policy/review/next", f"it was due on {due.isoformat()}")
        return
    last, every = date(review.get("last")), hours(review.get("every"))
    if last is not None and every is not None and (context.today - last).days * 24 > every:
        detail = f"the last one was on {last.isoformat()}, and one is due every {review['every']}"
        yield context.fault(question, "/policy/review/last", detail)


def draft_past_effective_date(context: Context, question: Question) -> Iterator[Fault]:
    """A fault when a draft's effective date has come."""
    head = _head(context)
    effective = date(head.get("effective"))
    if head.get("status") == "draft" and effective is not None and effective <= context.today:
        yield context.fault(question, "/policy/status", f"it was to take effect on {effective.isoformat()}")


def gap_expired(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each accepted gap whose date has passed."""
    for gap in context.policy.gaps:
        until = date(gap.until)
        if until is not None and until < context.today:
            yield context.fault(question, f"{gap.path}/until", until.isoformat())


def gap_closed(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each accepted gap in which nothing is open: all of it is settled, or can never happen."""
    gaps = context.policy.gaps
    if not gaps:
        return
    rules = settled(context)
    for gap in gaps:
        boxes = [box.bits for box in gap.boxes if context.space.is_box(box.bits)]
        if boxes and nothing_left(context, question, boxes, rules):
            possible = situation(context, question, boxes)
            detail = "all of it is settled by now" if possible else "nothing of it can happen"
            yield context.fault(question, gap.path, detail)


def gap_open_ended(context: Context, question: Question) -> Iterator[Fault]:
    """A fault for each accepted gap that nobody owns, that never ends, or that takes in nearly everything."""
    for index, entry in enumerate(context.data.get("accepted-gaps") or ()):
        path = f"/accepted-gaps/{index}"
        missing = [f'"{name}"' for name in ("owner", "until") if not entry.get(name)]
        boxes = [box for gap in context.policy.gaps if gap.path == path for box in gap.boxes]
        if missing:
            yield context.fault(question, path, f"{' and '.join(missing)} missing")
        elif any(box.limited.bit_count() < 2 for box in boxes):
            yield context.fault(question, f"{path}/when", "it takes in nearly everything: name at least two things")
