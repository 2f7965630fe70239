"""The plate under sites chosen together: a filled square, as nothing else of a site is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from clinicapp.ui.theme.tokens import c, pxf

REACH, CORNER = 1.42, 0.5  # of a mark's radius: half the plate's side, and its round corners
EDGE, HALO = 2.5, 1.5


def paint_plates(painter: QPainter, points: Sequence[QPointF], radius: float) -> None:
    """Paint the plates of all chosen sites as one shape: no edge runs between neighbours."""
    inner = radius * REACH
    painter.setPen(Qt.PenStyle.NoPen)
    layers = (("halo", pxf(EDGE + HALO)), ("accent", pxf(EDGE)), ("accent_soft", 0.0))
    for role, more in layers:
        painter.setBrush(QColor(c(role)))
        reach = inner + more
        for at in points:
            box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
            painter.drawRoundedRect(box, radius * CORNER + more, radius * CORNER + more)
