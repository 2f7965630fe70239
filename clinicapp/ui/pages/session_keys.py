"""The keyboard on the session page: from site to site, and what is begun with one key there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clinicapp.domain.session import Session
from clinicapp.domain.site_order import site_after
from clinicapp.ui.diagram.letter_plate import LetterPlate
from clinicapp.ui.pages.jump_line import JumpLine

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage


class SessionKeys(QObject):
    """Leads the keyboard; what is charted is charted by the page's editor and its acts.

    A dose typed at a site, or a reason chosen after the key for omitting, brings the keyboard on
    to the next planned site; the editor is open afterwards only if it was before.
    """

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self._stays_open = False
        self.plate = LetterPlate(page, page.toolbar)
        self.jump = JumpLine(page, page.toolbar)
        self.plate.site_spelled.connect(page.views.focus_site)
        self.jump.site_chosen.connect(page.views.focus_site)
        page.views.dose_typed.connect(self._on_dose_typed)
        page.inspector.passed.connect(self._on_passed)

    def show_session(self, session: Session) -> None:
        """Spell and find among the sites there are now."""
        self.plate.show_session(session)
        self.jump.show_session(session)

    def first_site(self) -> None:
        """Go to the next planned site, or to the first of all."""
        session = self._page.session
        if session is not None:
            site = session.planned[0] if session.planned else session.sites[0]
            self._page.views.focus_site(site.site_id)

    def spell(self, letter: str) -> None:
        """Begin to spell a site with its muscle's letter."""
        if self._page.session is not None:
            self.plate.begin(self._page.session, letter)

    def find(self) -> None:
        """Open the line that finds a site."""
        if self._page.session is not None:
            self.jump.begin(self._page.session)

    def omit(self) -> None:
        """Ask why what is chosen, the site with the keyboard, or the edited one is omitted."""
        page, session = self._page, self._page.session
        site_id = page.views.focused_site() or page.inspector.site_id
        if session is None or not session.is_open or page.selecting.takes_omit():
            return
        if page.selecting.is_on:
            page.selecting.panel.reasons.take_keyboard()
        elif not site_id:
            self.first_site()
        elif session.site(site_id).is_extra:
            self.plate.say(self.tr("An extra site is not omitted but taken back."))
        elif self._open(site_id):
            page.inspector.ask_reason()

    def switch_editing(self) -> None:
        """Open the editor, or close it."""
        page = self._page
        if page.session is not None and page.session.is_open:
            page.toolbar.edit_wanted.emit(page.side.currentWidget() is not page.inspector)

    def switch_selecting(self) -> None:
        """Let taps choose sites, or no longer."""
        page = self._page
        if page.session is not None and page.session.is_open:
            page.toolbar.select_wanted.emit(not page.selecting.is_on)

    def _on_dose_typed(self, site_id: str, digit: str) -> None:
        if self._page.selecting.takes_digit(digit):
            return
        if self._open(site_id) and not self._page.inspector.start_typing(digit):
            words = self.tr("{site} is omitted: take it back first.")
            self.plate.say(words.format(site=site_id))

    def _open(self, site_id: str) -> bool:
        page = self._page
        self._stays_open = page.side.currentWidget() is page.inspector
        page.edit_site(site_id)
        # The editor stays where it is while what was typed there is not taken.
        return page.inspector.site_id == site_id

    def _on_passed(self, site_id: str) -> None:
        page = self._page
        if page.session is None:
            return
        following = site_after(page.session, site_id)
        if self._stays_open:
            page.edit_site(following)
            page.views.focus_site(following)
        else:
            page.close_editor(following)
