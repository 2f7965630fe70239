"""Lines and words that measure on the diagram: readable on skin, in every theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, c, px, pxf

LINE, HALO, DOT = 1.6, 4.2, 3.2
TIE_FROM, SCAN = 16, 12
HEIGHT, PAD = 20, 7
DASHES = (3.0, 2.4)
STEPS_OUT = (1.0, 1.7, 2.6, 3.8, 5.4, 7.5)  # how far out words look for room, in their distance
TURNS = tuple(range(0, 360, 30))
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def draw_line(
    painter: QPainter, points: Sequence[QPointF], role: str, *, dashed: bool = False
) -> None:
    """A thin line over a line of the ground, so that it stands off from whatever lies below."""
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    solid = Qt.PenStyle.SolidLine
    for colour, width in (("halo", HALO), (role, LINE)):
        pen = QPen(QColor(c(colour)), pxf(width), solid, round_cap, round_join)
        if dashed and colour == role:
            pen.setDashPattern(list(DASHES))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline(list(points))


def draw_dot(painter: QPainter, at: QPointF, role: str, *, filled: bool = True) -> None:
    """A small point, or a ring, with a halo."""
    painter.setPen(QPen(QColor(c("halo")), pxf(2)))
    painter.setBrush(QColor(c(role if filled else "halo")))
    painter.drawEllipse(at, pxf(DOT) + pxf(1), pxf(DOT) + pxf(1))
    if not filled:
        painter.setPen(QPen(QColor(c(role)), pxf(LINE)))
        painter.drawEllipse(at, pxf(DOT), pxf(DOT))


def draw_circle(painter: QPainter, at: QPointF, radius: float, role: str) -> None:
    """A dashed circle with a halo: how far something may go."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(c("halo")), pxf(HALO)))
    painter.drawEllipse(at, radius, radius)
    pen = QPen(QColor(c(role)), pxf(LINE))
    pen.setDashPattern(list(DASHES))
    painter.setPen(pen)
    painter.drawEllipse(at, radius, radius)


def draw_label(painter: QPainter, box: QRectF, words: str, edge: str = "line_strong") -> None:
    """Words on a small plate."""
    painter.setPen(QPen(QColor(c(edge)), pxf(1)))
    painter.setBrush(QColor(c("surface")))
    painter.drawRoundedRect(box, pxf(RADIUS["chip"]) / 2, pxf(RADIUS["chip"]) / 2)
    painter.setFont(label_font())
    painter.setPen(QColor(c("text")))
    painter.drawText(box, _CENTRE, words)


def draw_tie(painter: QPainter, box: QRectF, at: QPointF) -> None:
    """A hairline from words that found room only farther off to what they are about."""
    x = min(max(at.x(), box.left()), box.right())
    y = min(max(at.y(), box.top()), box.bottom())
    if hypot(at.x() - x, at.y() - y) > pxf(TIE_FROM):
        painter.setPen(QPen(QColor(c("text_2")), pxf(1)))
        painter.drawLine(QPointF(x, y), at)


def label_font() -> QFont:
    """The font of words on a plate."""
    return font("caption", weight=600)


def shortened(start: QPointF, end: QPointF, at_start: float, at_end: float) -> list[QPointF]:
    """The straight way between two points without its ends; nothing where too little is left."""
    way = end - start
    length = hypot(way.x(), way.y())
    if length <= at_start + at_end:
        return []
    return [start + way * (at_start / length), end - way * (at_end / length)]


class LabelRoom:
    """Where labels find room: inside a pane, off every mark, and off each other."""

    def __init__(
        self,
        within: QRectF,
        marks: Iterable[QPointF],
        radius: float,
        taken: Iterable[QRectF] = (),
    ) -> None:
        self._within = within
        self._words: list[QRectF] = []
        self._marks = [
            QRectF(p.x() - radius, p.y() - radius, 2 * radius, 2 * radius) for p in marks
        ]
        self._taken = list(taken)

    def place(self, words: str, at: QPointF, away: float) -> QRectF:
        """The nearest free box for words beside a point, at least `away` px from it."""
        wide = QFontMetricsF(label_font()).horizontalAdvance(words) + 2 * px(PAD)
        high = float(px(HEIGHT))
        boxes = [_beside(at, away * out, turn, wide, high) for out in STEPS_OUT for turn in TURNS]
        inside = [box for box in boxes if self._within.contains(box)]
        best = min(inside, key=self._covered, default=boxes[0])  # the first that covers least
        if not inside or self._covered(best):
            best = min(self._farther_off(at, wide, high), key=self._covered, default=best)
        self._words.append(best.adjusted(-px(2), -px(2), px(2), px(2)))
        return best

    def _farther_off(self, at: QPointF, wide: float, high: float) -> list[QRectF]:
        """Places all over the pane, the nearest first."""
        room = self._within
        columns = range(int(room.left()), max(int(room.right() - wide), 0), px(SCAN))
        lines = range(int(room.top()), max(int(room.bottom() - high), 0), px(SCAN))
        boxes = [QRectF(x, y, wide, high) for x in columns for y in lines]
        return sorted(boxes, key=lambda box: (box.center() - at).manhattanLength())

    def keep_free(self, points: Sequence[QPointF]) -> None:
        """Keep labels off a line, as far as there is other room."""
        for start, end in pairwise(points):
            for n in range(9):
                at, reach = start + (end - start) * (n / 8), pxf(DOT)
                box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
                self._taken.append(box)

    def _covered(self, box: QRectF) -> float:
        """How much of what must be seen a box would hide: marks and other words count most."""
        worst = sum(_area(box.intersected(other)) for other in (*self._marks, *self._words))
        return 10 * worst + sum(_area(box.intersected(other)) for other in self._taken)


def _beside(at: QPointF, away: float, turn: float, wide: float, high: float) -> QRectF:
    x, y = cos(radians(turn)), -sin(radians(turn))
    middle = QPointF(at.x() + x * (away + wide / 2), at.y() + y * (away + high / 2))
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


def _area(box: QRectF) -> float:
    return box.width() * box.height() if box.isValid() else 0.0
