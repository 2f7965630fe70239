"""What was done at a site so far, what came after, and how two sessions differ, in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import hypot

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.session import Session, SiteRecord, reason_label
from clinicapp.domain.site_history import (
    PastEffect,
    PastSite,
    SiteHistory,
    SiteSum,
    differences,
)
from clinicapp.domain.units import show_units
from clinicapp.ui.models.day_words import short_day


def site_lines(history: SiteHistory) -> tuple[str, ...]:
    """A site's past, the doses first; nothing for one that no visit has a record of."""
    if not history.past:
        return ()
    lines = [_dose_line(history), *effect_lines(history.effects), _last_line(history)]
    return tuple(filter(None, (*lines, _moved_line(history), _note_line(history))))


def effect_lines(effects: Iterable[PastEffect]) -> tuple[str, ...]:
    """Each effect with its visit: "Neck pain after 2 May 2026, from 5 May 2026"."""
    tr = QCoreApplication.translate
    lines = []
    for past in effects:
        label = past.effect.label
        words = tr("history", "{effect} after {day}").format(effect=label, day=short_day(past.day))
        lines.append(words + _onset_words(past.effect))
    return tuple(lines)


def effect_line(effect: AfterEffect) -> str:
    """An effect beside its own session: "Neck pain, from 5 May 2026"."""
    return effect.label + _onset_words(effect)


def sum_words(found: SiteSum | None) -> str:
    """Such as "45 units over 9 visits"."""
    tr = QCoreApplication.translate
    if found is None:
        return tr("history", "Not given so far")
    words = tr("history", "{units} units over {n} visits")
    if found.visits == 1:
        words = tr("history", "{units} units on 1 visit")
    return words.format(units=show_units(found.units), n=found.visits)


def difference_lines(before: Session, after: Session) -> tuple[str, ...]:
    """What the later of two sessions did otherwise, site by site."""
    tr = QCoreApplication.translate
    return tuple(
        tr("history", "{site}: {what}").format(
            site=d.name, what=_difference(d.before, d.after, after)
        )
        for d in differences(before, after)
    )


def _difference(before: SiteRecord | None, after: SiteRecord | None, later: Session) -> str:
    tr = QCoreApplication.translate
    was = _was_words(before)
    if after is None:
        return tr("history", "not added, was {was}").format(was=was)
    if after.is_omitted:
        reason = reason_label(later.protocol.omission_reasons, after.omission_reason)
        return tr("history", "omitted ({reason}), was {was}").format(reason=reason, was=was)
    now = tr("history", "{units} units").format(units=show_units(after.units))
    if before is None:
        return tr("history", "added, {now}").format(now=now)
    if before.is_omitted or before.units != after.units:
        return tr("history", "{now}, was {was}").format(now=now, was=was)
    return _place_words(after)


def _was_words(before: SiteRecord | None) -> str:
    tr = QCoreApplication.translate
    if before is None:
        return tr("history", "not added")
    if before.is_omitted:
        return tr("history", "omitted")
    return tr("history", "{units} units").format(units=show_units(before.units))


def _place_words(after: SiteRecord) -> str:
    tr = QCoreApplication.translate
    if after.is_moved:
        return tr("history", "{cm} cm from its planned place").format(cm=_cm(after))
    if after.at_x is None:
        return tr("history", "in its planned place")
    return tr("history", "at another place")


def _dose_line(history: SiteHistory) -> str:
    tr = QCoreApplication.translate
    counts = tr("history", "on {n} of {all} visits")
    if history.visits == 1:
        counts = tr("history", "on {n} of {all} visit")
    counts = counts.format(n=len(history.given), all=history.visits)
    if history.doses:
        doses = _dose_words(history.doses)
        words = tr("history", "{units} units {counts}").format(units=doses, counts=counts)
        if history.places > 1:
            words += tr("history", ", at {n} places").format(n=history.places)
    else:
        words = tr("history", "Given {counts}").format(counts=counts)
    return words + _omitted_words(history.omitted)


def _dose_words(doses: tuple[Decimal, ...]) -> str:
    least, most = show_units(doses[0]), show_units(doses[-1])
    if least == most:
        return least
    words = QCoreApplication.translate("history", "{least} to {most}")
    return words.format(least=least, most=most)


def _omitted_words(omitted: tuple[PastSite, ...]) -> str:
    if not omitted:
        return ""
    tr = QCoreApplication.translate
    words = tr("history", ", omitted {n} times, last {day} ({reason})")
    if len(omitted) == 1:
        words = tr("history", ", omitted {day} ({reason})")
    newest = omitted[-1]
    return words.format(n=len(omitted), day=short_day(newest.day), reason=newest.reason)


def _last_line(history: SiteHistory) -> str:
    """The newest dose, unless the first line has told it."""
    last = history.last
    if last is None or (len(history.doses) == 1 and last is history.past[-1]):
        return ""
    return QCoreApplication.translate("history", "Last {units} units on {day}").format(
        units=show_units(last.record.units), day=short_day(last.day)
    )


def _moved_line(history: SiteHistory) -> str:
    if not history.moved:
        return ""
    moved = history.moved[-1]
    words = QCoreApplication.translate("history", "{cm} cm from its planned place on {day}")
    return words.format(cm=_cm(moved.record), day=short_day(moved.day))


def _note_line(history: SiteHistory) -> str:
    if not history.noted:
        return ""
    noted = history.noted[-1]
    return QCoreApplication.translate("history", "Note of {day}: {note}").format(
        day=short_day(noted.day), note=noted.record.note
    )


def _onset_words(effect: AfterEffect) -> str:
    if effect.onset is None:
        return ""
    words = QCoreApplication.translate("history", ", from {day}")
    return words.format(day=short_day(effect.onset))


def _cm(record: SiteRecord) -> str:
    away = hypot(float(record.shift_x), float(record.shift_y))
    return show_units(Decimal(away).quantize(Decimal("0.1")))
