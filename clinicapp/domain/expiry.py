"""The expiry printed on a vial, read without ever guessing which number is the month."""

from __future__ import annotations

import calendar
import re
from datetime import date

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import MONTHS

_WRITTEN = re.compile(r"(?:exp(?:iry|ires)?[ .:]*)?([0-9a-z][0-9a-z ./,-]*)", re.IGNORECASE)
_FULL_YEAR = re.compile("20[0-9]{2}")
_ORDERS = {2: ("YM", "MY"), 3: ("YMD", "MDY", "DMY")}


def month_end(year: int, month: int) -> date:
    """The last day of a month: what an expiry without a day means (domain.md 3.3)."""
    return date(year, month, calendar.monthrange(year, month)[1])


def read_expiry(text: str) -> date:
    """An expiry typed as a full date, or as month and year; refused if it can be two days.

    "2028-05-31", "31 May 2028" and "05/31/2028" are a day; "05/2028" and "May 2028" the last day
    of the month. "05/06/2028" is refused, and so is "05/28": it can be a day of this year. Years
    are 2000 to 2099.
    """
    parts: list[str] = []
    if match := _WRITTEN.fullmatch(text.strip()):
        parts = re.findall(r"[0-9]+|[a-z]+", match[1].casefold())
    readings = (_reading(order, parts) for order in _ORDERS.get(len(parts), ()))
    days = {day for day in readings if day}
    if len(days) == 1 and (len(parts) == 3 or any(_FULL_YEAR.fullmatch(p) for p in parts)):
        return days.pop()
    raise InputError(
        "This can be more than one date." if days else "This is not an expiry date.",
        remedy="Write it as year-month-day, such as 2028-05-31, or as month/year, such as 05/2028.",
    )


def _reading(order: str, parts: list[str]) -> date | None:
    """What the parts mean in one order of year, month and day; None if they cannot."""
    named = dict(zip(order, parts, strict=True))
    year, month = _year(named["Y"]), _month(named["M"])
    day = named.get("D", "")
    if year is None or month is None or not re.fullmatch(r"[0-9]{0,2}", day):
        return None
    try:
        return date(year, month, int(day)) if day else month_end(year, month)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    if re.fullmatch(r"(20)?[0-9]{2}", text):
        return 2000 + int(text[-2:])
    return None


def _month(text: str) -> int | None:
    if text in MONTHS:
        return MONTHS[text]
    return int(text) if re.fullmatch(r"0?[1-9]|1[0-2]", text) else None
