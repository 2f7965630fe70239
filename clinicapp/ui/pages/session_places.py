"""Everything about places on the session page: extra sites put, given sites moved, landmarks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.domain.session import Session
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.moving import SiteMoving
from clinicapp.ui.pages.extra_placing import ExtraPlacing
from clinicapp.ui.pages.extra_site_panel import ExtraSitePanel
from clinicapp.ui.pages.landmark_help import LandmarkHelp
from clinicapp.ui.pages.session_acts import SessionActs
from clinicapp.ui.pages.site_inspector import SiteInspector


class SessionPlaces:
    """Joins the diagram with the editors as far as places are concerned."""

    def __init__(
        self, views: FourViews, extra: ExtraSitePanel, inspector: SiteInspector, acts: SessionActs
    ) -> None:
        self._extra, self._inspector = extra, inspector
        self.landmarks = LandmarkHelp(views)
        self.placing = ExtraPlacing(views, extra)
        self.moving = SiteMoving(views.panes.values(), views)
        self.moving.shift_wanted.connect(acts.shift)
        inspector.place.shift_wanted.connect(acts.shift)

    def show_session(self, session: Session) -> None:
        """Bring everything in step with a session."""
        self.moving.show_session(session)
        self.placing.show_session(session)
        self.landmarks.show_session(session)

    def turn_to(self, part: QWidget) -> None:
        """Let touches place while the panel for extra sites is open, and only then."""
        self.placing.set_on(part is self._extra)
        self.landmarks.show_open(self._inspector.site_id if part is self._inspector else "")
