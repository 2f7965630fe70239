"""After-effects in and out of the database, beside the session they came after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.session import Session
from clinicapp.store.rows import AfterEffectRow

_FIELDS = tuple(f.name for f in fields(AfterEffect))
_COLUMNS = select(AfterEffectRow.session_id, *(getattr(AfterEffectRow, name) for name in _FIELDS))
_TABLE = cast(Table, AfterEffectRow.__table__)
_MARKED = ("error_reason", "error_at", "error_by")
_MARK = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in _MARKED})
)


def read_effects(
    orm: OrmSession, session_ids: Sequence[UUID]
) -> dict[UUID, tuple[AfterEffect, ...]]:
    """The after-effects of sessions in the order they were recorded; a session may have none."""
    found: defaultdict[UUID, tuple[AfterEffect, ...]] = defaultdict(tuple)
    rows = orm.execute(
        _COLUMNS.where(AfterEffectRow.session_id.in_(session_ids)).order_by(
            AfterEffectRow.recorded_at, AfterEffectRow.id
        )
    )
    for row in rows:
        effect = AfterEffect(**{name: getattr(row, name) for name in _FIELDS})
        found[row.session_id] += (effect,)
    return found


def save_effects(orm: OrmSession, before: Session, after: Session) -> None:
    """Write what differs: effects are added, or marked as entered in error, never removed."""
    if before.after_effects == after.after_effects:
        return
    known = {e.id: e for e in before.after_effects}
    added = [effect_values(after.id, e) for e in after.after_effects if e.id not in known]
    if added:
        orm.execute(insert(_TABLE), added)
    for effect in after.after_effects:
        if effect.id in known and effect != known[effect.id]:
            marks = {name: getattr(effect, name) for name in _MARKED}
            orm.connection().execute(_MARK, {"key": effect.id, **marks})


def effect_values(session_id: UUID, effect: AfterEffect) -> dict[str, Any]:
    """The columns of one after-effect."""
    return {"session_id": session_id, **{name: getattr(effect, name) for name in _FIELDS}}
