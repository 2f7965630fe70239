"""The shape of a signature pad, and its ink: drawn from strokes at any size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from clinicapp.domain.consent.strokes import PAD_HEIGHT, PAD_WIDTH, PRESSURE_FULL, Point, Stroke
from clinicapp.ui.theme.tokens import c

BASELINE = 0.76  # of the pad's height, from the top
BASELINE_INSET = 300
# Widths in the pad's own space: a light touch and a firm one.
INK_THIN, INK_THICK = 18, 52


def field_in(box: QRectF) -> QRectF:
    """The largest field of the pad's shape in a box: at its left, half way down."""
    scale = min(box.width() / PAD_WIDTH, box.height() / PAD_HEIGHT)
    width, height = PAD_WIDTH * scale, PAD_HEIGHT * scale
    return QRectF(box.left(), box.center().y() - height / 2, width, height)


def to_pad(spot: QPointF, field: QRectF) -> tuple[int, int]:
    """A place on the widget in the pad's own space; what lies outside goes to the edge."""
    x = round((spot.x() - field.left()) / field.width() * PAD_WIDTH)
    y = round((spot.y() - field.top()) / field.height() * PAD_HEIGHT)
    return min(max(x, 0), PAD_WIDTH), min(max(y, 0), PAD_HEIGHT)


def from_pad(x: float, y: float, field: QRectF) -> QPointF:
    """A place of the pad's own space on the widget."""
    return QPointF(
        field.left() + x / PAD_WIDTH * field.width(), field.top() + y / PAD_HEIGHT * field.height()
    )


def paint_strokes(
    painter: QPainter, strokes: Iterable[Stroke], field: QRectF, role: str = "text"
) -> None:
    """Draw strokes into a field, as wide as they were pressed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        _paint_stroke(painter, stroke.points, field, QColor(c(role)))
    painter.restore()


def paint_baseline(painter: QPainter, field: QRectF) -> None:
    """The dashed line to sign on."""
    pen = QPen(QColor(c("line_strong")), max(1.0, field.height() / 240))
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    y = BASELINE * PAD_HEIGHT
    left, right = from_pad(BASELINE_INSET, y, field), from_pad(PAD_WIDTH - BASELINE_INSET, y, field)
    painter.drawLine(left, right)


def _paint_stroke(
    painter: QPainter, points: Sequence[Point], field: QRectF, colour: QColor
) -> None:
    if len(points) == 1:
        _paint_dot(painter, points[0], field, colour)
        return
    places = [from_pad(x, y, field) for x, y, _ms, _pressure in points]
    middles = [places[0], *((a + b) / 2 for a, b in pairwise(places)), places[-1]]
    for place, point in enumerate(points):
        path = QPainterPath(middles[place])
        path.quadTo(places[place], middles[place + 1])
        pen = QPen(colour, _width(point[3], field))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def _paint_dot(painter: QPainter, point: Point, field: QRectF, colour: QColor) -> None:
    radius = _width(point[3], field) * 0.75
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(from_pad(point[0], point[1], field), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _width(pressure: int, field: QRectF) -> float:
    units = INK_THIN + (INK_THICK - INK_THIN) * pressure / PRESSURE_FULL
    return units * field.width() / PAD_WIDTH
