"""A time of day as somebody types it, and the moment it means on the clinic's clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import InputError

_WRITTEN = re.compile(r"([0-9]{1,2})[:.h]?([0-9]{2})")


def parse_clock(text: str) -> time:
    """A time of day on a clock of 24 hours: "14:02", "1402" or "9:05"; refused if it is none."""
    match = _WRITTEN.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise InputError("This is not a time of day.", remedy="Write it such as 14:02.")
    return time(hour, minute)


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC of a local time; refused if the clock was put forward over it.

    A time that comes twice, as the clock is put back, means the earlier one.
    """
    local = datetime.combine(day, clock, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InputError("The clock was put forward over this time.", remedy="Check the time.")
    return moment
