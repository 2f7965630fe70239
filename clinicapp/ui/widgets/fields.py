"""Fields with their name above and what is wrong below, and the search field."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.widgets.buttons import restyle
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row

SEARCH_PAUSE_MS = 150


class Field(QWidget):
    """Any control with its name above it and an error line below it."""

    def __init__(self, name: str, control: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self._name = label(name, "label", "text_2")
        self._name.setBuddy(control)
        self._error_text = label("", "label", "danger", wrap=True)
        self._error_text.setObjectName("field_error")
        sign = Glyph("circle-alert", "danger", 16)
        line = row(sign, self._error_text, gap="xs")
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._error = holder(line)
        self._error.hide()
        self._hint_text = label(hint, "label", "text_3", wrap=True)
        self._box = column(self._name, control, self._hint_text, self._error, gap="xs")
        self.setLayout(self._box)
        # Not before: a label without a parent would be shown as a window of its own.
        self._hint_text.setVisible(bool(hint))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)

    def set_name(self, name: str) -> None:
        """Give the field another name."""
        self._name.setText(name)
        self.control.setAccessibleName(name)

    def put_beside_name(self, *parts: QWidget) -> None:
        """Put something at the end of the name's line."""
        self._box.removeWidget(self._name)
        self._box.insertLayout(0, row(self._name, None, *parts, gap="s"))

    def add_line(self, line: QWidget) -> None:
        """Put something more under the field."""
        self._box.addWidget(line)

    @property
    def error(self) -> str:
        """The error that is shown, "" for none."""
        return self._error_text.text()

    def show_error(self, text: str) -> None:
        """Say what is wrong with the value; "" takes the line away."""
        self._error_text.setText(text)
        self._error.setVisible(bool(text))
        self._hint_text.setVisible(bool(self._hint) and not text)
        self.control.setAccessibleDescription(text or self._hint)
        self.control.setProperty("invalid", bool(text))
        restyle(self.control)

    def clear_error(self) -> None:
        """Take the error away."""
        self.show_error("")


class TextField(Field):
    """A field of one line of text; typing takes its error away."""

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        placeholder: str = "",
        hint: str = "",
        code: bool = False,
        secret: bool = False,
    ) -> None:
        self.edit = QLineEdit(text)
        super().__init__(name, self.edit, hint=hint)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFont(font("body", code=code))
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._on_edited)

    @property
    def text(self) -> str:
        """What is written in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Fill the field; `edited` is for the user's typing only."""
        self.edit.setText(text)
        self.clear_error()

    def _on_edited(self, text: str) -> None:
        if self.error:
            self.clear_error()
        self.edited.emit(text)


class SearchField(QLineEdit):
    """A line to find by: `searched` after a short pause or at once on Enter; Esc clears it."""

    searched = Signal(str)

    def __init__(self, placeholder: str, *, name: str = "") -> None:
        super().__init__()
        self.setProperty("lead", True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._lens = QAction(self)
        self._clear = QAction(self.tr("Clear"), self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._last = ""
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear_search)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._search)
        notifier.theme_changed.connect(self._tint)
        self._tint()

    def clear_search(self) -> None:
        """Empty the field and search for nothing."""
        self.clear()
        self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def _tint(self) -> None:
        self._lens.setIcon(icons.icon("search", "text_3", 18))
        self._clear.setIcon(icons.icon("x", "text_2", 18))


def name_above(text: str) -> QLabel:
    """The name of a group of controls, as a field's."""
    return label(text, "label", "text_2")
