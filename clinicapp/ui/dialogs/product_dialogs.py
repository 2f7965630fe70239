"""Adding a product to the catalogue, and ending one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from clinicapp.commands.products import save_product
from clinicapp.domain.product_numbers import gtin_of, is_ndc, tidy_number
from clinicapp.domain.products import Product
from clinicapp.domain.units import show_units
from clinicapp.ui.dialogs.form_dialog import FormDialog, asked
from clinicapp.ui.dialogs.line_form import side_by_side
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.layouts import holder

WIDTH, NARROW = 640, 520


class ProductDialog(FormDialog):
    """Asks for the numbers of a therapeutic vial; the GTIN is made from its NDC."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub) -> None:
        super().__init__(parent, hub)
        self.setObjectName("product_dialog")
        catalogue = hub.records.catalogue
        self._like = catalogue.products[0]
        self.ndc = TextField(self.tr("NDC, with hyphens"), placeholder="0023-1145-01", code=True)
        self.gtin = TextField(self.tr("GTIN"), hint=self.tr("Compare with the carton"), code=True)
        self.name = TextField(self.tr("Name"))
        self.units = ChoiceChips(name=self.tr("Units in a vial"), can_clear=False)
        self.units.setObjectName("product_units")
        self.units.set_choices([(f"{u:f}", show_units(u)) for u in catalogue.vial_units])
        self.units_field = Field(self.tr("Units in a vial"), self.units)
        self.hcpcs = TextField(self.tr("HCPCS code"), self._like.hcpcs, code=True)
        self.begins = DayField(self.tr("May be used from"))
        self.begins.set_day(local_day(hub.clock(), hub.records.zone))
        for name, field in (
            ("product_ndc", self.ndc),
            ("product_gtin", self.gtin),
            ("product_name", self.name),
            ("product_hcpcs", self.hcpcs),
            ("product_from", self.begins),
        ):
            field.edit.setObjectName(name)
        self.ndc.edited.connect(self._on_ndc)
        self.units.chosen.connect(lambda _code: self.units_field.clear_error())
        self.build(
            self.tr("Add a product"),
            self.tr("A therapeutic vial of {name}. Other toxins are never added.").format(
                name=self._like.generic_name
            ),
            self.tr("Add the product"),
            self.name,
            holder(side_by_side((self.ndc, 1), (self.gtin, 1))),
            self.units_field,
            holder(side_by_side((self.hcpcs, 1), (self.begins, 1))),
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub) -> bool:
        """Whether a product was added."""
        return asked(cls(parent, hub))

    def typed_text(self) -> str:
        return self.ndc.text + self.name.text

    def submit(self) -> None:
        ndc, name, units = tidy_number(self.ndc.text), self.name.text.strip(), self._units()
        if not name:
            self.name.show_error(self.tr("Write the name as on the carton."))
        if units is None:
            self.units_field.show_error(self.tr("Choose one."))
        begins = self.begins.day
        if begins is None:
            self.begins.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        if self._hub.records.catalogue.of_ndc(ndc) is not None:
            self.ndc.show_error(self.tr("This NDC is in the catalogue already."))
        elif name and units is not None and begins is not None:
            self._save(ndc, name, units, begins)

    def _save(self, ndc: str, name: str, units: Decimal, begins: date) -> None:
        product = Product(
            ndc=ndc,
            name=name,
            generic_name=self._like.generic_name,
            units=units,
            gtin=self.gtin.text.strip(),
            hcpcs=self.hcpcs.text.strip().upper(),
            effective_from=begins,
            source=self.tr("Added by the clinic"),
            is_added=True,
        )
        if self._hub.run(save_product, product):
            self.accept()

    def _units(self) -> Decimal | None:
        return Decimal(self.units.choice) if self.units.choice else None

    def _on_ndc(self, text: str) -> None:
        ndc = tidy_number(text)
        if is_ndc(ndc):
            self.gtin.set_text(gtin_of(ndc))


class EndProductDialog(FormDialog):
    """Asks for the last day on which a product may be used."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, product: Product) -> None:
        super().__init__(parent, hub)
        self.setObjectName("end_product_dialog")
        self._product = product
        self.ends = DayField(
            self.tr("Last day"), hint=self.tr("Empty: it may be used without an end.")
        )
        self.ends.edit.setObjectName("product_until")
        today = local_day(hub.clock(), hub.records.zone)
        self.ends.set_day(product.effective_to or today)
        self.build(
            self.tr("End {name}").format(name=product.name),
            self.tr("After this day its vials are not received; what was recorded stays."),
            self.tr("Save"),
            self.ends,
            width=NARROW,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, product: Product) -> bool:
        """Whether the day was saved."""
        return asked(cls(parent, hub, product))

    def submit(self) -> None:
        if self.ends.is_unreadable:
            self.ends.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
            return
        ended = replace(self._product, effective_to=self.ends.day, is_added=True)
        if self._hub.run(save_product, ended):
            self.accept()
