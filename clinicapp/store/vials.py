"""Vials in and out of the database, with what became of each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.errors import InputError, StaleRecordError, StoreError
from clinicapp.domain.plain_text import canonical, from_plain, to_plain
from clinicapp.domain.session import Session, SessionStatus
from clinicapp.domain.vials import (
    Reconstitution,
    Source,
    Vial,
    VialEnd,
    VialLabel,
    VialStanding,
    VialState,
)
from clinicapp.store.rows import SealRow, SessionRow, VialRow, VialUseRow

# A void session tells of its vials no more, unless it was sealed: the seal holds them for ever.
_TELLS = or_(
    SessionRow.status != SessionStatus.ENTERED_IN_ERROR.value,
    SessionRow.id.in_(select(SealRow.session_id)),
)
_LABEL_FIELDS = tuple(f.name for f in fields(VialLabel))


class VialRepository:
    """Vials by id, as stock, and as the sessions that use them."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm
        self.has_saved = False

    def get(self, vial_id: UUID) -> Vial:
        """The vial of this id."""
        row = self._orm.get(VialRow, vial_id)
        if row is None:
            raise StoreError("That vial is not in this database.")
        return vial_from(row)

    def get_many(self, vial_ids: Iterable[UUID]) -> tuple[Vial, ...]:
        """Several vials in the order asked for."""
        wanted = tuple(vial_ids)
        rows = self._orm.scalars(select(VialRow).where(VialRow.id.in_(wanted)))
        found = {row.id: vial_from(row) for row in rows}
        return tuple(found[i] for i in wanted if i in found)

    def save(self, vial: Vial) -> Vial:
        """Write the snapshot and return it with its new revision."""
        row = self._orm.get(VialRow, vial.id)
        if (row.revision if row else 0) != vial.revision:
            raise StaleRecordError(
                "This vial was changed elsewhere in the meantime.", remedy="Open it again."
            )
        self._require_own_serial(vial)
        saved = replace(vial, revision=vial.revision + 1)
        self._orm.merge(VialRow(**vial_values(saved)))
        self.has_saved = True
        return saved

    def add_many(self, vials: Sequence[Vial]) -> None:
        """Write vials that are not in the database yet."""
        if vials:
            self._orm.execute(insert(VialRow), [vial_values(v) for v in vials])

    def standings(self, states: Iterable[VialState] | None = None) -> tuple[VialStanding, ...]:
        """Vials with what became of them, soonest to expire first; None means of every state."""
        wanted = None if states is None else frozenset(states)
        rows = self._orm.scalars(
            select(VialRow).order_by(VialRow.expiration_date, VialRow.received_at, VialRow.id)
        ).all()
        uses = self._uses()
        found = (_standing(vial_from(row), uses.get(row.id, ())) for row in rows)
        return tuple(s for s in found if wanted is None or s.state in wanted)

    def standing(self, vial_id: UUID) -> VialStanding:
        """One vial with what became of it."""
        return _standing(self.get(vial_id), self._uses(vial_id).get(vial_id, ()))

    def used_by_others(self, vial_ids: Iterable[UUID], patient_id: UUID) -> frozenset[UUID]:
        """Those of some vials that a session of another patient tells of, or once was sealed to."""
        return frozenset(
            self._orm.scalars(
                select(VialUseRow.vial_id)
                .join(SessionRow, SessionRow.id == VialUseRow.session_id)
                .where(
                    VialUseRow.vial_id.in_(tuple(vial_ids)),
                    SessionRow.patient_id != patient_id,
                    _TELLS,
                )
            )
        )

    def left_before(self, vial_ids: Iterable[UUID], session: Session) -> dict[UUID, Decimal]:
        """Units that the patient's last completed session before one left in vials it had used."""
        number = select(SessionRow.number).where(SessionRow.id == session.id).scalar_subquery()
        rows = self._orm.execute(
            select(VialUseRow.vial_id, VialUseRow.left_units)
            .join(SessionRow, SessionRow.id == VialUseRow.session_id)
            .where(
                VialUseRow.vial_id.in_(tuple(vial_ids)),
                SessionRow.patient_id == session.patient_id,
                SessionRow.status == SessionStatus.COMPLETED.value,
                SessionRow.number < number,
            )
            .order_by(SessionRow.number)
        )
        return {row.vial_id: row.left_units for row in rows}

    def _require_own_serial(self, vial: Vial) -> None:
        label = vial.label
        if not label.serial:
            return
        taken = self._orm.scalars(
            select(VialRow.id).where(
                VialRow.serial == label.serial,
                VialRow.ndc == label.ndc,
                VialRow.id != vial.id,
            )
        ).first()
        if taken is not None:
            raise InputError(
                "A vial of this product with this serial number is already recorded.",
                remedy="Pick it from the list. If its lot is another one, compare both labels.",
            )

    def _uses(self, vial_id: UUID | None = None) -> dict[UUID, list[Any]]:
        query = (
            select(VialUseRow.vial_id, SessionRow.id, SessionRow.patient_id, SessionRow.status)
            .join(SessionRow, SessionRow.id == VialUseRow.session_id)
            .where(_TELLS)
            .order_by(SessionRow.started_at)
        )
        if vial_id:
            query = query.where(VialUseRow.vial_id == vial_id)
        found: defaultdict[UUID, list[Any]] = defaultdict(list)
        for row in self._orm.execute(query):
            found[row.vial_id].append(row)
        return found


def vial_from(row: VialRow) -> Vial:
    """The snapshot of a vial's row."""
    made = json.loads(row.reconstitution) if row.reconstitution else None
    end = json.loads(row.end) if row.end else None
    return Vial(
        id=row.id,
        clinic_id=row.clinic_id,
        label=VialLabel(**{name: getattr(row, name) for name in _LABEL_FIELDS}),
        product_name=row.product_name,
        source=Source(row.source),
        was_scanned=row.was_scanned,
        received_at=row.received_at,
        received_by=row.received_by,
        reconstitution=from_plain(Reconstitution, made) if made else None,
        end=from_plain(VialEnd, end) if end else None,
        revision=row.revision,
    )


def vial_values(vial: Vial) -> dict[str, Any]:
    """The columns of a vial."""
    return {
        "id": vial.id,
        "clinic_id": vial.clinic_id,
        **{name: getattr(vial.label, name) for name in _LABEL_FIELDS},
        "product_name": vial.product_name,
        "source": vial.source.value,
        "was_scanned": vial.was_scanned,
        "received_at": vial.received_at,
        "received_by": vial.received_by,
        "reconstitution": _json(vial.reconstitution),
        "end": _json(vial.end),
        "revision": vial.revision,
    }


def _standing(vial: Vial, uses: Sequence[Any]) -> VialStanding:
    return VialStanding(
        vial=vial,
        state=_state(vial, uses),
        session_ids=tuple(u.id for u in uses),
        patient_ids=tuple(u.patient_id for u in uses),
    )


def _state(vial: Vial, uses: Sequence[Any]) -> VialState:
    if vial.end:
        return VialState.DISCARDED
    # Before those in progress: of what was signed nothing may change.
    if any(u.status != SessionStatus.IN_PROGRESS.value for u in uses):
        return VialState.USED_UP
    if uses:
        return VialState.IN_USE
    return VialState.OPEN if vial.reconstitution else VialState.IN_STOCK


def _json(record: Any) -> str | None:
    return None if record is None else canonical(to_plain(record))
