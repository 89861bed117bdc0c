"""Durations and dates as policies write them: `20 days`, `5 working days`, `immediately`, `2026-02-01`. Knows no
policy.
"""

import datetime

from policylint.patterns import pattern

# Hours; months and years by the calendar average, working days as if weekends lay between, so that bounds compare.
HOURS = {
    "minute": 1 / 60,
    "hour": 1.0,
    "working day": 33.6,
    "business day": 33.6,
    "day": 24.0,
    "week": 168.0,
    "month": 730.5,
    "quarter": 2191.5,
    "year": 8766.0,
}
# Where a word means that somebody acts at once; `promptly` and the like set no bound.
AT_ONCE = frozenset({"immediately", "at once", "same day"})
VAGUE = frozenset({"promptly", "without delay", "as soon as possible"})

_DURATION = pattern(r"\s*(\d+(?:\.\d+)?)\s*(minute|hour|working day|business day|day|week|month|quarter|year)s?\s*")
_DATE = pattern(r"\d{4}-\d{2}-\d{2}")


def hours(written: object) -> float | None:
    """A duration in hours; 0 for `immediately`, None for words without a bound and for what is no duration."""
    if not isinstance(written, str):
        return None
    text = written.strip().lower()
    if text in AT_ONCE:
        return 0.0
    match = _DURATION.fullmatch(text)
    return float(match[1]) * HOURS[match[2]] if match else None


def date(written: object) -> datetime.date | None:
    """A calendar date, None for anything that is no day of the calendar."""
    if not isinstance(written, str) or not _DATE.fullmatch(written.strip()):
        return None
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        return None
