"""What the window shows first, before anything heavy is loaded."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinicapp.ui.theme.fonts import font
from clinicapp.ui.theme.tokens import c, pxf

ART_SHARE = 0.42  # as on the ways in, so that nothing jumps when they follow
LEFT, TOP = 40, 36


class OpeningScreen(QWidget):
    """The ground, the name and one sentence; `painted` tells that they are on the screen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False
        self.setAccessibleName(self._sentence())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(c("window")))
        art = QRectF(0, 0, self.width() * ART_SHARE, self.height())
        painter.fillRect(art, QColor(c("surface")))
        painter.setPen(QColor(c("text")))
        painter.setFont(font("title2"))
        name = QRectF(pxf(LEFT), pxf(TOP), art.width(), pxf(28))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, "clinicapp")
        painter.setPen(QColor(c("text_2")))
        painter.setFont(font("body"))
        rest = QRectF(art.right(), 0, self.width() - art.width(), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, self._sentence())
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def _sentence(self) -> str:
        return QCoreApplication.translate("OpeningScreen", "Opening…")
