"""One question whose answer shows what was understood; it may be left out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.kept_fields import KeptText
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView


class OwnWordsPage(ScreenPage):
    """Keeps the patient's own words as they are typed."""

    def __init__(self, acts: PatientActs) -> None:
        self.field = KeptText()
        self.field.setObjectName("own_words")
        super().__init__(acts, self.field)
        self._question = PatientText()
        self._hint = PatientText("", tone="text_2")
        for part in (self.title, self._question, self._hint):
            self.card.content.addWidget(part)
        self.back = self.back_button()
        self.next = self.answer("go_on", "choice", "arrow-right", self._on_next)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next)
        self.field.written.connect(self._on_written)
        self.field.edited.connect(self._show_next)

    def begin(self) -> None:
        self.field.fill(self.view.consent.teach_back)

    def fill(self, view: ConsentView, step: Step) -> None:
        words = view.words
        self.title.show_text(words["own_title"])
        self._question.show_text(words["own_question"])
        self._hint.show_text(words["own_hint"])
        self.field.setAccessibleName(words["own_question"])
        self.field.setAccessibleDescription(words["own_hint"])
        self.back.set_words(words["back"])
        self._show_next()

    def first_focus(self) -> QWidget:
        return self.field

    def leave(self) -> None:
        self.field.keep()

    def _show_next(self) -> None:
        if self._view is not None:
            self.next.set_words(self.view.words["next" if self.field.text.strip() else "skip"])

    def _on_written(self, text: str) -> None:
        self.acts.say_in_own_words(text)

    def _on_next(self) -> None:
        self.field.keep()
        self.went_on.emit()
