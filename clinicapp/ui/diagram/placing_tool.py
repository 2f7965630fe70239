"""Puts an extra site where somebody touches the picture; shows where that may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QPolygonF

from clinicapp.domain.artwork import Point
from clinicapp.domain.extra_places import ExtraArea, ExtraPlace
from clinicapp.domain.protocol import View
from clinicapp.domain.regions import Region
from clinicapp.domain.session import SiteRecord
from clinicapp.ui.diagram.measure import LabelRoom, draw_label, draw_line, shortened
from clinicapp.ui.diagram.overlay import Placed, paint_sites
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.models.place_words import cm_words
from clinicapp.ui.theme.tokens import c, pxf

FILL = 0.12  # how strongly a muscle that takes extra sites is tinted
EDGE = 2.0
DASHES = (4.0, 2.5)


@dataclass(frozen=True, slots=True)
class Offer:
    """A muscle in a view that extra sites may be put into; one that is full shows so."""

    view: View
    there: ExtraArea
    is_open: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """An extra site as it would be added, in a view."""

    view: View
    place: ExtraPlace
    record: SiteRecord


class PlacingTool(QObject, PaneTool):
    """Hears every touch while it is on: no site is given by a touch that was meant for a place."""

    touched = Signal(object, object)  # the view, and the place in view units

    def __init__(self, panes: Iterable[SitePane], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panes = tuple(panes)
        self._offers: tuple[tuple[Offer, QPainterPath], ...] = ()
        self._preview: Preview | None = None
        self._is_held = False

    @property
    def is_on(self) -> bool:
        """Whether touches place."""
        return any(self in pane.tools for pane in self._panes)

    @property
    def preview(self) -> Preview | None:
        """What is shown as it would be added."""
        return self._preview

    def start(self) -> None:
        """Take over the touches of the panes."""
        for pane in self._panes:
            if self not in pane.tools:
                pane.tools.insert(0, self)
                pane.setCursor(Qt.CursorShape.CrossCursor)

    def stop(self) -> None:
        """Give the panes back to their sites."""
        if not (self.is_on or self._offers or self._preview):
            return  # after every act of a session: nothing needs painting
        for pane in self._panes:
            if self in pane.tools:
                pane.tools.remove(self)
                pane.unsetCursor()
                pane.lens_tool.show_hand()
                _let_touches_through(pane, False)
        self.show_offers(())
        self.show_preview(None)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Outline the muscles that extra sites may be put into."""
        self._offers = tuple((offer, _path_of(offer.there)) for offer in offers)
        for pane in self._panes:
            # Sites that came since then let touches through as well.
            _let_touches_through(pane, self.is_on)
            pane.update()

    def show_preview(self, preview: Preview | None) -> None:
        """Show an extra site as it would be added, or none."""
        self._preview = preview
        for pane in self._panes:
            pane.update()

    # touches ----------------------------------------------------------------------------------
    def press(self, pane: SitePane, event: QMouseEvent) -> bool:
        self._is_held = event.button() == Qt.MouseButton.LeftButton
        if self._is_held:
            self._touch(pane, event.position())
        return self._is_held

    def move(self, pane: SitePane, event: QMouseEvent) -> bool:
        if self._is_held:
            self._touch(pane, event.position())
        return self._is_held

    def release(self, pane: SitePane, event: QMouseEvent) -> bool:
        was_held, self._is_held = self._is_held, False
        return was_held

    def let_go(self, pane: SitePane) -> None:
        self._is_held = False

    def _touch(self, pane: SitePane, at: QPointF) -> None:
        self.touched.emit(pane.view, _units_at(pane, at))

    # painting ---------------------------------------------------------------------------------
    def paint_under(self, pane: SitePane, painter: QPainter) -> None:
        geometry = pane.backdrop().geometry
        for offer, path in self._offers:
            if offer.view is not pane.view:
                continue
            painter.save()
            painter.translate(geometry.x, geometry.y)
            painter.scale(geometry.scale, geometry.scale)
            role = "extra" if offer.is_open else "line_strong"
            if offer.is_open:
                tint = QColor(c(role))
                tint.setAlphaF(FILL)
                painter.fillPath(path, tint)
            pen = QPen(QColor(c(role)), pxf(EDGE))
            pen.setCosmetic(True)
            pen.setDashPattern(list(DASHES))
            painter.strokePath(path, pen)
            painter.restore()

    def paint(self, pane: SitePane, painter: QPainter) -> None:
        shown = self._preview
        if shown is None or shown.view is not pane.view:
            return
        still = pane.backdrop()
        at, radius = still.geometry.to_px(shown.place.point), still.radius
        others = {site_id: pane.site_point(site_id) for site_id in pane.site_ids()}
        nearest = others.get(shown.place.nearest)
        if nearest is not None:
            draw_line(painter, shortened(at, nearest, radius, radius), "extra")
        paint_sites(painter, [Placed(shown.record, at, is_focused=True)], radius, numbers=True)
        room = LabelRoom(QRectF(pane.rect()), [at, *others.values()], radius * 1.25)
        words = cm_words(shown.place.away_cm)
        draw_label(painter, room.place(words, at, radius * 2.1), words, "extra")


def _let_touches_through(pane: SitePane, through: bool) -> None:
    for button in pane.findChildren(SiteButton):
        button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, through)


def _units_at(pane: SitePane, at: QPointF) -> Point:
    geometry = pane.backdrop().geometry
    return (at.x() - geometry.x) / geometry.scale, (at.y() - geometry.y) / geometry.scale


def _path_of(there: ExtraArea) -> QPainterPath:
    """The outline of where a site may be put, in view units."""
    first, *others = (_outline(region) for region in there.area.within)
    for other in others:
        first = first.intersected(other)
    for cover in there.area.without:
        first = first.subtracted(_outline(cover))
    return first


def _outline(region: Region) -> QPainterPath:
    made = QPainterPath()
    made.addPolygon(QPolygonF([QPointF(x, y) for x, y in region.corners]))
    made.closeSubpath()
    return made
