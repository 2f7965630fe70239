"""What a tap, a key or an assistive act on a site means, as the session page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage


class SiteTaps(QObject):
    """A planned site is given; while a site is edited, placed or chosen, nothing is."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        views = page.views
        views.site_activated.connect(self._on_activated)
        views.give_wanted.connect(self._on_give_key)
        views.take_back_wanted.connect(self._on_take_back_key)
        views.editor_wanted.connect(page.edit_site)
        views.site_focused.connect(self._on_focused)

    @property
    def _only_choose(self) -> bool:
        """Whether an editor is open: letters meant for a note must never chart a dose."""
        page = self._page
        return page.side.currentWidget() in (page.inspector, page.extra)

    def _on_activated(self, site_id: str) -> None:
        page, session = self._page, self._page.session
        if session is None or page.selecting.takes(site_id):
            return
        if session.is_open and session.site(site_id).is_planned and not self._only_choose:
            page.acts.give((site_id,))
        else:
            page.edit_site(site_id)

    def _on_give_key(self, site_id: str) -> None:
        if self._page.selecting.takes(site_id):
            return
        if self._only_choose:
            self._page.edit_site(site_id)
        else:
            self._page.acts.give((site_id,))

    def _on_take_back_key(self, site_id: str) -> None:
        if not self._page.selecting.takes_take_back():
            self._page.acts.take_back((site_id,))

    def _on_focused(self, site_id: str) -> None:
        # A closed session is looked into site by site; its notes and times are in the editor.
        session = self._page.session
        if session is not None and not session.is_open and site_id:
            self._page.edit_site(site_id)
