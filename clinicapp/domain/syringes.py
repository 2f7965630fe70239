"""The syringe plan: how many syringes, which sites from each, what should be left in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.equation import equation_of, planned_from_vials
from clinicapp.domain.session import Session
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.units import ZERO
from clinicapp.domain.vials import Vial


@dataclass(frozen=True, slots=True, kw_only=True)
class SyringeDose:
    """One site's dose in a syringe: units, and mL at the concentration of its vial."""

    site_id: str
    units: Decimal
    ml: Decimal
    is_given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Syringe:
    """One syringe, filled from one vial with its doses and `spare` units over.

    `capacity` in units at `units_in_ml` units in `in_ml` mL. `is_assumed`: its vial is not known
    or not reconstituted yet, so the protocol's concentration stands in.
    """

    number: int
    vial_id: UUID | None
    doses: tuple[SyringeDose, ...]
    spare: Decimal
    capacity: Decimal
    units_in_ml: Decimal
    in_ml: Decimal
    is_assumed: bool

    @property
    def units(self) -> Decimal:
        """Units of all its doses."""
        return sum((d.units for d in self.doses), ZERO)

    @property
    def to_give(self) -> Decimal:
        """Units of its doses that are not given yet."""
        return sum((d.units for d in self.doses if not d.is_given), ZERO)

    @property
    def drawn(self) -> Decimal:
        """Units to draw up."""
        return self.units + self.spare

    @property
    def left(self) -> Decimal:
        """Units that should be in it now, after what was given."""
        return self.to_give + self.spare

    @property
    def drawn_ml(self) -> Decimal:
        return self.ml_of(self.drawn)

    @property
    def left_ml(self) -> Decimal:
        return self.ml_of(self.left)

    @property
    def is_overfull(self) -> bool:
        """Whether its one dose is more than the syringe holds; a dose is never split."""
        return self.units > self.capacity

    def ml_of(self, units: Decimal) -> Decimal:
        """Volume in mL of units in this syringe (domain.md 3.2)."""
        return units * self.in_ml / self.units_in_ml


@dataclass(frozen=True, slots=True, kw_only=True)
class SyringePlan:
    """All syringes of a session in the order they are taken in hand."""

    syringes: tuple[Syringe, ...]

    @property
    def in_hand(self) -> Syringe | None:
        """The first syringe with a dose to give; when all is given, the last one."""
        return next((s for s in self.syringes if s.to_give), self.last)

    @property
    def last(self) -> Syringe | None:
        return self.syringes[-1] if self.syringes else None


@dataclass(frozen=True, slots=True)
class _Mixture:
    """What is in a vial: units in mL, and whether that is only assumed."""

    units: Decimal
    ml: Decimal
    is_assumed: bool

    def volume(self, units: Decimal) -> Decimal:
        return units * self.ml / self.units

    def fits(self, units: Decimal, syringe_ml: Decimal) -> bool:
        # Multiplied out, so that no quotient is rounded where a dose just fits.
        return units * self.ml <= syringe_ml * self.units


def syringe_plan(session: Session, vials: Iterable[Vial], syringe_ml: Decimal) -> SyringePlan:
    """Share the doses out among syringes of `syringe_ml` mL (domain.md 3.2).

    Doses are taken in the order they were given, then planned ones in the order of the protocol.
    A dose is never split between syringes or vials. The last syringe of each vial takes up what
    would be left over in it, as far as it fits.
    """
    known = {v.id: v for v in vials}
    mixtures: dict[UUID | None, _Mixture] = {}
    filled: list[tuple[UUID | None, list[SiteRecord]]] = []
    open_now: dict[UUID | None, list[SiteRecord]] = {}
    for dose in _in_order(session):
        vial_id = dose.vial_id
        mixture = mixtures.setdefault(vial_id, _mixture(session, known, vial_id))
        held = open_now.get(vial_id)
        units = sum((d.units for d in held or []), dose.units)
        if held is None or not mixture.fits(units, syringe_ml):
            held = open_now[vial_id] = []
            filled.append((vial_id, held))
        held.append(dose)
    spare = {v.vial_id: v.offered_discard for v in equation_of(session).vials}
    return SyringePlan(
        syringes=tuple(
            _syringe(
                number,
                doses,
                mixtures[vial_id],
                syringe_ml,
                spare.get(vial_id, ZERO) if vial_id and doses is open_now[vial_id] else ZERO,
            )
            for number, (vial_id, doses) in enumerate(filled, 1)
        )
    )


def _in_order(session: Session) -> list[SiteRecord]:
    # Sites given by one act share their time and keep the order of the protocol.
    def when(record: SiteRecord) -> datetime:
        return record.performed_at or session.started_at

    return [*sorted(session.given, key=when), *planned_from_vials(session)]


def _mixture(session: Session, known: dict[UUID, Vial], vial_id: UUID | None) -> _Mixture:
    vial = known.get(vial_id) if vial_id else None
    if vial is None or vial.reconstitution is None:
        return _Mixture(session.protocol.units_per_ml, Decimal(1), True)
    return _Mixture(vial.label.units, vial.reconstitution.ml, False)


def _syringe(
    number: int, doses: list[SiteRecord], mixture: _Mixture, syringe_ml: Decimal, spare: Decimal
) -> Syringe:
    capacity = syringe_ml * mixture.units / mixture.ml
    units = sum((d.units for d in doses), ZERO)
    return Syringe(
        number=number,
        vial_id=doses[0].vial_id,
        doses=tuple(
            SyringeDose(
                site_id=d.site_id, units=d.units, ml=mixture.volume(d.units), is_given=d.is_given
            )
            for d in doses
        ),
        spare=min(spare, max(capacity - units, ZERO)),
        capacity=capacity,
        units_in_ml=mixture.units,
        in_ml=mixture.ml,
        is_assumed=mixture.is_assumed,
    )
