"""What a user can record of a patient beside the sessions: baseline, doses from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.fact_rules import check_baseline, check_outside_dose
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.session_facts import Baseline, OutsideDose


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineEntry:
    """A baseline as somebody tells it; an amendment needs a reason."""

    headache_days: Decimal
    migraine_days: Decimal
    hours_a_day: Decimal
    months: int
    hours_a_month: Decimal | None = None
    hit6: int | None = None
    midas: int | None = None
    reason: str = ""


def record_baseline(
    records: Records, patient_id: UUID, entry: BaselineEntry, *, act: Act
) -> Change[Baseline]:
    """Record how the migraine was before treatment; a later one amends it with a reason."""
    known = records.baseline(patient_id)
    label = "Amend the baseline" if known else "Record the baseline"
    records.require(act, Permission.RECORD_FACTS, label)
    reason = clean_note(entry.reason)
    if known and not reason:
        raise InputError(
            "The baseline is kept for ever; changing it needs a reason.", remedy="Write why."
        )
    baseline = Baseline(
        id=new_id(act.at),
        patient_id=records.patient(patient_id).id,
        headache_days=entry.headache_days,
        migraine_days=entry.migraine_days,
        hours_a_day=entry.hours_a_day,
        hours_a_month=entry.hours_a_month,
        months=entry.months,
        hit6=entry.hit6,
        midas=entry.midas,
        reason=reason,
        recorded_at=act.at,
        recorded_by=act.by.id,
    )
    check_baseline(baseline, records.rules.policy)
    return records.add_baseline(act, label, baseline)


def report_outside_dose(
    records: Records,
    patient_id: UUID,
    toxin: str,
    on: date | None,
    units: Decimal | None,
    indication: str,
    *,
    act: Act,
) -> Change[OutsideDose]:
    """Record a toxin the patient had elsewhere; day and units may be unknown."""
    label = "Record a dose from elsewhere"
    records.require(act, Permission.RECORD_FACTS, label)
    kind = records.catalogue.toxin(toxin)
    if kind is None:
        raise InputError("That is not a known product.", remedy="Choose one of the list.")
    dose = OutsideDose(
        id=new_id(act.at),
        patient_id=records.patient(patient_id).id,
        toxin=toxin,
        toxin_name=kind.name,
        on=on,
        units=units,
        indication=indication,
        recorded_at=act.at,
        recorded_by=act.by.id,
    )
    check_outside_dose(dose, records.rules.lists, act.at.astimezone(records.zone).date())
    return records.save_outside_dose(act, "report_outside_dose", label, None, dose)


def retract_outside_dose(
    records: Records, patient_id: UUID, dose_id: UUID, reason: str, *, act: Act
) -> Change[OutsideDose]:
    """Mark a dose from elsewhere as entered in error, with the reason; it is kept."""
    label = "Dose from elsewhere entered in error"
    records.require(act, Permission.RECORD_FACTS, label)
    text = clean_note(reason)
    if not text:
        raise InputError("This needs a reason.", remedy="Write why it was entered in error.")
    known = next((d for d in records.outside_doses(patient_id) if d.id == dose_id), None)
    if known is None or not known.counts:
        raise RuleError("That dose does not stand in this record any more.")
    marked = replace(known, error_reason=text, error_at=act.at, error_by=act.by.id)
    return records.save_outside_dose(act, "retract_outside_dose", label, known, marked)
