"""A standard session from the patient page to the signature, everything as last time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from clinicapp.commands.records import Records
from clinicapp.demo.gates import open_gate, panel_of, type_password
from clinicapp.demo.hands import Hands, wait_until
from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.patient import Patient
from clinicapp.domain.session import Session, SessionStatus
from clinicapp.domain.vials import VialState
from clinicapp.ui.pages.vial_panel import VialPanel
from clinicapp.ui.workspace import Workspace


def second_session_due(records: Records, day: date) -> Patient:
    """Somebody who was treated once, over an interval ago, and whose consent still holds."""
    for found in records.due_patients(day, limit=1000):
        treated = records.completed_sessions(found.patient.id)
        if len(treated) == 1 and consent_holds(records, treated[0], day):
            return found.patient
    raise RuntimeError("nobody's second session is due")


def consent_holds(records: Records, last: Session, day: date) -> bool:
    """Whether the consent of the last session still is good on a day."""
    consent, months = last.facts.consent, records.rules.policy.consent_months
    if consent is None:
        return False
    return day <= months_after(consent.signed_at.astimezone(records.zone).date(), months)


def patient_to_signed(work: Workspace, hands: Hands, patient: Patient, password: str) -> int:
    """Chart and sign a patient's second session; how many events it took from the patient page."""
    work.open_patient(patient.id)
    wait_until(lambda: work.page is work.patient, "the patient")
    events = hands.counted(lambda: _chart(work, hands, password))
    signed = work.session.session
    if signed is None or signed.patient_id != patient.id:
        raise RuntimeError("the session belongs to somebody else")
    _require_signed(work, signed.id)
    return events


def _chart(work: Workspace, hands: Hands, password: str) -> None:
    page = work.session
    hands.click(hands.button(work.patient, "plan_session"))
    wait_until(lambda: work.page is page, "the session page")
    open_gate(page, hands, Gate.TIME_OUT)
    hands.click(panel_of(page).primary)
    wait_until(lambda: page.gates.sheet.gate is Gate.SAFETY, "the safety screen")
    hands.click(panel_of(page).primary)
    wait_until(lambda: page.gates.sheet.gate is Gate.VIAL, "the vial panel")
    vials = panel_of(page)
    if not isinstance(vials, VialPanel):
        raise RuntimeError("this is not the vial panel")
    hands.click(vials.choice.cards[0])
    wait_until(lambda: page.gates.sheet.gate is None, "the vial in use")
    hands.click(page.panel.primary)
    hands.click(hands.button(page, "confirm_go"))
    open_gate(page, hands, Gate.VIAL)
    hands.click(hands.button(page.gates.sheet, "confirm_discard"))
    wait_until(lambda: page.gates.sheet.gate is None, "all units accounted for")
    hands.click(page.panel.primary)
    wait_until(lambda: work.page is work.signing, "the signing page")
    type_password(work, hands, password)


def _require_signed(work: Workspace, session_id: UUID) -> None:
    """Stop if the record does not hold a standard session, signed, with a vial opened today."""
    records = work.hub.records
    session = records.session(session_id)
    vials = records.vials_of(session)
    as_meant = (
        session.status is SessionStatus.COMPLETED,
        len(session.given) == len(session.protocol.sites),
        all(records.vial_standing(v.id).state is VialState.USED_UP for v in vials),
        records.seals(session.id),
    )
    if not all(as_meant):
        raise RuntimeError("the record does not hold what was done")
