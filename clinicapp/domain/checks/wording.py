"""Sites, vials and moments as findings name them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clinicapp.domain.vials import Vial

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_NAMED_AT_MOST = 8


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"; of many the first ones and how many."""
    every = list(names)
    if len(every) > _NAMED_AT_MOST:
        more = len(every) - _NAMED_AT_MOST
        return f"{', '.join(every[:_NAMED_AT_MOST])} and {more} more"
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def counted(number: int, noun: str) -> str:
    """A count with its noun: "1 site", "3 sites"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_day(day: date) -> str:
    """A day as on screen: 22 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment on the clinic's clock: 22 Nov 2026 14:02."""
    local = at.astimezone(zone)
    return f"{show_day(local.date())} {local:%H:%M}"


def vial_name(vial: Vial) -> str:
    """A vial by its lot, and its serial number where one is known."""
    lot = vial.label.lot_number or "not recorded"
    return f"lot {lot}, serial {vial.label.serial}" if vial.label.serial else f"lot {lot}"
