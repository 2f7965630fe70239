"""The mark of one site: shape carries the state, colour repeats it, the number is the dose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.domain.units import show_units
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c

# All lengths are px as painted, or shares of a mark's radius.
NUMBER_FROM, CHANGED_FROM = 5.5, 4.4  # a smaller mark has no number; a changed dose has room
NUMBER_LEAST = 7
NUMBER_AIR = 0.8  # between a dose of many digits and the line around it
SHOULDER_FROM = 9.0  # beside the number of a smaller mark a tick would be a speck
TICK_FROM = 3.9
RING_FROM = 5.0  # around a smaller cross, dashes would be a blot
DASHES, DASH_SHARE = 8, 0.6
DIAMOND, DIAMOND_CHANGED, DIAMOND_LEAST = 1.3, 1.16, 7.6
GHOST = 0.4
_MIDDLE = QPointF()
_SLANT = sqrt(2)  # a diamond's corner moves farther than its sides


def paint_mark(
    painter: QPainter,
    at: QPointF,
    radius: float,
    record: SiteRecord,
    *,
    number: bool = True,
    tick: bool = True,
    ghost: bool = False,
) -> None:
    """Draw a site around `at`; `radius` is in px as painted, `ghost` fades it to a past session."""
    shape = _shape_of(record, radius, number)
    mark = _Mark(painter, shape, _tint(record, ghost), QColor(c("halo")))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    mark.ground()
    if record.is_omitted:
        mark.omission()
    else:
        mark.body()
        if shape.has_number:
            mark.number()
        if record.is_given and tick and not ghost:
            mark.tick()
    painter.restore()


def mark_reach(record: SiteRecord, radius: float, *, number: bool = True) -> float:
    """How far a mark reaches from its middle with its halo; a tick may stand out farther."""
    shape = _shape_of(record, radius, number)
    return shape.corner(shape.outer) + shape.stretch + shape.halo_width


def _tint(record: SiteRecord, ghost: bool) -> QColor:
    role = "extra" if record.is_extra and not record.is_omitted else record.state.value
    tint, halo = QColor(c(role)), QColor(c("halo"))
    if not ghost:
        return tint
    # Blended, not translucent: where parts of a mark overlap, the ink would show twice.
    rest = 1 - GHOST
    return QColor.fromRgbF(
        tint.redF() * GHOST + halo.redF() * rest,
        tint.greenF() * GHOST + halo.greenF() * rest,
        tint.blueF() * GHOST + halo.blueF() * rest,
    )


@dataclass(frozen=True)
class _Shape:
    """The outlines of one kind of mark: circles, or diamonds for an extra site.

    An offset is how far an outline lies outside the mark's own, in px.
    """

    radius: float
    words: str
    state: SiteState
    is_diamond: bool
    is_changed: bool
    number: bool

    @cached_property
    def is_given(self) -> bool:
        return self.state is SiteState.GIVEN

    @cached_property
    def has_number(self) -> bool:
        least = CHANGED_FROM if self.is_changed else NUMBER_FROM
        is_told = self.number and self.state is not SiteState.OMITTED
        return is_told and self.radius >= least

    @cached_property
    def edge(self) -> float:
        return max(1.6, self.radius * 0.2)

    @cached_property
    def halo_width(self) -> float:
        return self.edge * 0.85

    @cached_property
    def gap(self) -> float:
        """Between the disc of a changed dose and its ring."""
        return max(1.4 if self.has_number else 1.1, self.radius * 0.15)

    @cached_property
    def band(self) -> float:
        """How wide the ring around that disc is."""
        return max(1.7 if self.has_number else 1.4, self.radius * 0.2)

    @cached_property
    def inner(self) -> float:
        """The offset of the hollow in which a planned site's number stands."""
        return self.edge * (-0.5 if self.is_diamond else -0.8)

    @cached_property
    def disc(self) -> float:
        """The offset of what is filled once it is given; without a number it may be smaller."""
        if not self.is_changed:
            return self.outer
        return 0.0 if self.has_number else -0.7 - self.radius * 0.15

    @cached_property
    def outer(self) -> float:
        """The offset of the outermost line."""
        if self.is_changed and self.is_given:
            return self.disc + self.gap + self.band
        if self.is_changed:
            return self.edge * 1.25
        return self.edge * (0.5 if self.is_diamond else 0.25)

    def corner(self, offset: float) -> float:
        """How far an outline reaches from the middle."""
        if not self.is_diamond:
            return self.radius + offset
        share = DIAMOND_CHANGED if self.is_changed else DIAMOND
        least = DIAMOND_LEAST if self.is_changed and self.has_number else 0.0
        return max(self.radius * share, least) + offset * _SLANT

    @cached_property
    def number_font(self) -> QFont:
        """Large for one digit, smaller the longer the number is."""
        share = {1: 1.16, 2: 1.0, 3: 0.9}.get(len(self.words), 0.78)
        made = font("caption", weight=700)
        made.setPixelSize(max(NUMBER_LEAST, round(self.radius * share)))
        return made

    @cached_property
    def stretch(self) -> float:
        """How much wider than high half a mark is, so that it holds a dose of many digits."""
        if not self.has_number or len(self.words) == 1:
            return 0.0
        wide = QFontMetricsF(self.number_font).horizontalAdvance(self.words) / 2
        tall = self.number_font.pixelSize() * 0.36
        reach = self.corner(self.disc if self.is_given else self.inner)
        wide += NUMBER_AIR
        if self.is_diamond:
            return max(0.0, wide / (1 - min(tall / reach, 0.5)) - reach)
        return max(0.0, wide - sqrt(max(reach**2 - tall**2, 0.0)))

    def draw(self, painter: QPainter, offset: float) -> None:
        """Draw the outline at an offset with the painter's pen and brush."""
        tall = self.corner(offset)
        wide = tall + self.stretch
        if self.is_diamond:
            corners = ((0.0, -tall), (wide, 0.0), (0.0, tall), (-wide, 0.0))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        elif self.stretch:
            painter.drawRoundedRect(QRectF(-wide, -tall, 2 * wide, 2 * tall), tall, tall)
        else:
            painter.drawEllipse(_MIDDLE, tall, tall)


