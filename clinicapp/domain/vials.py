"""A vial: what its label says, how it was reconstituted, what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """How the clinic came by a vial: it decides whether the drug is billed."""

    BOUGHT = "bought"
    PHARMACY = "pharmacy"
    SAMPLE = "sample"


class VialState(StrEnum):
    """What became of a vial."""

    IN_STOCK = "in-stock"
    OPEN = "open"
    IN_USE = "in-use"
    USED_UP = "used-up"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class VialLabel:
    """What a scanned code or a label says; `gtin` and `serial` are empty when nobody knows them."""

    ndc: str
    units: Decimal
    lot_number: str
    expiration_date: date
    serial: str = field(default="", repr=False)
    gtin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstitution:
    """Diluent put into a vial: `ml` added, when and by whom."""

    diluent: str
    diluent_lot: str
    ml: Decimal
    at: datetime
    by: UUID
    kept_cold: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VialEnd:
    """A vial discarded without being used in a session."""

    units: Decimal
    reason: str
    note: str
    witness_id: UUID | None
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Vial:
    """One vial (FHIR Medication batch). `product_name` keeps the words of its day."""

    id: UUID
    clinic_id: UUID
    label: VialLabel
    product_name: str
    source: Source
    was_scanned: bool
    received_at: datetime
    received_by: UUID
    reconstitution: Reconstitution | None = None
    end: VialEnd | None = None
    revision: int = 0

    @property
    def units_per_ml(self) -> Decimal | None:
        """Units in 1 mL after reconstitution (domain.md 3.2); None before."""
        return self.label.units / self.reconstitution.ml if self.reconstitution else None

    def use_until(self, hours: int) -> datetime | None:
        """The last moment at which the reconstituted vial may be used; None before."""
        made = self.reconstitution
        return made.at + timedelta(hours=hours) if made else None

    def is_expired(self, day: date) -> bool:
        """Whether the printed expiry lies before a day."""
        return self.label.expiration_date < day


@dataclass(frozen=True, slots=True, kw_only=True)
class VialStanding:
    """A vial with what became of it and the sessions that used it, for lists and choices."""

    vial: Vial
    state: VialState
    session_ids: tuple[UUID, ...] = ()
    patient_ids: tuple[UUID, ...] = ()
