"""Check 3: each vial at the protocol's concentration, in the diluent of the label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import vial_name
from clinicapp.domain.units import show_units
from clinicapp.domain.vials import Reconstitution, Vial

_ML_SHOWN = Decimal("0.001")


def check_dilution(case: Case) -> tuple[Finding, ...]:
    """Check 3: concentration and diluent of every vial (domain.md 3.2 and 9)."""
    found = [f for vial in case.vials for f in _vial(case, vial)]
    made = [(v.label.units, v.reconstitution.ml) for v in case.vials if v.reconstitution]
    # Multiplied out, so that equal concentrations are equal without rounding.
    if any(units * made[0][1] != made[0][0] * ml for units, ml in made):
        told = " and ".join(dict.fromkeys(_per_ml(units, ml) for units, ml in made))
        found.append(
            _finding(
                Severity.BLOCK,
                f"differ:{told}",
                f"The vials of this session differ in concentration: {told} units in 1 mL.",
                "Check the volumes added, or take the vial that was not used out of the session.",
            )
        )
    return tuple(found)


def check_volumes(case: Case, shown: Mapping[str, Decimal]) -> tuple[Finding, ...]:
    """Check 3: volumes in mL kept or shown for given sites follow from the vial (domain.md 9)."""
    found = []
    for record in case.session.given:
        vial = case.vial(record.vial_id) if record.vial_id else None
        made = vial.reconstitution if vial else None
        if vial is None or made is None or record.site_id not in shown:
            continue
        ml = record.units * made.ml / vial.label.units
        if abs(shown[record.site_id] - ml) > case.rules.policy.dose_ml_tolerance:
            volume = show_units(shown[record.site_id])
            found.append(
                _finding(
                    Severity.BLOCK,
                    f"volume:{record.site_id}:{volume}",
                    f"{record.site_id} has {volume} mL; {show_units(record.units)} units of its "
                    f"vial are {_ml(ml)} mL.",
                    "Check the volume added to the vial.",
                )
            )
    return tuple(found)


def _vial(case: Case, vial: Vial) -> Iterator[Finding]:
    made = vial.reconstitution
    if made is None:
        yield _finding(
            Severity.BLOCK,
            f"dry:{vial.id}",
            f"How the vial of {vial_name(vial)} was reconstituted is not recorded.",
            "Record diluent, its lot, the volume added and the time.",
            is_missing=True,
        )
        return
    yield from _concentration(case, vial, made)
    diluent = case.rules.catalogue.diluent(made.diluent)
    if diluent is None or not diluent.is_label:
        name = diluent.name if diluent else made.diluent
        yield _finding(
            Severity.HOLD,
            f"diluent:{vial.id}:{made.diluent}",
            f"The vial of {vial_name(vial)} was reconstituted with {name}; the label names "
            "preservative-free sodium chloride 0.9%.",
            "Correct the diluent, or write why this one was used.",
        )


def _concentration(case: Case, vial: Vial, made: Reconstitution) -> Iterator[Finding]:
    units, ml, protocol = vial.label.units, made.ml, case.session.protocol
    per_ml = _per_ml(units, ml)
    if units > case.rules.policy.units_per_ml_most * ml:
        yield _finding(
            Severity.BLOCK,
            f"strong:{vial.id}:{show_units(ml)}",
            f"The vial of {vial_name(vial)} has {show_units(ml)} mL added: {per_ml} units in 1 mL.",
            "Check the decimal point of the volume added.",
        )
    elif units != protocol.units_per_ml * ml:
        dose = protocol.default_units
        yield _finding(
            Severity.HOLD,
            f"concentration:{vial.id}:{show_units(units)}:{show_units(ml)}",
            f"The vial of {vial_name(vial)} has {per_ml} units in 1 mL instead of "
            f"{show_units(protocol.units_per_ml)}; {show_units(dose)} units are "
            f"{_ml(dose * ml / units)} mL at a site.",
            "Correct the volume added, or write why it was chosen.",
        )


def _per_ml(units: Decimal, ml: Decimal) -> str:
    return show_units((units / ml).quantize(_ML_SHOWN))


def _ml(volume: Decimal) -> str:
    return show_units(volume.quantize(_ML_SHOWN))


def _finding(
    severity: Severity, key: str, happened: str, remedy: str, *, is_missing: bool = False
) -> Finding:
    return Finding(
        check=3,
        severity=severity,
        gate=Gate.VIAL,
        key=f"3:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )
