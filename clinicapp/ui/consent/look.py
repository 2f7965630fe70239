"""The look of the patient's screen: dark at first, whatever the program wears, and given back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.ui.theme import style, tokens

DARK, LIGHT = "dark", "light"
ROOM = QSize(1024, 700)  # at 100 %: what the screen needs


class PatientLook:
    """Puts the look on the screen and takes it off; nothing of it is remembered."""

    def __init__(self, screen: QWidget) -> None:
        self._screen = screen
        self._before: tuple[str, float] | None = None
        self.is_dark = True

    def put_on(self, room: QSize) -> None:
        """Wear the patient's look in a window of this size."""
        if self._before is None:
            app = _application()
            self._before = (style.chosen(app), tokens.scale())
            self.is_dark = True
        self._wear(room)

    def use(self, *, dark: bool, room: QSize) -> None:
        """Be dark, or light."""
        self.is_dark = dark
        self._wear(room)

    def take_off(self) -> None:
        """Give the program its own look back."""
        if self._before is not None:
            name, scale = self._before
            self._before = None
            style.take_off(_application(), name, scale)

    def _wear(self, room: QSize) -> None:
        if self._before is None:
            return
        most = min(room.width() / ROOM.width(), room.height() / ROOM.height())
        scale = max(tokens.SCALE_MIN, min(self._before[1], most))
        name = DARK if self.is_dark else LIGHT
        if (tokens.current().name, tokens.scale()) != (name, scale):
            style.wear(_application(), self._screen, name, scale)


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())
