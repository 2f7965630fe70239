"""The map of all visits: what every site got in all, as a number that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.marks import mark_reach, paint_mark

LEAST, MOST = 11, 17  # px of a number at 100 %
INSIDE = 1.62  # of a mark's radius: the widest number that stands in it
GAP, STEPS = 2.0, (0.0, 7.0, 14.0)  # px at 100 % between a mark and its number
DOT = 0.72  # of a mark's radius: a mark whose number stands beside it
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_GIVEN = SiteRecord(site_id="", units=Decimal(1), state=SiteState.GIVEN)
_EXTRA = SiteRecord(site_id="", units=Decimal(1), state=SiteState.GIVEN, is_extra=True)
_NEVER = SiteRecord(site_id="", units=Decimal(1), state=SiteState.OMITTED)


@dataclass(frozen=True, slots=True)
class Number:
    """The sum of a site and place as it is written: in its mark, or beside it."""

    key: str
    words: str
    at: QPointF
    box: QRectF
    size: int

    @property
    def is_inside(self) -> bool:
        return self.box.center() == self.at

    def touches(self, point: QPoint) -> bool:
        """Whether a point in px lies on the number or its mark."""
        away = hypot(point.x() - self.at.x(), point.y() - self.at.y())
        return self.box.contains(QPointF(point)) or away <= px(LEAST)


def lay_out(
    places: Mapping[str, QPointF], words: Mapping[str, str], radius: float, room: QRectF
) -> tuple[Number, ...]:
    """Where the number of each site stands: in its mark if it can be read there, else beside it.

    Beside a mark it lies on no other mark and no other number wherever there is such a place.
    """
    size = min(max(px(LEAST), round(radius)), px(MOST))
    metrics = QFontMetricsF(_face(size))
    wide = max((metrics.horizontalAdvance(w) for w in words.values()), default=0.0)
    if wide <= INSIDE * radius and not _overlap(places.values(), radius):
        return tuple(
            Number(i, w, places[i], _around(places[i], QSizeF(2 * radius, 2 * radius)), size)
            for i, w in words.items()
        )
    taken: list[QRectF] = []
    reach = mark_reach(_EXTRA, radius * DOT, number=False)
    marks = {i: _around(at, QSizeF(2 * reach, 2 * reach)) for i, at in places.items()}
    found = []
    for key in _crowded_first(words, places):
        at, text = places[key], words[key]
        box = QSizeF(metrics.horizontalAdvance(text) + 1, metrics.capHeight() + 2)
        others = [m for i, m in marks.items() if i != key] + taken
        places_for = list(_beside(at, box, radius * DOT))
        inside = [p for p in places_for if room.contains(p)] or places_for
        best = min(inside, key=lambda p: _covered(p, others))
        taken.append(best)
        found.append(Number(key, text, at, best, size))
    return tuple(found)


def mark_radius(numbers: tuple[Number, ...], radius: float) -> float:
    """How large the marks are: smaller where the numbers stand beside them."""
    return radius if all(n.is_inside for n in numbers) else radius * DOT


def paint_sum(
    painter: QPainter, at: QPointF, radius: float, *, is_extra: bool, is_given: bool
) -> None:
    """The mark of a site by whether it was ever given, and whether it is an extra one."""
    record = _NEVER if not is_given else _EXTRA if is_extra else _GIVEN
    paint_mark(painter, at, radius, record, number=False, tick=False)


def paint_numbers(painter: QPainter, numbers: tuple[Number, ...], radius: float) -> None:
    """Write the sums, each with a halo where it stands on the drawing."""
    for number in numbers:
        face = _face(number.size)
        painter.setFont(face)
        if number.is_inside:
            painter.setPen(QColor(c("halo")))
            painter.drawText(number.box, int(Qt.AlignmentFlag.AlignCenter), number.words)
        else:
            _write_beside(painter, number, face, radius)


def _write_beside(painter: QPainter, number: Number, face: QFont, radius: float) -> None:
    metrics = QFontMetricsF(face)
    path = QPainterPath()
    left = number.box.center().x() - metrics.horizontalAdvance(number.words) / 2
    path.addText(left, number.box.center().y() + metrics.capHeight() / 2, face, number.words)
    start, end = number.at, number.box.center()
    away = hypot(end.x() - start.x(), end.y() - start.y())
    if away > radius + number.box.width() / 2 + pxf(STEPS[1]):
        painter.setPen(QPen(QColor(c("text_3")), pxf(1)))
        painter.drawLine(start, end)
    halo = QPen(QColor(c("halo")), pxf(3))
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(halo)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.fillPath(path, QColor(c("text")))


def _overlap(places: Iterable[QPointF], radius: float) -> bool:
    """Whether a mark would hide a number in another one."""
    return any(hypot(a.x() - b.x(), a.y() - b.y()) < radius for a, b in combinations(places, 2))


def _crowded_first(words: Mapping[str, str], places: Mapping[str, QPointF]) -> list[str]:
    """Sites with the nearest neighbours first: they have the least choice."""

    def room(key: str) -> float:
        at = places[key]
        others = (p for i, p in places.items() if i != key)
        return min((hypot(at.x() - p.x(), at.y() - p.y()) for p in others), default=0.0)

    return sorted(words, key=lambda i: (round(room(i)), i))


def _beside(at: QPointF, box: QSizeF, radius: float) -> Iterator[QRectF]:
    for step in STEPS:
        gap = radius + pxf(GAP + step)
        for x, y in _SIDES:
            share = 0.72 if x and y else 1.0
            centre = at + QPointF(
                x * (gap * share + box.width() / 2), y * (gap * share + box.height() / 2)
            )
            yield _around(centre, box)


def _covered(box: QRectF, others: list[QRectF]) -> float:
    """How much of a box is taken; the first of equal ones is chosen."""
    shared = (box.intersected(other) for other in others if box.intersects(other))
    return sum(s.width() * s.height() for s in shared)


def _around(centre: QPointF, size: QSizeF) -> QRectF:
    half = QPointF(size.width() / 2, size.height() / 2)
    return QRectF(centre - half, size)


def _face(size: int) -> QFont:
    made = font("caption", weight=700)
    made.setPixelSize(size)
    return made
