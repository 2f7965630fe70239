"""What must hold of vials where they are written: asked inside the transaction that writes."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from clinicapp.domain.errors import RuleError
from clinicapp.domain.policy import Policy
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import VialUse
from clinicapp.domain.vials import Vial, VialState
from clinicapp.store.unit_of_work import UnitOfWork

_FIXED = {
    VialState.USED_UP: "This vial stands in a signed session, so its record stays as it is.",
    VialState.DISCARDED: "This vial is discarded.",
}


def require_changeable(work: UnitOfWork, before: Vial | None, wanted: Vial) -> None:
    """Refuse a change of a vial that a signed session, void or not, tells of, or that has ended.

    While a session draws from it, it keeps its strength and is not discarded unused.
    """
    if before is None:
        return
    state = work.vials.standing(before.id).state
    if state in _FIXED:
        raise RuleError(_FIXED[state], remedy="Choose another vial.")
    if state is not VialState.IN_USE:
        return
    if wanted.end:
        raise RuleError("A session draws from this vial.", remedy="Choose another vial.")
    if wanted.label.units != before.label.units:
        raise RuleError(
            "A session draws from this vial, so its strength cannot be changed.",
            remedy="Take the vial out of the session first.",
        )


def units_for(work: UnitOfWork, session: Session, vial_id: UUID) -> Decimal:
    """Units a session finds in a vial: the label's, or what the patient's last session left."""
    left = work.vials.left_before([vial_id], session)
    return left.get(vial_id, work.vials.get(vial_id).label.units)


def require_own_vials(work: UnitOfWork, before: Session, wanted: Session, policy: Policy) -> None:
    """Refuse a vial that is new to a session, by whatever verb, and may not be used in it."""
    known = {v.vial_id for v in before.facts.vials}
    for use in wanted.facts.vials:
        if use.vial_id not in known:
            _require_usable(work, wanted, use, policy)


def _require_usable(work: UnitOfWork, session: Session, use: VialUse, policy: Policy) -> None:
    """Refuse a vial of another patient, one that is used up, and units it does not hold."""
    if work.vials.used_by_others([use.vial_id], session.patient_id):
        raise RuleError(
            "This vial belongs to another patient's session; a vial serves one patient.",
            remedy="Open another vial.",
        )
    if work.vials.get(use.vial_id).end:
        raise RuleError("This vial is discarded.", remedy="Open another vial.")
    left = work.vials.left_before([use.vial_id], session).get(use.vial_id)
    if left is not None and not (policy.vial_may_stay_in_use and left > 0):
        raise RuleError("This vial is used up in a signed session.", remedy="Open another vial.")
    if use.labelled_units != units_for(work, session, use.vial_id):
        raise RuleError(
            "The vial does not hold the units any more that were counted before.",
            remedy="Add the vial again.",
        )
