"""Moves a given site a little from its planned place, by drag or by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from math import hypot

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from clinicapp.domain.places import HAND_STEP, Fraction, planned_place, shift_towards
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.measure import LabelRoom, draw_circle, draw_dot, draw_label, draw_line
from clinicapp.ui.diagram.overlay import Placed, paint_sites
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.models.place_words import cm_words
from clinicapp.ui.theme.tokens import c, pxf

VEIL = 0.82  # how much of the mark's old place is covered while it is dragged


@dataclass(frozen=True, slots=True)
class _Drag:
    """A site on its way: how far, in cm to the viewer's right and down, from its planned place."""

    view_pane: SitePane
    site_id: str
    shift: Fraction


class SiteMoving(QObject, PaneTool):
    """Shows a site following the pointer; asks once, when it is put down, for it to be moved."""

    shift_wanted = Signal(str, object, object)  # site id, cm to the viewer's right, cm down

    def __init__(self, panes: Iterable[SitePane], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panes = tuple(panes)
        self._session: Session | None = None
        self._drag: _Drag | None = None
        self._is_on = True
        for pane in self._panes:
            pane.tools.append(self)
            pane.controls.dragged.connect(partial(self._on_dragged, pane))
            pane.controls.dropped.connect(self._on_dropped)
            pane.controls.nudge_pressed.connect(self.nudge)

    def show_session(self, session: Session) -> None:
        """Let the given sites of an open session be dragged."""
        self._session = session
        can_move = self._is_on and session.is_open and bool(session.protocol.site_shift_max_cm)
        for pane in self._panes:
            for site_id in pane.site_ids():
                drag = pane.button(site_id).drag
                drag.is_possible = can_move and session.site(site_id).is_given

    def set_on(self, on: bool) -> None:
        """Let drags and keys move sites, or let nothing move them while drags do something else."""
        self._is_on = on
        if self._session is not None:
            self.show_session(self._session)

    def nudge(self, site_id: str, x: int, y: int) -> None:
        """Ask for a site to be moved by steps of a millimetre."""
        session = self._session
        if self._is_on and session is not None and session.is_open:
            record = session.site(site_id)
            across, down = record.shift_x + x * HAND_STEP, record.shift_y + y * HAND_STEP
            self.shift_wanted.emit(site_id, across, down)

    def _on_dragged(self, pane: SitePane, site_id: str, way: QPointF) -> None:
        if self._session is None:
            return
        record, still = self._session.site(site_id), pane.backdrop()
        per_cm = still.geometry.scale * still.art.units_per_cm
        across = float(record.shift_x) + way.x() / per_cm
        down = float(record.shift_y) + way.y() / per_cm
        most = self._session.protocol.site_shift_max_cm
        self._drag = _Drag(pane, site_id, shift_towards(across, down, most))
        pane.update()

    def _on_dropped(self, site_id: str, put_down: bool) -> None:
        drag, self._drag = self._drag, None
        if drag is None or self._session is None:
            return
        drag.view_pane.update()
        record = self._session.site(site_id)
        if put_down and drag.shift != (record.shift_x, record.shift_y):
            self.shift_wanted.emit(site_id, *drag.shift)

    # painting ---------------------------------------------------------------------------------
    def paint(self, pane: SitePane, painter: QPainter) -> None:
        drag, session = self._drag, self._session
        if drag is None or session is None or drag.view_pane is not pane:
            return
        still, record = pane.backdrop(), session.site(drag.site_id)
        per_cm, radius = still.geometry.scale * still.art.units_per_cm, still.radius
        planned = still.geometry.to_px(planned_place(still.art, record))
        x, y = map(float, drag.shift)
        at = planned + QPointF(x, y) * per_cm
        self._cover(painter, pane.site_point(drag.site_id), radius)
        most = float(session.protocol.site_shift_max_cm)
        draw_circle(painter, planned, most * per_cm, "focus")
        draw_line(painter, [planned, at], "focus")
        draw_dot(painter, planned, "focus", filled=False)
        paint_sites(painter, [Placed(record, at)], radius, numbers=True)
        others = [pane.site_point(i) for i in pane.site_ids() if i != drag.site_id]
        room = LabelRoom(QRectF(pane.rect()), [at, planned, *others], radius * 1.25)
        words = cm_words(hypot(x, y))
        if hypot(x, y) > most - float(HAND_STEP):
            words = self.tr("{cm}: no farther").format(cm=words)
        draw_label(painter, room.place(words, at, radius * 2.1), words, "focus")

    @staticmethod
    def _cover(painter: QPainter, at: QPointF, radius: float) -> None:
        veil = QColor(c("halo"))
        veil.setAlphaF(VEIL)
        painter.setPen(veil)
        painter.setBrush(veil)
        painter.drawEllipse(at, radius + pxf(3), radius + pxf(3))
