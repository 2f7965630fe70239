"""What stands on a vial of the session, and the way to take it out again."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QLabel

from clinicapp.domain.vials import VialLabel
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.widgets.buttons import button, restyle
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label, set_tone
from clinicapp.ui.widgets.layouts import ScaledLayout, column, row

NONE = "—"


class VialFacts(QFrame):
    """Product, lot, expiry and serial number as read; red where it has expired."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "ok")
        self.product = ElidedLabel("", "strong")
        self.lot = label("", "strong", code=True, selectable=True)
        self.expires = label("", "strong", selectable=True)
        self.serial = ElidedLabel("", "strong", code=True)
        self._sign = Glyph("scan-barcode", "ok", 24)
        self.drop = button(
            "", "quiet", icon="x", bulk="icon", tip=self.tr("Take this vial out of the session")
        )
        self.drop.setObjectName("drop_vial")
        line = row(
            self._sign,
            _named(self.tr("Product"), self.product),
            _named(self.tr("Lot"), self.lot),
            _named(self.tr("Expires"), self.expires),
            _named(self.tr("Serial"), self.serial),
            None,
            self.drop,
            gap="l",
            margins=(14, 6, 6, 6),
        )
        self.setLayout(line)

    def show_label(self, read: VialLabel, product: str, day: date, *, can_drop: bool) -> None:
        """Show a label as it stands on a day."""
        is_expired = read.expiration_date < day
        self.product.set_full_text(product)
        self.lot.setText(read.lot_number)
        self.expires.setText(short_day(read.expiration_date))
        self.serial.set_full_text(read.serial or NONE)
        set_tone(self.expires, "danger" if is_expired else "text")
        kind = "danger" if is_expired else "ok"
        self._sign.set_glyph("octagon-x" if is_expired else "scan-barcode", kind)
        self.setProperty("card", kind)
        restyle(self)
        self.drop.setVisible(can_drop)
        words = self.tr("Lot {lot}, {product}, expires {day}")
        said = words.format(lot=read.lot_number, product=product, day=self.expires.text())
        self.setAccessibleName(f"{said}, {self.tr('expired')}" if is_expired else said)


def _named(name: str, value: QLabel) -> ScaledLayout:
    return column(None, label(name, "caption", "text_2"), value, None, gap=1)