@lru_cache(maxsize=512)
def _kind(
    radius: float, units: Decimal, state: SiteState, is_extra: bool, is_pinned: bool, number: bool
) -> _Shape:
    """Most marks of a picture are of few kinds, and measuring one takes longer than drawing it."""
    is_omitted = state is SiteState.OMITTED
    return _Shape(
        radius=radius,
        words=show_units(units),
        state=state,
        is_diamond=is_extra and not is_omitted,
        is_changed=is_pinned and not is_omitted,
        number=number,
    )


def _shape_of(record: SiteRecord, radius: float, number: bool) -> _Shape:
    r = record
    return _kind(radius, r.units, r.state, r.is_extra, r.is_pinned, number)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The parts of one mark, drawn around the painter's origin."""

    painter: QPainter
    shape: _Shape
    tint: QColor
    halo: QColor

    def ground(self) -> None:
        """Part the mark from what lies under it."""
        shape = self.shape
        self.painter.setPen(self._pen(self.halo, shape.halo_width * 2))
        self.painter.setBrush(self.halo)
        shape.draw(self.painter, shape.outer)

    def body(self) -> None:
        """A ring for what is to be given, a disc for what was; a changed dose is ringed broadly."""
        shape = self.shape
        if not shape.is_given:
            self._band(shape.inner, shape.outer)
            return
        self.painter.setPen(self._pen(self.tint, 1.0))
        self.painter.setBrush(self.tint)
        shape.draw(self.painter, shape.disc - 0.5)
        if shape.is_changed:
            self._band(shape.disc + shape.gap, shape.outer)

    def omission(self) -> None:
        """A dashed ring with a cross; the cross alone where a ring would be a blot."""
        radius = self.shape.radius
        has_ring, edge = radius >= RING_FROM, max(1.25, radius * 0.2 - 0.4)
        if has_ring:
            self._dashes(radius - edge * 0.3, edge)
        reach = radius * (0.36 if has_ring else 0.75)
        self.painter.setPen(self._pen(self.tint, edge))
        self.painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach))
        self.painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))

    def number(self) -> None:
        """The dose, knocked out of a disc or inside a ring."""
        shape = self.shape
        self.painter.setFont(shape.number_font)
        self.painter.setPen(self.halo if shape.is_given else self.tint)
        wide, tall = shape.radius * 1.4 + shape.stretch, shape.radius * 1.02
        box = QRectF(-wide, -tall, 2 * wide, shape.radius * 2)
        centre = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
        self.painter.drawText(box, centre, shape.words)

    def tick(self) -> None:
        """On the shoulder of a number, else in the middle of the disc."""
        shape, radius = self.shape, self.shape.radius
        if not shape.has_number:
            core = shape.corner(shape.disc) * (0.7 if shape.is_diamond else 1.0)
            if core >= TICK_FROM:
                self._stroke_tick(QPointF(), core * 0.45, max(1.4, core * 0.23))
        elif radius >= SHOULDER_FROM:
            away = radius * 0.86 + (shape.outer * 0.7 if shape.is_changed else 0.0)
            at = QPointF(away + shape.stretch, -away)
            size = max(4.6, radius * 0.44)
            self.painter.setPen(Qt.PenStyle.NoPen)
            for reach, colour in ((size + max(1.2, radius * 0.1), self.halo), (size, self.tint)):
                self.painter.setBrush(colour)
                self.painter.drawEllipse(at, reach, reach)
            self._stroke_tick(at, size * 0.46, max(1.3, size * 0.27))

    def _stroke_tick(self, at: QPointF, reach: float, width: float) -> None:
        self.painter.setPen(self._pen(self.halo, width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = ((-reach, 0.0), (-reach * 0.25, reach * 0.75), (reach, -reach * 0.7))
        self.painter.drawPolyline([at + QPointF(x, y) for x, y in corners])

    def _band(self, inner: float, outer: float) -> None:
        self.painter.setPen(self._pen(self.tint, outer - inner))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.shape.draw(self.painter, (inner + outer) / 2)

    def _dashes(self, reach: float, edge: float) -> None:
        """A ring of dashes with a gap at each end of the cross."""
        pen = QPen(self.tint, edge)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        box = QRectF(-reach, -reach, 2 * reach, 2 * reach)
        step = 360 / DASHES
        long = step * DASH_SHARE
        for place in range(DASHES):
            start = 45 + place * step + (step - long) / 2
            self.painter.drawArc(box, round(start * 16), round(long * 16))

    @staticmethod
    def _pen(colour: QColor, width: float) -> QPen:
        line, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
        return QPen(colour, width, line, cap, Qt.PenJoinStyle.RoundJoin)
