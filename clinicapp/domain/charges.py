"""The charge summary of a session: claim lines in whole units, or why there is none yet.

Where vials of several sources were used, only what came from bought ones is billed: every dose
knows its vial, so those units are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from clinicapp.domain.charge_codes import ChargeCodes
from clinicapp.domain.checks.case import Case
from clinicapp.domain.equation import could_have_stayed_closed, equation_of
from clinicapp.domain.errors import RuleError
from clinicapp.domain.products import Product
from clinicapp.domain.session_facts import ChargeConfirmation
from clinicapp.domain.units import ZERO
from clinicapp.domain.vials import Vial


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """One line of a claim; `units` are whole, `modifier` may be empty."""

    code: str
    modifier: str
    units: int
    label: str

    @property
    def text(self) -> str:
        """The line as it is copied: "J0585 JW × 45"."""
        return f"{self.code} {self.modifier}".strip() + f" × {self.units}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeNdc:
    """A billed product on the claim: 11 digits, and how many of its vials were opened."""

    qualifier: str
    digits: str
    unit: str
    vials: int

    @property
    def text(self) -> str:
        """As it stands on a claim: "N400023392102 UN1"."""
        return f"{self.qualifier}{self.digits} {self.unit}{self.vials}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledUnits:
    """Units of the billed vials: exact as recorded, and whole as claimed (domain.md 3.5).

    Given units are rounded up; discarded is the vials' total less that.
    """

    given: Decimal
    discarded: Decimal
    total: Decimal

    @property
    def claimed_given(self) -> int:
        return int(self.given.to_integral_value(ROUND_CEILING))

    @property
    def claimed_discarded(self) -> int:
        return int(self.total) - self.claimed_given

    @property
    def is_whole(self) -> bool:
        """Whether the claim says exactly what the record says; otherwise somebody confirms it."""
        return self.given == self.claimed_given and self.discarded == self.claimed_discarded


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSummary:
    """Everything a claim for the session needs.

    `billed` is None when no vial was bought; `unbilled_given` are units from other vials.
    `needs_confirmation`: claim and record differ by part units and nobody has confirmed it.
    """

    diagnosis: str
    lines: tuple[ChargeLine, ...]
    ndcs: tuple[ChargeNdc, ...]
    billed: BilledUnits | None
    unbilled_given: Decimal
    needs_confirmation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRefusal:
    """Why there is no charge summary, a sentence for each reason."""

    reasons: tuple[str, ...]


def charge_of(case: Case) -> ChargeSummary | ChargeRefusal:
    """The charge summary, refused while it cannot be right (domain.md 3.4, 3.5; 9, 5 and 13)."""
    reasons = (*_open_points(case), *_drug_points(case))
    diagnosis = case.session.facts.diagnosis
    if reasons or diagnosis is None:
        return ChargeRefusal(reasons=reasons)
    codes, units = case.rules.charge_codes, billed_units(case)
    procedure = ChargeLine(
        code=codes.procedure, modifier="", units=codes.procedure_units, label=codes.procedure_label
    )
    given = equation_of(case.session).given
    return ChargeSummary(
        diagnosis=diagnosis.code,
        lines=(procedure, *_drug_lines(case, units)),
        ndcs=_ndcs(case),
        billed=units,
        unbilled_given=given - (units.given if units else ZERO),
        needs_confirmation=units is not None and not is_confirmed(case, units),
    )


def confirmed_charge(case: Case, *, at: datetime, by: UUID) -> ChargeConfirmation:
    """The confirmation of a claim's whole units, refused before the vials add up."""
    units = billed_units(case)
    if units is None:
        raise RuleError("No vial of this session is billed.", remedy="There is nothing to confirm.")
    if not equation_of(case.session).closes or part_units_left(case):
        raise RuleError("The vials do not add up yet.", remedy="Record what was discarded first.")
    return ChargeConfirmation(
        given_units=units.given,
        discarded_units=units.discarded,
        claimed_given=units.claimed_given,
        claimed_discarded=units.claimed_discarded,
        at=at,
        by=by,
    )


def billed_vials(case: Case) -> tuple[Vial, ...]:
    """The vials of the session that the clinic bought and bills."""
    return tuple(v for v in case.vials if v.source in case.rules.charge_codes.billed_sources)


def billed_units(case: Case) -> BilledUnits | None:
    """Units from billed vials; None when there is none. Exact, left in use not counted."""
    billed = {v.id for v in billed_vials(case)}
    parts = [v for v in equation_of(case.session).vials if v.vial_id in billed]
    if not parts:
        return None
    return BilledUnits(
        given=sum((p.given for p in parts), ZERO),
        discarded=sum((p.discarded for p in parts), ZERO),
        total=sum((p.opened - p.left for p in parts), ZERO),
    )


