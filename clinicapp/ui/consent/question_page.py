"""A question about a risk or a section: in words, or as a bare mark."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.kept_fields import KeptText
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView


class QuestionPage(ScreenPage):
    """Keeps what is typed as it is typed; "Keep my question" keeps a mark without words as well.

    `went_on` says that it was kept, `went_back` that the patient reads on without it.
    """

    def __init__(self, acts: PatientActs) -> None:
        self.field = KeptText()
        self.field.setObjectName("question_text")
        super().__init__(acts, self.field)
        self._about_text = PatientText("", tone="text_2")
        self._hint = PatientText("", tone="text_2")
        for part in (self.title, self._about_text, self._hint):
            self.card.content.addWidget(part)
        self.close_it = self.answer("question_close", "secondary", "arrow-left", self._on_close)
        self.keep = self.answer("question_keep", "choice", "check", self._on_keep)
        self.foot.addWidget(self.close_it)
        self.foot.addStretch(1)
        self.foot.addWidget(self.keep)
        self.field.written.connect(self._on_written)

    def begin(self) -> None:
        kept = (q.text for q in self.view.questions_about(self.step.about) if q.closed_at is None)
        self.field.fill(next(kept, ""))

    def fill(self, view: ConsentView, step: Step) -> None:
        words = view.words
        self.title.show_text(words["question_title"])
        self._about_text.show_text(view.name_of(step.about))
        self._hint.show_text(words["question_hint"])
        self.field.setAccessibleName(words["question_title"])
        self.field.setAccessibleDescription(words["question_hint"])
        self.close_it.set_words(words["question_close"])
        self.keep.set_words(words["question_keep"])

    def first_focus(self) -> QWidget:
        return self.field

    def leave(self) -> None:
        self.field.keep()

    def _on_written(self, text: str) -> None:
        self.acts.ask(self.step.about, text)

    def _on_close(self) -> None:
        self.field.keep()
        self.went_back.emit()

    def _on_keep(self) -> None:
        if self.acts.ask(self.step.about, self.field.text):
            self.field.fill(self.field.text)
            self.went_on.emit()
