"""The one act at the foot of the panels: give all planned, sign, or the instruction sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clinicapp.commands.sessions import give_all_planned
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.ui.pages.session_questions import give_all_question

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage


class PrimaryAct(QObject):
    """Asks in the confirm line first, and sends the verb that was asked about."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self._asked = give_all_planned
        page.confirm.confirmed.connect(self._on_confirmed)

    def begin(self) -> None:
        """Do what the session needs next, or ask about it."""
        # A dose taken over later would change what was asked about, and end the question.
        if not self._page.commit():
            return
        session, hub = self._page.session, self._page.hub
        if session is None:
            return
        panel = self._page.gates.sheet.panel
        if self._page.gates.sheet.gate is not None and panel is not None:
            # What lies behind an open sheet is not meant by the key.
            panel.primary.click()
            return
        if not session.is_open:
            self._page.sheet_wanted.emit(session.id)
        elif session.planned:
            if hub.allows(Permission.CHART_DOSE, self.tr("Give all planned")):
                self._ask_give_all(session)
        else:
            self.sign()

    def sign(self) -> None:
        """Go where the session is signed, whatever is still to give."""
        if not self._page.commit():
            return
        session = self._page.session
        words = self.tr("Sign and lock the session")
        if session and session.is_open and self._page.hub.allows(Permission.SIGN_SESSION, words):
            self._page.sign_wanted.emit(session.id)

    def _ask_give_all(self, session: Session) -> None:
        page, hub = self._page, self._page.hub
        self._asked = give_all_planned
        asked = give_all_question(session, hub.act(), hub.records.zone)
        page.confirm.ask(*asked, page.selecting.primary)

    def _on_confirmed(self) -> None:
        self._page.take_keyboard()
        self._page.acts.run(self._asked)
