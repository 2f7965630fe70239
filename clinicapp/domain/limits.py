"""The most that extra sites may come to, in their muscle and in the whole session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from clinicapp.domain.errors import RuleError
from clinicapp.domain.protocol import Muscle, Protocol
from clinicapp.domain.units import ZERO, show_units

if TYPE_CHECKING:
    from clinicapp.domain.site_record import SiteRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How full a muscle is: its extra sites, and the units planned or given there."""

    muscle: Muscle
    extras: int
    units: Decimal


def fills_of(protocol: Protocol, sites: Iterable[SiteRecord]) -> tuple[Fill, ...]:
    """How full the muscles are that take extra sites."""
    held = tuple(sites)
    found = []
    for muscle in protocol.muscles:
        if muscle.extra_sites_max:
            inside = [s for s in held if protocol.site(s.site_id).muscle == muscle.code]
            extras, units = sum(s.is_extra for s in inside), _units_in(inside)
            found.append(Fill(muscle=muscle, extras=extras, units=units))
    return tuple(found)


def too_many_extras(muscle: Muscle) -> RuleError:
    """The refusal of one extra site more than a muscle takes."""
    return RuleError(
        f"{muscle.name} takes at most {muscle.extra_sites_max} extra sites.",
        remedy="Take one back first.",
    )


def require_extras_fit(
    protocol: Protocol, sites: Iterable[SiteRecord], touched: Iterable[str]
) -> None:
    """Refuse sites that pass a limit in the muscles of the touched sites, where extras are."""
    held = tuple(sites)
    codes = {protocol.site(i).muscle for i in touched}
    for muscle in protocol.muscles:
        inside = [s for s in held if protocol.site(s.site_id).muscle == muscle.code]
        if muscle.code in codes and any(s.is_extra for s in inside):
            _require_muscle_fits(muscle, inside)
            _require_total_fits(protocol, [s for s in held if s.is_extra])


def _require_muscle_fits(muscle: Muscle, inside: Sequence[SiteRecord]) -> None:
    if sum(s.is_extra for s in inside) > muscle.extra_sites_max:
        raise too_many_extras(muscle)
    units = _units_in(inside)
    if units > muscle.units_max:
        raise RuleError(
            f"{muscle.name} would reach {show_units(units)} units; the protocol's "
            f"most is {show_units(muscle.units_max)} units.",
            remedy="Lower a dose in this muscle, or take an extra site back, first.",
        )


def _require_total_fits(protocol: Protocol, extras: Sequence[SiteRecord]) -> None:
    if len(extras) > protocol.extra_sites_max or _sum(extras) > protocol.extra_units_max:
        raise RuleError(
            f"Extra sites may be at most {protocol.extra_sites_max} with "
            f"{show_units(protocol.extra_units_max)} units together.",
            remedy="Take one back, or lower its dose, first.",
        )


def _units_in(inside: Iterable[SiteRecord]) -> Decimal:
    return _sum(s for s in inside if not s.is_omitted)


def _sum(sites: Iterable[SiteRecord]) -> Decimal:
    return sum((s.units for s in sites), ZERO)
