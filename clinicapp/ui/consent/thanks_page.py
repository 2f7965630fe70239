"""The last page: what was decided, and to whom the device goes."""

from __future__ import annotations

from clinicapp.domain.consent.record import ConsentStatus
from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView

_SAID = {
    ConsentStatus.DECLINED: "thanks_declined",
    ConsentStatus.POSTPONED: "thanks_later",
    ConsentStatus.ENTERED_IN_ERROR: "thanks_closed",
}


class ThanksPage(ScreenPage):
    """Has nothing to press: only the staff can go on from here."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(acts)
        self._text = PatientText()
        self._give_back = PatientText("", "patient_title")
        for part in (self.title, self._text, self._give_back):
            self.card.content.addWidget(part)

    def fill(self, view: ConsentView, step: Step) -> None:
        words = view.words
        self.title.show_text(words["thanks_title"])
        self._text.show_text(words[_SAID.get(view.consent.status, "thanks_signed")])
        self._give_back.show_text(words["give_back"])
