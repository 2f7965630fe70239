"""The plate under sites chosen together: a filled square, as nothing else of a site is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from clinicapp.ui.theme.tokens import c, pxf

REACH, CORNER = 1.42, 0.5  # of a mark's radius: half the plate's side, and its round corners
EDGE, HALO = 2.5, 1.5

Plate = tuple[QPointF, float]  # a site's middle, and how far its mark reaches


def paint_plates(painter: QPainter, plates: Sequence[Plate], radius: float) -> None:
    """Paint the plates of all chosen sites as one shape: no edge runs between neighbours."""
    painter.setPen(Qt.PenStyle.NoPen)
    layers = (("halo", pxf(EDGE + HALO)), ("accent", pxf(EDGE)), ("accent_soft", 0.0))
    for role, more in layers:
        painter.setBrush(QColor(c(role)))
        corner = radius * CORNER + more
        for at, mark in plates:
            reach = max(radius * REACH, mark) + more
            box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
            painter.drawRoundedRect(box, corner, corner)
