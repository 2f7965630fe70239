"""Vials on the shelf, a scanner that types, and hands for the forms of vials."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.commands.records import Act
from clinicapp.commands.vials import receive_vial, reconstitute_vial
from clinicapp.domain.vials import Source, VialLabel
from tests.factories import AT
from tests.ui.pages.settings_hands import click

NDC = {100: "0023-1145-01", 200: "0023-3921-02"}
GTIN = {100: "00300231145014", 200: "00300233921029"}
GS = "\x1d"


def code_of(size=200, lot="C8124C3", serial="4471902655", expiry="280531"):
    """The GS1 text of a vial as a scanner sends it, lot and serial set apart by GS."""
    return f"01{GTIN[size]}17{expiry}10{lot}{GS}21{serial}"


def type_scan(line, text):
    """Type a code and Enter as a keyboard-wedge scanner does; GS comes as a control character."""
    for letter in text:
        if letter == GS:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, GS)
                QApplication.sendEvent(line, event)
        else:
            QTest.keyClicks(line, letter)
    QTest.keyClick(line, Qt.Key.Key_Return)


class Shelf:
    """Receives and reconstitutes vials as the nurse."""

    def __init__(self, records, nurse):
        self.records, self.nurse = records, nurse

    def receive(self, size=200, lot="C8124C3", serial="", expires=date(2028, 5, 31), at=AT, **more):
        label = VialLabel(
            ndc=NDC[size], units=Decimal(size), lot_number=lot, expiration_date=expires,
            serial=serial,
        )  # fmt: skip
        source = more.get("source", Source.BOUGHT)
        return receive_vial(self.records, label, source, True, act=Act(self.nurse, at)).after

    def open(self, size=200, lot="C8124C3", hours_ago=1.0, ml=None, **more):
        """A vial that was reconstituted some hours ago, at 5 units in 0.1 mL unless named."""
        at = AT - timedelta(hours=hours_ago)
        vial = self.receive(size, lot, at=at, **more)
        volume = Decimal(ml) if ml else Decimal(size) / 50
        return reconstitute_vial(
            self.records, vial.id, "saline", "88-214-FW", volume, at, True, act=Act(self.nurse, at)
        ).after


def lots(page):
    return [page.vials.standing(n).vial.label.lot_number for n in range(page.vials.rowCount())]


def press(qtbot, page, name):
    click(qtbot, page.findChild(QPushButton, name))
