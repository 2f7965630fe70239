"""The safety screen: all questions in view, and "all no" as one act."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from clinicapp.commands.session_facts import record_safety
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate
from clinicapp.domain.safety import answer_without_exception
from clinicapp.domain.session_facts import Answer, SafetyScreen
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import moment_words
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.safety_row import SafetyRow
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, rule


class SafetyPanel(FactPanel):
    """Exceptions are answered by hand, the rest with one press."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "shield-check", now)
        self.title = self.tr("Safety screen")
        self.rows: tuple[SafetyRow, ...] = ()
        self._column = column(gap=1)
        self._recorded = label("", "label", "text_2", wrap=True)
        self.partly = button(self.tr("Keep answers so far"), bulk="act")
        self.partly.setObjectName("keep_answers")
        self.setLayout(column(self._recorded, self._column, gap="m"))
        self.keep_foot(self.partly)
        self.primary.clicked.connect(self._record_all)
        self.partly.clicked.connect(self._record_some)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        self.case = case
        session, fact = case.session, case.session.facts.safety
        questions = case.rules.questions.questions
        self.foot_shown(session.is_open)
        if not self.is_new(session.id, fact, questions, session.is_open):
            return
        if [r.question for r in self.rows] != list(questions):
            self._make_rows(case)
        known = {a.question: a for a in fact.answers} if fact else {}
        for line in self.rows:
            line.show_answer(known.get(line.question.code))
            line.set_open(session.is_open)
        self._recorded.setText(self._recorded_words(fact, case))
        self._recorded.setVisible(fact is not None)
        self._say()

    def _make_rows(self, case: Case) -> None:
        self.rows = tuple(SafetyRow(q) for q in case.rules.questions.questions)
        for place, line in enumerate(self.rows):
            if place:
                self._column.addWidget(rule())
            self._column.addWidget(line)
            line.answered.connect(self._say)
            line.dose_wanted.connect(self._leave_for_dose)

    def _recorded_words(self, fact: SafetyScreen | None, case: Case) -> str:
        if fact is None:
            return ""
        return self.tr("Recorded {at} by {name}.").format(
            at=moment_words(fact.at, case.zone), name=self.names().get(fact.by, "")
        )

    def _say(self) -> None:
        """Name at the foot what a press will record."""
        given = sum(line.answer is not None for line in self.rows)
        if not given:
            words = self.tr("All {n} no").format(n=len(self.rows))
        elif given < len(self.rows):
            words = self.tr("The other {n} no").format(n=len(self.rows) - given)
        elif self._is_recorded():
            words = self.tr("Record again")
        else:
            words = self.tr("Record the answers")
        self.primary.set_words(words)
        self.partly.setVisible(0 < given < len(self.rows))

    def _is_recorded(self) -> bool:
        fact = self.case.session.facts.safety if self.case else None
        return fact is not None and fact.answers == self._answers()

    def _answers(self) -> tuple[Answer, ...]:
        return tuple(line.answer for line in self.rows if line.answer is not None)

    def _record_all(self) -> None:
        """Record every answer; a question nobody answered by hand is answered no by this press."""
        if self.case is None:
            return
        sex = self.case.patient.sex
        filled = tuple(
            line.answer
            or Answer(
                question=line.question.code, value=answer_without_exception(line.question, sex)
            )
            for line in self.rows
        )
        if self._send(filled):
            self.done.emit()

    def take_keyboard(self) -> None:
        """The first question: what was never looked at is not answered by a key held too long."""
        if (
            self.rows
            and not self._is_recorded()
            and self.foot is not None
            and self.foot.isVisible()
        ):
            give_keyboard(self.rows[0].answers.chips[0])
        else:
            super().take_keyboard()

    def _record_some(self) -> None:
        if self._send(self._answers()):
            give_keyboard(self.primary)

    def _leave_for_dose(self) -> None:
        """Keep what was answered, and go where doses from elsewhere are recorded."""
        if self._is_recorded() or self._send(self._answers()):
            self.gate_wanted.emit(Gate.INTERVAL)

    def _send(self, answers: tuple[Answer, ...]) -> bool:
        if self.case is None:
            return False
        tidy = tuple(replace(a, note=a.note.strip()) for a in answers)
        return self.send(record_safety, self.case.session.id, tidy)
