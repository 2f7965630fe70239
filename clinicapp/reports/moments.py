"""Times as a record states them: to the second, and how far from UTC."""

from __future__ import annotations

from datetime import date, datetime

from clinicapp.domain.consent.copy_words import CopyWords


def show_moment(moment: datetime, words: CopyWords) -> str:
    """Such as "November 22, 2026, 14:02:07 (UTC-06:00)"; the moment is in the clinic's zone."""
    offset = moment.isoformat(timespec="seconds")[-6:]
    return f"{words.dates.show_date(moment)}, {moment:%H:%M:%S} (UTC{offset})"


def show_clock(moment: datetime, day: date, words: CopyWords) -> str:
    """The time alone on that day, else with its date."""
    if moment.date() == day:
        return f"{moment:%H:%M:%S}"
    return f"{words.dates.show_date(moment)}, {moment:%H:%M:%S}"
