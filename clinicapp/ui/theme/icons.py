"""Lucide icons tinted with a colour role, sharp at any pixel ratio."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinicapp.config.resources import resource
from clinicapp.ui.theme.tokens import c, px

STROKE = 1.9
STROKE_STRONG = 2.2


def paint(
    painter: QPainter, name: str, box: QRectF, role: str = "text_2", stroke: float = STROKE
) -> None:
    """Draw an icon straight into a painter: no bitmap, so no blur at any ratio."""
    _renderer(name, c(role), stroke).render(painter, box)


def pixmap(
    name: str,
    role: str = "text_2",
    size: int = 20,
    *,
    stroke: float = STROKE,
    ratio: float | None = None,
) -> QPixmap:
    """An icon as a pixmap; `size` is at 100 %, `ratio` the screen's if not named."""
    side = px(size)
    dots = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
    made = QPixmap(QSize(side, side) * dots)
    made.setDevicePixelRatio(dots)
    made.fill(Qt.GlobalColor.transparent)
    renderer = _renderer(name, c(role), stroke)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made


def icon(name: str, role: str = "text_2", size: int = 20) -> QIcon:
    """An icon for a control, for every screen there is; ask again after a theme change."""
    made = QIcon()
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, role, size, ratio=ratio))
        made.addPixmap(pixmap(name, "text_3", size, ratio=ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    text = text.replace("currentColor", colour)
    text = re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{stroke}"', text)
    return QSvgRenderer(QByteArray(text.encode()))
