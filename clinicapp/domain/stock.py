"""What is on the shelf: usable vials of each product, which expire soon, what is low."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinicapp.domain.policy import Policy
from clinicapp.domain.products import Product, ProductCatalogue
from clinicapp.domain.vials import Vial, VialStanding, VialState

ON_HAND = (VialState.IN_STOCK, VialState.OPEN, VialState.IN_USE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """One product on the shelf: usable vials, those of them that expire soon, expired ones.

    `is_low`: the clinic has had this product, and fewer are usable than its policy wants.
    """

    product: Product
    usable: int
    expiring: int
    expired: int
    is_low: bool


def is_usable(standing: VialStanding, policy: Policy, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a session may begin to draw from a vial: unused, not expired, within its 24 hours."""
    vial = standing.vial
    if standing.state not in (VialState.IN_STOCK, VialState.OPEN):
        return False
    until = vial.use_until(policy.vial_hours)
    over = until is not None and until < now
    return not over and not vial.is_expired(now.astimezone(zone).date())


def expires_soon(vial: Vial, policy: Policy, day: date) -> bool:
    """Whether a vial that has not expired will, within the days of the policy."""
    last = day + timedelta(days=policy.expiring_days)
    return day <= vial.label.expiration_date <= last


def stock_of(
    standings: Iterable[VialStanding],
    catalogue: ProductCatalogue,
    policy: Policy,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[StockLine, ...]:
    """Count the vials on hand by product, in the order of the catalogue."""
    every, day = tuple(standings), now.astimezone(zone).date()
    lines = []
    for product in catalogue.products:
        own = [s for s in every if s.vial.label.ndc == product.ndc]
        if not own and not product.is_effective(day):
            continue
        usable = [s for s in own if is_usable(s, policy, now=now, zone=zone)]
        shelved = [s for s in own if s.state in ON_HAND and s.state is not VialState.IN_USE]
        lines.append(
            StockLine(
                product=product,
                usable=len(usable),
                expiring=sum(expires_soon(s.vial, policy, day) for s in usable),
                expired=sum(s.vial.is_expired(day) for s in shelved),
                is_low=bool(own)
                and product.is_effective(day)
                and len(usable) < policy.low_stock_vials,
            )
        )
    return tuple(lines)
