"""Marks of a past session under today's: faded, and beside a mark they would be hidden by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from clinicapp.domain.session import SiteRecord
from clinicapp.domain.units import show_units
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.marks import NUMBER_FROM, paint_mark

SMALL, SMALL_LEAST = 0.62, 4.5  # a ghost beside a mark: share of its radius, and px at 100 %
BESIDE, CLEAR, SAME = 1.4, 1.9, 0.25  # of a mark's radius: how far aside, free of it, on it
NUMBER_LEAST = 8.0  # px at 100 %
HALO = 4  # px at 100 %: what a ghost may paint beyond its shape
WARNING = 1.1  # of a ghost's radius
# A given mark wears its tick up on the right, so a ghost goes there last.
_SHOULDERS = ((-1, 1), (1, 1), (-1, -1), (0, 1), (-1, 0), (1, 0), (0, -1), (1, -1))


@dataclass(frozen=True, slots=True)
class Ghost:
    """One past mark as it is painted; without a record it only says that a site is suspected."""

    at: QPointF
    radius: float
    record: SiteRecord | None
    is_suspect: bool = False

    @property
    def box(self) -> QRect:
        """All px that it may touch."""
        reach = 2 * self.radius + pxf(HALO)
        square = QRectF(self.at.x() - reach, self.at.y() - reach, 2 * reach, 2 * reach)
        return square.toAlignedRect()

    def touches(self, point: QPoint) -> bool:
        """Whether a point in px lies on it, or so near that it is meant."""
        reach = max(self.radius, pxf(2 * SMALL_LEAST))
        return hypot(point.x() - self.at.x(), point.y() - self.at.y()) <= reach


def lay_out(
    past: Mapping[str, tuple[SiteRecord, QPointF]],
    today: Mapping[str, QPointF],
    suspects: Collection[str],
    radius: float,
) -> tuple[Ghost, ...]:
    """Where the marks of a past session stand: in their place, or aside if a mark is there now.

    A suspected site has a triangle where its past mark would be aside, or beside that mark.
    """
    marks = list(today.values())
    found = []
    for site_id, (record, own) in past.items():
        at = today.get(site_id)
        is_near = at is not None and _away(at, own) < CLEAR * radius
        anchor = at if is_near else _near(own, marks, radius)
        if anchor is not None:
            place, size = _beside(anchor, own, marks, radius), _small(radius)
            is_suspect = site_id in suspects
        else:
            place, size, is_suspect = own, radius, False
        if anchor is None and site_id in suspects:
            aside = _beside(own, own, marks, radius)
            found.append(Ghost(aside, _small(radius), None, is_suspect=True))
        found.append(Ghost(place, size, record, is_suspect))
    for site_id in sorted(set(suspects) & today.keys() - past.keys()):
        at = today[site_id]
        found.append(Ghost(_beside(at, at, marks, radius), _small(radius), None, is_suspect=True))
    return tuple(found)


def paint_ghosts(
    painter: QPainter, ghosts: Iterable[Ghost], today: Mapping[str, SiteRecord]
) -> None:
    """Paint past marks, and triangles at sites that could have caused what came after."""
    for ghost in ghosts:
        if ghost.is_suspect:
            paint_warning(painter, ghost.at, ghost.radius * WARNING)
        elif ghost.record is not None:
            paint_mark(painter, ghost.at, ghost.radius, ghost.record, number=False, ghost=True)
            dose = other_dose(ghost.record, today.get(ghost.record.site_id))
            _paint_number(painter, ghost, dose)


def paint_warning(painter: QPainter, at: QPointF, reach: float) -> None:
    """A small triangle with its point up, told apart from every mark by its shape."""
    corners = ((0.0, -reach), (reach, reach * 0.75), (-reach, reach * 0.75))
    shape = QPolygonF([at + QPointF(x, y) for x, y in corners])
    painter.save()
    for role, width in (("halo", reach * 0.75), ("warn", reach * 0.3)):
        pen = QPen(QColor(c(role)), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(QColor(c("warn_soft")))
        painter.drawPolygon(shape)
    pen = QPen(QColor(c("warn")), max(pxf(1), reach * 0.2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(at + QPointF(0, -reach * 0.2), at + QPointF(0, reach * 0.1))
    painter.drawPoint(at + QPointF(0, reach * 0.45))
    painter.restore()


def other_dose(record: SiteRecord, now: SiteRecord | None) -> str:
    """The past dose where it is another one than today's: what is the same needs no number."""
    if not record.is_given or (now and not now.is_omitted and now.units == record.units):
        return ""
    return show_units(record.units)


def _paint_number(painter: QPainter, ghost: Ghost, dose: str) -> None:
    if not dose or ghost.radius < NUMBER_FROM:
        return
    face = font("caption", weight=700)
    share = 1.1 if len(dose) < 2 else 0.9
    face.setPixelSize(max(px(NUMBER_LEAST), round(ghost.radius * share)))
    painter.setFont(face)
    painter.setPen(QColor(c("text")))
    reach = 2 * ghost.radius
    box = QRectF(ghost.at.x() - reach, ghost.at.y() - reach, 2 * reach, 2 * reach)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), dose)


def _beside(anchor: QPointF, own: QPointF, marks: Collection[QPointF], radius: float) -> QPointF:
    """Beside a mark: the way the past mark lies, or the first side its neighbours leave free."""
    away = _away(anchor, own)
    if away > SAME * radius:
        return anchor + (own - anchor) * (max(away, BESIDE * radius) / away)
    others = [m for m in marks if m != anchor]
    reach = BESIDE * radius
    places = [anchor + QPointF(x, y) * (reach / hypot(x, y)) for x, y in _SHOULDERS]
    free = (p for p in places if _room(p, others) > radius + _small(radius))
    return next(free, max(places, key=lambda p: _room(p, others)))


def _near(own: QPointF, marks: Collection[QPointF], radius: float) -> QPointF | None:
    """The mark of today that would hide a past one."""
    hiding = [m for m in marks if _away(m, own) < CLEAR * radius]
    return min(hiding, key=lambda m: _away(m, own), default=None)


def _small(radius: float) -> float:
    return max(radius * SMALL, pxf(SMALL_LEAST))


def _room(place: QPointF, others: Collection[QPointF]) -> float:
    return min((_away(place, other) for other in others), default=float("inf"))


def _away(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())
