"""One section of the consent, read to its end before the next."""

from __future__ import annotations

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button

BULLET = "•  "


def paragraphs_of(view: ConsentView, section: str) -> list[str]:
    """The items this patient is shown; such as end the sentence of their heading are a list."""
    items = [item.text for item in view.texts.shown(section, view.consent.conditions)]
    return [BULLET + text if text[:1].islower() else text for text in items]


class SectionPage(ScreenPage):
    """Counts as seen when its end was in sight and "Next" was pressed."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(acts)
        self.back = self.back_button()
        self.ask = self.answer("ask_question", "secondary", "message-circle-question", self._on_ask)
        self.next: Button = self.answer("go_on", "choice", "arrow-right", self._on_next)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.ask)
        self.foot.addWidget(self.next)
        self.card.reading.moved.connect(self._show_next)

    def fill(self, view: ConsentView, step: Step) -> None:
        self.clear_content()
        self.title.show_text(view.name_of(step.about))
        for text in paragraphs_of(view, step.about):
            self.add_text(text)
        self.show_questions(step.about)
        self.back.set_words(view.words["back"])
        self.ask.set_words(view.texts.answers.question)
        self._show_next()

    def _show_next(self) -> None:
        if self._view is None:
            return
        is_read, words = self.card.reading.is_read, self.view.words
        wordings = [words["next"], words["read_on"]]
        wide = max(self.next.fontMetrics().horizontalAdvance(w) for w in wordings)
        self.next.setMinimumWidth(wide + px(112))  # as wide for either: nothing jumps
        self.next.set_icon("arrow-right" if is_read else "arrow-down")
        self.next.set_words(words["next" if is_read else "read_on"])

    def _on_ask(self) -> None:
        self.question_wanted.emit(self.step.about)

    def _on_next(self) -> None:
        if not self.card.reading.is_read:
            self.card.reading.read_on()
        elif self.acts.see(self.step.about):
            self.went_on.emit()
