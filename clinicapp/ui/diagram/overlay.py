"""What is painted over the still picture at every change: marks, rings, the Next tag, a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from clinicapp.domain.session import SiteRecord
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.chosen_plate import paint_plates
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.marks import mark_reach, paint_mark

TAG_HEIGHT, TAG_PAD, TAG_GAP = 20, 8, 3
RING_REACH = 1.5  # of a mark's radius, unless the mark itself is wider
FOCUS_WIDTH, FOCUS_SHARE = 3, 0.28  # a line's px at 100 %, or more by the mark's radius
CORNER_WIDTH, CORNER_SHARE, CORNER_ARM = 2.5, 0.2, 0.5  # an arm is a share of half a side
TOUCH_WIDTH = 1.5
NEXT_REACH, NEXT_GLOW = 1.8, 0.26  # of a mark's radius, and how opaque: the glow under the next
REACH, REACH_LEAST = 2.1, 23  # of a mark's radius, or px: no paint of a site lies farther out
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Placed:
    """One site as it is painted now."""

    record: SiteRecord
    at: QPointF
    is_focused: bool = False
    is_selected: bool = False
    is_chosen: bool = False
    is_next: bool = False
    is_touched: bool = False

    @property
    def order(self) -> tuple[bool, bool, bool, float, float]:
        """Later is painted over earlier: glows lie under all, and a tick over what is above it."""
        glows = self.is_next or self.is_focused or self.is_selected
        return (not glows, self.record.is_pinned, self.record.is_extra, self.at.y(), -self.at.x())


def paint_sites(
    painter: QPainter,
    sites: Iterable[Placed],
    radius: float,
    *,
    numbers: bool,
    paint_mark: Callable[..., None] = paint_mark,
) -> None:
    """Paint rings and glows, then every mark over them: no ring ever hides a neighbour's dose."""
    ordered = sorted(sites, key=lambda s: s.order)
    chosen = [s for s in ordered if s.is_chosen]
    plates = [(s.at, mark_reach(s.record, radius, number=numbers)) for s in chosen]
    paint_plates(painter, plates, radius)
    for site in ordered:
        if site.is_next:
            _paint_glow(painter, site.at, radius)
        _paint_rings(painter, site, radius, numbers=numbers)
    for site in ordered:
        paint_mark(painter, site.at, radius, site.record, number=numbers)


def _paint_glow(painter: QPainter, at: QPointF, radius: float) -> None:
    glow = QColor(c("planned"))
    glow.setAlphaF(NEXT_GLOW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(at, radius * NEXT_REACH, radius * NEXT_REACH)


def _paint_rings(painter: QPainter, site: Placed, radius: float, *, numbers: bool) -> None:
    """The open site stands in corners, the keyboard's in a broad ring, a touched one in a thin."""
    broad = max(pxf(FOCUS_WIDTH), radius * FOCUS_SHARE)
    clear = mark_reach(site.record, radius, number=numbers) + broad / 2
    reach = max(radius * RING_REACH + pxf(1), clear)
    ring = QPainterPath()
    ring.addEllipse(site.at, reach, reach)
    if site.is_selected:
        _paint_line(
            painter,
            _corners(site.at, reach),
            "accent",
            max(pxf(CORNER_WIDTH), radius * CORNER_SHARE),
        )
    if site.is_focused:
        _paint_line(painter, ring, "focus", broad)
    elif site.is_touched and not site.is_selected:
        _paint_line(painter, ring, "line_strong", pxf(TOUCH_WIDTH))


def _corners(at: QPointF, reach: float) -> QPainterPath:
    """The four corners of the square around a ring."""
    path, inner = QPainterPath(), reach * (1 - CORNER_ARM)
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        path.moveTo(at + QPointF(x * inner, y * reach))
        path.lineTo(at + QPointF(x * reach, y * reach))
        path.lineTo(at + QPointF(x * reach, y * inner))
    return path


def _paint_line(painter: QPainter, path: QPainterPath, role: str, width: float) -> None:
    """A line around a mark, on a halo of its own."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in (("halo", width + pxf(3)), (role, width)):
        pen = QPen(QColor(c(colour)), wide)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(path)


def site_box(at: QPointF, radius: float) -> QRectF:
    """All px that a site's mark, tick, ring or glow may touch."""
    reach = max(radius * REACH + pxf(4), pxf(REACH_LEAST))
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def next_tag_box(
    words: str,
    at: QPointF,
    others: Collection[QPointF],
    radius: float,
    within: QRectF,
) -> QRectF:
    """Where the tag of the next site stands: on the first side its neighbours leave free.

    Above comes first, then away from the middle of the picture, so that eyes stay uncovered.
    """
    width = QFontMetricsF(font("caption", weight=600)).horizontalAdvance(words) + 2 * px(TAG_PAD)
    height, away = float(px(TAG_HEIGHT)), radius * NEXT_REACH
    upright, level = away + height / 2 + px(TAG_GAP), away + width / 2 + px(TAG_GAP)
    outward = level if at.x() > within.center().x() else -level
    offsets = ((0.0, -upright), (outward, 0.0), (0.0, upright), (-outward, 0.0))
    boxes = [
        QRectF(at.x() + x - width / 2, at.y() + y - height / 2, width, height) for x, y in offsets
    ]
    inside = [box for box in boxes if within.contains(box)] or boxes
    free = (box for box in inside if _room(box, others) > radius * 1.3)
    return next(free, max(inside, key=lambda box: _room(box, others)))


def paint_next_tag(painter: QPainter, box: QRectF, words: str) -> None:
    """The word on the next site."""
    halo = pxf(1.5)
    outer = box.adjusted(-halo, -halo, halo, halo)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c("halo")))
    painter.drawRoundedRect(outer, outer.height() / 2, outer.height() / 2)
    painter.setBrush(QColor(c("planned")))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setFont(font("caption", weight=600))
    painter.setPen(QColor(c("halo")))
    painter.drawText(box, _CENTRE, words)


def paint_counts(painter: QPainter, still: Backdrop, lines: Sequence[tuple[str, str]]) -> None:
    """What the view holds, line by line; some lines alone would tell a wrong sum."""
    if len(lines) > still.free_count_lines:
        return
    painter.setFont(font("caption"))
    for line, (words, role) in enumerate(lines):
        painter.setPen(QColor(c(role)))
        painter.drawText(still.count_box(line), int(Qt.AlignmentFlag.AlignVCenter), words)


def _room(box: QRectF, others: Iterable[QPointF]) -> float:
    """The distance from a box to the nearest of the other sites."""
    centre, half_wide, half_high = box.center(), box.width() / 2, box.height() / 2
    return min(
        (
            hypot(
                max(0.0, abs(p.x() - centre.x()) - half_wide),
                max(0.0, abs(p.y() - centre.y()) - half_high),
            )
            for p in others
        ),
        default=float("inf"),
    )
