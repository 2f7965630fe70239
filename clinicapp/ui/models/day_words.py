"""Dates and times as they stand on screen, in the language of the interface."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clinicapp.domain.patient import age_on


def screen_locale() -> QLocale:
    """The locale of the words on screen."""
    return QLocale(screen_language())


def screen_language() -> str:
    """The language of the words on screen, such as "en"; a translation names its own."""
    return QCoreApplication.translate("locale", "en")


def short_day(day: date) -> str:
    """Such as "22 Nov 2026"."""
    return _written(day, "d MMM yyyy")


def long_day(day: date) -> str:
    """Such as "Sunday 22 November"."""
    return _written(day, "dddd d MMMM")


def full_day(day: date) -> str:
    """Such as "14 March 1984"."""
    return _written(day, "d MMMM yyyy")


def years_old(birth_date: date, today: date) -> str:
    """Completed years in words, such as "42 years"; months are told in the first two years."""
    years = age_on(birth_date, today)
    if years >= 2:
        return QCoreApplication.translate("days", "{n} years").format(n=years)
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month
    months -= today.day < birth_date.day
    if months == 1:
        return QCoreApplication.translate("days", "1 month")
    return QCoreApplication.translate("days", "{n} months").format(n=months)


def born_words(birth_date: date, today: date) -> str:
    """Birth date and age, such as "14 March 1984, 42 years"."""
    return f"{full_day(birth_date)}, {years_old(birth_date, today)}"


def time_ago(day: date, today: date) -> str:
    """How long ago a day was, such as "12 weeks 4 days ago"; "today" for the day itself."""
    weeks, days = divmod((today - day).days, 7)
    tr = QCoreApplication.translate
    parts = []
    if weeks:
        parts.append(tr("days", "1 week") if weeks == 1 else tr("days", "{n} weeks"))
    if days:
        parts.append(tr("days", "1 day") if days == 1 else tr("days", "{n} days"))
    counts = [n for n in (weeks, days) if n]
    if not parts:
        return tr("days", "today")
    told = " ".join(part.format(n=n) for part, n in zip(parts, counts, strict=True))
    return tr("days", "{time} ago").format(time=told)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The clinic's calendar day of a moment."""
    return moment.astimezone(zone).date()


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """The clinic's time of day, such as "09:30"."""
    return moment.astimezone(zone).strftime("%H:%M")


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """The clinic's day and time of a moment, such as "22 Nov 2026 14:02"."""
    return f"{short_day(local_day(moment, zone))} {clock_time(moment, zone)}"


def _written(day: date, pattern: str) -> str:
    return screen_locale().toString(QDate(day.year, day.month, day.day), pattern)
