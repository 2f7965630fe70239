"""What an act did, in plain data: the entry of the audit trail and the step of undo are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, get_type_hints
from uuid import UUID

from clinicapp.domain.errors import RuleError
from clinicapp.domain.plain_text import from_plain, to_plain
from clinicapp.domain.session import Session, in_protocol_order
from clinicapp.domain.session_facts import SessionFacts
from clinicapp.domain.site_record import SiteRecord, SiteState


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One act on one record. `undoes` or `redoes` names the act that was stepped over."""

    seq: int
    recorded_at: datetime
    person_id: UUID | None
    act: str
    label: str
    entity: str
    entity_id: UUID | None
    revision: int
    undoes: int | None = None
    redoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An act that can be undone or done again."""

    seq: int
    label: str


# Acts that close a session: nothing before them is stepped over any more.
_FINAL = frozenset(
    {
        "complete_session",
        "sign_session",
        "void_session",
        "add_addendum",
        "record_after_effect",
        "retract_after_effect",
    }
)


@dataclass(frozen=True, slots=True)
class History:
    """The acts of one session that undo and redo step over; the last of each comes next."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

    def after(self, event: AuditEvent) -> History:
        """The history once one more entry of the trail is known."""
        if event.act in _FINAL:
            return History()
        if event.revision <= 1:
            return self  # the start of the session, or a note such as a print
        if event.undoes is not None:
            step = next(s for s in self.undo if s.seq == event.undoes)
            return History(tuple(s for s in self.undo if s is not step), (*self.redo, step))
        if event.redoes is not None:
            step = next(s for s in self.redo if s.seq == event.redoes)
            return History((*self.undo, step), tuple(s for s in self.redo if s is not step))
        return History((*self.undo, Step(seq=event.seq, label=event.label)), ())


def history_of(events: Iterable[AuditEvent]) -> History:
    """Rebuild undo and redo from a session's trail, oldest entry first."""
    history = History()
    for event in events:
        history = history.after(event)
    return history


_HEAD_FIELDS = ("default_units", "status", "completed_at", "completed_by", "void_reason")
_FACTS = get_type_hints(SessionFacts)
_SITE_FIELDS = tuple(f.name for f in fields(SiteRecord))
_DECIMALS = ("units", "at_x", "at_y", "shift_x", "shift_y")
# Entries written before sites had places of their own, and vials, do not name them.
_LATER = {"at_x": None, "at_y": None, "shift_x": "0", "shift_y": "0", "vial_id": None}


def session_delta(before: Session, after: Session) -> dict[str, Any]:
    """Changed fields and sites as [old, new]; a site that was not there is null."""
    changed: dict[str, Any] = {
        name: [to_plain(getattr(before, name)), to_plain(getattr(after, name))]
        for name in _HEAD_FIELDS
        if getattr(before, name) != getattr(after, name)
    }
    old, new = ({s.site_id: s for s in x.sites} for x in (before, after))
    sites = {
        i: [_site_data(old.get(i)), _site_data(new.get(i))]
        for i in sorted(old.keys() | new.keys())
        if old.get(i) != new.get(i)
    }
    if sites:
        changed["sites"] = sites
    if before.facts != after.facts:
        changed["facts"] = {
            name: [to_plain(getattr(before.facts, name)), to_plain(getattr(after.facts, name))]
            for name in _FACTS
            if getattr(before.facts, name) != getattr(after.facts, name)
        }
    added = [to_plain(a) for a in after.addenda if a not in before.addenda]
    if added:
        changed["addenda"] = added
    known = {e.id: e for e in before.after_effects}
    effects = [
        [to_plain(known[e.id]) if e.id in known else None, to_plain(e)]
        for e in after.after_effects
        if e != known.get(e.id)
    ]
    if effects:
        changed["after_effects"] = effects
    return changed


def step_session(session: Session, delta: Mapping[str, Any], *, back: bool) -> Session:
    """Step over one act, backwards or forwards; refused if the record is not as the act left it."""
    if not session.is_open:
        raise RuleError(
            "This session is closed, so nothing in it can be undone.",
            remedy="Write an addendum with a reason.",
        )
    here, there = (1, 0) if back else (0, 1)
    plain_now = {s.site_id: _site_data(s) for s in session.sites}
    sites = {s.site_id: s for s in session.sites}
    for site_id, kept in delta.get("sites", {}).items():
        pair = [None if data is None else {**_LATER, **data} for data in kept]
        if plain_now.get(site_id) != pair[here]:
            raise _moved_on()
        wanted = pair[there]
        if wanted is None:
            del sites[site_id]
        else:
            sites[site_id] = _site_from(wanted)
    default = session.default_units
    if doses := delta.get("default_units"):
        if to_plain(default) != doses[here]:
            raise _moved_on()
        default = Decimal(doses[there])
    ordered = in_protocol_order(session.protocol, sites.values())
    facts = _step_facts(session.facts, delta.get("facts", {}), here, there)
    return replace(session, sites=ordered, default_units=default, facts=facts)


def _step_facts(
    facts: SessionFacts, delta: Mapping[str, Any], here: int, there: int
) -> SessionFacts:
    changed = {}
    for name, kept in delta.items():
        if from_plain(_FACTS[name], kept[here]) != getattr(facts, name):
            raise _moved_on()
        changed[name] = from_plain(_FACTS[name], kept[there])
    return replace(facts, **changed) if changed else facts


def record_delta(before: Any, after: Any) -> dict[str, Any]:
    """Changed fields of two snapshots of one record as [old, new]; a new record has null as old."""
    return {
        f.name: [
            to_plain(getattr(before, f.name)) if before else None,
            to_plain(getattr(after, f.name)),
        ]
        for f in fields(after)
        if before is None or getattr(before, f.name) != getattr(after, f.name)
    }


def _moved_on() -> RuleError:
    return RuleError(
        "The record has changed since that act, so it cannot be stepped over.",
        remedy="Change the site directly.",
    )


def _site_data(record: SiteRecord | None) -> dict[str, Any] | None:
    return None if record is None else to_plain(record)


def _site_from(data: Mapping[str, Any]) -> SiteRecord:
    values = {name: data[name] for name in _SITE_FIELDS}
    for name in _DECIMALS:
        values[name] = None if data[name] is None else Decimal(data[name])
    values["state"] = SiteState(data["state"])
    values["performed_at"] = _time(data["performed_at"])
    values["performer_id"] = _uuid(data["performer_id"])
    values["vial_id"] = _uuid(data["vial_id"])
    return SiteRecord(**values)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
