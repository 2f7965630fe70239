"""The limits of the label and the choices of the clinic that checks, clocks and sums go by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One value for each rule; sources stand in the file it is read from."""

    version: str
    clinician_review: str
    # of the label and the protocol
    adult_years: int
    session_units_most: Decimal
    cumulative_units_most: Decimal
    cumulative_months: int
    other_toxin_months: int
    vial_hours: int
    dose_ml_tolerance: Decimal
    units_per_ml_most: Decimal
    waste_hold_units: Decimal
    # evidence for payers
    baseline_headache_days: int
    baseline_hours_a_day: int
    baseline_migraine_days: int
    baseline_months: int
    response_from_session: int
    response_days: int
    response_hours: int
    response_percent: int
    hit6_least: int
    hit6_most: int
    hit6_impossible: tuple[int, ...]
    # what a number can be, whatever the patient
    vial_ml_most: Decimal
    systolic_range: tuple[int, ...]
    diastolic_range: tuple[int, ...]
    pulse_range: tuple[int, ...]
    signature_ink_least: int
    # choices of the clinic
    consent_months: int
    consent_witness_required: bool
    scan_megabytes_most: int
    bench_minutes: int
    witness_required: bool
    vial_may_stay_in_use: bool
    syringe_ml: Decimal
    expiring_days: int
    low_stock_vials: int
    identifiers_least: int
