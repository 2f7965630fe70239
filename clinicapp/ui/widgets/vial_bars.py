"""A vial in two bars: where its units are, and how much of its hours has passed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy

from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.painted import Painted

EQUATION_HEIGHT, CLOCK_HEIGHT = 18, 8
STRIPE, DOT = 7, 6
# Solid, stripes, dots and an empty ground: each part is told apart without its colour.
SOLID, STRIPES, DOTS, PLAIN = "solid", "stripes", "dots", "plain"
Part = tuple[str, Decimal, str, str]  # pattern, units, ink and ground roles


class EquationBar(Painted):
    """The units of a vial side by side, each part in its own pattern."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: tuple[Part, ...] = ()
        self._whole = Decimal(1)

    def show_parts(self, parts: Sequence[Part], whole: Decimal, spoken: str) -> None:
        """Show parts of a whole number of units; `spoken` says the same in words."""
        self._parts, self._whole = tuple(parts), max(whole, Decimal(1))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(EQUATION_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, pxf(4), pxf(4))
        painter.setClipPath(shape)
        painter.fillRect(box, QColor(c("pressed")))
        left = 0.0
        for pattern, units, ink, ground in self._parts:
            wide = box.width() * float(units / self._whole)
            part = QRectF(left, 0, wide, box.height())
            painter.fillRect(part, QColor(c(ground)))
            _PATTERNS[pattern](painter, part, ink)
            left += wide
        painter.setClipping(False)
        painter.setPen(QPen(QColor(c("line_strong")), px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = px(1) / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), pxf(4), pxf(4))


class ClockBar(Painted):
    """How much of a span has passed, in the tone of what is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._passed, self.tone = 0.0, "ok"

    def show_passed(self, passed: float, tone: str, spoken: str) -> None:
        """Show what has passed, 0 to 1."""
        self._passed, self.tone = min(max(passed, 0.0), 1.0), tone
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(CLOCK_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        box, round_ = QRectF(self.rect()), self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c("pressed")))
        painter.drawRoundedRect(box, round_, round_)
        painter.setBrush(QColor(c(self.tone)))
        box.setWidth(max(box.width() * self._passed, box.height()))
        painter.drawRoundedRect(box, round_, round_)


def _solid(painter: QPainter, box: QRectF, ink: str) -> None:
    painter.fillRect(box, QColor(c(ink)))


def _stripes(painter: QPainter, box: QRectF, ink: str) -> None:
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(c(ink)), pxf(2)))
    step, high = pxf(STRIPE), box.height()
    at = box.left() - high
    while at < box.right():
        painter.drawLine(QPointF(at, box.bottom()), QPointF(at + high, box.top()))
        at += step
    painter.restore()


def _dots(painter: QPainter, box: QRectF, ink: str) -> None:
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c(ink)))
    step, size = pxf(DOT), pxf(1)
    down, line = box.top() + step / 2, 0
    while down < box.bottom():
        across = box.left() + step / (1 if line % 2 else 2)
        while across < box.right():
            painter.drawEllipse(QPointF(across, down), size, size)
            across += step
        down, line = down + step, line + 1
    painter.restore()


def _plain(painter: QPainter, box: QRectF, ink: str) -> None:
    """Nothing on the ground."""


_PATTERNS = {SOLID: _solid, STRIPES: _stripes, DOTS: _dots, PLAIN: _plain}
