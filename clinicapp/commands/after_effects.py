"""What a user can do about after-effects: record one, or mark one as entered in error."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.after_effects import AfterEffect, add_effect, mark_in_error
from clinicapp.domain.errors import InputError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session


def record_after_effect(
    records: Records,
    session_id: UUID,
    code: str,
    onset: date | None,
    note: str = "",
    *,
    act: Act,
) -> Change[Session]:
    """Add to a completed session what the patient told of afterwards; None is an unknown day."""
    label = "Record an after-effect"
    records.require(act, Permission.RECORD_AFTER_EFFECT, label)
    kind = records.effect_kinds.find(code)
    if kind is None:
        raise InputError("That is not a known after-effect.", remedy="Choose one of the list.")
    text = clean_note(note)
    if kind.needs_note and not text:
        raise InputError(f"{kind.label} needs a few words.", remedy="Describe it in the note.")
    effect = AfterEffect(
        id=new_id(act.at),
        code=code,
        label=kind.label,
        onset=onset,
        note=text,
        recorded_at=act.at,
        recorded_by=act.by.id,
    )
    today = act.at.astimezone(records.zone).date()

    def edit(session: Session) -> Session:
        first = session.started_at.astimezone(records.zone).date()
        return add_effect(session, effect, first=first, last=today)

    return records.edit_session(act, "record_after_effect", session_id, label, edit)


def retract_after_effect(
    records: Records, session_id: UUID, effect_id: UUID, reason: str, *, act: Act
) -> Change[Session]:
    """Mark an after-effect as entered in error, with the reason; it is kept."""
    label = "After-effect entered in error"
    records.require(act, Permission.RECORD_AFTER_EFFECT, label)
    text = clean_note(reason)
    return records.edit_session(
        act,
        "retract_after_effect",
        session_id,
        label,
        lambda s: mark_in_error(s, effect_id, text, at=act.at, by=act.by.id),
    )
