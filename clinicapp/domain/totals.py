"""Sums over a session: never typed, always worked out from the sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from clinicapp.domain.protocol import Muscle, Side
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import ZERO
from clinicapp.domain.volumes import volume_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleTotal:
    """One muscle of a session; units are given unless named otherwise."""

    muscle: Muscle
    sites: tuple[SiteRecord, ...]
    given_units: Decimal
    planned_units: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTotal:
    """One of the patient's sides; units given and still to give."""

    side: Side
    given_units: Decimal
    planned_units: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All sums of one session; counts without a prefix are of the fixed sites."""

    fixed_sites: int
    given: int
    planned: int
    omitted: int
    changed: int
    extra: int
    extra_given: int
    moved: int
    given_units: Decimal
    planned_units: Decimal
    given_ml: Decimal
    planned_ml: Decimal
    muscles: tuple[MuscleTotal, ...]
    sides: tuple[SideTotal, ...]
    to_give: tuple[str, ...]

    @property
    def sites_given(self) -> int:
        return self.given + self.extra_given


def total_of(session: Session) -> Totals:
    """Work out every sum of a session from its sites, in exact decimals."""
    fixed = [s for s in session.sites if not s.is_extra]
    given_units, planned_units = _units(session.given), _units(session.planned)
    return Totals(
        fixed_sites=len(fixed),
        given=sum(s.is_given for s in fixed),
        planned=sum(s.is_planned for s in fixed),
        omitted=sum(s.is_omitted for s in fixed),
        changed=sum(session.is_changed(s) for s in fixed),
        extra=len(session.extras),
        extra_given=sum(s.is_given for s in session.extras),
        moved=sum(s.is_moved for s in session.sites),
        given_units=given_units,
        planned_units=planned_units,
        given_ml=volume_in(session, session.given),
        planned_ml=volume_in(session, session.planned),
        muscles=tuple(_muscle(session, m) for m in session.protocol.muscles),
        sides=tuple(_side(session, side) for side in Side),
        to_give=tuple(s.site_id for s in session.planned),
    )


def given_units_of(session: Session) -> Decimal:
    """Units given in a session, without working out its other sums."""
    return _units(session.given)


def _units(sites: Iterable[SiteRecord]) -> Decimal:
    return sum((s.units for s in sites), ZERO)


def _muscle(session: Session, muscle: Muscle) -> MuscleTotal:
    sites = tuple(
        s for s in session.sites if session.protocol.site(s.site_id).muscle == muscle.code
    )
    return MuscleTotal(
        muscle=muscle,
        sites=sites,
        given_units=_units(s for s in sites if s.is_given),
        planned_units=_units(s for s in sites if s.is_planned),
    )


def _side(session: Session, side: Side) -> SideTotal:
    sites = [s for s in session.sites if session.protocol.site(s.site_id).side is side]
    return SideTotal(
        side=side,
        given_units=_units(s for s in sites if s.is_given),
        planned_units=_units(s for s in sites if s.is_planned),
    )
