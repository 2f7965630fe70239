"""What a picture of the map says in words: day, state, sums, and every site for who cannot see."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.diagram.words import view_name, with_place
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.models.session_words import status_word


def map_title() -> str:
    """What the picture is."""
    return QCoreApplication.translate("map", "Injection map")


def map_day(session: Session, zone: ZoneInfo) -> str:
    """The clinic's date of the session, such as "22 Nov 2026"."""
    return short_day(local_day(session.ended_at or session.started_at, zone))


def map_state(session: Session) -> str:
    """How the record stands; a reader must know when there is more to read, or nothing."""
    word = status_word(session.status)
    if not session.addenda:
        return word
    return QCoreApplication.translate("map", "{state}, amended: read the addendum").format(
        state=word
    )


def map_total(session: Session) -> str:
    """What was given, such as "150 units at 30 sites", or "155 units at 30 sites and 1 extra"."""
    extra = sum(s.is_extra for s in session.given)
    if not extra:
        return _units_at(session.given)
    return QCoreApplication.translate("map", "{units} units at {sites} and {n} extra").format(
        units=show_units(sum((s.units for s in session.given), ZERO)),
        sites=_sites([s for s in session.given if not s.is_extra]),
        n=extra,
    )


def map_rest(session: Session) -> str:
    """What was not: "5 units at 1 site planned, 1 site omitted"; nothing once all was given."""
    tr, parts = QCoreApplication.translate, []
    if session.planned:
        parts.append(tr("map", "{units} planned").format(units=_units_at(session.planned)))
    if session.omitted:
        parts.append(tr("map", "{sites} omitted").format(sites=_sites(session.omitted)))
    return ", ".join(parts)


def map_said(session: Session, zone: ZoneInfo) -> str:
    """The whole map in words, view by view and site by site."""
    head = (map_day(session, zone), map_state(session), map_total(session), map_rest(session))
    views = [_view_said(session, view) for view in View]
    return "\n".join([". ".join(filter(None, head)) + ".", *filter(None, views)])


def _view_said(session: Session, view: View) -> str:
    records = [r for r in session.sites if session.protocol.site(r.site_id).view is view]
    told = "; ".join(f"{session.name(r.site_id)}: {_site_said(session, r)}" for r in records)
    return f"{view_name(view)}. {told}." if told else ""


def _site_said(session: Session, record: SiteRecord) -> str:
    tr = QCoreApplication.translate
    if record.is_omitted:
        return tr("map", "omitted")
    words = (
        tr("map", "{units} units given") if record.is_given else tr("map", "{units} units planned")
    )
    return with_place(words.format(units=show_units(record.units)), record, session)


def _units_at(records: Collection[SiteRecord]) -> str:
    units = show_units(sum((r.units for r in records), ZERO))
    return QCoreApplication.translate("map", "{units} units at {sites}").format(
        units=units, sites=_sites(records)
    )


def _sites(records: Collection[SiteRecord]) -> str:
    tr, count = QCoreApplication.translate, len(records)
    return tr("map", "1 site") if count == 1 else tr("map", "{n} sites").format(n=count)
