"""Sessions in and out of the database, site by site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.errors import StaleRecordError, StoreError
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.protocol_copy import protocol_digest, protocol_from_text, protocol_text
from clinicapp.domain.session import (
    Addendum,
    Session,
    SessionStatus,
    SiteRecord,
    SiteState,
    in_protocol_order,
)
from clinicapp.domain.session_facts import NO_FACTS, PaperConsent, SessionFacts
from clinicapp.store.after_effects import read_effects, save_effects
from clinicapp.store.rows import AddendumRow, ProtocolRow, SessionRow, SiteRow
from clinicapp.store.session_facts import read_facts, save_facts, with_volumes

_SITE_FIELDS = tuple(f.name for f in fields(SiteRecord))
# Columns are read instead of row objects, and the statements of a click are built once: a session
# has many sites and is read and written on every click.
_SITE_COLUMNS = select(*(getattr(SiteRow, name) for name in _SITE_FIELDS))
_SESSION_COLUMNS = select(SessionRow.__table__)
_ADDENDUM_FIELDS = tuple(f.name for f in fields(Addendum))
_ADDENDUM_COLUMNS = select(*(getattr(AddendumRow, name) for name in _ADDENDUM_FIELDS))
_HEAD_FIELDS = ("default_units", "status", "completed_at", "completed_by", "void_reason")
_SESSION, _SITE = cast(Table, SessionRow.__table__), cast(Table, SiteRow.__table__)
_REVISION = select(_SESSION.c.revision).where(_SESSION.c.id == bindparam("key"))
_TAKE_REVISION = (
    update(_SESSION)
    .where(_SESSION.c.id == bindparam("key"), _SESSION.c.revision == bindparam("known"))
    .values({name: bindparam(name) for name in ("revision", *_HEAD_FIELDS)})
)
_UPDATE_SITE = (
    update(_SITE)
    .where(_SITE.c.session_id == bindparam("key"), _SITE.c.site_id == bindparam("site"))
    .values({name: bindparam(name) for name in _SITE_FIELDS if name != "site_id"})
)
_INSERT_SITE = insert(_SITE)
_DELETE_SITE = delete(_SITE).where(
    _SITE.c.session_id == bindparam("key"), _SITE.c.site_id == bindparam("site")
)


class ProtocolCopies:
    """The protocols sessions were planned with; the same content is read and kept once."""

    def __init__(self) -> None:
        self._by_digest: dict[str, Protocol] = {}

    def load(self, orm: OrmSession, digest: str) -> Protocol:
        """The protocol of a digest."""
        if digest not in self._by_digest:
            content = orm.scalars(
                select(ProtocolRow.content).where(ProtocolRow.digest == digest)
            ).one_or_none()
            if content is None or sha256(content.encode()).hexdigest() != digest:
                raise StoreError(
                    "The protocol that a session was planned with is damaged or missing.",
                    remedy="Restore the newest good backup.",
                )
            self._by_digest[digest] = protocol_from_text(content)
        return self._by_digest[digest]

    def keep(self, orm: OrmSession, protocol: Protocol) -> str:
        """Store a copy unless it is there, and return its digest."""
        digest = protocol_digest(protocol)
        known = orm.scalars(select(ProtocolRow.digest).where(ProtocolRow.digest == digest)).first()
        if known is None:
            orm.execute(
                insert(ProtocolRow).values(
                    digest=digest,
                    code=protocol.code,
                    version=protocol.version,
                    content=protocol_text(protocol),
                )
            )
        return digest


class SessionRepository:
    """Sessions by id; hands out domain snapshots, never rows."""

    def __init__(
        self, orm: OrmSession, copies: ProtocolCopies, remembered: Session | None = None
    ) -> None:
        self._orm = orm
        self._copies = copies
        self._remembered = remembered
        self.saved: Session | None = None

    def get(self, session_id: UUID) -> Session:
        """The session of this id."""
        if (known := self._remembered) and known.id == session_id:
            # Every write takes a new revision, so the same revision means the same content.
            revision = self._orm.connection().scalar(_REVISION, {"key": session_id})
            if revision == known.revision:
                return known
        head = self._orm.execute(_SESSION_COLUMNS.where(SessionRow.id == session_id)).first()
        if head is None:
            raise StoreError("That session is not in this database.")
        return self._whole(head)

    def stored(self, session_id: UUID) -> Session:
        """The session of this id as the disk has it: nothing that was remembered is trusted."""
        return SessionRepository(self._orm, ProtocolCopies()).get(session_id)

    def get_many(self, session_ids: Sequence[UUID]) -> Iterator[Session]:
        """Several sessions in the order asked for, read with a few statements."""
        heads = {
            h.id: h
            for h in self._orm.execute(_SESSION_COLUMNS.where(SessionRow.id.in_(session_ids)))
        }
        sites, addenda = defaultdict(list), defaultdict(list)
        of_sites = _SITE_COLUMNS.add_columns(SiteRow.session_id)
        for row in self._orm.execute(of_sites.where(SiteRow.session_id.in_(session_ids))):
            sites[row.session_id].append(row)
        of_addenda = _ADDENDUM_COLUMNS.add_columns(AddendumRow.session_id)
        for row in self._orm.execute(
            of_addenda.where(AddendumRow.session_id.in_(session_ids)).order_by(
                AddendumRow.recorded_at
            )
        ):
            addenda[row.session_id].append(row)
        effects = read_effects(self._orm, session_ids)
        facts = read_facts(self._orm, session_ids)
        for key in session_ids:
            head = heads[key]
            protocol = self._copies.load(self._orm, head.protocol_digest)
            yield session_from(
                head,
                protocol,
                sites[key],
                addenda[key],
                effects.get(key, ()),
                facts.get(key, NO_FACTS),
            )

    def completed_of(self, patient_id: UUID) -> tuple[Session, ...]:
        """The completed sessions of a patient, oldest first."""
        ids = self._orm.scalars(
            select(SessionRow.id)
            .where(
                SessionRow.patient_id == patient_id,
                SessionRow.status == SessionStatus.COMPLETED.value,
            )
            .order_by(SessionRow.started_at, SessionRow.id)
        ).all()
        return tuple(self.get_many(ids))

    def doses_of(self, patient_id: UUID) -> tuple[tuple[UUID, int, datetime, Decimal], ...]:
        """Each completed session of a patient: id, number, last dose, units; oldest first."""
        units = func.sum(SiteRow.units, type_=SiteRow.units.type)
        rows = self._orm.execute(
            select(
                SessionRow.id,
                SessionRow.number,
                SessionRow.started_at,
                func.max(SiteRow.performed_at),
                units,
            )
            .join(SiteRow, SiteRow.session_id == SessionRow.id)
            .where(
                SessionRow.patient_id == patient_id,
                SessionRow.status == SessionStatus.COMPLETED.value,
                SiteRow.state == SiteState.GIVEN.value,
            )
            .group_by(SessionRow.id)
            .order_by(SessionRow.number)
        )
        return tuple((i, n, end or start, given) for i, n, start, end, given in rows)

    def last_completion(self, patient_id: UUID) -> datetime | None:
        """The latest moment at which a session of a patient was completed."""
        wanted = select(func.max(SessionRow.completed_at))
        return self._orm.scalar(wanted.where(SessionRow.patient_id == patient_id))

    def papers_of(self, patient_id: UUID) -> tuple[PaperConsent, ...]:
        """The paper consents that any session of a patient tells of, void ones among them."""
        ids = tuple(
            self._orm.scalars(select(SessionRow.id).where(SessionRow.patient_id == patient_id))
        )
        found = (facts.consent for facts in read_facts(self._orm, ids).values())
        return tuple(c for c in found if c)

    def number_of(self, session_id: UUID) -> int:
        """Which of the patient's sessions this is, from 1."""
        return self._orm.scalars(select(SessionRow.number).where(SessionRow.id == session_id)).one()

    def open_session_of(self, patient_id: UUID) -> UUID | None:
        """The session of a patient that is in progress, if any."""
        return self._orm.scalars(
            select(SessionRow.id).where(
                SessionRow.patient_id == patient_id,
                SessionRow.status == SessionStatus.IN_PROGRESS.value,
            )
        ).first()

    def last_completed(self, patient_id: UUID, before: Session) -> Session | None:
        """The patient's newest completed session that began before another one."""
        head = self._orm.execute(
            _SESSION_COLUMNS.where(
                SessionRow.patient_id == patient_id,
                SessionRow.id != before.id,
                SessionRow.status == SessionStatus.COMPLETED.value,
                SessionRow.started_at <= before.started_at,
            )
            .order_by(SessionRow.started_at.desc())
            .limit(1)
        ).first()
        return self._whole(head) if head else None

    def add(self, session: Session) -> Session:
        """Write a session that is not in the database yet."""
        last = self._orm.scalars(
            select(func.max(SessionRow.number)).where(SessionRow.patient_id == session.patient_id)
        ).one()
        saved = replace(session, revision=1)
        digest = self._copies.keep(self._orm, session.protocol)
        self._orm.execute(insert(SessionRow).values(session_values(saved, (last or 0) + 1, digest)))
        self._orm.execute(insert(SiteRow), [site_values(saved.id, s) for s in saved.sites])
        save_facts(self._orm, saved.id, NO_FACTS, saved.facts)
        return saved

    def save(self, before: Session, after: Session) -> Session:
        """Write what differs between two snapshots; the newer one comes back with its revision."""
        saved = replace(after, revision=before.revision + 1)
        head = {name: getattr(after, name) for name in _HEAD_FIELDS}
        # One statement both checks and takes the revision: a lost update cannot slip between.
        taken = self._orm.connection().execute(
            _TAKE_REVISION,
            {"key": after.id, "known": before.revision, "revision": saved.revision, **head},
        )
        if taken.rowcount != 1:
            raise StaleRecordError(
                "This session was changed elsewhere in the meantime.",
                remedy="Open it again and repeat the act.",
            )
        self._save_sites(before, after)
        added = [a for a in after.addenda if a not in before.addenda]
        if added:
            self._orm.execute(insert(AddendumRow), [addendum_values(after.id, a) for a in added])
        save_effects(self._orm, before, after)
        if after.facts.vials != before.facts.vials:
            save_facts(self._orm, after.id, before.facts, after.facts)
            saved = replace(saved, facts=with_volumes(self._orm, after.id, after.facts))
        else:
            save_facts(self._orm, after.id, before.facts, after.facts)
        self.saved = saved
        return saved

    def _save_sites(self, before: Session, after: Session) -> None:
        connection = self._orm.connection()
        old, new = ({s.site_id: s for s in x.sites} for x in (before, after))
        gone = [{"key": after.id, "site": i} for i in old if i not in new]
        added = [site_values(after.id, s) for i, s in new.items() if i not in old]
        changed = [
            {"key": after.id, "site": i, **_site_state(s)}
            for i, s in new.items()
            if i in old and old[i] != s
        ]
        for statement, values in (
            (_DELETE_SITE, gone),
            (_INSERT_SITE, added),
            (_UPDATE_SITE, changed),
        ):
            if values:
                connection.execute(statement, values)

    def _whole(self, head: Row[Any]) -> Session:
        sites = self._orm.execute(_SITE_COLUMNS.where(SiteRow.session_id == head.id)).all()
        addenda = self._orm.execute(
            _ADDENDUM_COLUMNS.where(AddendumRow.session_id == head.id).order_by(
                AddendumRow.recorded_at
            )
        ).all()
        effects = read_effects(self._orm, [head.id])
        protocol = self._copies.load(self._orm, head.protocol_digest)
        facts = read_facts(self._orm, [head.id])
        return session_from(
            head,
            protocol,
            sites,
            addenda,
            effects.get(head.id, ()),
            facts.get(head.id, NO_FACTS),
        )


