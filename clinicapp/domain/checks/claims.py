"""Checks 5 and 13: what a claim for the drug and for the procedure may say."""

from __future__ import annotations

from collections.abc import Iterator

from clinicapp.domain.charges import (
    BilledUnits,
    billed_units,
    billed_vials,
    drug_codes,
    is_confirmed,
    part_units_left,
)
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import listed
from clinicapp.domain.equation import equation_of
from clinicapp.domain.protocol import Side
from clinicapp.domain.units import show_units


def check_drug_lines(case: Case) -> tuple[Finding, ...]:
    """Check 5: whole units of one drug, from bought vials only (domain.md 3.5 and 9)."""
    units = billed_units(case)
    if units is None:
        return ()
    return (*_codes(case), *_mixed_sources(case, units), *_whole_units(case, units))


def check_procedure(case: Case) -> tuple[Finding, ...]:
    """Check 13: the procedure's code is for both sides together (domain.md 3.4 and 9)."""
    session, code = case.session, case.rules.charge_codes.procedure
    treated = {session.protocol.site(s.site_id).side for s in session.sites if not s.is_omitted}
    bare = [side for side in (Side.LEFT, Side.RIGHT) if side not in treated]
    if not bare or not (session.given or session.planned):
        return ()
    sides = " and ".join(bare)
    return (
        _finding(
            13,
            Severity.HOLD,
            f"sides:{sides}",
            f"No site on the patient's {sides} is treated; {code} stands for both sides.",
            "Write why one side only was treated, and check the claim.",
        ),
    )


def _codes(case: Case) -> Iterator[Finding]:
    codes = sorted(drug_codes(case))
    if len(codes) > 1:
        yield _finding(
            5,
            Severity.BLOCK,
            f"codes:{','.join(codes)}",
            f"The vials are billed under different codes: {listed(codes)}.",
            "Take the vial that was not used out of the session.",
        )


def _mixed_sources(case: Case, units: BilledUnits) -> Iterator[Finding]:
    billed = {v.id for v in billed_vials(case)}
    others = [v for v in case.vials if v.id not in billed]
    if others:
        sources = ",".join(sorted({v.source.value for v in others}))
        yield _finding(
            5,
            Severity.HOLD,
            f"sources:{sources}:{show_units(units.given)}",
            f"Some vials were bought and others were not; {show_units(units.given)} units came "
            "from bought vials and only they are billed.",
            "Check the source of each vial, or write why both were used.",
        )


def _whole_units(case: Case, units: BilledUnits) -> Iterator[Finding]:
    if not equation_of(case.session).closes:
        return
    if part_units_left(case):
        yield _finding(
            5,
            Severity.BLOCK,
            f"part-left:{show_units(units.total)}",
            "A claim has whole units only; a part of a unit is left in a vial.",
            "Leave whole units in the vial, or discard the part with a reason.",
        )
    elif not is_confirmed(case, units):
        given, discarded = show_units(units.given), show_units(units.discarded)
        yield _finding(
            5,
            Severity.BLOCK,
            f"confirm:{given}:{discarded}",
            f"The record has {given} units given and {discarded} discarded; the claim has "
            f"{units.claimed_given} and {units.claimed_discarded}.",
            "Confirm the whole units of the claim.",
            is_missing=True,
        )


def _finding(
    check: int,
    severity: Severity,
    key: str,
    happened: str,
    remedy: str,
    *,
    is_missing: bool = False,
) -> Finding:
    return Finding(
        check=check,
        severity=severity,
        gate=Gate.CHARGES,
        key=f"{check}:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )
