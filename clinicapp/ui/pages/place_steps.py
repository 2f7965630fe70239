"""Four buttons that move a place by a millimetre, named in the patient's terms."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinicapp.domain.places import HAND_STEP
from clinicapp.domain.protocol import ProtocolSite
from clinicapp.ui.diagram.site_button import ARROWS
from clinicapp.ui.models.place_words import way_words
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.layouts import row

# Millimetres; with any other modifier an arrow is not for the place.
FARS = {Qt.KeyboardModifier.NoModifier: 1, Qt.KeyboardModifier.ShiftModifier: 5}
STEPS = (("left", -1, 0), ("up", 0, -1), ("down", 0, 1), ("right", 1, 0))


class _StepButton(Button):
    """An arrow that leaves the arrow keys to the whole; a key that is held down presses it once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        elif not event.isAutoRepeat():
            super().keyPressEvent(event)


class PlaceSteps(QWidget):
    """Says which way somebody steps: by button, or by arrow key while one of them has the focus."""

    stepped = Signal(int, int)  # millimetres to the viewer's right and down

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the patient is never mirrored
        self.buttons: dict[str, Button] = {}
        for way, x, y in STEPS:
            made = _StepButton("", "secondary", icon=f"arrow-{way}", bulk="icon")
            made.setObjectName(f"step_{way}")
            made.clicked.connect(lambda _checked=False, x=x, y=y: self.stepped.emit(x, y))
            self.buttons[way] = made
        self.setLayout(row(*self.buttons.values(), gap=4))

    def show_site(self, site: ProtocolSite) -> None:
        """Name the ways for a site."""
        for way, x, y in STEPS:
            words = way_words(site, x * HAND_STEP, y * HAND_STEP)
            self.buttons[way].setToolTip(words)
            self.buttons[way].setAccessibleName(self.tr("Move {way}").format(way=words))

    def take_keyboard(self) -> None:
        """Let the arrow keys move the place."""
        if not any(button.hasFocus() for button in self.buttons.values()):
            self.buttons["left"].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        far = FARS.get(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if step is None or far is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.stepped.emit(step[0] * far, step[1] * far)


def cm_of(millimetres: int) -> Decimal:
    """Steps of a millimetre in cm."""
    return millimetres * HAND_STEP
