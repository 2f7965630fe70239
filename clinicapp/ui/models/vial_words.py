"""A vial as lists and panels tell it: its state, its source, its expiry, its 24 hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.policy import Policy
from clinicapp.domain.stock import expires_soon
from clinicapp.domain.units import show_exact, show_units
from clinicapp.domain.vials import Source, Vial, VialStanding, VialState
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.models.session_words import StateWords

TENTH_ML, NUMBERS = Decimal("0.1"), Decimal("0.01")
FEW_HOURS = timedelta(hours=4)


def source_word(source: Source) -> str:
    """How the clinic came by a vial."""
    tr = QCoreApplication.translate
    return {
        Source.BOUGHT: tr("vials", "Bought"),
        Source.PHARMACY: tr("vials", "Patient’s pharmacy"),
        Source.SAMPLE: tr("vials", "Sample"),
    }[source]


def state_word(state: VialState) -> StateWords:
    """What became of a vial, as a tag."""
    tr = QCoreApplication.translate
    return {
        VialState.IN_STOCK: StateWords(tr("vials", "In stock"), "", "archive"),
        VialState.OPEN: StateWords(tr("vials", "Open"), "accent", "droplet"),
        VialState.IN_USE: StateWords(tr("vials", "In use"), "accent", "syringe"),
        VialState.USED_UP: StateWords(tr("vials", "Used up"), "ok", "circle-check"),
        VialState.DISCARDED: StateWords(tr("vials", "Discarded"), "", "trash-2"),
    }[state]


def standing_word(standing: VialStanding, policy: Policy, now: datetime, day: date) -> StateWords:
    """The state of a vial; one that may not be used any more says why."""
    tr = QCoreApplication.translate
    vial, state = standing.vial, standing.state
    if state in (VialState.USED_UP, VialState.DISCARDED):
        return state_word(state)
    if vial.is_expired(day):
        return StateWords(tr("vials", "Expired"), "danger", "octagon-x")
    until = vial.use_until(policy.vial_hours)
    if until is not None and until < now:
        over = tr("vials", "Over {hours} hours").format(hours=policy.vial_hours)
        return StateWords(over, "danger", "timer")
    return state_word(state)


def expiry_note(vial: Vial, policy: Policy, day: date) -> str:
    """How near the expiry is, such as "8 days left"; "" while it is far."""
    tr = QCoreApplication.translate
    days = (vial.label.expiration_date - day).days
    if days < 0:
        return tr("vials", "expired")
    if not expires_soon(vial, policy, day):
        return ""
    if days == 0:
        return tr("vials", "last day")
    return tr("vials", "1 day left") if days == 1 else tr("vials", "{n} days left").format(n=days)


def strength_words(units: Decimal, ml: Decimal) -> str:
    """Units in 0.1 mL of a reconstituted vial, such as "5 units in 0.1 mL" (domain.md 3.2)."""
    exact = units / ml * TENTH_ML
    shown = exact.quantize(NUMBERS)
    about = "" if shown == exact else QCoreApplication.translate("vials", "about ")
    words = QCoreApplication.translate("vials", "{about}{units} units in 0.1 mL")
    return words.format(about=about, units=show_units(shown))


def ml_words(ml: Decimal) -> str:
    """A volume, such as "4 mL"."""
    return QCoreApplication.translate("vials", "{ml} mL").format(ml=f"{show_exact(ml):f}")


def left_words(left: timedelta) -> str:
    """How long a reconstituted vial may still be used, such as "3 h 40 min left"."""
    tr = QCoreApplication.translate
    minutes = abs(int(left.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    span = tr("vials", "{h} h {m} min").format(h=hours, m=rest)
    if not hours:
        span = tr("vials", "{m} min").format(m=rest)
    words = tr("vials", "{span} left") if left >= timedelta(0) else tr("vials", "{span} over")
    return words.format(span=span)


def hours_note(vial: Vial, policy: Policy, now: datetime) -> str:
    """How long an open vial may still be used; "" for one that is not reconstituted."""
    until = vial.use_until(policy.vial_hours)
    return "" if until is None else left_words(until - now)


def clock_tone(left: timedelta) -> str:
    """The tone of the clock: quiet, amber in its last hours, red once it is over."""
    if left < timedelta(0):
        return "danger"
    return "warn" if left < FEW_HOURS else "ok"


def label_line(vial: Vial) -> str:
    """Such as "200 units, expires 31 May 2028"."""
    words = QCoreApplication.translate("vials", "{units} units, expires {day}")
    return words.format(
        units=show_units(vial.label.units), day=short_day(vial.label.expiration_date)
    )
