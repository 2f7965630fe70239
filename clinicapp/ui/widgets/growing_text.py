"""A field for one paragraph that is as high as its words."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, px

EDGES = 18  # above and below the words, as the sheet pads and edges the field


class GrowingText(QPlainTextEdit):
    """Never scrolls; Tab and Enter leave it, and line ends that are pasted become spaces."""

    edited = Signal()  # by the user

    def __init__(self, name: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for hide in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_filling = False
        self.textChanged.connect(self._on_changed)
        notifier.theme_changed.connect(self._fit)
        self.set_text(text)

    def lock(self) -> None:
        """Let the words be read and not changed."""
        self.setReadOnly(True)
        self.setProperty("locked", True)

    @property
    def text(self) -> str:
        """What is written in the field."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill the field; `edited` is for the user's typing only."""
        self._is_filling = True
        self.setPlainText(text)
        self._is_filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        self.insertPlainText(re.sub(r"\s*[\r\n]+\s*", " ", source.text()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_changed(self) -> None:
        self._fit()
        if not self._is_filling:
            self.edited.emit()

    def _fit(self) -> None:
        lines = self.document().size().height()
        words = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        self.setFixedHeight(max(round(words) + px(EDGES), px(SIZE["field"])))
