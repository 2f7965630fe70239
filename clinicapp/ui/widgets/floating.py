"""A raised card over a part of a page, that stays in its place when the page changes its size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.ui.theme.tokens import px

MARGIN = 4


class FloatingCard(QFrame):
    """Stands at the upper left of what it lies over, and is at least as high."""

    def __init__(self, page: QWidget, over: QWidget, least: int = 0) -> None:
        super().__init__(page)
        self.setProperty("card", "raised")
        self._page, self._over, self._least = page, over, least
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the card above everything else on the page."""
        self.show()
        self.raise_()
        self.place()

    def place(self) -> None:
        """Take its place again, after its content has changed."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        over, margin = self._over, px(MARGIN)
        wanted = self.sizeHint()
        width = min(max(wanted.width(), px(self._least)), over.width() - 2 * margin)
        height = max(wanted.height(), over.height() - 2 * margin)
        corner = over.mapTo(self._page, QPoint(margin, margin))
        self.setGeometry(corner.x(), corner.y(), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
