"""The audit trail: entries are added in the act's own transaction, never changed or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, func, insert, or_, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.audit import AuditEvent
from clinicapp.domain.consent import trail
from clinicapp.domain.consent.trail import ConsentSealEntry
from clinicapp.domain.seal_trail import UNREADABLE, SealEntry, read_entry
from clinicapp.store.rows import AuditRow

_FIELDS = tuple(f.name for f in fields(AuditEvent))
_LAST = 500  # entries
_FOUNDED = "set_up_clinic"
_INSERT = insert(cast(Table, AuditRow.__table__))
_COLUMNS = select(*(getattr(AuditRow, name) for name in _FIELDS))


_STATES = select(AuditRow.delta).where(AuditRow.delta.contains(f'"{trail.STATE}"'))


class AuditTrail:
    """Writes one entry per act, and reads the acts of one record back."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def append(self, event: AuditEvent, delta: Mapping[str, Any]) -> AuditEvent:
        """Add an entry; it comes back with its number in the trail."""
        values = {name: getattr(event, name) for name in _FIELDS if name != "seq"}
        text = json.dumps(delta, ensure_ascii=False, separators=(",", ":"))
        self._orm.flush()  # the entry names rows that must stand before it
        kept = self._orm.connection().execute(_INSERT, {"delta": text, **values})
        return replace(event, seq=cast(Any, kept).inserted_primary_key[0])

    def of(self, entity_id: UUID) -> tuple[AuditEvent, ...]:
        """The entries of one record, oldest first."""
        rows = self._orm.execute(
            _COLUMNS.where(AuditRow.entity_id == entity_id).order_by(AuditRow.seq)
        )
        return tuple(AuditEvent(**r._mapping) for r in rows)

    def seal_entries(self, session_id: UUID | None = None) -> dict[UUID, list[SealEntry]]:
        """The sealed versions that the trail tells of, by session; of one session, or of all."""
        wanted = select(AuditRow.entity_id, AuditRow.delta).where(AuditRow.delta.contains('"seal'))
        if session_id:
            # A clinic may have been set up with sessions that were sealed before.
            wanted = wanted.where(or_(AuditRow.entity_id == session_id, AuditRow.act == _FOUNDED))
        told: dict[UUID, list[SealEntry]] = {}
        for entity_id, delta in self._orm.execute(wanted.order_by(AuditRow.seq)):
            for key, entry in _sealed_in(entity_id, delta) if entity_id else ():
                if session_id in (None, key):
                    told.setdefault(key, []).append(entry)
        return told

    def consent_entries(self, consent_id: UUID | None = None) -> dict[UUID, list[ConsentSealEntry]]:
        """The sealed versions of consents that the trail tells of; of one consent, or of all."""
        wanted = select(AuditRow.entity_id, AuditRow.delta).where(
            AuditRow.delta.contains('"consent_seal"')
        )
        if consent_id:
            wanted = wanted.where(AuditRow.entity_id == consent_id)
        told: dict[UUID, list[ConsentSealEntry]] = {}
        for entity_id, delta in self._orm.execute(wanted.order_by(AuditRow.seq)):
            if entity_id:
                told.setdefault(entity_id, []).append(_consent_seal_in(delta))
        return told

    def consent_state(self, consent_id: UUID) -> str:
        """The digest of a consent as the last act left it; "" where no act tells of it."""
        wanted = _STATES.where(AuditRow.entity_id == consent_id).order_by(AuditRow.seq.desc())
        delta = self._orm.scalar(wanted.limit(1))
        return _text_in(delta, trail.STATE) if delta else ""

    def consent_ids(self) -> tuple[UUID, ...]:
        """Every consent that an act was done on."""
        wanted = select(AuditRow.entity_id).where(AuditRow.entity == "consent").distinct()
        return tuple(key for key in self._orm.scalars(wanted.order_by(AuditRow.entity_id)) if key)

    def documents_told(self, consent_id: UUID) -> tuple[dict[str, Any], ...]:
        """The files of a consent as the acts that kept them tell of them, oldest first."""
        wanted = select(AuditRow.delta).where(
            AuditRow.entity_id == consent_id, AuditRow.delta.contains(f'"{trail.DOCUMENTS}"')
        )
        rows = self._orm.scalars(wanted.order_by(AuditRow.seq))
        return tuple(told for text in rows for told in json.loads(text)[trail.DOCUMENTS])

    def told_of(self, act: str) -> tuple[dict[str, Any], ...]:
        """What every entry of one act wrote, oldest first."""
        rows = self._orm.scalars(
            select(AuditRow.delta).where(AuditRow.act == act).order_by(AuditRow.seq)
        )
        return tuple(json.loads(text) for text in rows)

    def delta(self, seq: int) -> dict[str, Any]:
        """What one entry changed."""
        text = self._orm.scalars(select(AuditRow.delta).where(AuditRow.seq == seq)).one()
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    def latest_moment(self) -> datetime | None:
        """The latest time of the entries written last; all of them would take too long to read."""
        last = select(AuditRow.recorded_at).order_by(AuditRow.seq.desc()).limit(_LAST).subquery()
        latest: datetime | None = self._orm.scalar(select(func.max(last.c.recorded_at)))
        return latest

    def newest(self, limit: int) -> tuple[AuditEvent, ...]:
        """The newest entries of all records."""
        rows = self._orm.execute(_COLUMNS.order_by(AuditRow.seq.desc()).limit(limit))
        return tuple(AuditEvent(**r._mapping) for r in rows)


def _sealed_in(entity_id: UUID, delta: str) -> list[tuple[UUID, SealEntry]]:
    try:
        found: dict[str, Any] = json.loads(delta)
        one = [(entity_id, read_entry(found["seal"]))] if "seal" in found else []
        many = found.get("seals", {}).items()
        return one + [(UUID(key), read_entry(e)) for key, entries in many for e in entries]
    except (AttributeError, LookupError, TypeError, ValueError):
        return [(entity_id, UNREADABLE)]


def _text_in(delta: str, name: str) -> str:
    try:
        return str(json.loads(delta)[name])
    except (LookupError, TypeError, ValueError):
        return ""


def _consent_seal_in(delta: str) -> ConsentSealEntry:
    try:
        return trail.read_entry(json.loads(delta)["consent_seal"])
    except (AttributeError, LookupError, TypeError, ValueError):
        return trail.UNREADABLE
