"""What a vial may hold, what is refused and why; units belong to one product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One therapeutic vial of the catalogue: a strength in units under its NDC.

    `ndc` is the 10-digit form with hyphens, `gtin` 14 digits. `effective_to` is the last day on
    which it may be used; None means no end. `is_added`: an administrator entered or changed it.
    """

    ndc: str
    name: str
    generic_name: str
    units: Decimal
    gtin: str
    hcpcs: str
    effective_from: date
    effective_to: date | None = None
    source: str = ""
    is_added: bool = False

    @property
    def ndc11(self) -> str:
        """The NDC in the 11 digits (5-4-2) of a claim."""
        labeler, code, package = self.ndc.split("-")
        return f"{labeler:0>5}-{code:0>4}-{package:0>2}"

    def is_effective(self, day: date) -> bool:
        """Whether it may be used on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedProduct:
    """A product that is never charted here, named by NDC, with the reason people are told."""

    ndcs: tuple[str, ...]
    gtins: tuple[str, ...]
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxin:
    """A toxin a patient may report from elsewhere; only `counts` ones share our units."""

    code: str
    name: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diluent:
    """What a vial may be reconstituted with; `is_label` is the one of the label."""

    code: str
    name: str
    is_label: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCatalogue:
    """Everything known of products, in the order it is offered."""

    products: tuple[Product, ...]
    refused: tuple[RefusedProduct, ...]
    toxins: tuple[Toxin, ...]
    diluents: tuple[Diluent, ...]
    vial_units: tuple[Decimal, ...]
    version: str
    source: str
    clinician_review: str

    def with_added(self, added: Iterable[Product]) -> ProductCatalogue:
        """The catalogue with other products; one of a known NDC takes the place of the shipped."""
        by_ndc = {p.ndc: p for p in self.products} | {p.ndc: p for p in added}
        return replace(self, products=tuple(by_ndc.values()))

    def of_ndc(self, ndc: str) -> Product | None:
        """The product of an NDC, effective or not; None when the catalogue has none."""
        return next((p for p in self.products if p.ndc == ndc), None)

    def of_ndc11(self, ndc11: str) -> Product | None:
        """The product of the 11 digits of a claim, however its NDC is written."""
        return next((p for p in self.products if p.ndc11 == ndc11), None)

    def refusal_of(self, number: str) -> RefusedProduct | None:
        """The refused product of an NDC or GTIN."""
        return next((r for r in self.refused if number in r.ndcs or number in r.gtins), None)

    def toxin(self, code: str) -> Toxin | None:
        """The toxin of a code."""
        return next((t for t in self.toxins if t.code == code), None)

    def diluent(self, code: str) -> Diluent | None:
        """The diluent of a code."""
        return next((d for d in self.diluents if d.code == code), None)
