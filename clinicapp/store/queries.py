"""Lists over many records: one line each, counted and summed by the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, Select, and_, case, exists, func, select, type_coerce
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import search_key
from clinicapp.domain.session import Session, SessionStatus, SiteState
from clinicapp.domain.summaries import (
    SessionCounts,
    SessionFilter,
    SessionSummary,
    WholeSession,
)
from clinicapp.domain.vials import Vial
from clinicapp.store.patients import patient_from
from clinicapp.store.rows import (
    AddendumRow,
    PatientRow,
    PractitionerRow,
    SealRow,
    SessionRow,
    SiteRow,
    exact_from,
)
from clinicapp.store.seals import seal_marks
from clinicapp.store.sessions import ProtocolCopies, SessionRepository
from clinicapp.store.vials import VialRepository

_GIVEN = SiteRow.state == SiteState.GIVEN.value
_FIXED = SiteRow.is_extra.is_(False)
SomeSelect = TypeVar("SomeSelect", bound=Select[*tuple[Any, ...]])
_WHOLE = Integer()
BATCH = 200
FIRST_YEAR, LAST_YEAR = 1900, 2200


class SessionQueries:
    """Sessions as lists and as a stream, newest first."""

    def __init__(self, orm: OrmSession, copies: ProtocolCopies, zone: ZoneInfo) -> None:
        self._orm = orm
        self._copies = copies
        self._zone = zone

    def summaries(
        self, wanted: SessionFilter, limit: int, offset: int
    ) -> tuple[SessionSummary, ...]:
        """One page of sessions."""
        page = self._page(wanted, limit, offset).subquery()
        sums = (
            select(SiteRow.session_id, *_site_sums())
            .join(SessionRow, SessionRow.id == SiteRow.session_id)
            .where(SiteRow.session_id.in_(select(page.c.id)))
            .group_by(SiteRow.session_id)
            .subquery()
        )
        notes = (
            select(AddendumRow.session_id, func.count().label("addenda"))
            .group_by(AddendumRow.session_id)
            .subquery()
        )
        rows = self._orm.execute(
            select(
                SessionRow.id,
                SessionRow.number,
                SessionRow.patient_id,
                PatientRow.family_name,
                PatientRow.given_name,
                PatientRow.birth_date,
                PatientRow.record_number,
                SessionRow.started_at,
                SessionRow.completed_at,
                PractitionerRow.name.label("clinician"),
                SessionRow.status,
                *(c for c in sums.c if c.name != "session_id"),
                func.coalesce(notes.c.addenda, 0).label("addenda"),
                _is_sealed().label("is_sealed"),
            )
            .join(page, page.c.id == SessionRow.id)
            .join(PatientRow, PatientRow.id == SessionRow.patient_id)
            .join(PractitionerRow, PractitionerRow.id == _clinician())
            .join(sums, sums.c.session_id == SessionRow.id)
            .outerjoin(notes, notes.c.session_id == SessionRow.id)
            .order_by(SessionRow.started_at.desc(), SessionRow.id.desc())
        )
        return tuple(_summary(r._mapping) for r in rows)

    def count(self, wanted: SessionFilter) -> SessionCounts:
        """How many sessions, given sites and given units a filter holds."""
        narrowed = _narrow(select(SessionRow.id), wanted, self._zone)
        sessions = self._orm.scalar(select(func.count()).select_from(narrowed.subquery())) or 0
        # A session entered in error is listed, and part of no sum.
        found = narrowed.where(SessionRow.status != SessionStatus.ENTERED_IN_ERROR.value).subquery()
        units_sum = func.coalesce(func.sum(SiteRow.units, type_=_WHOLE), 0)
        sites, units = self._orm.execute(
            select(func.count(), type_coerce(units_sum, _WHOLE)).where(
                SiteRow.session_id.in_(select(found.c.id)), _GIVEN
            )
        ).one()
        return SessionCounts(sessions=sessions, sites=sites, given_units=exact_from(units))

    def stream(self, wanted: SessionFilter) -> Iterator[WholeSession]:
        """Whole sessions with all that stands around them; memory holds one batch at a time."""
        reader = SessionRepository(self._orm, self._copies)
        listed = select(SessionRow.id, SessionRow.number)
        keys = self._orm.execute(
            _narrow(listed, wanted, self._zone).order_by(
                SessionRow.started_at.desc(), SessionRow.id.desc()
            )
        ).all()
        for start in range(0, len(keys), BATCH):
            batch = {row.id: row.number for row in keys[start : start + BATCH]}
            patients = {
                row.id: patient_from(row)
                for row in self._orm.scalars(
                    select(PatientRow).where(
                        PatientRow.id.in_(
                            select(SessionRow.patient_id).where(SessionRow.id.in_(batch))
                        )
                    )
                )
            }
            marks = seal_marks(self._orm, batch)
            sessions = list(reader.get_many(list(batch)))
            vials = self._vials(sessions)
            for session in sessions:
                yield WholeSession(
                    session=session,
                    patient=patients[session.patient_id],
                    number=batch[session.id],
                    vials=tuple(vials[v.vial_id] for v in session.facts.vials),
                    seal=marks.get(session.id),
                )
            self._orm.expunge_all()

    def _vials(self, sessions: Iterable[Session]) -> dict[UUID, Vial]:
        wanted = {v.vial_id for s in sessions for v in s.facts.vials}
        return {v.id: v for v in VialRepository(self._orm).get_many(wanted)}

    def _page(self, wanted: SessionFilter, limit: int, offset: int) -> Select[UUID]:
        return (
            _narrow(select(SessionRow.id), wanted, self._zone)
            .order_by(SessionRow.started_at.desc(), SessionRow.id.desc())
            .limit(limit)
            .offset(offset)
        )


def _clinician() -> Any:
    """Who a session is listed under: who completed it, else who gave, else who started it."""
    gave = (
        select(func.min(SiteRow.performer_id, type_=SiteRow.performer_id.type))
        .where(SiteRow.session_id == SessionRow.id, _GIVEN)
        .correlate(SessionRow)
        .scalar_subquery()
    )
    return func.coalesce(SessionRow.completed_by, gave, SessionRow.started_by)


def _is_sealed() -> Any:
    return exists().where(SealRow.session_id == SessionRow.id).correlate(SessionRow)


def _narrow(query: SomeSelect, wanted: SessionFilter, zone: ZoneInfo) -> SomeSelect:
    if wanted.first_day:
        query = query.where(SessionRow.started_at >= _midnight(wanted.first_day, zone))
    if wanted.last_day:
        after = _midnight(wanted.last_day, zone) + timedelta(days=1)
        query = query.where(SessionRow.started_at < after)
    if wanted.clinician_id:
        query = query.where(_clinician() == wanted.clinician_id)
    if wanted.status:
        query = query.where(SessionRow.status == wanted.status.value)
    if wanted.patient_id:
        query = query.where(SessionRow.patient_id == wanted.patient_id)
    words = search_key(wanted.patient_text).split()
    if words:
        holds = (PatientRow.search_key.contains(w, autoescape=True) for w in words)
        query = query.where(SessionRow.patient_id.in_(select(PatientRow.id).where(and_(*holds))))
    return query


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(
            f"The date {day.isoformat()} is not between {FIRST_YEAR} and {LAST_YEAR}.",
            remedy="Check the year.",
        )
    return datetime.combine(day, time(), zone)


def _site_sums() -> tuple[Any, ...]:
    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0), type_=_WHOLE)

    planned = SiteRow.state == SiteState.PLANNED.value
    omitted = SiteRow.state == SiteState.OMITTED.value
    differs = SiteRow.units != SessionRow.default_units
    return (
        count(and_(_GIVEN, _FIXED)).label("given"),
        count(and_(planned, _FIXED)).label("planned"),
        count(omitted).label("omitted"),
        count(and_(SiteRow.is_pinned, differs, _FIXED, ~omitted)).label("changed"),
        count(SiteRow.is_extra).label("extra"),
        count(and_(_GIVEN, SiteRow.is_extra)).label("extra_given"),
        func.sum(case((_GIVEN, SiteRow.units), else_=0), type_=_WHOLE).label("given_units"),
    )


def _summary(row: Any) -> SessionSummary:
    values = dict(row)
    values["status"] = SessionStatus(values["status"])
    values["given_units"] = exact_from(values["given_units"])
    return SessionSummary(**values)
