"""Check 12: the diagnosis code agrees with its attributes, and the baseline with the diagnosis."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import show_day
from clinicapp.domain.session_facts import Baseline, Diagnosis
from clinicapp.domain.units import show_units


def check_diagnosis(case: Case) -> tuple[Finding, ...]:
    """Check 12 (domain.md 9): the derived code of the day, and a baseline that holds."""
    diagnosis, baseline = case.session.facts.diagnosis, case.baseline
    return (
        *(_code(case, diagnosis) if diagnosis else _no_diagnosis()),
        *(_baseline(case, baseline) if baseline else _no_baseline()),
    )


def _block(key: str, happened: str, remedy: str, *, is_missing: bool = False) -> Finding:
    return Finding(
        check=12,
        severity=Severity.BLOCK,
        gate=Gate.DIAGNOSIS,
        key=f"diagnosis:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )


def _no_diagnosis() -> Iterator[Finding]:
    yield _block(
        "missing",
        "The diagnosis is not recorded.",
        "Say whether there is aura, and whether it is intractable or with status migrainosus.",
        is_missing=True,
    )


def _code(case: Case, diagnosis: Diagnosis) -> Iterator[Finding]:
    derived = case.rules.diagnoses.derive(
        aura=diagnosis.aura,
        intractable=diagnosis.intractable,
        status_migrainosus=diagnosis.status_migrainosus,
        day=case.day,
    )
    if derived is None:
        yield _block(
            f"not-valid:{diagnosis.code}:{case.day}",
            f"No diagnosis code of {show_day(case.day)} stands for what is recorded.",
            "Record the diagnosis again, or have the table of codes brought up to date.",
        )
    elif derived.code != diagnosis.code:
        yield _block(
            f"code:{diagnosis.code}:{derived.code}",
            f"The code is {diagnosis.code}; what is recorded makes it {derived.code}.",
            "Record the diagnosis again.",
        )
    # A claim of status without its attack is a wrong code: it is mended, not explained.
    if diagnosis.status_migrainosus and not diagnosis.attack_over_72_hours:
        yield _block(
            "status",
            "Status migrainosus is recorded without an attack of more than 72 hours.",
            "Record the attack, or take status migrainosus out.",
        )


def _hold(key: str, happened: str, remedy: str, *, is_missing: bool = False) -> Finding:
    return Finding(
        check=12,
        severity=Severity.HOLD,
        gate=Gate.DIAGNOSIS,
        key=f"baseline:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )


def _no_baseline() -> Iterator[Finding]:
    """A baseline nobody recorded cannot be said to hold; old files may lack one for good."""
    yield _hold(
        "missing",
        "No baseline is recorded.",
        "Record how the migraine was before the first treatment, or write why it is not known.",
        is_missing=True,
    )


def _baseline(case: Case, baseline: Baseline) -> Iterator[Finding]:
    policy = case.rules.policy
    values = (
        ("headache days a month", baseline.headache_days, policy.baseline_headache_days),
        ("hours a day", baseline.hours_a_day, policy.baseline_hours_a_day),
        ("migraine days a month", baseline.migraine_days, policy.baseline_migraine_days),
        ("months", Decimal(baseline.months), policy.baseline_months),
    )
    below = [(name, show_units(value), least) for name, value, least in values if value < least]
    if below:
        told = "; ".join(f"{name} {value}, at least {least}" for name, value, least in below)
        yield _hold(
            ":".join(f"{name}={value}" for name, value, _least in below),
            f"The baseline is below that of chronic migraine: {told}.",
            "Check the baseline, or write why treatment goes ahead.",
        )
