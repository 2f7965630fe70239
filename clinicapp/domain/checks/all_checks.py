"""All checks of domain.md 9 in one row: what they find, and what of it still stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.claims import check_drug_lines, check_procedure
from clinicapp.domain.checks.clock import CLOCK, check_clock
from clinicapp.domain.checks.consent import check_consent
from clinicapp.domain.checks.cumulative import check_cumulative
from clinicapp.domain.checks.diagnosis import check_diagnosis
from clinicapp.domain.checks.dilution import check_dilution
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.identity import check_identity
from clinicapp.domain.checks.interval import check_interval
from clinicapp.domain.checks.one_product import check_product
from clinicapp.domain.checks.response import check_response
from clinicapp.domain.checks.safety_screen import check_safety
from clinicapp.domain.checks.sites import check_completeness, check_extras
from clinicapp.domain.checks.vial_sums import check_vial_sums
from clinicapp.domain.checks.vial_times import check_vial_times


@dataclass(frozen=True, slots=True)
class Check:
    """One check under its number of domain.md 9."""

    number: int
    title: str
    run: Callable[[Case], tuple[Finding, ...]]


CHECKS = (
    Check(1, "Every site decided", check_completeness),
    Check(2, "Extra sites and total", check_extras),
    Check(3, "Dilution", check_dilution),
    Check(4, "The vial adds up", check_vial_sums),
    Check(5, "Claim lines of the drug", check_drug_lines),
    Check(6, "Interval", check_interval),
    Check(7, "Units in 3 months", check_cumulative),
    Check(8, "One product", check_product),
    Check(9, "Expiry and 24 hours", check_vial_times),
    Check(10, "Consent", check_consent),
    Check(11, "Safety screen", check_safety),
    Check(12, "Diagnosis", check_diagnosis),
    Check(13, "Procedure code", check_procedure),
    Check(14, "Response to treatment", check_response),
    Check(15, "Identity and side", check_identity),
    Check(CLOCK, "The clock", check_clock),
)
_GATES = {gate: n for n, gate in enumerate(Gate)}
_SEVERITIES = {severity: n for n, severity in enumerate(Severity)}


def findings_of(case: Case) -> tuple[Finding, ...]:
    """What all checks find, in the order of the gates, the gravest of each first."""
    found = [finding for check in CHECKS for finding in check.run(case)]
    return tuple(sorted(found, key=lambda f: (_GATES[f.gate], _SEVERITIES[f.severity])))


def unanswered(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What forbids signing: every BLOCK, and each HOLD that nobody took on with a reason."""
    return tuple(
        f
        for f in findings
        if f.severity is Severity.BLOCK
        or (f.severity is Severity.HOLD and not _is_taken_on(case, f))
    )


def stops(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What must be settled before the first dose: mended, or taken on where it can be."""
    return tuple(f for f in unanswered(case, findings) if f.stops_first_dose)


def _is_taken_on(case: Case, finding: Finding) -> bool:
    """Exactly this finding, values included, with words typed for it."""
    taken = case.session.facts.acknowledged(finding.key)
    return taken is not None and bool(taken.reason.strip())
