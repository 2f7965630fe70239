"""The short consent before a later treatment, on one page: still agree, anything changed, sign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.decision_page import AnswersFoot
from clinicapp.ui.consent.kept_fields import KeptLine
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.consent.signing_part import SigningPart
from clinicapp.ui.consent.steps import Step, open_before
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.layouts import column, row


class ConfirmationPage(ScreenPage):
    """Done with one press, one stroke and one press where nothing has changed."""

    def __init__(self, acts: PatientActs, clock: Callable[[], datetime]) -> None:
        self._is_telling = False
        self.signing = SigningPart(acts, clock)
        self.change = KeptLine()
        self.change.setObjectName("change_text")
        self._choices = QWidget()
        super().__init__(acts, self._choices, self.signing)
        self.same = self._choice("nothing_changed", "check", self._on_same)
        self.other = self._choice("something_changed", "pencil", self._on_other)
        both = row(self.same, self.other, gap="m")
        for place in range(2):
            both.setStretch(place, 1)
        self._choices.setLayout(column(both, self.change, gap="s"))
        self.title.use_step("patient")
        self.card.put_on_top(self.title)
        self.card.leave_room_below()
        self._agree = PatientText()
        self._ask = PatientText()
        for part in (self._agree, self._ask):
            self.card.content.addWidget(part)
        self.answers = AnswersFoot(self, self._on_agree)
        self.foot.addWidget(self.answers)
        self.change.written.connect(self._on_change)

    def begin(self) -> None:
        consent = self.view.consent
        self._is_telling = consent.nothing_changed is False
        self.change.fill(consent.change)
        self.signing.begin(self.view)

    def fill(self, view: ConsentView, step: Step) -> None:
        words, consent = view.words, view.consent
        self.title.show_text(f"{view.patient.full_name}, {view.born}")
        self._agree.show_text(view.texts.answers.still_agree)
        self._ask.show_text(words["changed_question"])
        self._ask.setVisible(not self._is_telling)
        is_same = consent.nothing_changed is True and not self._is_telling
        said = view.texts.answers.nothing_changed
        self.same.set_words(in_two_lines(said))
        self.same.setAccessibleName(said)
        self.other.set_words(words["something_changed"])
        self.same.set_kind("choice" if is_same else "secondary")
        self.other.set_kind("choice" if self._is_telling else "secondary")
        self.change.setVisible(self._is_telling)
        self.change.setAccessibleName(words["change_field"])
        self.change.setAccessibleDescription(words["change_hint"])
        self.change.setPlaceholderText(f"{words['change_field']} {words['change_hint']}")
        self.signing.show_view(view)
        is_ready = not self._lacks_change and view.is_drawn and not self._open
        self.answers.show_view(view, is_ready=is_ready)

    def leave(self) -> None:
        self.signing.keep()
        self.change.keep()

    def _choice(self, name: str, icon: str, act: Callable[[], None]) -> Button:
        """An answer as high as the others, whose words have room for a sentence."""
        made = Button("", icon=icon, bulk="sentence")
        made.setObjectName(name)
        return self.pressed(made, act)

    @property
    def _lacks_change(self) -> bool:
        """Whether the patient has begun to tell of a change, and not said which."""
        return self._is_telling and not self.change.text().strip()

    @property
    def _open(self) -> bool:
        return bool(open_before(self.view.consent, self.view.texts))

    def _on_same(self) -> None:
        self._is_telling = False
        if not self.acts.say_what_changed():
            self._is_telling = self.view.consent.nothing_changed is False
        self.refresh(self.view)

    def _on_other(self) -> None:
        self._is_telling = True
        self.acts.say_what_changed(self.change.text())
        self.refresh(self.view)
        self.change.setFocus()

    def _on_change(self, text: str) -> None:
        if self._is_telling:
            self.acts.say_what_changed(text)

    def _on_agree(self) -> None:
        self.leave()
        words = self.view.words
        if not self.card.reading.is_read:
            self.card.reading.read_on()
            self.hinted.emit(words["read_first"])
        elif self._lacks_change or self._open:
            self.hinted.emit(words["change_first"])
        elif not self.view.is_drawn:
            self.hinted.emit(words["sign_first"])
        else:
            self.acts.sign()


def in_two_lines(sentence: str) -> str:
    """A sentence broken at the space that is nearest to its middle."""
    middle = len(sentence) / 2
    spaces = [place for place, letter in enumerate(sentence) if letter == " "]
    if not spaces:
        return sentence
    at = min(spaces, key=lambda place: abs(place - middle))
    return f"{sentence[:at]}\n{sentence[at + 1 :]}"
