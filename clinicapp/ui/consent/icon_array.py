"""How often a problem came, as 100 dots: so many of 100 people with the medicine, and without."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.painted import Painted

DOTS, COLUMNS = 100, 20
ROWS = DOTS // COLUMNS
STEP, RADIUS = 19, 7
HALF = 0.5  # what "<1" shows of one dot


def dots_of(figure: str) -> float:
    """How many dots of 100 are filled; a half one for "<1"."""
    return HALF if figure.startswith("<") else float(figure)


class IconArray(Painted):
    """A hundred dots, of which some are filled; never seen without its sentence."""

    def __init__(self, figure: str, words: str) -> None:
        super().__init__()
        self.filled = dots_of(figure)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(px(COLUMNS * STEP), px(ROWS * STEP))

    def draw(self, painter: QPainter) -> None:
        radius = pxf(RADIUS)
        for place in range(DOTS):
            # By columns, as a bar that grows to the right.
            column, row = divmod(place, ROWS)
            at = QPointF(pxf((column + 0.5) * STEP), pxf((row + 0.5) * STEP))
            self._draw_dot(painter, at, radius, min(max(self.filled - place, 0.0), 1.0))

    @staticmethod
    def _draw_dot(painter: QPainter, at: QPointF, radius: float, share: float) -> None:
        painter.setPen(QPen(QColor(c("accent" if share else "line_strong")), pxf(1)))
        painter.drawEllipse(at, radius, radius)
        if share:
            painter.setBrush(QColor(c("accent")))
            box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.drawPie(box, 90 * 16, round(360 * 16 * share))
            painter.setBrush(Qt.BrushStyle.NoBrush)
