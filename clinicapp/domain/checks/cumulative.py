"""Check 7: all units of our product within three calendar months, whatever they were given for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.calendar_months import months_before
from clinicapp.domain.checks.case import Case, EarlierDose
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import counted, show_day
from clinicapp.domain.totals import given_units_of
from clinicapp.domain.units import ZERO, show_units


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeItem:
    """One dose of the sum; it is not `is_counted` while its date or its units are unknown."""

    on: date | None
    units: Decimal | None
    where: str
    session_id: UUID | None
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulative:
    """The sum with its items, this session's first; `since` is the last day that is too old."""

    items: tuple[CumulativeItem, ...]
    total: Decimal
    since: date


def cumulative_of(case: Case) -> Cumulative:
    """Units given in this session and after the day three calendar months before it.

    Doses without a date are shown and not counted, like those without units (domain.md 9 check 7).
    """
    since = months_before(case.day, case.rules.policy.cumulative_months)
    own = CumulativeItem(
        on=case.day,
        units=given_units_of(case.session),
        where="this session",
        session_id=case.session.id,
        is_counted=True,
    )
    others = (_item(dose) for dose in case.earlier if dose.on is None or dose.on > since)
    items = (own, *others)
    total = sum((i.units for i in items if i.is_counted and i.units is not None), ZERO)
    return Cumulative(items=items, total=total, since=since)


def check_cumulative(case: Case) -> tuple[Finding, ...]:
    """Check 7 (domain.md 9): more units than the label allows, or units not known."""
    found, policy = cumulative_of(case), case.rules.policy
    findings = []
    if found.total > policy.cumulative_units_most:
        findings.append(
            Finding(
                check=7,
                severity=Severity.HOLD,
                gate=Gate.INTERVAL,
                key=f"cumulative:{case.day}:{show_units(found.total)}",
                happened=f"{show_units(found.total)} units in "
                f"{counted(policy.cumulative_months, 'month')}, over all indications; "
                f"the label allows {show_units(policy.cumulative_units_most)}.",
                remedy="Check each dose of the sum, or write why more was needed.",
            )
        )
    findings += [_unknown(item) for item in found.items if not item.is_counted]
    return tuple(findings)


def _item(dose: EarlierDose) -> CumulativeItem:
    return CumulativeItem(
        on=dose.on,
        units=dose.units,
        where=dose.where,
        session_id=dose.session_id,
        is_counted=dose.on is not None and dose.units is not None,
    )


def _unknown(item: CumulativeItem) -> Finding:
    when = show_day(item.on) if item.on else "on an unknown day"
    units = f"{show_units(item.units)} units" if item.units is not None else "unknown units"
    return Finding(
        check=7,
        severity=Severity.WARN,
        gate=Gate.INTERVAL,
        key=f"cumulative:unknown:{item.on}:{item.units}:{item.where}",
        happened=f"A dose is not in the sum: {units}, {when}, {item.where}.",
        remedy="Ask the patient or the other clinic, and record date and units.",
    )
