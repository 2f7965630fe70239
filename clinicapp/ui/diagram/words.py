"""What the diagram says: names of views and sides, and a site's state in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, tzinfo
from decimal import Decimal
from textwrap import fill

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session, SiteRecord, reason_label
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.models.place_words import moved_words, own_place_words
from clinicapp.ui.widgets.words import tip

TIP_LETTERS = 52


def view_title(view: View) -> str:
    """A view as its pane is headed."""
    tr = QCoreApplication.translate
    return {
        View.FRONT: tr("diagram", "Front"),
        View.BACK: tr("diagram", "Back"),
        View.LEFT: tr("diagram", "Left side"),
        View.RIGHT: tr("diagram", "Right side"),
    }[view]


def view_word(view: View) -> str:
    """A view in one word."""
    tr = QCoreApplication.translate
    return {
        View.FRONT: tr("diagram", "Front"),
        View.BACK: tr("diagram", "Back"),
        View.LEFT: tr("diagram", "Left"),
        View.RIGHT: tr("diagram", "Right"),
    }[view]


def view_name(view: View) -> str:
    """A view as a screen reader names it."""
    tr = QCoreApplication.translate
    return {
        View.FRONT: tr("diagram", "Front view"),
        View.BACK: tr("diagram", "Back view"),
        View.LEFT: tr("diagram", "Left side view"),
        View.RIGHT: tr("diagram", "Right side view"),
    }[view]


def enlarge_words(view: View) -> str:
    """What the button that enlarges a view is called."""
    tr = QCoreApplication.translate
    return {
        View.FRONT: tr("diagram", "Enlarge front view"),
        View.BACK: tr("diagram", "Enlarge back view"),
        View.LEFT: tr("diagram", "Enlarge left side view"),
        View.RIGHT: tr("diagram", "Enlarge right side view"),
    }[view]


def side_words(letter: str) -> str:
    """The patient's side that an L or R on the diagram stands for."""
    tr = QCoreApplication.translate
    return tr("diagram", "Patient’s left") if letter == "L" else tr("diagram", "Patient’s right")


def count_lines(records: Collection[SiteRecord]) -> tuple[tuple[str, str], ...]:
    """What a view holds, line by line: words and the tone they are written in."""
    tr = QCoreApplication.translate
    given = sum(r.is_given for r in records)
    planned = sum(r.is_planned for r in records)
    omitted = sum(r.is_omitted for r in records)
    lines = [(tr("diagram", "{n} given").format(n=given), "text_3")]
    if planned:
        lines.append((tr("diagram", "{n} planned").format(n=planned), "accent_text"))
    if omitted:
        lines.append((tr("diagram", "{n} omitted").format(n=omitted), "text_3"))
    return tuple(lines)


def count_words(records: Collection[SiteRecord]) -> str:
    """What a view holds in one line, such as "6 given, 1 planned"."""
    return ", ".join(words for words, _ in count_lines(records))


def state_words(record: SiteRecord, session: Session, zone: tzinfo | None) -> str:
    """A site's state in a sentence, such as "given 5 units at 14:02"."""
    tr = QCoreApplication.translate
    if record.is_omitted:
        reason = reason_label(session.protocol.omission_reasons, record.omission_reason)
        words = tr("diagram", "omitted: {reason}").format(reason=reason)
    else:
        words = _dose_words(record, zone)
    if record.is_extra:
        words = tr("diagram", "extra, {state}").format(state=words)
    if record.is_pinned and not record.is_omitted:
        words = tr("diagram", "{state}; dose changed by hand").format(state=words)
    words = with_place(words, record, session)
    if record.note:
        words = tr("diagram", "{state}; note: {note}").format(state=words, note=record.note)
    return words


def with_place(words: str, record: SiteRecord, session: Session) -> str:
    """Words about a site, and where it lies if it was put by hand or moved."""
    art = artwork().views[session.protocol.site(record.site_id).view]
    places = own_place_words(art, session.protocol, record), moved_words(session, record)
    return "; ".join(filter(None, (words, *places)))


def tip_words(
    record: SiteRecord,
    session: Session,
    zone: tzinfo | None,
    told: str = "",
    more: Iterable[str] = (),
) -> str:
    """A site's tooltip: name, state and dose, the rule that finds the place, then its past.

    `told` stands for the state where something else is shown.
    """
    state = told or state_words(record, session, zone)
    rule = session.protocol.site(record.site_id).landmark
    return tip_lines(session.name(record.site_id), state[:1].upper() + state[1:], rule, *more)


def tip_lines(*lines: str) -> str:
    """Lines as a tooltip, broken where they get too long for it."""
    return tip("\n".join(fill(line, TIP_LETTERS) for line in lines)).replace("\n", "<br>")


def past_tip(record: SiteRecord, session: Session, day: str) -> str:
    """The tooltip of a past mark: "Occipitalis right, extra 1", "5 units on 29 Aug 2026"."""
    tr = QCoreApplication.translate
    if record.is_omitted:
        reason = reason_label(session.protocol.omission_reasons, record.omission_reason)
        words = tr("diagram", "Omitted {day}: {reason}").format(day=day, reason=reason)
    else:
        units = show_units(record.units)
        words = tr("diagram", "{units} units on {day}").format(units=units, day=day)
    return tip_lines(session.name(record.site_id), words)


def units_line(units: Decimal) -> str:
    """What a view holds in all, such as "465 units"."""
    words = QCoreApplication.translate("diagram", "{units} units")
    return words.format(units=show_units(units))


def _dose_words(record: SiteRecord, zone: tzinfo | None) -> str:
    tr = QCoreApplication.translate
    units = show_units(record.units)
    if record.is_given and record.performed_at:
        return tr("diagram", "given {units} units at {time}").format(
            units=units, time=_clock_time(record.performed_at, zone)
        )
    if record.is_extra:
        return tr("diagram", "planned {units} units").format(units=units)
    return tr("diagram", "planned, {units} units").format(units=units)


def _clock_time(moment: datetime, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%H:%M")
