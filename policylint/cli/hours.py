"""From a date and a time to `working-hours` or `off-hours`, by the hours in a policy; it knows no situations.

`mon-fri: "08:00-17:00"` holds from 08:00 up to, but not at, 17:00; `22:00-06:00` goes on into the next morning; several
stretches of a day stand in a list. A moment without an offset is a time on the agency's clock. Holidays are words that
nobody can compute with, so a holiday counts as the day of the week that it is.
"""

import datetime
from collections.abc import Iterator, Mapping

from policylint.errors import InputError
from policylint.typed import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(said: str) -> datetime.datetime:
    """A date with a time of day, such as `2026-11-28 21:30`, with or without an offset from UTC."""
    said = said.strip()
    try:
        found = datetime.datetime.fromisoformat(said)
    except ValueError:
        pass
    else:
        if len(said) > len("2026-11-28"):
            return found
    raise InputError(f'"{said}" is not a date with a time', remedy='Write it as --at "2026-11-28 21:30".')


def duty_time(hours: Any, at: datetime.datetime) -> tuple[str, str]:
    """The value of `time`, and one sentence that says why. hours: what stands under `working-hours` in the policy."""
    written = hours if isinstance(hours, Mapping) else {}
    stretches = list(_stretches(written))
    if not stretches:
        raise InputError(
            "the policy does not say which hours are working hours, so --at cannot be used",
            remedy="Add `working-hours:` to the policy, or say --time working-hours or --time off-hours.",
        )
    local = _local(at, str(written.get("timezone", "")))
    minute = local.weekday() * 1440 + local.hour * 60 + local.minute
    inside = any(start <= minute < end or start <= minute + 7 * 1440 < end for start, end in stretches)
    said = "; ".join(
        f"{days} {', '.join(times) if isinstance(times, list | tuple) else times}"
        for days, times in written.items()
        if days[:3] in DAYS
    )
    value = "working-hours" if inside else "off-hours"
    words = "in" if inside else "outside"
    return value, f"{local:%A} {local:%Y-%m-%d %H:%M} is {words} working hours ({said})."


def _stretches(written: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Stretches of working time as minutes of the week; one may reach beyond its end."""
    for days, times in written.items():
        first, _, last = str(days).partition("-")
        if first not in DAYS:
            continue
        start, end = DAYS.index(first), DAYS.index(last) if last in DAYS else DAYS.index(first)
        for day in range(start, (end if end >= start else end + 7) + 1):
            for each in times if isinstance(times, list | tuple) else [times]:
                begin, _, until = str(each).partition("-")
                opens, closes = _minutes(begin), _minutes(until)
                offset = day % 7 * 1440
                yield offset + opens, offset + closes + (1440 if closes <= opens else 0)


def _minutes(said: str) -> int:
    hour, _, minute = said.strip().partition(":")
    return int(hour) * 60 + int(minute or 0)


def _local(at: datetime.datetime, zone: str) -> datetime.datetime:
    if at.tzinfo is None or not zone:
        return at
    # Late: only moments with an offset need to know the world's clocks.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return at.astimezone(ZoneInfo(zone))
    except OverflowError as error:
        raise InputError(
            "this moment lies outside the calendar on the agency's clock",
            remedy='Write one of our time as --at "2026-11-28 21:30".',
        ) from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            f'this computer does not know the time zone "{zone}"', remedy="Give the time without an offset."
        ) from error
