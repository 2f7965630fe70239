"""What became of a session other than planned: exceptions, what came after, and addenda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.session import Addendum, Session, SiteRecord, reason_label
from clinicapp.domain.units import show_units
from clinicapp.ui.models.history_words import effect_line
from clinicapp.ui.models.place_words import moved_way
from clinicapp.ui.widgets.words import day_words


def exception_lines(
    session: Session, people: Mapping[UUID, str], zone: tzinfo | None
) -> tuple[str, ...]:
    """Each exception in a line: "Omitted: FRO-L2 (Prior brow ptosis)"; addenda come last.

    `people` maps ids to names, `zone` is the clinic's time zone.
    """
    tr = QCoreApplication.translate
    lines = [line for record in session.sites for line in _site_lines(session, record)]
    if session.void_reason:
        lines.insert(0, tr("session", "Void: {reason}").format(reason=session.void_reason))
    lines += [_effect_line(effect) for effect in session.after_effects if effect.counts]
    lines += [_addendum_line(addendum, people, zone) for addendum in session.addenda]
    return tuple(lines)


def _site_lines(session: Session, record: SiteRecord) -> Iterator[str]:
    tr, protocol = QCoreApplication.translate, session.protocol
    site, units = record.site_id, show_units(record.units)
    if record.is_omitted:
        reason = reason_label(protocol.omission_reasons, record.omission_reason)
        yield tr("session", "Omitted: {site} ({reason})").format(site=site, reason=reason)
    elif record.is_extra:
        reason = reason_label(protocol.extra_reasons, record.extra_reason)
        words = tr("session", "Extra: {site}, {units} units ({reason})")
        yield words.format(site=site, units=units, reason=reason)
    elif session.is_changed(record):
        yield tr("session", "Changed: {site}, {units} units").format(site=site, units=units)
    if record.is_moved:
        way = moved_way(session, record)
        yield tr("session", "Moved: {site}, {way}").format(site=site, way=way)
    if record.note:
        yield tr("session", "Note: {site}, {note}").format(site=site, note=record.note)


def _effect_line(effect: AfterEffect) -> str:
    words = QCoreApplication.translate("session", "After-effect: {effect}")
    told = words.format(effect=effect_line(effect))
    return f"{told}. {effect.note}" if effect.note else told


def _addendum_line(addendum: Addendum, people: Mapping[UUID, str], zone: tzinfo | None) -> str:
    local = addendum.recorded_at.astimezone(zone)
    heads = [f"{day_words(local.date())} {local:%H:%M}", people.get(addendum.author_id, "")]
    return QCoreApplication.translate("session", "Addendum {head}: {reason}. {text}").format(
        head=", ".join(filter(None, heads)),
        reason=addendum.reason.rstrip("."),
        text=addendum.text,
    )
