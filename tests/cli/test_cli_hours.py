"""From a date and a time to working hours, case by case."""

import pytest

from policylint.cli.hours import duty_time, moment
from policylint.errors import InputError

OFFICE = {"timezone": "America/Los_Angeles", "mon-fri": "08:00-17:00"}
SHIFTS = {"fri-mon": ["06:00-12:00", "22:00-06:00"], "wed": "00:00-24:00", "holidays": "none"}


@pytest.mark.parametrize(
    ("hours", "when", "value"),
    [
        (OFFICE, "2026-11-27 08:00", "working-hours"),
        (OFFICE, "2026-11-27 07:59", "off-hours"),
        (OFFICE, "2026-11-27 16:59", "working-hours"),
        (OFFICE, "2026-11-27 17:00", "off-hours"),
        (OFFICE, "2026-11-28 12:00", "off-hours"),
        (OFFICE, "2026-11-27T17:30:00", "off-hours"),
        (OFFICE, "2026-11-27 16:30+00:00", "working-hours"),  # 08:30 in Los Angeles
        (OFFICE, "2026-11-27 23:30+09:00", "off-hours"),  # 06:30 in Los Angeles
        (SHIFTS, "2026-11-27 23:00", "working-hours"),  # Friday night
        (SHIFTS, "2026-11-28 05:59", "working-hours"),
        (SHIFTS, "2026-11-28 13:00", "off-hours"),
        (SHIFTS, "2026-11-24 05:59", "working-hours"),  # the night that began on Monday
        (SHIFTS, "2026-11-24 06:00", "off-hours"),
        (SHIFTS, "2026-11-25 23:59", "working-hours"),
        (SHIFTS, "2026-11-26 00:00", "off-hours"),
        ({"sun": "22:00-02:00"}, "2026-11-30 01:00", "working-hours"),  # over the end of the week
    ],
)
def test_duty_time(hours, when, value):
    assert duty_time(hours, moment(when))[0] == value


def test_reason_names_the_day_and_the_hours():
    assert duty_time(OFFICE, moment("2026-11-28 21:30"))[1] == (
        "Saturday 2026-11-28 21:30 is outside working hours (mon-fri 08:00-17:00)."
    )


@pytest.mark.parametrize("said", ["noon", "2026-11-28", "28.11.2026 21:30", ""])
def test_no_moment(said):
    with pytest.raises(InputError, match="is not a date with a time"):
        moment(said)


@pytest.mark.parametrize("hours", [None, {}, {"timezone": "Europe/London"}])
def test_policy_without_hours(hours):
    with pytest.raises(InputError, match="does not say which hours are working hours"):
        duty_time(hours, moment("2026-11-28 21:30"))
