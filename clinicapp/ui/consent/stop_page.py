"""Stopping before the end: no, not today, or on with the text; each as large as the others."""

from __future__ import annotations

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.ending_page import DECLINE, LATER
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView


class StopPage(ScreenPage):
    """Says that one can stop at any time; either end is asked once more on its own page."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(acts)
        self._text = PatientText()
        for part in (self.title, self._text):
            self.card.content.addWidget(part)
        self.decline = self.answer(
            "decline", "secondary", "circle-slash", lambda: self.end_wanted.emit(DECLINE)
        )
        self.later = self.answer(
            "not_today", "secondary", "clock", lambda: self.end_wanted.emit(LATER)
        )
        self.back = self.answer("stop_back", "secondary", "arrow-left", self.went_back.emit)
        for place, one in enumerate((self.decline, self.later, self.back)):
            one.setMinimumWidth(1)  # each a third, whatever its words
            self.foot.addWidget(one)
            self.foot.setStretch(place, 1)

    def fill(self, view: ConsentView, step: Step) -> None:
        words, answers = view.words, view.texts.answers
        self.title.show_text(words["stop_title"])
        self._text.show_text(words["stop_text"])
        self.decline.set_words(answers.decline)
        self.later.set_words(answers.later)
        self.back.set_words(words["stop_back"])
