"""The vial equation: labelled units opened = given + discarded, and what is left in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.allotment import allot, units_free, units_from
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import VialUse
from clinicapp.domain.site_record import SiteRecord, SiteState
from clinicapp.domain.units import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class VialSum:
    """One vial's part of the equation, in units; `to_give` is planned and still in it."""

    vial_id: UUID
    opened: Decimal
    given: Decimal
    to_give: Decimal
    discarded: Decimal
    left: Decimal

    @property
    def rest(self) -> Decimal:
        """Units neither given, discarded nor left in it; below 0, too much was taken out."""
        return self.opened - self.given - self.discarded - self.left

    @property
    def offered_discard(self) -> Decimal:
        """What would be left over after the planned doses; never below 0."""
        return max(self.rest - self.to_give, ZERO)

    @property
    def closes(self) -> bool:
        return self.rest == 0

    @property
    def is_overdrawn(self) -> bool:
        return self.rest < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """The equation of a session, in units.

    `unplaced` are given and `unplaced_to_give` planned doses that no vial of the session holds.
    """

    vials: tuple[VialSum, ...]
    unplaced: Decimal
    unplaced_to_give: Decimal

    @property
    def opened(self) -> Decimal:
        return _sum(v.opened for v in self.vials)

    @property
    def given(self) -> Decimal:
        return _sum(v.given for v in self.vials) + self.unplaced

    @property
    def to_give(self) -> Decimal:
        return _sum(v.to_give for v in self.vials) + self.unplaced_to_give

    @property
    def discarded(self) -> Decimal:
        return _sum(v.discarded for v in self.vials)

    @property
    def left(self) -> Decimal:
        return _sum(v.left for v in self.vials)

    @property
    def rest(self) -> Decimal:
        """Units opened that are neither given, discarded nor left in a vial."""
        return self.opened - self.given - self.discarded - self.left

    @property
    def offered_discard(self) -> Decimal:
        return _sum(v.offered_discard for v in self.vials)

    @property
    def closes(self) -> bool:
        """Whether every given dose has its vial and every vial adds up."""
        return bool(self.vials) and not self.unplaced and all(v.closes for v in self.vials)

    def of_vial(self, vial_id: UUID) -> VialSum | None:
        """The part of one vial."""
        return next((v for v in self.vials if v.vial_id == vial_id), None)


def equation_of(session: Session) -> Equation:
    """Work out the vial equation of a session in exact units (domain.md 3.5 and 9, check 4)."""
    uses = session.facts.vials
    known = {u.vial_id for u in uses}
    planned = planned_from_vials(session)
    return Equation(
        vials=tuple(_vial_sum(session, planned, u) for u in uses),
        unplaced=_sum(s.units for s in session.given if s.vial_id not in known),
        unplaced_to_give=_sum(s.units for s in planned if s.vial_id not in known),
    )


def planned_from_vials(session: Session) -> tuple[SiteRecord, ...]:
    """The planned sites, each with the vial its dose would come from if it was given now."""
    codes = {s.site_id for s in session.planned}
    as_given = tuple(
        replace(s, state=SiteState.GIVEN) if s.site_id in codes else s for s in session.sites
    )
    allotted = allot(as_given, session.facts.vials, session.facts.discards)
    return tuple(replace(s, state=SiteState.PLANNED) for s in allotted if s.site_id in codes)


def could_have_stayed_closed(equation: Equation, hold_units: Decimal) -> bool:
    """Whether a vial less, or a smaller one, would have held the doses (domain.md 3.5).

    `hold_units`: from so many units discarded on it is so, whatever the vials.
    """
    wasted = equation.discarded
    return wasted >= hold_units or any(0 < v.opened <= wasted for v in equation.vials)


def _vial_sum(session: Session, planned: Iterable[SiteRecord], use: VialUse) -> VialSum:
    given = units_from(session.sites, use.vial_id)
    rest = units_free(session.sites, use, session.facts.discards)
    return VialSum(
        vial_id=use.vial_id,
        opened=use.labelled_units,
        given=given,
        to_give=_sum(s.units for s in planned if s.vial_id == use.vial_id),
        discarded=use.labelled_units - given - use.left_units - rest,
        left=use.left_units,
    )


def _sum(units: Iterable[Decimal]) -> Decimal:
    return sum(units, ZERO)
