"""A field that a keyboard-wedge scanner types into: one code and Enter, separators kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.widgets.fields import Field

SEPARATOR = "\x1d"
# How a keyboard sends GS: by itself, or as the key it has been since teletypes.
_SEPARATOR_KEYS = (Qt.Key.Key_BracketRight, Qt.Key.Key_5)
CONTROL = Qt.KeyboardModifier.ControlModifier
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanLine(QLineEdit):
    """A line that takes the separator GS, which Qt's own line leaves out."""

    def event(self, event: QEvent) -> bool:
        # No shortcut may take the separator away.
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and is_separator(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_separator(event):
            self.insert(SEPARATOR)
        elif event.key() in ENDS:
            # The end of a scan; the form around it must not be sent by it.
            self.returnPressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class ScanField(Field):
    """Ready for a scan: `scanned` tells the whole code; the line is empty again afterwards."""

    scanned = Signal(str)

    def __init__(self, name: str, *, hint: str = "", shows_name: bool = True) -> None:
        self.edit = ScanLine()
        super().__init__(name, self.edit, hint=hint)
        self._name.setVisible(shows_name)
        self.edit.setProperty("lead", True)
        self.edit.setFont(font("body", code=True))
        self.edit.setPlaceholderText(self.tr("Scan the square code"))
        self.setFocusProxy(self.edit)
        self._sign = QAction(self)
        self.edit.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.edit.returnPressed.connect(self._on_entered)
        self.edit.textEdited.connect(lambda _text: self.clear_error())
        notifier.theme_changed.connect(self._tint)
        self._tint()

    def _on_entered(self) -> None:
        text = self.edit.text()
        self.edit.clear()
        if text.strip(" \r\n\t"):
            self.scanned.emit(text)

    def _tint(self) -> None:
        self._sign.setIcon(icons.icon("scan-barcode", "text_2", 20))


def is_separator(event: QKeyEvent) -> bool:
    """Whether a key press means GS, on whatever keyboard the scanner plays."""
    by_key = event.modifiers() & CONTROL and event.key() in _SEPARATOR_KEYS
    return event.text() == SEPARATOR or event.key() == ord(SEPARATOR) or bool(by_key)
