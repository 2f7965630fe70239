"""Paints one view's drawing: skin, tone, muscles, features and lines, without any site."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from clinicapp.domain.artwork import WIDTH, Box, Palette, ViewArt
from clinicapp.domain.drawing import Shape, drawing_of
from clinicapp.ui.diagram.paths import painter_path

FOOT_SHARE, FOOT_EDGE = 0.13, 4.0  # the drawing fades over this share of a crop, and ends above it
HEAD_FROM, HEAD_DEPTH = 80.0, 90.0  # a crop that starts below HEAD_FROM fades in over HEAD_DEPTH
BEYOND = 200.0  # how far past the view a fade is laid
FOOT_STOPS = ((0.0, 0.0), (0.5, 0.55), (1.0, 1.0))
HEAD_STOPS = ((0.0, 1.0), (0.4, 0.6), (1.0, 0.0))
_RUB_OUT = QPainter.CompositionMode.CompositionMode_DestinationOut


def paint_view(painter: QPainter, art: ViewArt, palette: Palette, *, muscles: bool = True) -> None:
    """Paint a view in its own units; the caller has set the transform."""
    paint_shapes(painter, drawing_of(art, palette, muscles=muscles))


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint shapes one over the other, in view units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        _paint_shape(painter, shape)


def rub_out_edges(painter: QPainter, crop: Box) -> None:
    """Let the drawing end softly at the edges of a crop, in view units, on a picture of its own.

    What is rubbed out becomes transparent, so that the picture fits any ground and rounded corner.
    """
    painter.save()
    painter.setCompositionMode(_RUB_OUT)
    cover_edges(painter, crop, QColor(Qt.GlobalColor.black))
    painter.restore()


def cover_edges(painter: QPainter, crop: Box, ground: QColor) -> None:
    """Let the drawing end softly in a ground of one colour, in view units."""
    foot = crop.bottom - FOOT_SHARE * crop.height
    _fade(painter, foot, crop.bottom - FOOT_EDGE, FOOT_STOPS, ground, below=True)
    if crop.y > HEAD_FROM:
        _fade(painter, crop.y, crop.y + HEAD_DEPTH, HEAD_STOPS, ground, below=False)


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    colour = QColor(shape.colour)
    colour.setAlphaF(shape.opacity)
    path = painter_path(shape.path, even_odd=shape.even_odd)
    if not shape.width:
        painter.fillPath(path, colour)
        return
    line, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
    painter.strokePath(path, QPen(colour, shape.width, line, cap, Qt.PenJoinStyle.RoundJoin))


def _fade(
    painter: QPainter,
    start: float,
    end: float,
    stops: tuple[tuple[float, float], ...],
    ground: QColor,
    *,
    below: bool,
) -> None:
    gradient = QLinearGradient(0, start, 0, end)
    for at, opacity in stops:
        colour = QColor(ground)
        colour.setAlphaF(opacity)
        gradient.setColorAt(at, colour)
    top = start if below else start - BEYOND
    depth = end - start + BEYOND * (2 if below else 1)
    painter.fillRect(QRectF(-BEYOND, top, WIDTH + 2 * BEYOND, depth), gradient)
