"""The most that extra sites may come to, in their muscle and in the whole session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from clinicapp.domain.errors import RuleError
from clinicapp.domain.protocol import Muscle, Protocol
from clinicapp.domain.units import ZERO, show_units

if TYPE_CHECKING:
    from clinicapp.domain.site_record import SiteRecord


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
        raise RuleError(
            f"{muscle.name} takes at most {muscle.extra_sites_max} extra sites.",
            remedy="Take one back first.",
        )
    units = _sum(s for s in inside if not s.is_omitted)
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


def _sum(sites: Iterable[SiteRecord]) -> Decimal:
    return sum((s.units for s in sites), ZERO)
