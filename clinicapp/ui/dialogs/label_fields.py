"""What stands on a vial: product, lot, expiry, serial; scanned or typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.expiry import read_expiry
from clinicapp.domain.labels import check_lot, check_serial, read_label
from clinicapp.domain.products import ProductCatalogue
from clinicapp.domain.vials import Source, VialLabel
from clinicapp.ui.dialogs.line_form import in_one_line, side_by_side
from clinicapp.ui.models.vial_words import source_word
from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from clinicapp.ui.widgets.fields import Field, TextField, name_above
from clinicapp.ui.widgets.layouts import column

OTHER = "other"


class LabelFields(QWidget):
    """The fields of a label, and where the vial came from; a scan fills them all."""

    edited = Signal()  # by the user, after which it is no scan any more

    def __init__(self, catalogue: ProductCatalogue, day: date) -> None:
        super().__init__()
        self._catalogue, self._day = catalogue, day
        self._scanned: VialLabel | None = None
        self.product = ChoiceChips(name=self.tr("Product"), can_clear=False)
        self.product.setObjectName("product")
        offered = [p for p in catalogue.products if p.is_effective(day)]
        choices = [(p.ndc, p.name) for p in offered]
        self.product.set_choices([*choices, (OTHER, self.tr("Another NDC"))])
        self.product_field = Field(self.tr("Product"), self.product)
        self.ndc = TextField(self.tr("NDC"), placeholder="0023-1145-01", code=True)
        self.ndc.hide()
        self.lot = TextField(self.tr("Lot"), code=True)
        self.expiry = TextField(
            self.tr("Expires"), hint=self.tr("Such as 2028-05-31 or 05/2028"), code=True
        )
        self.serial = TextField(
            self.tr("Serial number"), hint=self.tr("Empty if there is none"), code=True
        )
        for name, field in self._lines().items():
            field.edit.setObjectName(name)
            field.edited.connect(lambda _text: self._on_edited())
        words = [(source.value, source_word(source)) for source in Source]
        self.source = Segmented(words, name=self.tr("Where it came from"))
        self.source.setObjectName("source")
        self.product.chosen.connect(self._on_product)
        self.setLayout(
            column(
                self.product_field,
                self.ndc,
                side_by_side((self.lot, 1), (self.expiry, 1), (self.serial, 1)),
                column(name_above(self.tr("Where it came from")), self.source, gap="xs"),
                gap="m",
            )
        )

    @property
    def is_scanned(self) -> bool:
        """Whether the fields are as a scan filled them."""
        return self._scanned is not None

    @property
    def typed_text(self) -> str:
        """Everything that is written in the fields."""
        return "".join(field.text for field in self._lines().values())

    def show_label(self, label: VialLabel, *, scanned: bool) -> None:
        """Fill the fields with a label."""
        codes = [chip.objectName() for chip in self.product.chips]
        known = label.ndc in codes
        self.product.choose(label.ndc if known else OTHER)
        self.product_field.clear_error()
        self.ndc.setVisible(not known)
        self.ndc.set_text(label.ndc)
        self.lot.set_text(label.lot_number)
        self.expiry.set_text(label.expiration_date.isoformat())
        self.serial.set_text(label.serial)
        self._scanned = label if scanned else None

    def clear(self) -> None:
        """Empty every field; where the vial came from stays."""
        self.product.choose("")
        self.ndc.hide()
        for field in self._lines().values():
            field.set_text("")
        self._scanned = None

    def read(self) -> VialLabel | None:
        """The label; None once every field that is wrong has said so.

        A product that may not be used is refused by the ClinicError of the catalogue's rules.
        """
        if self._scanned is not None:
            return self._scanned
        checks: tuple[tuple[TextField, Callable[[str], object]], ...] = (
            (self.lot, check_lot),
            (self.expiry, read_expiry),
            (self.serial, check_serial),
        )
        wrong = [field for field, check in checks if not _passes(field, check)]
        if not self.product.choice:
            self.product_field.show_error(self.tr("Choose the product that the label names."))
        if wrong or not self.product.choice:
            return None
        return read_label(
            self.ndc.text if self.product.choice == OTHER else self.product.choice,
            self.lot.text,
            self.expiry.text,
            self.serial.text,
            catalogue=self._catalogue,
            day=self._day,
        )

    def _lines(self) -> dict[str, TextField]:
        return {"ndc": self.ndc, "lot": self.lot, "expiry": self.expiry, "serial": self.serial}

    def _on_product(self, code: str) -> None:
        self.product_field.clear_error()
        self.ndc.setVisible(code == OTHER)
        if code == OTHER:
            self.ndc.setFocus()
        self._on_edited()

    def _on_edited(self) -> None:
        self._scanned = None
        self.edited.emit()


def _passes(field: TextField, check: Callable[[str], object]) -> bool:
    try:
        check(field.text)
    except InputError as refusal:
        field.show_error(in_one_line(refusal))
        return False
    field.clear_error()
    return True
