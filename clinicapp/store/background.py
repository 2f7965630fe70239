"""What is known of a patient beside the sessions, and products added by an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.products import Product
from clinicapp.domain.session_facts import Baseline, OutsideDose
from clinicapp.store.rows import BaselineRow, OutsideDoseRow, ProductRow

_BASELINE_FIELDS = tuple(f.name for f in fields(Baseline))
_DOSE_FIELDS = tuple(f.name for f in fields(OutsideDose))
_MARKED = ("error_reason", "error_at", "error_by")
_PRODUCT_FIELDS = tuple(f.name for f in fields(Product) if f.name != "is_added")


class BackgroundRepository:
    """Baselines and doses from elsewhere: added, marked, never removed."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def baselines(self, patient_id: UUID) -> tuple[Baseline, ...]:
        """The baseline and its amendments, oldest first; the last one stands."""
        rows = self._orm.scalars(
            select(BaselineRow)
            .where(BaselineRow.patient_id == patient_id)
            .order_by(BaselineRow.recorded_at, BaselineRow.id)
        )
        return tuple(Baseline(**{n: getattr(r, n) for n in _BASELINE_FIELDS}) for r in rows)

    def add_baseline(self, *baselines: Baseline) -> None:
        """Write baselines, or amendments of them."""
        values = [{n: getattr(b, n) for n in _BASELINE_FIELDS} for b in baselines]
        if values:
            self._orm.execute(insert(BaselineRow), values)

    def outside_doses(self, patient_id: UUID) -> tuple[OutsideDose, ...]:
        """What was reported of a patient from elsewhere, oldest report first."""
        rows = self._orm.scalars(
            select(OutsideDoseRow)
            .where(OutsideDoseRow.patient_id == patient_id)
            .order_by(OutsideDoseRow.recorded_at, OutsideDoseRow.id)
        )
        return tuple(OutsideDose(**{n: getattr(r, n) for n in _DOSE_FIELDS}) for r in rows)

    def add_outside_dose(self, dose: OutsideDose) -> None:
        """Write a dose that was reported."""
        self._orm.execute(insert(OutsideDoseRow).values(_values(dose, _DOSE_FIELDS)))

    def mark_outside_dose(self, dose: OutsideDose) -> None:
        """Keep that a reported dose was entered in error."""
        self._orm.execute(
            update(OutsideDoseRow)
            .where(OutsideDoseRow.id == dose.id)
            .values(_values(dose, _MARKED))
        )


class ProductRepository:
    """Products that an administrator added or changed."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def all(self) -> tuple[Product, ...]:
        """Every added or changed product, by NDC."""
        rows = self._orm.scalars(select(ProductRow).order_by(ProductRow.ndc))
        return tuple(
            Product(**{n: getattr(r, n) for n in _PRODUCT_FIELDS}, is_added=True) for r in rows
        )

    def save(self, product: Product) -> int:
        """Write a product under its NDC; the revision it now has comes back."""
        known = self._orm.get(ProductRow, product.ndc)
        revision = (known.revision if known else 0) + 1
        self._orm.merge(ProductRow(**_values(product, _PRODUCT_FIELDS), revision=revision))
        return revision


def _values(record: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
