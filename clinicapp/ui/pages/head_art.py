"""The chart's own head as the quiet picture of an empty place."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from clinicapp.domain.errors import CatalogError
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.pages.brand_art import paint_head
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.painted import Painted

WIDTH, HEIGHT = 320, 330
MIDDLE, TOP, TALL = 500.0, 40.0, 1120.0  # view units


class HeadArt(Painted):
    """The head from the patient's right on the window's ground."""

    def __init__(self) -> None:
        super().__init__()
        # Where there is little room the words come first and the picture shrinks away.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(WIDTH), 0)

    def draw(self, painter: QPainter) -> None:
        try:
            art = artwork()
        except CatalogError:
            return  # a damaged picture is told where it matters: at the diagram
        scale = self.height() / TALL
        painter.translate(self.width() / 2 - MIDDLE * scale, -TOP * scale)
        painter.scale(scale, scale)
        paint_head(painter, art, "window")
