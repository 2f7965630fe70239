"""The audit trail: entries are added in the act's own transaction, never changed or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.audit import AuditEvent
from clinicapp.store.rows import AuditRow

_FIELDS = tuple(f.name for f in fields(AuditEvent))
_INSERT = insert(cast(Table, AuditRow.__table__))
_COLUMNS = select(*(getattr(AuditRow, name) for name in _FIELDS))


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

    def delta(self, seq: int) -> dict[str, Any]:
        """What one entry changed."""
        text = self._orm.scalars(select(AuditRow.delta).where(AuditRow.seq == seq)).one()
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    def newest(self, limit: int) -> tuple[AuditEvent, ...]:
        """The newest entries of all records."""
        rows = self._orm.execute(_COLUMNS.order_by(AuditRow.seq.desc()).limit(limit))
        return tuple(AuditEvent(**r._mapping) for r in rows)