def is_confirmed(case: Case, units: BilledUnits) -> bool:
    """Whether claim and record say the same, or somebody confirmed exactly these figures."""
    return units.is_whole or charge_stands(case)


def charge_stands(case: Case) -> bool:
    """Whether somebody confirmed exactly the figures of the record as it is now."""
    taken, units = case.session.facts.charge, billed_units(case)
    return (
        taken is not None
        and units is not None
        and (taken.given_units, taken.discarded_units) == (units.given, units.discarded)
        and (taken.claimed_given, taken.claimed_discarded)
        == (units.claimed_given, units.claimed_discarded)
    )


def part_units_left(case: Case) -> Decimal:
    """The part of a unit that billed vials keep in use: a claim has no such units; 0 is right."""
    units = billed_units(case)
    return units.total % 1 if units else ZERO


def drug_codes(case: Case) -> frozenset[str]:
    """The billing codes of the billed vials; right is exactly one."""
    return frozenset(p.hcpcs for v in billed_vials(case) if (p := _product(case, v)))


def _open_points(case: Case) -> Iterator[str]:
    session, diagnosis = case.session, case.session.facts.diagnosis
    if not session.given:
        yield "No dose was given."
    if session.planned:
        yield f"{len(session.planned)} planned sites are neither given nor omitted."
    if not equation_of(session).closes:
        yield "The vials do not add up yet."
    if diagnosis is None:
        yield "No diagnosis is recorded."
        return
    code = case.rules.diagnoses.derive(
        aura=diagnosis.aura,
        intractable=diagnosis.intractable,
        status_migrainosus=diagnosis.status_migrainosus,
        day=case.day,
    )
    if code is None or code.code != diagnosis.code:
        yield "The diagnosis code does not follow from the diagnosis."


def _drug_points(case: Case) -> Iterator[str]:
    known = [_product(case, v) for v in case.vials]
    all_here = len(case.vials) == len(case.session.facts.vials)
    if not all_here or any(p is None or not p.hcpcs for p in known):
        yield "A vial is not of a product that may be billed on this day."
    if len({p.generic_name for p in known if p}) > 1 or len(drug_codes(case)) > 1:
        yield "The vials are of different products."
    if any(not label_agrees(case, v) for v in case.vials):
        yield "A vial's units differ from its label or product."
    if part_units_left(case):
        yield "The units left in a vial are not whole."
    if could_have_stayed_closed(equation_of(case.session), case.rules.policy.waste_hold_units):
        yield (
            "Units are discarded that one vial less, or a smaller one, would have saved; "
            "they are not payable as waste."
        )


def label_agrees(case: Case, vial: Vial) -> bool:
    """Whether session, label and product count the same units in a vial.

    Of a vial that stayed in use, the session counts what the patient's last one left in it.
    """
    use, product = case.session.facts.vial_use(vial.id), case.rules.catalogue.of_ndc(vial.label.ndc)
    held = case.left_before.get(vial.id, vial.label.units)
    in_session = use is None or use.labelled_units == held
    return in_session and (product is None or product.units == vial.label.units)


def _product(case: Case, vial: Vial) -> Product | None:
    product = case.rules.catalogue.of_ndc(vial.label.ndc)
    return product if product and product.is_effective(case.day) else None


def _drug_lines(case: Case, units: BilledUnits | None) -> tuple[ChargeLine, ...]:
    if units is None or not units.total:
        return ()
    codes: ChargeCodes = case.rules.charge_codes
    (drug,) = drug_codes(case)
    discarded = units.claimed_discarded
    lines = (
        ChargeLine(
            code=drug,
            modifier="" if discarded else codes.none_discarded_modifier,
            units=units.claimed_given,
            label=codes.given_label,
        ),
        ChargeLine(
            code=drug,
            modifier=codes.discarded_modifier,
            units=discarded,
            label=codes.discarded_label,
        ),
    )
    return tuple(line for line in lines if line.units)


def _ndcs(case: Case) -> tuple[ChargeNdc, ...]:
    codes = case.rules.charge_codes
    products = [p for v in billed_vials(case) if (p := _product(case, v))]
    return tuple(
        ChargeNdc(
            qualifier=codes.ndc_qualifier,
            digits=product.ndc11.replace("-", ""),
            unit=codes.ndc_unit,
            vials=products.count(product),
        )
        for product in dict.fromkeys(products)
    )
