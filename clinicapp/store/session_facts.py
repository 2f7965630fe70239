"""The facts of a session beside its sites: vials and discards as rows, all others as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, cast, get_type_hints
from uuid import UUID

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.plain_text import canonical, from_plain, to_plain
from clinicapp.domain.session_facts import Discard, SessionFacts, VialUse
from clinicapp.domain.vials import Reconstitution
from clinicapp.store.rows import DiscardRow, FactRow, VialRow, VialUseRow

_USE_FIELDS = tuple(f.name for f in fields(VialUse) if f.name != "ml")
_DISCARD_FIELDS = tuple(f.name for f in fields(Discard))
_USES = select(
    VialUseRow.session_id,
    *(getattr(VialUseRow, n) for n in _USE_FIELDS),
    VialRow.units,
    VialRow.reconstitution,
).join(VialRow, VialRow.id == VialUseRow.vial_id)
_DISCARDS = select(DiscardRow.session_id, *(getattr(DiscardRow, n) for n in _DISCARD_FIELDS))
_FACTS = select(FactRow.session_id, FactRow.name, FactRow.content)
_KINDS = {
    name: kind
    for name, kind in get_type_hints(SessionFacts).items()
    if name not in ("vials", "discards")
}
_EMPTY = SessionFacts()


def read_facts(orm: OrmSession, session_ids: Sequence[UUID]) -> dict[UUID, SessionFacts]:
    """The facts of sessions; a session may have none."""
    values: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in orm.execute(_FACTS.where(FactRow.session_id.in_(session_ids))):
        values[row.session_id][row.name] = from_plain(_KINDS[row.name], json.loads(row.content))
    for name, found in (
        ("vials", _uses(orm, session_ids)),
        ("discards", _discards(orm, session_ids)),
    ):
        for session_id, record in found:
            values[session_id][name] = (*values[session_id].get(name, ()), record)
    return {key: SessionFacts(**found) for key, found in values.items()}


def _uses(orm: OrmSession, session_ids: Sequence[UUID]) -> Iterable[tuple[UUID, VialUse]]:
    wanted = _USES.where(VialUseRow.session_id.in_(session_ids)).order_by(VialUseRow.place)
    for row in orm.execute(wanted):
        known = {n: getattr(row, n) for n in _USE_FIELDS}
        made = row.reconstitution and from_plain(Reconstitution, json.loads(row.reconstitution))
        # Of a vial that stayed in use, only a part of what was put into it is there.
        ml = made.ml * row.labelled_units / row.units if made else None
        yield row.session_id, VialUse(**known, ml=ml)


def _discards(orm: OrmSession, session_ids: Sequence[UUID]) -> Iterable[tuple[UUID, Discard]]:
    wanted = _DISCARDS.where(DiscardRow.session_id.in_(session_ids)).order_by(DiscardRow.place)
    for row in orm.execute(wanted):
        yield row.session_id, Discard(**{n: getattr(row, n) for n in _DISCARD_FIELDS})


def with_volumes(orm: OrmSession, session_id: UUID, facts: SessionFacts) -> SessionFacts:
    """The same facts with what was put into each vial, as the vials say it now."""
    if not facts.vials:
        return facts
    return replace(facts, vials=tuple(use for _, use in _uses(orm, [session_id])))


def save_facts(
    orm: OrmSession, session_id: UUID, before: SessionFacts, after: SessionFacts
) -> None:
    """Write what differs; a fact that is empty again has no row."""
    if before == after:
        return
    for row, name in ((VialUseRow, "vials"), (DiscardRow, "discards")):
        if getattr(before, name) != getattr(after, name):
            table = cast(Table, row.__table__)
            orm.execute(delete(table).where(table.c.session_id == session_id))
    changed = [n for n in _KINDS if getattr(before, n) != getattr(after, n)]
    if changed:
        orm.execute(
            delete(FactRow).where(FactRow.session_id == session_id, FactRow.name.in_(changed))
        )
    written = fact_rows(session_id, after)
    if before.vials != after.vials:
        _insert(orm, VialUseRow, written.vials)
    if before.discards != after.discards:
        _insert(orm, DiscardRow, written.discards)
    _insert(orm, FactRow, [f for f in written.facts if f["name"] in changed])


class FactRows:
    """The columns of all facts of one session."""

    def __init__(self, session_id: UUID, known: SessionFacts) -> None:
        key = {"session_id": session_id}
        self.vials = [
            {**key, "place": n, **{f: getattr(v, f) for f in _USE_FIELDS}}
            for n, v in enumerate(known.vials)
        ]
        self.discards = [
            {**key, "place": n, **{f: getattr(d, f) for f in _DISCARD_FIELDS}}
            for n, d in enumerate(known.discards)
        ]
        self.facts = [
            {**key, "name": name, "content": canonical(to_plain(getattr(known, name)))}
            for name in _KINDS
            if getattr(known, name) != getattr(_EMPTY, name)
        ]


def fact_rows(session_id: UUID, known: SessionFacts) -> FactRows:
    """The columns of all facts of one session."""
    return FactRows(session_id, known)


def add_fact_rows(orm: OrmSession, written: Iterable[FactRows]) -> None:
    """Write the facts of many new sessions at once."""
    every = tuple(written)
    _insert(orm, VialUseRow, [v for rows in every for v in rows.vials])
    _insert(orm, DiscardRow, [d for rows in every for d in rows.discards])
    _insert(orm, FactRow, [f for rows in every for f in rows.facts])


def _insert(orm: OrmSession, row: Any, values: list[dict[str, Any]]) -> None:
    if values:
        orm.execute(insert(row), values)
