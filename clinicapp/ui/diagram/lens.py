"""How a view shown alone is looked at: how much larger than whole, and which part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import dist

from PySide6.QtCore import QPointF, QRectF, QSize

from clinicapp.domain.artwork import Box, Point
from clinicapp.ui.diagram.geometry import PaneGeometry

MOST = 4.0  # times the whole view
STEP = 1.25  # of one press or one notch of a wheel


@dataclass(frozen=True, slots=True)
class Lens:
    """`zoom` is 1 for the whole view; `at` is the point of the view in the pane's middle."""

    zoom: float
    at: Point

    @property
    def is_whole(self) -> bool:
        """Whether the whole view is shown."""
        return self.zoom <= 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a lens is held over: a pane, the whole view in it, its crop and its sites.

    Lengths are in px: `slack` is how far beyond the crop one may look, so that whatever lies under
    a tool can be drawn out from it; `edge` is how far inside the pane a site counts as in sight.
    """

    size: QSize
    whole: PaneGeometry
    crop: Box
    sites: tuple[Point, ...]
    slack: float
    edge: float

    def geometry(self, lens: Lens) -> PaneGeometry:
        """How the view lies in the pane: never beyond its bounds, always with a site in sight."""
        if lens.is_whole:
            return self.whole
        scale = self.whole.scale * min(lens.zoom, MOST)
        x = self.size.width() / 2 - lens.at[0] * scale
        y = self.size.height() / 2 - lens.at[1] * scale
        return self._with_a_site(self._bounded(PaneGeometry(scale, x, y)))

    def lens(self, geometry: PaneGeometry) -> Lens:
        """The lens that shows a view as it lies now."""
        middle = QPointF(self.size.width() / 2, self.size.height() / 2)
        return Lens(geometry.scale / self.whole.scale, geometry.to_units(middle))

    def zoomed(self, now: PaneGeometry, factor: float, about: QPointF) -> Lens:
        """Closer or farther; the point of the view at `about`, in px, stays where it is."""
        zoom = min(max(now.scale / self.whole.scale * factor, 1.0), MOST)
        scale = self.whole.scale * zoom
        u, v = now.to_units(about)
        made = PaneGeometry(scale, about.x() - u * scale, about.y() - v * scale)
        return self.lens(self.geometry(self.lens(made)))

    def moved(self, now: PaneGeometry, by: QPointF) -> Lens:
        """The view moved by px, as far as its bounds allow."""
        made = PaneGeometry(now.scale, now.x + by.x(), now.y + by.y())
        return self.lens(self.geometry(self.lens(made)))

    def fitted(self, closest: float, apart: float, within: QRectF) -> Lens:
        """The lens that spreads the sites as far as the room allows, all of them in sight.

        `closest` is their smallest distance in units, `apart` as far as they need to be in px.
        """
        xs, ys = [p[0] for p in self.sites], [p[1] for p in self.sites]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        room = min(within.width() / max(wide, 1.0), within.height() / max(high, 1.0))
        zoom = min(max(min(apart / closest, room) / self.whole.scale, 1.0), MOST)
        middle = self.whole.to_px(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
        made = self.geometry(self.zoomed(self.whole, zoom, middle))
        return self.lens(self.shown(made, self.sites, within))

    def shown(self, now: PaneGeometry, points: Collection[Point], within: QRectF) -> PaneGeometry:
        """The view moved as little as brings points into a part of the pane."""
        spots = [now.to_px(point) for point in points]
        x = _shift([p.x() for p in spots], within.left(), within.right())
        y = _shift([p.y() for p in spots], within.top(), within.bottom())
        return PaneGeometry(now.scale, now.x + x, now.y + y)

    def _bounded(self, at: PaneGeometry) -> PaneGeometry:
        crop, whole, slack = self.crop, self.whole, self.slack
        wide, high = crop.width * at.scale, crop.height * at.scale
        left, top = at.x + crop.x * at.scale, at.y + crop.y * at.scale
        if wide <= self.size.width():
            left = (self.size.width() - wide) / 2
        else:
            left = min(max(left, self.size.width() - wide - slack), slack)
        if high <= self.size.height():
            top = whole.y + crop.bottom * whole.scale - high
        else:
            top = min(max(top, self.size.height() - high - slack), slack)
        return PaneGeometry(at.scale, left - crop.x * at.scale, top - crop.y * at.scale)

    def _with_a_site(self, at: PaneGeometry) -> PaneGeometry:
        """Moved, if no site is in sight, until the nearest one is."""
        edge = min(self.edge, self.size.width() / 2, self.size.height() / 2)
        inner = QRectF(0, 0, self.size.width(), self.size.height())
        inner.adjust(edge, edge, -edge, -edge)
        if not self.sites or any(inner.contains(at.to_px(p)) for p in self.sites):
            return at
        moved = (self.shown(at, [p], inner) for p in self.sites)
        return min(moved, key=lambda g: dist((g.x, g.y), (at.x, at.y)))


def _shift(values: Iterable[float], low: float, high: float) -> float:
    """How far values must move to lie between two bounds; the lower one wins."""
    found = list(values)
    if min(found) < low or max(found) - min(found) > high - low:
        return low - min(found)
    return min(0.0, high - max(found))
