"""What a user can do with the vials of a session: one function, one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.commands.vials import require_reason, require_witness
from clinicapp.domain import session_acts
from clinicapp.domain.errors import RuleError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Discard, VialUse
from clinicapp.domain.units import show_units


def use_vial(records: Records, session_id: UUID, vial_id: UUID, *, act: Act) -> Change[Session]:
    """Let a session draw from a vial; refused when it is used up, or another patient's."""
    label = f"Use vial {records.vial(vial_id).label.lot_number}"
    records.require(act, Permission.RECORD_FACTS, label)
    # Whether the vial may be used is asked where the session is written, by whatever verb.
    use = VialUse(
        vial_id=vial_id,
        labelled_units=records.units_for(session_id, vial_id),
        linked_at=act.at,
        linked_by=act.by.id,
    )
    return records.edit_session(
        act, "use_vial", session_id, label, lambda s: session_acts.use_vial(s, use)
    )


def drop_vial(records: Records, session_id: UUID, vial_id: UUID, *, act: Act) -> Change[Session]:
    """Take a vial out of a session; its doses come from another one, or from none yet."""
    label = f"Take vial {records.vial(vial_id).label.lot_number} out"
    records.require(act, Permission.RECORD_FACTS, label)
    return records.edit_session(
        act, "drop_vial", session_id, label, lambda s: session_acts.drop_vial(s, vial_id)
    )


def draw_from(
    records: Records, session_id: UUID, site_ids: Iterable[str], vial_id: UUID, *, act: Act
) -> Change[Session]:
    """Say which vial the doses of given sites came from."""
    wanted = tuple(site_ids)
    label = f"Vial of {wanted[0] if len(wanted) == 1 else f'{len(wanted)} sites'}"
    records.require(act, Permission.RECORD_FACTS, label)
    return records.edit_session(
        act, "draw_from", session_id, label, lambda s: session_acts.draw_from(s, wanted, vial_id)
    )


def allot_again(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Tell again which vial each dose came from, in the order of the vials."""
    label = "Vials in their order"
    records.require(act, Permission.RECORD_FACTS, label)
    return records.edit_session(act, "allot_again", session_id, label, session_acts.allot_again)


def discard_rest(
    records: Records,
    session_id: UUID,
    vial_id: UUID,
    units: Decimal,
    reason: str,
    note: str,
    witness_id: UUID | None,
    *,
    act: Act,
) -> Change[Session]:
    """Record units of a vial that nobody was given, with a coded reason and a witness."""
    shown = show_units(units) if units.is_finite() and abs(units) < 10_000 else str(units)
    label = f"Discard {shown} units"
    records.require(act, Permission.RECORD_FACTS, label)
    require_reason(records.rules.lists.discard_reasons, reason)
    require_witness(records, witness_id, act)
    discard = Discard(
        id=new_id(act.at),
        vial_id=vial_id,
        units=units,
        reason=reason,
        note=clean_note(note),
        witness_id=witness_id,
        at=act.at,
        by=act.by.id,
    )
    return records.edit_session(
        act, "discard_rest", session_id, label, lambda s: session_acts.discard_rest(s, discard)
    )


def take_discard_back(
    records: Records, session_id: UUID, discard_id: UUID, *, act: Act
) -> Change[Session]:
    """Remove a discard recorded by mistake."""
    label = "Take a discard back"
    records.require(act, Permission.RECORD_FACTS, label)
    return records.edit_session(
        act,
        "take_discard_back",
        session_id,
        label,
        lambda s: session_acts.take_discard_back(s, discard_id),
    )


def leave_in_vial(
    records: Records, session_id: UUID, vial_id: UUID, units: Decimal, *, act: Act
) -> Change[Session]:
    """Record units that stay in a vial which remains in use for the same patient."""
    label = "Leave units in the vial"
    records.require(act, Permission.RECORD_FACTS, label)
    if not records.rules.policy.vial_may_stay_in_use:
        raise RuleError(
            "The clinic's policy lets no vial stay in use after a session.",
            remedy="Discard what is left.",
        )
    return records.edit_session(
        act,
        "leave_in_vial",
        session_id,
        label,
        lambda s: session_acts.leave_in_vial(s, vial_id, units),
    )
