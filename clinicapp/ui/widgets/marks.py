"""The mark of one site: shape carries the state, colour repeats it, the number is the dose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from clinicapp.domain.session import SiteRecord
from clinicapp.domain.units import show_units
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c

NUMBER_FROM = 6.0
TICK_FROM = 12.0
GHOST = 0.4
HINT = 0.26
DASHES = (1.7, 1.35)


def paint_mark(
    painter: QPainter,
    at: QPointF,
    radius: float,
    record: SiteRecord,
    *,
    focus: bool = False,
    hint: bool = False,
    number: bool = True,
    ghost: bool = False,
) -> None:
    """Draw a site around `at`; `radius` is in px as painted, `ghost` fades it to a past session."""
    mark = _Mark(painter, radius, record, _tint(record, ghost), QColor(c("halo")))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    if focus:
        mark.focus_ring()
    elif hint:
        mark.hint_glow()
    if record.is_pinned and not record.is_omitted:
        mark.second_ring()
    if record.is_extra:
        mark.diamond()
    else:
        mark.disc()
    if record.is_omitted:
        mark.cross()
    elif number and radius >= NUMBER_FROM:
        mark.number()
    if record.is_given and radius >= TICK_FROM and not ghost:
        mark.tick()
    painter.restore()


def mark_extent(radius: float) -> float:
    """How far a mark with its halo, ring or diamond reaches from its middle, without focus."""
    return radius * 1.5 + 1.5


def _tint(record: SiteRecord, ghost: bool) -> QColor:
    role = "extra" if record.is_extra and not record.is_omitted else record.state.value
    tint = QColor(c(role))
    if ghost:
        tint.setAlphaF(GHOST)
    return tint


@dataclass(frozen=True, slots=True)
class _Mark:
    """The parts of one mark, drawn around the painter's origin."""

    painter: QPainter
    radius: float
    record: SiteRecord
    tint: QColor
    halo: QColor

    @property
    def edge(self) -> float:
        return max(1.6, self.radius * 0.2)

    def focus_ring(self) -> None:
        reach = self.radius * 1.5 + 1
        self._ring(reach, self.halo, self.radius * 0.5 + 3)
        self._ring(reach, QColor(c("focus")), max(2.5, self.radius * 0.26))

    def hint_glow(self) -> None:
        glow = QColor(c("planned"))
        glow.setAlphaF(HINT)
        self._fill(QPointF(), self.radius * 1.8, glow)

    def second_ring(self) -> None:
        self._ring(self.radius * 1.27, self.halo, self.radius * 0.34 + 2)
        self._ring(self.radius * 1.32, self.tint, max(1.5, self.radius * 0.16))

    def diamond(self) -> None:
        reach = self.radius * 1.24
        shape = QPolygonF(
            [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
        )
        self.painter.setPen(self._round_pen(self.halo, self.edge * 2.2))
        self.painter.setBrush(self.halo)
        self.painter.drawPolygon(shape)
        self.painter.setPen(self._round_pen(self.tint, self.edge))
        self.painter.setBrush(self.tint if self.record.is_given else self.halo)
        self.painter.drawPolygon(shape)

    def disc(self) -> None:
        self._fill(QPointF(), self.radius + self.edge * 1.1, self.halo)
        if self.record.is_given:
            self._fill(QPointF(), self.radius * 1.05, self.tint)
            return
        pen = QPen(self.tint, self.edge)
        if self.record.is_omitted:
            pen.setDashPattern(list(DASHES))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = self.radius - self.edge * 0.3
        self.painter.drawEllipse(QPointF(), reach, reach)

    def cross(self) -> None:
        reach = self.radius * 0.36
        self.painter.setPen(self._round_pen(self.tint, self.edge))
        self.painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach))
        self.painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))

    def number(self) -> None:
        text = show_units(self.record.units)
        self.painter.setFont(_number_font(self.radius, len(text)))
        self.painter.setPen(self.halo if self.record.is_given else self.tint)
        box = QRectF(-self.radius * 1.4, -self.radius * 1.02, self.radius * 2.8, self.radius * 2)
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def tick(self) -> None:
        at = QPointF(self.radius * 0.86, -self.radius * 0.86)
        self._fill(at, self.radius * 0.56, self.halo)
        self._fill(at, self.radius * 0.44, self.tint)
        self.painter.setPen(self._round_pen(self.halo, max(1.3, self.radius * 0.12)))
        reach = self.radius * 0.2
        corners = ((-reach, 0.0), (-reach * 0.25, reach * 0.75), (reach, -reach * 0.7))
        self.painter.drawPolyline([at + QPointF(x, y) for x, y in corners])

    def _ring(self, reach: float, colour: QColor, width: float) -> None:
        self.painter.setPen(QPen(colour, width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(QPointF(), reach, reach)

    def _fill(self, at: QPointF, reach: float, colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(at, reach, reach)

    @staticmethod
    def _round_pen(colour: QColor, width: float) -> QPen:
        return QPen(
            colour,
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )


def _number_font(radius: float, letters: int) -> QFont:
    """The dose's font: large for one digit, smaller the longer the number is."""
    share = {1: 1.16, 2: 1.0, 3: 0.9}.get(letters, 0.72)
    made = font("caption", weight=700)
    made.setPixelSize(max(7, round(radius * share)))
    return made
