"""Fields whose text is kept while it is typed: after a short pause, and when they are left."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

PAUSE_MS = 400


class KeptLine(QLineEdit):
    """One line; `written` tells what the patient has typed, each text once."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bulk", "patient")
        self._kept = ""
        self._pause = _pause(self)
        self._pause.timeout.connect(self.keep)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.editingFinished.connect(self.keep)

    def fill(self, text: str) -> None:
        """Show a text; tells nobody."""
        self._pause.stop()
        self._kept = text
        self.setText(text)

    def keep(self) -> None:
        """Tell of what is typed now, unless it was told already."""
        self._pause.stop()
        if self.text() != self._kept:
            self._kept = self.text()
            self.written.emit(self._kept)


class KeptText(QPlainTextEdit):
    """Some lines; Tab leads out of it. `written` tells what was typed, each text once."""

    written = Signal(str)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bulk", "patient")
        self.setTabChangesFocus(True)
        self._kept = ""
        self._pause = _pause(self)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._on_changed)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def fill(self, text: str) -> None:
        """Show a text; tells nobody."""
        self._kept = text
        self.setPlainText(text)
        self._pause.stop()

    def keep(self) -> None:
        """Tell of what is typed now, unless it was told already."""
        self._pause.stop()
        if self.text != self._kept:
            self._kept = self.text
            self.written.emit(self._kept)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def _on_changed(self) -> None:
        if self.text != self._kept:
            self._pause.start()
        self.edited.emit()


def _pause(owner: QLineEdit | QPlainTextEdit) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(PAUSE_MS)
    return made
