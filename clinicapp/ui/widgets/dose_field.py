"""The field a dose is typed into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

ENTERING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Tab})


class DoseField(QLineEdit):
    """A line of text; while one only passes through it, Enter, Space or Tab says `entered`."""

    entered = Signal()
    is_passing = False  # Qt sends events before a widget is made

    def event(self, event: QEvent) -> bool:
        if (
            self.is_passing
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ENTERING
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.entered.emit()
            return True
        return super().event(event)
