"""Draws how a site is found from landmarks: lines, distances, and the landmarks by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton

from clinicapp.domain.artwork import Point
from clinicapp.domain.guides import DrawnGuide
from clinicapp.ui.diagram.measure import DOT, LabelRoom, draw_dot, draw_label, draw_line, draw_tie
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.source import guides
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.theme.tokens import px, pxf

ROLE = "text"
MARK_REACH, RING_REACH = 1.3, 1.9  # of a mark's radius: words keep off its halo, or its ring
PLATE_ROOM = 64  # alone, a view has the name of the touched site at its upper edge


class GuideTool(PaneTool):
    """Shows the guides of one site in the pane of its view."""

    def __init__(self, panes: Iterable[SitePane]) -> None:
        self._panes = tuple(panes)
        self._site_id = ""
        for pane in self._panes:
            pane.tools.append(self)

    @property
    def site_id(self) -> str:
        """The site whose guides are shown; nothing when none are."""
        return self._site_id

    def show_site(self, site_id: str) -> None:
        """Show the guides of a site, or none for nothing."""
        if site_id != self._site_id:
            self._site_id = site_id
            for pane in self._panes:
                pane.update()

    def labels(self, pane: SitePane) -> tuple[tuple[str, QRectF, QPointF], ...]:
        """The words beside lines and points, their boxes, and what they name, in px of a pane."""
        drawn, still = self._drawn(pane), pane.backdrop()
        if not drawn:
            return ()
        to_px = still.geometry.to_px
        marks = [pane.site_point(site_id) for site_id in pane.site_ids()]
        taken = [*_taken(pane), _around(pane.site_point(self._site_id), still.radius * RING_REACH)]
        room = LabelRoom(QRectF(pane.rect()), marks, still.radius * MARK_REACH, taken)
        for guide in drawn:
            room.keep_free([to_px(point) for point in guide.line])
        wanted = [(g.label, to_px(g.label_at), pxf(10)) for g in drawn]
        wanted += [(name, to_px(at), pxf(DOT) + px(4)) for name, at in _points(drawn)]
        # A landmark may lie past the edge of a large view: its name stands where the line leaves.
        seen = [(words, _inside(pane, at), away) for words, at, away in wanted]
        return tuple((words, room.place(words, at, away), at) for words, at, away in seen)

    def paint_under(self, pane: SitePane, painter: QPainter) -> None:
        to_px = pane.backdrop().geometry.to_px
        for guide in reversed(self._drawn(pane)):  # distances lie over a plumb line
            draw_line(painter, [to_px(p) for p in guide.line], ROLE, dashed=not guide.is_distance)
        for _, box, at in self.labels(pane):
            draw_tie(painter, box, at)

    def paint(self, pane: SitePane, painter: QPainter) -> None:
        drawn, to_px = self._drawn(pane), pane.backdrop().geometry.to_px
        for _, at in _points(drawn):
            draw_dot(painter, to_px(at), ROLE)
        for words, box, _ in self.labels(pane):
            draw_label(painter, box, words)

    def _drawn(self, pane: SitePane) -> tuple[DrawnGuide, ...]:
        if self._site_id not in pane.site_ids():
            return ()
        return guides().drawn(pane.backdrop().art, self._site_id)


def _taken(pane: SitePane) -> Iterator[QRectF]:
    """What words must not cover besides marks: sides, title, names, Next, the Enlarge button."""
    still = pane.backdrop()
    yield from (box for _, _, box in still.pill_boxes())
    yield from (box for _, box, _ in still.label_places())
    yield still.title_box()
    yield pane.next_box()
    if pane.zoom_button.isHidden():
        yield QRectF(0, 0, pane.width(), px(PLATE_ROOM))
    for button in pane.findChildren(QAbstractButton):
        if button.isVisible() and not isinstance(button, SiteButton):
            yield QRectF(button.geometry())


def _inside(pane: SitePane, at: QPointF) -> QPointF:
    """The point of a pane that is nearest to a point."""
    x, y = min(max(at.x(), 0.0), float(pane.width())), min(max(at.y(), 0.0), float(pane.height()))
    return QPointF(x, y)


def _around(at: QPointF, reach: float) -> QRectF:
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def _points(drawn: Iterable[DrawnGuide]) -> list[tuple[str, Point]]:
    return list({name: at for guide in drawn for name, at in guide.points}.items())
