"""Spans of time and times of day as findings and gates tell them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clinicapp.domain.checks.wording import counted, show_moment

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def number_word(count: int) -> str:
    """A small number in letters."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def span_words(days: int) -> str:
    """A span of days in weeks and days: "12 weeks 1 day", "12 weeks", "3 days"."""
    weeks, rest = divmod(days, 7)
    parts = [counted(weeks, "week")] if weeks else []
    if rest or not weeks:
        parts.append(counted(rest, "day"))
    return " ".join(parts)


def clock_words(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day in the clinic: "13:51"."""
    return f"{moment.astimezone(zone):%H:%M}"


def clock_beside(moment: datetime, beside: datetime, zone: ZoneInfo) -> str:
    """The time of day, with its day where that is not the day of the moment beside."""
    is_same = moment.astimezone(zone).date() == beside.astimezone(zone).date()
    return clock_words(moment, zone) if is_same else show_moment(moment, zone)


def left_words(span: timedelta) -> str:
    """Time that is left: "3 h 40", "25 min"; begun minutes are not counted."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"
