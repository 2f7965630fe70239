"""Paints a pane's still part: sharp when it rests, from what is at hand while it moves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.layers import Sheet, drawn
from clinicapp.ui.theme.tokens import MOTION, RADIUS, px

# So much larger, or smaller, a drawing may be laid while its pane is resized, or looked into.
RESIZED_MOST, LOOKED_MOST = 1.25, 2.0


class StillPainter:
    """Keeps the pictures of one pane.

    While the pane is resized or its view moved, step by step, the drawing that is at hand is laid
    where it belongs, larger or smaller; it is drawn anew once the pane has come to rest.
    """

    def __init__(self, pane: QWidget, settled: Callable[[], None], *, after: int = 0) -> None:
        self._settled = QTimer(pane)
        self._settled.setSingleShot(True)
        # Panes that were moved together are not drawn anew in the same frame.
        self._settled.setInterval(MOTION["settle"] + after)
        self._settled.timeout.connect(settled)
        self._most = RESIZED_MOST
        self._drawings: list[tuple[Sheet, QPixmap]] = []  # the one in use, and the one before
        self._words: tuple[Backdrop, QPixmap] | None = None

    @property
    def is_moving(self) -> bool:
        """Whether the pane was moved a moment ago."""
        return self._settled.isActive()

    def stir(self, most: float = RESIZED_MOST) -> None:
        """Say that the pane is being resized, or its view moved."""
        self._most = most
        self._settled.start()

    def rest(self) -> None:
        """Say that what is shown next is to be sharp at once."""
        self._settled.stop()

    def forget(self) -> None:
        """Let everything go: a theme or a language is new."""
        self._words = None

    def paint(self, painter: QPainter, still: Backdrop) -> None:
        """Paint drawing and words where they lie now."""
        painter.save()
        if still.zoom > 1.0:  # the drawing reaches the edge, and the card's corner is round
            painter.setClipPath(_rounded(still))
        self._paint_drawing(painter, still)
        painter.restore()
        if self._words is None or self._words[0] != still:
            self._words = still, still.words()
        painter.drawPixmap(0, 0, self._words[1])

    def _paint_drawing(self, painter: QPainter, still: Backdrop) -> None:
        seen = still.seen
        for sheet, picture in self._drawings:
            if sheet.covers(seen):
                painter.drawPixmap(still.corner(sheet), picture)
                return
        at_hand = [d for d in self._drawings if d[0].look == seen.look]
        if self.is_moving and at_hand and self._is_near(seen, at_hand[0][0]):
            _paint_laid(painter, still, at_hand)
            return
        sheet = still.sheet
        before = [d for d in at_hand if d[0].scale != sheet.scale]
        self._drawings = [(sheet, drawn(sheet)), *before[:1]]
        painter.drawPixmap(still.corner(sheet), self._drawings[0][1])

    def _is_near(self, seen: Sheet, at_hand: Sheet) -> bool:
        return 1 / self._most <= seen.scale / at_hand.scale <= self._most


def _rounded(still: Backdrop) -> QPainterPath:
    """A pane at the lower right of its card."""
    radius, path = px(RADIUS["card"]), QPainterPath()
    width, height = still.size.width(), still.size.height()
    path.addRoundedRect(QRectF(-radius, -radius, width + radius, height + radius), radius, radius)
    return path


def _paint_laid(painter: QPainter, still: Backdrop, drawings: list[tuple[Sheet, QPixmap]]) -> None:
    """Lay drawings of other scales where they belong; a later one shows where the first ends."""
    painter.save()
    # Soft edges of the picture itself would cost ten times as much, and it ends in nothing.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    free = QRegion(0, 0, still.size.width(), still.size.height())
    for n, (sheet, picture) in enumerate(drawings):
        left, top, width, height = (dots / sheet.ratio / sheet.scale for dots in sheet.dots)
        foot = (left + width, top + height)
        box = QRectF(still.geometry.to_px((left, top)), still.geometry.to_px(foot))
        if n:
            painter.setClipRegion(free, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        free = free.subtracted(QRegion(box.toRect()))
    painter.restore()
