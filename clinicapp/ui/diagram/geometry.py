"""The one mapping between view units and the px of a pane, and the reach of every site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot, sqrt

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QBitmap, QImage, QRegion

from clinicapp.domain.artwork import Box, Point

RADIUS_UNITS = 24.0  # a mark's radius, before the bounds below
RADIUS_SHARE = 0.45  # at most this share of the smallest distance between two sites
RADIUS_LEAST, RADIUS_USUAL_LEAST, RADIUS_MOST = 4.5, 9.5, 17.0  # px at 100 %
RADIUS_GROWTH = 1.3  # of the largest mark, where one looks closer
COMPACT_RADIUS_LEAST = 3.2
AHEAD_AT_MOST = 2.5  # how much farther aside than ahead a site may lie and still be "that way"
_TIE = 1e-6  # a px exactly between two sites belongs to the first


@dataclass(frozen=True, slots=True)
class PaneGeometry:
    """Where a view's units lie in a pane: px = origin + units * scale."""

    scale: float
    x: float
    y: float

    @classmethod
    def fit(cls, size: QSize, crop: Box, side_pad: float, top_pad: float) -> PaneGeometry:
        """Show a crop as large as the pane allows: centred, and standing on its lower edge."""
        scale = min(
            (size.width() - 2 * side_pad) / crop.width, (size.height() - top_pad) / crop.height
        )
        scale = max(scale, 0.01)
        return cls(
            scale,
            (size.width() - crop.width * scale) / 2 - crop.x * scale,
            size.height() - crop.height * scale - crop.y * scale,
        )

    def to_px(self, at: Point) -> QPointF:
        """The px of a point of the view."""
        return QPointF(self.x + at[0] * self.scale, self.y + at[1] * self.scale)

    def to_units(self, at: QPointF) -> Point:
        """The point of the view at a px."""
        return (at.x() - self.x) / self.scale, (at.y() - self.y) / self.scale

    def snapped(self, ratio: float) -> PaneGeometry:
        """Its corner on a whole dot of the screen, so that a drawing lies sharp under its marks."""
        return PaneGeometry(
            self.scale, round(self.x * ratio) / ratio, round(self.y * ratio) / ratio
        )

    def radius(self, closest: float, enlarged: float, *, compact: bool, zoom: float = 1.0) -> float:
        """A mark's radius in px; `closest` in view units, `enlarged` is the interface's scale."""
        wanted = max(RADIUS_UNITS * self.scale, RADIUS_USUAL_LEAST * enlarged)
        grown = RADIUS_MOST * enlarged * min(max(zoom, 1.0), RADIUS_GROWTH)
        most = min(RADIUS_SHARE * closest * self.scale, grown)
        least = COMPACT_RADIUS_LEAST if compact else RADIUS_LEAST
        return max(least * enlarged, min(wanted, most))


def square_around(centre: QPointF, side: int) -> QRect:
    """The square of whole px around a site."""
    return QRect(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)


def reach_mask(square: QRect, centres: Sequence[QPointF], mine: int, reach: float) -> QRegion:
    """The px of a square that belong to one site: nearer to it than to any other, within reach.

    Every px within reach of any site belongs to exactly one, so that no tap between two sites is
    lost and none is answered twice.
    """
    left, stride = square.left(), (square.width() + 7) // 8
    x, y, last = centres[mine].x(), centres[mine].y(), square.width() - 1
    lefts, rights, flats = _borders(centres, mine, reach)
    rows = []
    for row in range(square.height()):
        at = square.top() + row + 0.5
        half = sqrt(max(reach * reach - (at - y) ** 2, 0.0))
        low, high = x - half, x + half
        for slope, start in rights:  # min and max would take as long as all the rest
            if start - at * slope < high:
                high = start - at * slope
        for slope, start in lefts:
            if start - at * slope > low:
                low = start - at * slope
        for dy, middle in flats:
            if middle < at * dy:
                high = low - 1.0
        first, end = max(ceil(low - left - 0.5), 0), min(floor(high - left - 0.5), last)
        bits = ((1 << (end - first + 1)) - 1) << first if end >= first else 0
        rows.append(bits.to_bytes(stride, "little"))
    bitmap = QBitmap.fromData(square.size(), b"".join(rows), QImage.Format.Format_MonoLSB)
    return QRegion(bitmap)


_Lines = list[tuple[float, float]]


def _borders(centres: Sequence[QPointF], mine: int, reach: float) -> tuple[_Lines, _Lines, _Lines]:
    """The lines half way to each neighbour.

    Mine is right of the first (x >= start - y * slope), left of the second, and where
    y * dy <= middle for those of the third, whose neighbours lie straight above or below.
    """
    x, y = centres[mine].x(), centres[mine].y()
    lefts: _Lines = []
    rights: _Lines = []
    flats: _Lines = []
    for n, you in enumerate(centres):
        dx, dy = you.x() - x, you.y() - y
        if n == mine or hypot(dx, dy) >= 2 * reach:
            continue
        middle = (you.x() ** 2 + you.y() ** 2 - x * x - y * y) / 2
        middle += _TIE if mine < n else -_TIE
        if abs(dx) <= _TIE:
            flats.append((dy, middle))
        else:
            (rights if dx > 0 else lefts).append((dy / dx, middle / dx))
    return lefts, rights, flats


def nearest_towards(
    points: Mapping[str, QPointF], start: QPointF, step: tuple[int, int], but: str = ""
) -> str | None:
    """The site an arrow key leads to: the nearest ahead, sideways distance counted double."""
    found: list[tuple[float, str]] = []
    for site_id, point in points.items():
        dx, dy = point.x() - start.x(), point.y() - start.y()
        ahead = dx * step[0] + dy * step[1]
        aside = abs(dx * step[1]) + abs(dy * step[0])
        if site_id != but and ahead > 0 and aside <= AHEAD_AT_MOST * ahead:
            found.append((ahead + 2 * aside, site_id))
    return min(found)[1] if found else None
