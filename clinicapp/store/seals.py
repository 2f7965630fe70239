"""Sealed versions of sessions: added, never changed or removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.seal import Seal
from clinicapp.domain.summaries import SealMark
from clinicapp.store.rows import SealRow

_FIELDS = tuple(f.name for f in fields(Seal))
_COLUMNS = select(*(getattr(SealRow, name) for name in _FIELDS))


class SealRepository:
    """The sealed versions of a session."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def of(self, session_id: UUID) -> tuple[Seal, ...]:
        """The versions of a session from the first; empty when it was never sealed."""
        rows = self._orm.execute(
            _COLUMNS.where(SealRow.session_id == session_id).order_by(SealRow.version)
        )
        return tuple(Seal(**row._mapping) for row in rows)

    def session_ids(self) -> tuple[UUID, ...]:
        """Every session that has a sealed version, in the order they were signed."""
        # Not by version 1: it could be the one that was removed.
        wanted = select(SealRow.session_id).group_by(SealRow.session_id)
        return tuple(self._orm.scalars(wanted.order_by(func.min(SealRow.sealed_at))))

    def add(self, *seals: Seal) -> None:
        """Write new versions."""
        self.add_many(seals)

    def add_many(self, seals: Iterable[Seal]) -> None:
        """Write the versions of many sessions at once."""
        values = [{name: getattr(seal, name) for name in _FIELDS} for seal in seals]
        if values:
            self._orm.execute(insert(SealRow), values)


def seal_marks(orm: OrmSession, session_ids: Iterable[UUID]) -> dict[UUID, SealMark]:
    """Who signed sessions and when, without the sealed texts; one never sealed is left out."""
    rows = orm.execute(
        select(
            SealRow.session_id,
            SealRow.version,
            SealRow.digest,
            SealRow.sealed_at,
            SealRow.sealed_by,
        )
        .where(SealRow.session_id.in_(tuple(session_ids)))
        .order_by(SealRow.version)
    )
    marks: dict[UUID, SealMark] = {}
    for row in rows:
        first = marks.get(row.session_id)
        marks[row.session_id] = SealMark(
            signed_at=first.signed_at if first else row.sealed_at,
            signed_by=first.signed_by if first else row.sealed_by,
            digest=row.digest,
            versions=row.version,
        )
    return marks
