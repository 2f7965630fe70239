"""How a view lies in its pane, how large its marks are, and which drawing that takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from clinicapp.domain.artwork import ViewArt
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.geometry import PaneGeometry
from clinicapp.ui.diagram.layers import Dots, Sheet, whole_part
from clinicapp.ui.diagram.lens import Frame, Lens
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.theme.tokens import SIZE, px

SIDE_PAD = 10
ALONE = "close"  # the crop of a view that is shown alone
SITE_EDGE, SITE_TOP = 25, 48  # a site as it is first shown keeps this far from the pane's edges
SLACK = 64  # a tool and its gaps: so far one may look beyond the drawing
BLEED = 0.05  # of the pane, drawn beyond each edge of a view seen closer, for when it is moved

Tool = tuple[int, int, int, int]  # left, top, width, height in px


@dataclass(frozen=True)
class Stage:
    """Everything the still picture depends on; two equal ones look the same."""

    view: View
    size: QSize
    ratio: float
    theme: str
    enlarged: float
    crop: str
    compact: bool
    muscle_names: tuple[tuple[str, str], ...]
    tools: tuple[Tool, ...] = ()  # where buttons stand over a name's place
    hidden: frozenset[str] = frozenset()  # codes of muscles that are not shown
    lens: Lens | None = None  # without one, a view alone spreads its sites by itself

    @cached_property
    def art(self) -> ViewArt:
        return artwork().views[self.view]

    @cached_property
    def frame(self) -> Frame:
        """What a lens on this pane is held over."""
        pad, crop = 0 if self.compact else px(SIDE_PAD), self.art.crops[self.crop]
        return Frame(
            size=self.size,
            whole=PaneGeometry.fit(self.size, crop, pad, pad),
            crop=crop,
            sites=tuple(self.art.site_points.values()),
            slack=px(SLACK),
            edge=px(SITE_EDGE),
        )

    @cached_property
    def geometry(self) -> PaneGeometry:
        """How the view lies in the pane, to whole dots of the screen."""
        return self.exact_geometry.snapped(self.ratio)

    @cached_property
    def exact_geometry(self) -> PaneGeometry:
        """How the view lies, exactly: what is moved step by step must not be rounded each time."""
        if self.lens is not None:
            return self.frame.geometry(self.lens)
        if self.crop == ALONE and not self.compact:
            return self.frame.geometry(self.opening())
        return self.frame.whole

    @cached_property
    def zoom(self) -> float:
        """How much larger than whole the view is shown."""
        return self.geometry.scale / self.frame.whole.scale

    def opening(self) -> Lens:
        """The lens a view alone begins with: its sites a finger apart, if the room allows."""
        return self.frame.fitted(self.art.closest, px(SIZE["region_chip"]), self.site_room())

    def site_room(self) -> QRectF:
        """Where a site can be in full sight."""
        edge, box = px(SITE_EDGE), QRectF(0, 0, self.size.width(), self.size.height())
        return box.adjusted(edge, px(SITE_TOP), -edge, -edge)

    def reveal_room(self) -> QRectF:
        """Where a site that is brought into sight lies clear of every tool."""
        wide, high = self.size.width(), self.size.height()
        x, y = min(px(SLACK), wide / 3), min(px(SLACK), high / 3)
        return QRectF(x, y, wide - 2 * x, high - 2 * y)

    @cached_property
    def radius(self) -> float:
        """The radius of a mark, in px."""
        closest, zoom = self.art.closest, self.zoom
        return self.geometry.radius(closest, self.enlarged, compact=self.compact, zoom=zoom)

    @cached_property
    def apart(self) -> float:
        """The smallest distance between two sites, in px."""
        return self.art.closest * self.geometry.scale

    @property
    def reach(self) -> float:
        """How far from a site's middle a tap is still the site's: a finger, or a glove."""
        return min(max(self.apart, px(SIZE["touch"])), px(SIZE["region_chip"])) / 2

    def site_point(self, site_id: str) -> QPointF:
        """The middle of a site, in px."""
        return self.geometry.to_px(self.art.site_points[site_id])

    # pictures ---------------------------------------------------------------------------------
    @cached_property
    def sheet(self) -> Sheet:
        """The drawing that this pane needs: all of the view, or around what is seen of it."""
        geometry, ratio = self.geometry, self.ratio
        whole = whole_part(self.art.crops[self.crop], geometry.scale, ratio)
        return Sheet(
            view=self.view,
            crop=self.crop,
            theme=self.theme,
            ratio=ratio,
            scale=geometry.scale,
            hidden=self.hidden,
            dots=whole if self.zoom <= 1.0 else self._seen(whole, BLEED),
        )

    @property
    def seen(self) -> Sheet:
        """The part of the drawing that lies in the pane."""
        return replace(self.sheet, dots=self._seen(self.sheet.dots, 0.0))

    def _seen(self, whole: Dots, bleed: float) -> Dots:
        geometry, ratio = self.geometry, self.ratio
        wide, high = self.size.width() * ratio, self.size.height() * ratio
        x, y = round(-geometry.x * ratio), round(-geometry.y * ratio)
        across, down = ceil(wide * bleed), ceil(high * bleed)
        box = QRect(x, y, ceil(wide), ceil(high)).adjusted(-across, -down, across, down)
        box = box.intersected(QRect(*whole))
        return (*box.topLeft().toTuple(), max(box.width(), 1), max(box.height(), 1))

    def corner(self, sheet: Sheet) -> QPointF:
        """Where in the pane the corner of a drawing of the same scale lies."""
        left, top, _, _ = sheet.dots
        x, y = self.geometry.x, self.geometry.y
        return QPointF(x + left / self.ratio, y + top / self.ratio)
