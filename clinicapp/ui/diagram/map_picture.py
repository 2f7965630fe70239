"""The map of a session as one picture to hand on: four views with their sides, doses and sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from clinicapp.domain.artwork import Box
from clinicapp.domain.places import crop_holding, place_of
from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.ui.diagram.art import cover_edges, paint_view
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.four_views import GRID, LEFT_SHARE, TOP_SHARE
from clinicapp.ui.diagram.geometry import PaneGeometry
from clinicapp.ui.diagram.leaders import paint_leaders
from clinicapp.ui.diagram.map_words import map_day, map_rest, map_state, map_title, map_total
from clinicapp.ui.diagram.measure import draw_dot, draw_line
from clinicapp.ui.diagram.overlay import Placed, paint_sites
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SPACE, c, lent, px, pxf
from clinicapp.ui.widgets.badges import legend_kinds
from clinicapp.ui.widgets.marks import paint_mark

THEME, SCALE = "light", 1.25  # white for paper and slides, and legible at half the size
SIZE = QSize(1200, 1130)
HEAD, FOOT, PAD = 70, 50, 10
LEGEND_RADIUS, LEGEND_TEXT, LEGEND_GAP = 7.5, 16, 22
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, kw_only=True)
class _Cell(Backdrop):
    """A view with its words as on the screen; it shows `box` of the view and leaves `pad` free."""

    box: Box
    pad: float

    @cached_property
    def geometry(self) -> PaneGeometry:
        """How the view lies in the cell."""
        return PaneGeometry.fit(self.size, self.box, self.pad, self.pad)


@dataclass(frozen=True)
class MapPicture:
    """A session's map as it is painted anywhere but on the screen: light, white, naming nobody."""

    session: Session
    zone: ZoneInfo

    def paint(self, painter: QPainter) -> None:
        """Paint it all in px of `SIZE`, with what the screen is painted with."""
        with lent(THEME, SCALE):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRectF(0, 0, SIZE.width(), SIZE.height()), QColor(c("surface")))
            for view in GRID:
                self._paint_view(painter, view)
            self._paint_lines(painter)
            self._paint_head(painter)
            self._paint_foot(painter)

    def site_point(self, site_id: str) -> QPointF:
        """The middle of a site's mark."""
        box, still = self.panes[self.session.protocol.site(site_id).view]
        at = place_of(still.art, self.session.site(site_id))
        return box.topLeft() + still.geometry.to_px(at)

    # views ------------------------------------------------------------------------------------
    @cached_property
    def panes(self) -> dict[View, tuple[QRectF, _Cell]]:
        """Where each view stands, and how its drawing lies there."""
        with lent(THEME, SCALE):
            return {view: (self._cell(view), self._backdrop(view)) for view in GRID}

    def _cell(self, view: View) -> QRectF:
        (column, row), high = GRID[view], SIZE.height() - px(HEAD) - px(FOOT)
        middle_x, middle_y = round(SIZE.width() * LEFT_SHARE), round(high * TOP_SHARE)
        left, top = (0, middle_x)[column], (0, middle_y)[row]
        right, bottom = (middle_x, SIZE.width())[column], (middle_y, high)[row]
        return QRectF(left, px(HEAD) + top, right - left, bottom - top)

    def _backdrop(self, view: View) -> _Cell:
        art = artwork().views[view]
        return _Cell(
            view=view,
            size=self._cell(view).size().toSize(),
            ratio=1.0,
            theme=THEME,
            enlarged=SCALE,
            crop="pane",
            compact=False,
            muscle_names=tuple((m.code, m.name) for m in self.session.protocol.muscles),
            box=crop_holding(art, art.crops["pane"], self._records(view)),
            pad=px(PAD),
        )

    def _records(self, view: View) -> list[SiteRecord]:
        view_of = self.session.protocol.site
        return [r for r in self.session.sites if view_of(r.site_id).view is view]

    def _paint_view(self, painter: QPainter, view: View) -> None:
        box, still = self.panes[view]
        geometry = still.geometry
        painter.save()
        painter.setClipRect(box)
        painter.translate(box.x() + geometry.x, box.y() + geometry.y)
        painter.scale(geometry.scale, geometry.scale)
        paint_view(painter, still.art, artwork().palettes[THEME])
        cover_edges(painter, still.box, QColor(c("surface")))
        painter.restore()
        painter.save()
        painter.translate(box.topLeft())
        records = self._records(view)
        still.paint_words(painter)
        paint_leaders(painter, still, records)
        sites = [Placed(record=r, at=geometry.to_px(place_of(still.art, r))) for r in records]
        # A disc says "given"; where marks are close a tick would lie over a neighbour's dose.
        plain = partial(paint_mark, tick=False)
        paint_sites(painter, sites, still.radius, numbers=True, paint_mark=plain)
        painter.restore()

    # around the views -------------------------------------------------------------------------
    def _paint_lines(self, painter: QPainter) -> None:
        upper, lower = self.panes[View.FRONT][0], self.panes[View.LEFT][0]
        painter.setPen(QPen(QColor(c("line")), px(1)))
        for y in (upper.top(), lower.top(), lower.bottom()):
            painter.drawLine(QPointF(0, y), QPointF(SIZE.width(), y))
        painter.drawLine(QPointF(lower.left(), upper.top()), lower.bottomLeft())

    def _paint_head(self, painter: QPainter) -> None:
        session, edge = self.session, px(SPACE["l"])
        upper = QRectF(edge, px(10), SIZE.width() - 2 * edge, px(30))
        lower = QRectF(edge, upper.bottom(), upper.width(), px(22))
        when = f"{map_day(session, self.zone)}  ·  {map_state(session)}"
        _write(painter, upper, map_title(), font("title2"), "text")
        _write(painter, lower, when, font("label"), "text_2")
        _write(painter, upper, map_total(session), font("title2"), "text", _RIGHT)
        _write(painter, lower, map_rest(session), font("label"), "text_2", _RIGHT)

    def _paint_foot(self, painter: QPainter) -> None:
        edge, high = px(SPACE["l"]), px(FOOT)
        box = QRectF(edge, SIZE.height() - high, SIZE.width() - 2 * edge, high)
        left, face = box.left(), font("label")
        for word, record in self._legend():
            at = QPointF(left + pxf(LEGEND_RADIUS), box.center().y())
            paint_mark(painter, at, pxf(LEGEND_RADIUS), record, number=False, tick=False)
            left += px(LEGEND_TEXT + SPACE["s"])
            _write(painter, QRectF(left, box.y(), box.width(), high), word, face, "text_2")
            left += QFontMetricsF(face).horizontalAdvance(word) + px(LEGEND_GAP)
        if any(r.is_moved for r in self.session.sites):
            word = QCoreApplication.translate("map", "Moved from its planned place")
            at = QPointF(left, box.center().y())
            draw_line(painter, [at, at + QPointF(px(LEGEND_TEXT), 0)], "given")
            draw_dot(painter, at, "given", filled=False)
            left += px(LEGEND_TEXT + SPACE["s"])
            _write(painter, QRectF(left, box.y(), box.width(), high), word, face, "text_2")
        sides = QCoreApplication.translate("map", "Left and right are the patient’s.")
        _write(painter, box, sides, face, "text_2", _RIGHT)

    def _legend(self) -> Iterator[tuple[str, SiteRecord]]:
        """The kinds of marks that this map has."""
        found = {
            "omitted" if r.is_omitted else "extra" if r.is_extra else r.state.value
            for r in self.session.sites
        }
        found |= {"changed" for r in self.session.sites if r.is_pinned and not r.is_omitted}
        for code, word, record in legend_kinds():
            if code in found:
                yield word, record


def _write(
    painter: QPainter, box: QRectF, text: str, face: QFont, role: str, align: int = _LEFT
) -> None:
    painter.setFont(face)
    painter.setPen(QColor(c(role)))
    painter.drawText(box, align | int(Qt.TextFlag.TextDontClip), text)
