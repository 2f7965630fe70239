"""One question of the safety screen: its answers, what an answer means, and a note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from clinicapp.domain.safety import Question
from clinicapp.domain.session_facts import Answer
from clinicapp.ui.pages.fact_parts import LineChips
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.words import show_tip

NOTED = ("yes", "unknown")


class SafetyRow(QFrame):
    """A question beside its answers; a note and the meaning appear with an answer that counts."""

    answered = Signal()
    dose_wanted = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.setObjectName(f"question_{question.code}")
        words = label(question.text, "label", wrap=True)
        show_tip(words, question.detail)
        self.answers = LineChips(self._choices(), name=question.text)
        line = row(words, self.answers, gap="s")
        line.setStretch(0, 1)
        self._meaning = label("", "label", "warn", wrap=True)
        self._meaning.setObjectName("meaning")
        self.note = TextField(self.tr("Note"))
        self.note.setObjectName(f"note_{question.code}")
        self._dose = button(self.tr("Record the dose from elsewhere"), icon="plus")
        self._dose.setObjectName("record_outside_dose")
        self._dose.clicked.connect(self.dose_wanted)
        detail = label(question.detail, "caption", "text_2", wrap=True)
        self._more = holder(column(detail, self._meaning, self.note, self._dose, gap="xs"))
        self.setLayout(column(line, self._more, gap="xs"))
        for chip in self.answers.chips:
            chip.setAccessibleName(f"{question.text} {chip.text()}")
            chip.setAccessibleDescription(question.detail)
        self.answers.chosen.connect(self._on_chosen)
        self.note.edited.connect(lambda _text: self.answered.emit())
        self._show_more()

    def _choices(self) -> list[tuple[str, str]]:
        choices = [
            ("yes", self.tr("Yes")),
            ("no", self.tr("No")),
            ("unknown", self.tr("Unknown")),
        ]
        if self.question.may_be_na:
            choices.append(("na", self.tr("Does not apply")))
        return choices

    @property
    def answer(self) -> Answer | None:
        """The answer as it stands; None while there is none."""
        value = self.answers.choice
        if not value:
            return None
        note = self.note.text if value in NOTED else ""
        return Answer(question=self.question.code, value=value, note=note)

    def show_answer(self, answer: Answer | None) -> None:
        """Show a recorded answer, or none."""
        self.answers.choose(answer.value if answer else "")
        self.note.set_text(answer.note if answer else "")
        self._show_more()

    def set_open(self, is_open: bool) -> None:
        """Let answers be given, or only be read."""
        self.answers.setEnabled(is_open)
        self.note.setEnabled(is_open)
        self._dose.setEnabled(is_open)

    def _on_chosen(self, _value: str) -> None:
        self._show_more()
        self.answered.emit()

    def _show_more(self) -> None:
        value = self.answers.choice
        is_yes = value == "yes"
        severity = self.question.severity if is_yes else ""
        if value == "unknown":
            severity = self.question.unknown_severity
        words = self._words(severity, is_yes)
        self._meaning.setText(words)
        set_tone(self._meaning, {"block": "danger", "hold": "warn"}.get(severity, "text_2"))
        self._meaning.setVisible(bool(words))
        self.note.setVisible(value in NOTED)
        self._dose.setVisible(is_yes and self.question.asks_outside_doses)
        self._more.setVisible(value in NOTED)

    def _words(self, severity: str, is_yes: bool) -> str:
        if is_yes and self.question.stops_first_dose:
            return self.tr("This stops the first dose.")
        return {
            "block": self.tr("This stops signing."),
            "hold": self.tr("This holds signing until a physician takes it on with a reason."),
            "warn": self.tr("This is shown at signing."),
        }.get(severity, "")
