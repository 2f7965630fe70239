"""The first page: whose consent this is, and in which language it is read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.layouts import holder, row


class IdentityPage(ScreenPage):
    """Asks whether name and birth date are right; "No" says whom to give the device."""

    language_chosen = Signal(str)

    def __init__(self, acts: PatientActs, languages: Mapping[str, str]) -> None:
        super().__init__(acts)
        self.title.use_step("patient")  # the name is what is looked at
        self._name = PatientText("", "patient_title")
        self._born = PatientText()
        self._text = PatientText("", tone="text_2")
        self._wrong = PatientText("", tone="warn")
        self._wrong.setObjectName("identity_wrong")
        self._ask = PatientText("", tone="text_2")
        self.languages = {code: self._language(code, name) for code, name in languages.items()}
        self._choices = holder(row(*self.languages.values(), None, gap="m"))
        for part in (self.title, self._name, self._born, self._text, self._wrong):
            self.card.content.addWidget(part)
        self.card.content.addWidget(self._ask)
        self.card.content.addWidget(self._choices)
        self.no = self.answer("identity_no", "secondary", "x", self._on_no)
        self.yes = self.answer("identity_yes", "secondary", "check", self._on_yes)
        self.foot.addStretch(1)
        self.foot.addWidget(self.no)
        self.foot.addWidget(self.yes)
        self._said_no = False

    def begin(self) -> None:
        self._said_no = False

    def fill(self, view: ConsentView, step: Step) -> None:
        words = view.words
        self.title.show_text(words["identity_title"])
        self._name.show_text(view.patient.full_name)
        self._born.show_text(view.born)
        self._text.show_text(words["identity_text"])
        self._wrong.show_text(words["identity_wrong"])
        self._wrong.setVisible(self._said_no)
        self._ask.show_text(words["language_title"])
        has_choice = len(self.languages) > 1
        self._ask.setVisible(has_choice)
        self._choices.setVisible(has_choice)
        for code, one in self.languages.items():
            one.set_kind("choice" if code == view.consent.language else "secondary")
        self.no.set_words(words["identity_no"])
        self.yes.set_words(words["identity_yes"])
        is_said = view.consent.identity_confirmed_at is not None
        self.yes.set_kind("choice" if is_said else "secondary")

    def _language(self, code: str, name: str) -> Button:
        made = Button(name, bulk="act")
        made.setObjectName(f"language_{code}")
        return self.pressed(made, lambda: self.language_chosen.emit(code))

    def _on_yes(self) -> None:
        if self.view.consent.identity_confirmed_at is not None or self.acts.confirm_identity():
            self.went_on.emit()

    def _on_no(self) -> None:
        self._said_no = True
        self._wrong.setVisible(True)
        self.hinted.emit(self.view.words["identity_wrong"])