def session_from(
    head: Row[Any],
    protocol: Protocol,
    sites: Iterable[Row[Any]],
    addenda: Iterable[Row[Any]],
    effects: tuple[AfterEffect, ...],
    facts: SessionFacts,
) -> Session:
    """The snapshot of a session's rows."""
    return Session(
        id=head.id,
        clinic_id=head.clinic_id,
        patient_id=head.patient_id,
        protocol=protocol,
        started_at=head.started_at,
        started_by=head.started_by,
        default_units=head.default_units,
        sites=in_protocol_order(protocol, (site_from(s) for s in sites)),
        status=SessionStatus(head.status),
        completed_at=head.completed_at,
        completed_by=head.completed_by,
        void_reason=head.void_reason,
        addenda=tuple(_addendum(a) for a in addenda),
        after_effects=effects,
        facts=facts,
        protocol_digest=head.protocol_digest,
        revision=head.revision,
    )


def site_from(row: Row[Any]) -> SiteRecord:
    """The snapshot of one site's columns."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _SITE_FIELDS}
    values["state"] = SiteState(row.state)
    return SiteRecord(**values)


def _addendum(row: Row[Any]) -> Addendum:
    return Addendum(**{name: getattr(row, name) for name in _ADDENDUM_FIELDS})


def session_values(session: Session, number: int, digest: str) -> dict[str, Any]:
    """The columns of a session without its sites."""
    return {
        "id": session.id,
        "clinic_id": session.clinic_id,
        "patient_id": session.patient_id,
        "number": number,
        "protocol_digest": digest,
        "started_at": session.started_at,
        "started_by": session.started_by,
        "revision": session.revision,
        **{name: getattr(session, name) for name in _HEAD_FIELDS},
    }


def _site_state(record: SiteRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _SITE_FIELDS if name != "site_id"}


def site_values(session_id: UUID, record: SiteRecord) -> dict[str, Any]:
    """The columns of one site."""
    return {"session_id": session_id, **{n: getattr(record, n) for n in _SITE_FIELDS}}


def addendum_values(session_id: UUID, addendum: Addendum) -> dict[str, Any]:
    """The columns of one addendum."""
    return {
        "session_id": session_id,
        **{name: getattr(addendum, name) for name in _ADDENDUM_FIELDS},
    }
