"""One risk: what it is, how often it came, and what the patient says to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinicapp.domain.consent.record import RiskReply
from clinicapp.domain.consent.texts import ConsentRisk
from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.icon_array import IconArray
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row

ARRAY_GAP = 40


class RiskPage(ScreenPage):
    """Takes the answer to one risk; a question is beside it, and can be asked at any time."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(acts)
        self.back = self.back_button()
        self.refuse = Button("", "secondary", icon="circle-slash", bulk="act")
        self.refuse.setObjectName("refuse_risk")
        self.pressed(self.refuse, lambda: self._on_reply(RiskReply.REFUSED))
        self.ask = self.answer("ask_question", "secondary", "message-circle-question", self._on_ask)
        self.understand = self.answer(
            "understand_risk", "secondary", "check", lambda: self._on_reply(RiskReply.UNDERSTOOD)
        )
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.refuse, 0, Qt.AlignmentFlag.AlignVCenter)
        self.foot.addStretch(1)
        self.foot.addWidget(self.ask)
        self.foot.addWidget(self.understand)

    def fill(self, view: ConsentView, step: Step) -> None:
        self.clear_content()
        risk, words, answers = view.texts.risk(step.about), view.words, view.texts.answers
        self.title.show_text(risk.name)
        if risk.is_most_common:
            self.add_part(_most_common(answers.most_common))
        self.add_text(risk.text)
        self._show_figures(risk)
        self._show_answer()
        self.show_questions(risk.code)
        self.back.set_words(words["back"])
        self.refuse.set_words(answers.refuse)
        self.ask.set_words(answers.question)
        self.understand.set_words(answers.understand)
        self._mark_answer()

    def _show_figures(self, risk: ConsentRisk) -> None:
        answers, words = self.view.texts.answers, self.view.words
        pairs: dict[tuple[str, str], list[str]] = {}
        for figure in risk.figures:
            pair = figure.with_botox, figure.with_placebo
            pairs.setdefault(pair, []).append(figure.term)
        for (with_botox, without), terms in pairs.items():
            flow = FlowLayout(gap=ARRAY_GAP)
            flow.addWidget(self._array(with_botox, answers.with_botox))
            flow.addWidget(self._array(without, answers.with_placebo))
            self.add_part(holder(flow))
            # Where the label counts something else, or in another word, it is said.
            if not risk.wording.lower().startswith(terms[0].lower()):
                named = words["label_term"].format(term="; ".join(terms))
                self.add_part(label(named, "strong", "text_3"))

    def _array(self, figure: str, group: str) -> QWidget:
        number = self.view.words["fewer_than_one"] if figure.startswith("<") else figure
        line = f"{number} {self.view.texts.answers.of_100}"
        said = label(line, "title2")
        return holder(
            column(
                said,
                label(group, "title3", "text_2"),
                IconArray(figure, f"{line} {group}"),
                gap="xs",
            )
        )

    def _show_answer(self) -> None:
        given, words = self.view.consent.answer_to(self.step.about), self.view.words
        if given is None:
            return
        is_understood = given.reply is RiskReply.UNDERSTOOD
        said = words["you_understood" if is_understood else "you_refused"]
        self.add_text(f"{said} {words['answer_again']}", "text_2").setObjectName("answer_given")

    def _mark_answer(self) -> None:
        given = self.view.consent.answer_to(self.step.about)
        reply = given.reply if given else None
        asked = self.view.questions_about(self.step.about)
        has_question = any(q.closed_at is None for q in asked)
        self.understand.set_kind("choice" if reply is RiskReply.UNDERSTOOD else "secondary")
        self.refuse.set_kind("choice" if reply is RiskReply.REFUSED else "quiet")
        self.ask.set_kind("choice" if has_question else "secondary")

    def _on_reply(self, reply: RiskReply) -> None:
        if self.acts.answer(self.step.about, reply):
            self.went_on.emit()

    def _on_ask(self) -> None:
        self.question_wanted.emit(self.step.about)


def _most_common(words: str) -> QWidget:
    line = row(Glyph("info", "accent_text", 24), label(words, "title3", "accent_text"), gap="s")
    return holder(line)
