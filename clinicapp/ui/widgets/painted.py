"""What all painted widgets share: a fitting size, a new look when the theme changes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import c, px


class Painted(QWidget):
    """A widget that paints itself in `draw` and is as large as its `sizeHint`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Paint the widget with the current theme's roles."""
        raise NotImplementedError

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def focus_edge(painter: QPainter, widget: QWidget, radius: float, inset: float = 0) -> None:
    """The amber edge of whichever painted control has the keyboard; lengths at the scale."""
    if widget.hasFocus():
        box = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
        focus_box(painter, box, radius)


def focus_box(painter: QPainter, box: QRectF, radius: float) -> None:
    """The amber edge just inside a box."""
    width = px(2)
    half = width / 2
    painter.setPen(QPen(QColor(c("focus")), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def pill(painter: QPainter, box: QRectF, ground: str, edge: str, radius: float) -> None:
    """A filled rounded box with a hairline; an empty edge role means none."""
    painter.setPen(QPen(QColor(c(edge)), px(1)) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c(ground)))
    half = px(1) / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
