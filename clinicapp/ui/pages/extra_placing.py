"""Choosing where an extra site goes: on the diagram, from the list, or step by step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from clinicapp.domain.artwork import Point, ViewArt
from clinicapp.domain.errors import RuleError
from clinicapp.domain.extra_places import (
    ExtraArea,
    ExtraPlace,
    extra_areas,
    next_extra,
    place_kept,
    place_suggested,
    place_touched,
    place_towards,
)
from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.domain.site_record import SiteRecord
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.placing_tool import Offer, PlacingTool, Preview
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.pages.extra_site_panel import ExtraSitePanel
from clinicapp.ui.pages.place_steps import cm_of


class ExtraPlacing(QObject):
    """Joins the panel for extra sites and the diagram while the panel is open."""

    def __init__(self, views: FourViews, panel: ExtraSitePanel) -> None:
        super().__init__(panel)
        self._views, self._panel = views, panel
        self._session: Session | None = None
        self._place: ExtraPlace | None = None
        self.tool = PlacingTool(views.panes.values(), self)
        self.tool.touched.connect(self._on_touched)
        panel.site_listed.connect(self._on_listed)
        panel.steps.stepped.connect(self._on_stepped)

    @property
    def place(self) -> ExtraPlace | None:
        """The place chosen now."""
        return self._place

    def set_on(self, on: bool) -> None:
        """Begin without a place, or end."""
        self._place = None
        if on:
            self.tool.start()
        else:
            self.tool.stop()

    def show_session(self, session: Session) -> None:
        """Stay in step with a session; a place that was taken meanwhile is gone."""
        self._session = session
        if not self.tool.is_on:
            return
        self.tool.show_offers(
            [o for art in artwork().views.values() for o in _offers(art, session)]
        )
        place = self._place
        if place is None or session.has_site(place.site_id):
            self._show(None)
        else:
            art = _art_of(session, place.site_id)
            # A place that is refused now could still be sent: another must be chosen.
            self._choose(lambda: place_towards(art, session, place.site_id, place.point), None)

    def _on_touched(self, view: View, point: Point) -> None:
        session = self._session
        if session is not None:
            find = partial(place_touched, artwork().views[view], session, point)
            self._choose(find, self._place)
            if self._place is not None:
                self._panel.steps.take_keyboard()

    def _on_listed(self, site_id: str) -> None:
        session = self._session
        if session is not None:
            find = partial(place_suggested, _art_of(session, site_id), session, site_id)
            self._choose(find, self._place)

    def _on_stepped(self, x: int, y: int) -> None:
        session, place = self._session, self._place
        if session is not None and place is not None:
            art = _art_of(session, place.site_id)
            across, down = (float(cm_of(n)) * art.units_per_cm for n in (x, y))
            wanted = place.point[0] + across, place.point[1] + down
            self._choose(lambda: place_towards(art, session, place.site_id, wanted), place)

    def _choose(self, find: Callable[[], ExtraPlace], otherwise: ExtraPlace | None) -> None:
        """Take over a place, or say why there is none and show another, or nothing."""
        try:
            found = find()
        except RuleError as refused:
            self._show(otherwise)
            self._panel.show_refusal(f"{refused.happened} {refused.remedy}")
            return
        self._show(found)

    def _show(self, place: ExtraPlace | None) -> None:
        self._place, session = place, self._session
        if place is None or session is None:
            self.tool.show_preview(None)
            self._panel.show_place(None, None)
            return
        art = _art_of(session, place.site_id)
        record = SiteRecord(site_id=place.site_id, units=session.default_units, is_extra=True)
        self.tool.show_preview(Preview(art.view, place, record))
        self._panel.show_place(place, place_kept(art, place))
        if self._views.view not in (None, art.view):
            self._views.show_view(art.view)


def _art_of(session: Session, site_id: str) -> ViewArt:
    return artwork().views[session.protocol.site(site_id).view]


def _offers(art: ViewArt, session: Session) -> list[Offer]:
    areas = extra_areas(art, session.protocol)
    return [Offer(art.view, there, _is_open(session, there)) for there in areas]


def _is_open(session: Session, there: ExtraArea) -> bool:
    """Whether one more extra site would be taken there."""
    try:
        next_extra(session, there.muscle, there.side)
    except RuleError:
        return False
    return True
