"""Invented vials: what the sessions were drawn from, and what is in the refrigerator today."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from clinicapp.commands.sample_patients import drawn_id
from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.products import Product
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialEnd, VialLabel

LARGE, SMALL = Decimal(200), Decimal(100)
LOT_DAYS = 42  # so long the clinic takes vials of one lot: a recall finds several patients
SHELF_MONTHS = 20
TWO_SMALL, TYPED = 0.12, 0.06
SOON_DAYS = 18
# Strength and number of the unopened vials of today; the small ones are few.
_STOCK = ((LARGE, 6), (SMALL, 2))


class Cabinet:
    """Buys and opens vials; equal seeds give equal ones. `vials` are all of them so far."""

    def __init__(
        self, seed: int, rules: Rulebook, protocol: Protocol, *, clinic_id: UUID, nurse: UUID
    ) -> None:
        self._rng = Random(f"vials {seed}")
        self._seed = seed
        self._catalogue = rules.catalogue
        self._protocol = protocol
        self._clinic_id = clinic_id
        self._nurse = nurse
        self._vials: dict[UUID, Vial] = {}

    @property
    def vials(self) -> tuple[Vial, ...]:
        return tuple(self._vials.values())

    def opened(self, at: datetime, source: Source) -> tuple[Vial, ...]:
        """What one patient's session needs, reconstituted some minutes before a moment."""
        made = at - timedelta(minutes=self._rng.randint(3, 20))
        strengths = (SMALL, SMALL) if self._rng.random() < TWO_SMALL else (LARGE,)
        return tuple(self._open(self._bought(u, made, source), made) for u in strengths)

    def stock(self, at: datetime) -> None:
        """Vials of today: unopened ones, one that expires soon, and one just reconstituted."""
        for units, count in _STOCK:
            for _ in range(count):
                self._bought(units, at, Source.BOUGHT)
        soon = self._bought(LARGE, at, Source.BOUGHT)
        day = at.date() + timedelta(days=SOON_DAYS)
        self._keep(replace(soon, label=replace(soon.label, expiration_date=day)))
        self._open(self._bought(LARGE, at, Source.BOUGHT), at)

    def throw_away(self, vial_id: UUID, at: datetime, by: UUID, note: str) -> None:
        """Discard a vial whose session was entered in error, seen by the nurse."""
        vial = self._vials[vial_id]
        end = VialEnd(
            units=vial.label.units, reason="other", note=note, witness_id=self._nurse, at=at, by=by
        )
        self._keep(replace(vial, end=end))

    def _bought(self, units: Decimal, at: datetime, source: Source) -> Vial:
        product = self._product(units)
        is_typed = self._rng.random() < TYPED
        serial = f"{self._rng.randrange(10**11, 10**12)}"
        label = VialLabel(
            ndc=product.ndc,
            units=product.units,
            lot_number=self._lot(product, at),
            expiration_date=_expiry(at),
            serial="" if is_typed else serial,
            gtin="" if is_typed else product.gtin,
        )
        received = at - timedelta(days=self._rng.randint(1, 5), minutes=self._rng.randint(1, 90))
        vial = Vial(
            id=drawn_id(self._rng, received),
            clinic_id=self._clinic_id,
            label=label,
            product_name=product.name,
            source=source,
            was_scanned=not is_typed,
            received_at=received,
            received_by=self._nurse,
        )
        return self._keep(vial)

    def _open(self, vial: Vial, at: datetime) -> Vial:
        diluent = next(d for d in self._catalogue.diluents if d.is_label)
        made = Reconstitution(
            diluent=diluent.code,
            diluent_lot=f"NS{self._of_lot_time('saline', at).randrange(10_000, 100_000)}",
            ml=vial.label.units / self._protocol.units_per_ml,
            at=at,
            by=self._nurse,
        )
        return self._keep(replace(vial, reconstitution=made))

    def _keep(self, vial: Vial) -> Vial:
        self._vials[vial.id] = vial
        return vial

    def _product(self, units: Decimal) -> Product:
        return next(p for p in self._catalogue.products if p.units == units)

    def _lot(self, product: Product, at: datetime) -> str:
        drawn = self._of_lot_time(product.ndc, at)
        return f"C{drawn.randrange(1_000, 10_000)}C{drawn.randrange(1, 10)}"

    def _of_lot_time(self, what: str, at: datetime) -> Random:
        return Random(f"{what} {self._seed} {at.toordinal() // LOT_DAYS}")


def _expiry(at: datetime) -> date:
    """The last day of a month; the same for all that was bought in the time of one lot."""
    first = date.fromordinal(at.toordinal() // LOT_DAYS * LOT_DAYS)
    year, month = divmod(first.year * 12 + first.month - 1 + SHELF_MONTHS, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
