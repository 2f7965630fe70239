"""Tells a screen reader what is done on the session page; moving to a site Qt tells itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clinicapp.commands.records import Change
from clinicapp.domain.session import Session
from clinicapp.ui.announce import announce
from clinicapp.ui.pages.spoken_acts import spoken_act

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage


class SessionVoice(QObject):
    """Announces each act on the page's session, and the editor when it opens.

    Made after the page has connected its own slots, so that it speaks of what they left behind.
    """

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        page.setAccessibleName(self.tr("Session"))
        page.views.setAccessibleName(self.tr("Diagram"))
        page.hub.changed.connect(self._on_changed)
        for opening in (
            page.views.site_activated,
            page.views.give_wanted,
            page.views.editor_wanted,
            page.panel.edit_wanted,
            page.toolbar.edit_wanted,
        ):
            opening.connect(self._on_editor_wanted)

    def _on_changed(self, change: Change[object]) -> None:
        before, after = change.before, change.after
        is_here = self._page.isVisible() and after is self._page.session
        if is_here and isinstance(before, Session) and isinstance(after, Session):
            announce(self._page.views, spoken_act(change.event, before, after))

    def _on_editor_wanted(self) -> None:
        session, inspector = self._page.session, self._page.inspector
        if session is not None and inspector.isVisible() and inspector.site_id:
            words = self.tr("Editor open: {site}").format(site=session.name(inspector.site_id))
            announce(inspector, words)
