"""A frame drawn on a pane's ground around the sites that are to be chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.theme.tokens import c, pxf

TINT = 0.08
EDGE = 2.0


class RubberBand(PaneTool):
    """Frames sites by a drag with Shift, or by any drag while `is_plain`: it adds, never removes.

    Sites are in the frame when their middle is, on the one view where the drag began.
    """

    def __init__(self, choose: Callable[[tuple[str, ...]], None]) -> None:
        self.is_plain = False
        self._choose = choose
        self._pane: SitePane | None = None
        self._start = self._end = QPointF()
        self._is_drawn = False

    def press(self, pane: SitePane, event: QMouseEvent) -> bool:
        """Begin a frame."""
        self._stop()
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is not Qt.MouseButton.LeftButton or pane.read_only:
            return False
        if not (has_shift or self.is_plain):
            return False
        self._pane = pane
        self._start = self._end = event.position()
        return True

    def move(self, pane: SitePane, event: QMouseEvent) -> bool:
        """Draw the frame, once the hand has clearly moved."""
        if pane is not self._pane:
            return False
        self._end = event.position()
        way = (self._end - self._start).manhattanLength()
        self._is_drawn = self._is_drawn or way >= QApplication.startDragDistance()
        pane.update()
        return True

    def release(self, pane: SitePane, event: QMouseEvent) -> bool:
        """Tell what is in the frame."""
        if pane is not self._pane:
            return False
        is_drawn, frame = self._is_drawn, QRectF(self._start, event.position()).normalized()
        self._stop()
        inside = tuple(i for i in pane.site_ids() if frame.contains(pane.site_point(i)))
        if is_drawn and inside:
            self._choose(inside)
        return True

    def let_go(self, pane: SitePane) -> None:
        """Leave a frame undrawn: two fingers move the picture."""
        self._stop()

    def paint(self, pane: SitePane, painter: QPainter) -> None:
        """The frame as it is drawn."""
        if pane is not self._pane or not self._is_drawn:
            return
        tint = QColor(c("accent"))
        tint.setAlphaF(TINT)
        painter.setPen(QPen(QColor(c("accent")), pxf(EDGE)))
        painter.setBrush(tint)
        painter.drawRect(QRectF(self._start, self._end).normalized())

    def _stop(self) -> None:
        if self._pane is not None:
            self._pane.update()
        self._pane, self._is_drawn = None, False
