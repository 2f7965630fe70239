"""Check 8: one therapeutic product; nothing is converted or added across products."""

from __future__ import annotations

from clinicapp.domain.calendar_months import months_before
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import counted, show_day
from clinicapp.domain.labels import refused_by_name, words_of
from clinicapp.domain.products import Product
from clinicapp.domain.session_facts import OutsideDose
from clinicapp.domain.units import show_units
from clinicapp.domain.vials import Vial


def check_product(case: Case) -> tuple[Finding, ...]:
    """Check 8 (domain.md 9): vials outside the dated catalogue, and other toxins lately."""
    faults = ((vial, _fault(case, vial)) for vial in case.vials)
    wrong = tuple(_wrong_vial(vial, fault) for vial, fault in faults if fault)
    return (*wrong, *_mixed(case), *_other_toxins(case))


def _fault(case: Case, vial: Vial) -> str:
    """Why a vial must not be used here; empty when it may."""
    catalogue, label = case.rules.catalogue, vial.label
    refused = catalogue.refusal_of(label.ndc) or (
        catalogue.refusal_of(label.gtin) if label.gtin else None
    )
    if refused:
        return f"{refused.name}. {refused.reason}"
    product = catalogue.of_ndc(label.ndc)
    if product is None:
        return f"NDC {label.ndc} is not in the list of products."
    return _contradiction(case, vial, product)


def _contradiction(case: Case, vial: Vial, product: Product) -> str:
    label = vial.label
    if not product.is_effective(case.day):
        return f"{product.name} may not be used on {show_day(case.day)}."
    # An administrator may add products: only the one that the protocol doses may be charted.
    generic, dosed = words_of(product.generic_name), case.session.protocol.product
    if not generic or not generic <= words_of(dosed):
        return f"{product.name} is not {dosed}."
    if refused := refused_by_name(product.name, case.rules.catalogue):
        return f"{refused.name}. {refused.reason}"
    if label.gtin and product.gtin and label.gtin != product.gtin:
        return f"Its GTIN {label.gtin} is not that of {product.name}."
    if label.units != product.units:
        return f"{show_units(label.units)} units are recorded for {product.name}."
    return ""


def _wrong_vial(vial: Vial, fault: str) -> Finding:
    return Finding(
        check=8,
        severity=Severity.BLOCK,
        gate=Gate.VIAL,
        key=f"product:{vial.id}:{vial.label.ndc}",
        happened=f"Vial {vial.label.lot_number}: {fault}",
        remedy="Use another vial, or correct what is recorded of this one.",
        stops_first_dose=True,
    )


def _mixed(case: Case) -> tuple[Finding, ...]:
    """Units of two products in one session can neither be added nor told apart."""
    products = (case.rules.catalogue.of_ndc(v.label.ndc) for v in case.vials)
    names = sorted({p.generic_name for p in products if p})
    if len(names) < 2:
        return ()
    return (
        Finding(
            check=8,
            severity=Severity.BLOCK,
            gate=Gate.VIAL,
            key=f"product:mixed:{'+'.join(names)}",
            happened=f"The session uses vials of different products: {', '.join(names)}.",
            remedy="Take the vials of all but one product out of the session.",
            stops_first_dose=True,
        ),
    )


def _other_toxins(case: Case) -> tuple[Finding, ...]:
    months = case.rules.policy.other_toxin_months
    # Inclusive: on the very day four months ago it is still shown.
    since = months_before(case.day, months)
    recent = [d for d in case.outside if d.counts and (d.on is None or d.on >= since)]
    return tuple(_other(dose, months) for dose in recent if _is_other(case, dose))


def _is_other(case: Case, dose: OutsideDose) -> bool:
    toxin = case.rules.catalogue.toxin(dose.toxin)
    return toxin is None or not toxin.counts


def _other(dose: OutsideDose, months: int) -> Finding:
    when = show_day(dose.on) if dose.on else "on an unknown day"
    return Finding(
        check=8,
        severity=Severity.WARN,
        gate=Gate.INTERVAL,
        key=f"product:other-toxin:{dose.id}:{dose.toxin}:{dose.on}",
        happened=f"Another botulinum toxin {when}: {dose.toxin_name}.",
        remedy=f"Effects may add up within {counted(months, 'month')}; "
        "its units can be neither converted nor added.",
    )
