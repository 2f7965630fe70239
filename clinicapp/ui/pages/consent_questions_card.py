"""The card of the patient's questions: answered and closed by a clinician, on the record."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from clinicapp.commands.consents import close_question
from clinicapp.domain.consent.record import Question
from clinicapp.domain.people import Permission
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, empty, holder, row, rule


class QuestionRow(QFrame):
    """One question; while it is open a clinician answers it here."""

    def __init__(
        self, desk: ConsentDesk, consent_file: ConsentFile, question: Question, can_answer: bool
    ) -> None:
        super().__init__()
        self.setObjectName("question_row")
        self.question = question
        self.answer: TextField | None = None
        self._desk = desk
        about = consent_file.both_names(question.about)
        asked = self.tr("Marked, without words")
        words = column(label(about, "strong", wrap=True), gap="xxs")
        words.addWidget(
            label(question.text or asked, "body", "text" if question.text else "text_2", wrap=True)
        )
        words.addWidget(label(self._when(consent_file), "label", "text_3", wrap=True))
        box = column(words, gap="s")
        if question.closed_at:
            box.addWidget(label(self._answered(), "body", wrap=True))
        elif can_answer:
            box.addWidget(self._field())
        self.setLayout(box)
        self.setAccessibleName(f"{about} {question.text}".strip())

    def _when(self, consent_file: ConsentFile) -> str:
        question = self.question
        asked = self.tr("Asked {at}").format(at=consent_file.moment(question.asked_at))
        if question.closed_at is None:
            return asked
        closed = self.tr("answered {at} by {name}").format(
            at=consent_file.moment(question.closed_at),
            name=consent_file.name_of(question.closed_by),
        )
        return f"{asked} · {closed}"

    def _answered(self) -> str:
        return self.tr("Answer: {answer}").format(answer=self.question.answer)

    def _field(self) -> QFrame:
        self.answer = TextField(self.tr("What you told the patient"))
        self.answer.edit.setObjectName("question_answer")
        self.close_act = button(self.tr("Answer and close"))
        self.close_act.setObjectName("close_question")
        self.close_act.clicked.connect(self._on_close)
        self.answer.edit.returnPressed.connect(self._on_close)
        line = row(self.answer, self.close_act, gap="s")
        line.setStretch(0, 1)
        line.setAlignment(self.close_act, Qt.AlignmentFlag.AlignBottom)
        made = QFrame()
        made.setLayout(line)
        return made

    def _on_close(self) -> None:
        field = self.answer
        if field is None:
            return
        if not field.text.strip():
            field.show_error(self.tr("Write what you told the patient."))
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.run(close_question, self.question.id, field.text)


class QuestionsCard(ConsentCard):
    """Every question of the patient, the open ones first."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self.rows: list[QuestionRow] = []
        self._known: object = None
        self._list = column(gap="m")
        self.build(self.tr("Questions of the patient"), "", holder(self._list))

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        self.setVisible(bool(consent.questions))
        can_answer = consent.is_open and self.desk.may_explain()
        is_others = consent.is_open and bool(consent.open_questions) and not can_answer
        self.set_sentence(self._whose() if is_others else "")
        known = (consent.id, consent.language, consent.questions, can_answer)
        if known != self._known:
            self._known = known
            self._rebuild(consent_file, can_answer)
        self._lead(consent_file.waits_for_answer)

    def forget(self) -> None:
        self._known, self.rows = None, []
        empty(self._list)

    def take_keyboard(self) -> bool:
        """Give the keyboard to the first answer; False when there is none to write."""
        for made in self.rows:
            if made.answer is not None:
                made.answer.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _whose(self) -> str:
        words = self.tr("Answered in the role of {roles} only.")
        return words.format(roles=self.roles(Permission.EXPLAIN_CONSENT))

    def _rebuild(self, consent_file: ConsentFile, can_answer: bool) -> None:
        typed = {r.question.id: r.answer.text for r in self.rows if r.answer}
        empty(self._list)
        self.rows = []
        questions = sorted(consent_file.consent.questions, key=lambda q: q.closed_at is not None)
        for question in questions:
            if self.rows:
                self._list.addWidget(rule())
            made = QuestionRow(self.desk, consent_file, question, can_answer)
            self._put_back(made, typed)
            self.rows.append(made)
            self._list.addWidget(made)
            # At once: a field that waits for the layout cannot take the keyboard.
            made.show()

    @staticmethod
    def _put_back(made: QuestionRow, typed: dict[UUID, str]) -> None:
        if made.answer is not None:
            made.answer.set_text(typed.get(made.question.id, ""))

    def _lead(self, is_next: bool) -> None:
        """Make the first answer the main act of the page while everything waits for it."""
        for made in self.rows:
            if made.answer is not None:
                made.close_act.set_kind("primary" if is_next else "secondary")
                is_next = False
