"""One vial to choose from: its lot, its label, what is left in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, c, px, pxf
from clinicapp.ui.widgets.badges import ground_of, ink_of
from clinicapp.ui.widgets.painted import focus_edge, pill
from clinicapp.ui.widgets.toggles import Toggle

HEIGHT, PAD, SIGN = 52, 13, 22
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class VialCard(Toggle):
    """A real button; the program says which card is chosen, a click only asks."""

    keeps_mark = True

    def __init__(
        self, lot: str, under: str, units: str, words: str, note: tuple[str, str] = ("", "")
    ) -> None:
        super().__init__()
        self._lot, self._under, self._units, self._words = lot, under, units, words
        self._note, self._tone = note
        self.setCheckable(True)
        told = (lot, under, f"{units} {words}".strip(), self._note)
        self.setAccessibleName(", ".join(part for part in told if part))
        self.setText(lot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        left = pxf(PAD + SIGN + 12)
        right = self._draw_figures(painter)
        right = self._draw_note(painter, right)
        room = right - left - pxf(8)
        lot = font("strong", code=True)
        _write(painter, self._lot, lot, "text", QRectF(left, pxf(7), room, pxf(20)))
        _write(painter, self._under, font("label"), "text_2", QRectF(left, pxf(27), room, pxf(18)))
        focus_edge(painter, self, pxf(RADIUS["control"]))
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        on = self.isChecked()
        rest = "pressed" if self.isDown() else "hover" if self.underMouse() else "sunken"
        edge, half = px(1), px(1) / 2
        painter.setPen(QPen(QColor(c("accent_line" if on else "line")), edge))
        painter.setBrush(QColor(c("accent_soft" if on else rest)))
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, pxf(RADIUS["control"]), pxf(RADIUS["control"]))
        side = pxf(SIGN)
        at = QRectF(pxf(PAD), (self.height() - side) / 2, side, side)
        icons.paint(painter, "circle-check" if on else "circle", at, "accent" if on else "text_3")

    def _draw_figures(self, painter: QPainter) -> float:
        strong, small = font("strong"), font("label")
        wide = max(
            QFontMetricsF(strong).horizontalAdvance(self._units),
            QFontMetricsF(small).horizontalAdvance(self._words),
        )
        left = self.width() - pxf(PAD) - wide - 2
        for text, face, role, top, high in (
            (self._units, strong, "text", 7, 20),
            (self._words, small, "text_2", 27, 18),
        ):
            painter.setFont(face)
            painter.setPen(QColor(c(role)))
            painter.drawText(QRectF(left, pxf(top), wide + 2, pxf(high)), RIGHT, text)
        return left

    def _draw_note(self, painter: QPainter, right: float) -> float:
        if not self._note:
            return right
        face = font("label", weight=600)
        wide = QFontMetricsF(face).horizontalAdvance(self._note) + pxf(22)
        box = QRectF(right - wide - pxf(12), (self.height() - pxf(26)) / 2, wide, pxf(26))
        ground, ink = ground_of(self._tone), ink_of(self._tone)
        pill(painter, box, ground, ink if c(ground) == c("surface") else "", pxf(12))
        painter.setFont(face)
        painter.setPen(QColor(c(ink)))
        painter.drawText(box, CENTRE, self._note)
        return box.left()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _write(painter: QPainter, text: str, face: QFont, role: str, box: QRectF) -> None:
    shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(face)
    painter.setPen(QColor(c(role)))
    painter.drawText(box, MIDDLE, shown)
