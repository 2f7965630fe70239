"""Days, spans and times as findings and gates tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def day_words(day: date) -> str:
    """A day such as 22 Nov 2026, the same in every language of the computer."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 day", "84 days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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


def left_words(span: timedelta) -> str:
    """Time that is left: "3 h 40", "25 min"; begun minutes are not counted."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
