"""What a user can do to a patient's details."""

from __future__ import annotations

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.patient import Patient, check_patient
from clinicapp.domain.people import Permission


def register_patient(records: Records, patient: Patient, *, act: Act) -> Change[Patient]:
    """Add a patient to the clinic."""
    label = "Register a patient"
    records.require(act, Permission.REGISTER_PATIENT, label)
    tidy = check_patient(patient, act.at.astimezone(records.zone).date())
    return records.save_patient(act, "register_patient", label, tidy)


def correct_patient(records: Records, patient: Patient, *, act: Act) -> Change[Patient]:
    """Correct a patient's details; what stood there before stays in the audit trail."""
    label = "Correct a patient"
    records.require(act, Permission.CORRECT_PATIENT, label)
    tidy = check_patient(patient, act.at.astimezone(records.zone).date())
    return records.save_patient(act, "correct_patient", label, tidy)
