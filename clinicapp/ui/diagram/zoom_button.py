"""The button that shows one view alone; it says its word where the next site is hard to hit."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, SPACE, c, px
from clinicapp.ui.widgets.painted import focus_edge, pill

ICON = "maximize-2"


class ZoomButton(QPushButton):
    """Stands in the lower right corner of a pane."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._speaks_up = False
        self._words = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say which view is enlarged."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def stand(self, pane: QRect, sites: Collection[QPointF], *, speaks_up: bool) -> None:
        """Take a corner of a pane that no site is near; with its word if there is room for it."""
        if speaks_up != self._speaks_up:
            self.update()
        self._speaks_up = speaks_up
        self._words = self.tr("Enlarge") if speaks_up else ""
        near = px(SIZE["touch"]) // 2
        points = [site.toPoint() for site in sites]

        def is_free(box: QRect) -> bool:
            reach = box.adjusted(-near, -near, near, near)
            return not any(reach.contains(point) for point in points)

        corner = self._corners(pane)[0]
        if not is_free(corner):
            self._words = ""
            corners = self._corners(pane)
            corner = next(filter(is_free, corners), corners[0])
        self.setGeometry(corner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a focused button with Enter in dialogs only; here it does so everywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()), px(RADIUS["control"])
        pill(painter, box, self._ground(), "accent_line" if self._speaks_up else "line", radius)
        role = "accent_text" if self._speaks_up else "text_2"
        icons.paint(painter, ICON, self._icon_box(), role)
        if self._words:
            painter.setFont(_face())
            painter.setPen(QColor(c(role)))
            text = box.adjusted(self._icon_box().right() + px(SPACE["s"]), 0, 0, 0)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), self._words)
        focus_edge(painter, self, radius)
        painter.end()

    def _ground(self) -> str:
        if self.isDown():
            return "pressed"
        if self.underMouse():
            return "hover"
        return "accent_soft" if self._speaks_up else "surface"

    def _icon_box(self) -> QRectF:
        side = px(SIZE["icon_s"])
        inset = (px(SIZE["touch"]) - side) / 2
        return QRectF(inset, inset, side, side)

    def _corners(self, pane: QRect) -> list[QRect]:
        """Its places, best first: lower right, lower left, and under the right side's pill."""
        touch, edge = px(SIZE["touch"]), px(SPACE["s"])
        width = touch
        if self._words:
            width += round(QFontMetricsF(_face()).horizontalAdvance(self._words)) + px(SPACE["s"])
        right, bottom = pane.width() - width - edge, pane.height() - touch - edge
        places = ((right, bottom), (edge, bottom), (right, touch + edge))
        return [QRect(x, y, width, touch) for x, y in places]


def _face() -> QFont:
    return font("label", weight=600)
