"""Calendar months before and after a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day of the month some months earlier; where a month lacks it, its last day.

    Three months before 31 May is 28 or 29 February (domain.md 9 check 7).
    """
    return _moved(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later; where a month lacks it, its last day."""
    return _moved(day, months)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
