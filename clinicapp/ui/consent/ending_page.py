"""No, or not today: asked once more, with a reason for who wants to give one."""

from __future__ import annotations

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.kept_fields import KeptLine
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView

DECLINE, LATER = "decline", "later"


class EndingPage(ScreenPage):
    """Says what a decline or "not today" means, and takes it; nothing is blamed."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(acts)
        self.end = DECLINE
        self._text = PatientText()
        self._ask = PatientText("", tone="text_2")
        self.reason = KeptLine()
        self.reason.setObjectName("end_reason")
        for part in (self.title, self._text, self._ask, self.reason):
            self.card.content.addWidget(part)
        self.back = self.answer("end_back", "secondary", "arrow-left", self.went_back.emit)
        self.go = self.answer("end_confirm", "secondary", "check", self._on_go)
        self.reason.written.connect(self.acts.say_why_ending)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)

    def begin(self) -> None:
        self.reason.fill(self.view.consent.reason)

    def fill(self, view: ConsentView, step: Step) -> None:
        words, end = view.words, self.end
        self.title.show_text(words[f"{end}_title"])
        self._text.show_text(words[f"{end}_text"])
        self._ask.show_text(words["reason_field"])
        self.reason.setAccessibleName(words["reason_field"])
        self.back.set_words(words["end_back"])
        self.go.set_words(words[f"{end}_confirm"])

    def leave(self) -> None:
        self.reason.keep()

    def _on_go(self) -> None:
        self.reason.keep()
        send = self.acts.decline if self.end == DECLINE else self.acts.postpone
        send(self.reason.text())
