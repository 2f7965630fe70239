"""What a pane shows of the past: ghosts of a session, sites under suspicion, sums of all visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip

from clinicapp.domain.places import place_of, planned_place
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.site_history import SiteSum, place_key
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.diagram import ghosts, sums
from clinicapp.ui.diagram.picture import places_of
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.diagram.words import past_tip, tip_lines, units_line
from clinicapp.ui.models.history_words import sum_words
from clinicapp.ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from clinicapp.ui.diagram.pane import SitePane


def no_lines(_site_id: str) -> tuple[str, ...]:
    """Nothing is known of any site."""
    return ()


@dataclass(frozen=True)
class Past:
    """What is shown beside the marks of today; nothing by itself.

    `ghosts` is drawn faded under today's marks, `day` says when that was; `suspects` are sites that
    could have caused what came after; `sums` take the place of the marks; `lines` tell of a site.
    """

    ghosts: Session | None = None
    day: str = ""
    suspects: frozenset[str] = frozenset()
    sums: Mapping[str, SiteSum] | None = None
    lines: Callable[[str], tuple[str, ...]] = no_lines


class PastLayer(PaneTool):
    """The past as one pane shows it."""

    def __init__(self, pane: SitePane) -> None:
        self._pane = pane
        self._past = Past()
        self._ghosts: dict[str, SiteRecord] = {}
        self._sums: dict[str, SiteSum] = {}
        self._laid_out: tuple[object, tuple[ghosts.Ghost, ...]] | None = None
        self._numbers: tuple[object, tuple[sums.Number, ...]] | None = None

    def show(self, past: Past) -> None:
        """Show another past."""
        self._past = past
        self._ghosts, self._sums = {}, {}
        self._laid_out = self._numbers = None
        view, found = self._pane.view, past.ghosts
        if found is not None:
            for record in found.sites:
                if found.protocol.site(record.site_id).view is view and self._is_drawn(record):
                    self._ghosts[record.site_id] = record
        for key, total in (past.sums or {}).items():
            if total.site.view is view and self._is_drawn(total.record):
                self._sums[key] = total

    # words ------------------------------------------------------------------------------------
    def told(self, site_id: str) -> str:
        """What a control says instead of its state; "" leaves the state."""
        if self._past.sums is None:
            return ""
        return sum_words(self._sums.get(place_key(self._pane.records[site_id])))

    def lines(self, site_id: str) -> tuple[str, ...]:
        """What is added to a site's tooltip."""
        return self._past.lines(site_id)

    def counts(self) -> tuple[tuple[str, str], ...] | None:
        """What stands under the title instead of today's counts; None leaves them."""
        if self._past.sums is None:
            return None
        units = sum((s.units for s in self._sums.values()), ZERO)
        return ((units_line(units), "text_3"),)

    def tip_at(self, at: QPoint) -> str:
        """The tooltip of a ghost or a sum that has no control of its own today."""
        if self._past.sums is not None:
            for number in self._laid_sums():
                if number.touches(at) and number.key not in self._places_today():
                    total = self._sums[number.key]
                    more = self._past.lines(total.site.id)
                    return tip_lines(total.name, sum_words(total), *more)
        for ghost in self._laid_ghosts():
            if ghost.touches(at) and ghost.record is not None and self._past.ghosts is not None:
                return past_tip(ghost.record, self._past.ghosts, self._past.day)
        return ""

    def tell(self, event: QHelpEvent) -> bool:
        """Show that tooltip, or none; False for help of another kind."""
        if event.type() != QEvent.Type.ToolTip:
            return False
        QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self._pane)
        return True

    # painting ---------------------------------------------------------------------------------
    def paint_under(self, pane: SitePane, painter: QPainter) -> None:
        """Paint what lies under today's marks, as far as it will be seen."""
        if laid := self._laid_ghosts():
            seen = painter.clipRegion()
            near = (g for g in laid if seen.intersects(g.box))
            ghosts.paint_ghosts(painter, near, pane.records)

    def paint_mark(
        self, painter: QPainter, at: QPointF, radius: float, record: SiteRecord, **look: bool
    ) -> None:
        """Paint a site's mark: as it stands today, or what it got in all."""
        if self._past.sums is None:
            paint_mark(painter, at, radius, record, **look)
        else:
            given = place_key(record) in self._sums
            size = sums.mark_radius(self._laid_sums(), radius)
            sums.paint_sum(painter, at, size, is_extra=record.is_extra, is_given=given)

    def paint(self, pane: SitePane, painter: QPainter) -> None:
        if self._past.sums is None:
            return
        numbers = self._laid_sums()
        radius = sums.mark_radius(numbers, pane.backdrop().radius)
        today = self._places_today()
        for key, total in self._sums.items():
            if key not in today:
                at = self._planned_at(total.record)
                sums.paint_sum(painter, at, radius, is_extra=total.record.is_extra, is_given=True)
        sums.paint_numbers(painter, numbers, radius)

    def _laid_ghosts(self) -> tuple[ghosts.Ghost, ...]:
        if not self._ghosts and not self._past.suspects:
            return ()
        # Doses change at every act, places do not.
        still, records = self._pane.backdrop(), self._pane.records
        key = (still, places_of(records))
        if self._laid_out is None or self._laid_out[0] != key:
            own = {i: (r, self._place(r)) for i, r in self._ghosts.items()}
            today = {i: self._place(r) for i, r in records.items()}
            laid = ghosts.lay_out(own, today, self._past.suspects, still.radius)
            self._laid_out = key, laid
        return self._laid_out[1]

    def _laid_sums(self) -> tuple[sums.Number, ...]:
        still = self._pane.backdrop()
        if self._numbers is None or self._numbers[0] != still:
            places = {key: self._planned_at(s.record) for key, s in self._sums.items()}
            places |= {k: self._pane.site_point(i) for k, i in self._places_today().items()}
            words = {key: show_units(total.units) for key, total in self._sums.items()}
            room = QRectF(self._pane.rect())
            self._numbers = still, sums.lay_out(places, words, still.radius, room)
        return self._numbers[1]

    def _place(self, record: SiteRecord) -> QPointF:
        still = self._pane.backdrop()
        return still.geometry.to_px(place_of(still.art, record))

    def _places_today(self) -> dict[str, str]:
        """The sites that have a control, by where they are planned."""
        return {place_key(r): i for i, r in self._pane.records.items()}

    def _planned_at(self, record: SiteRecord) -> QPointF:
        still = self._pane.backdrop()
        return still.geometry.to_px(planned_place(still.art, record))

    def _is_drawn(self, record: SiteRecord) -> bool:
        points = artwork().views[self._pane.view].site_points
        return record.at_x is not None or record.site_id in points
