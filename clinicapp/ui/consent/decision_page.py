"""The decision: what a signature means, what is still open, and three answers of one size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinicapp.domain.consent.completion import Lack, OpenPoint
from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.ending_page import DECLINE, LATER
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.section_page import paragraphs_of
from clinicapp.ui.consent.signing_part import SigningPart
from clinicapp.ui.consent.steps import AGREE, Step, open_before, step_about, steps_of
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.layouts import holder, row

_OF = {Lack.SECTION: "open_section", Lack.RISK: "open_risk", Lack.QUESTION: "open_question"}


class AnswersFoot(QWidget):
    """Decline, not today, agree: side by side, each as large as the others."""

    def __init__(self, page: ScreenPage, agree: Callable[[], None]) -> None:
        super().__init__()
        self.decline = page.answer(
            "decline", "secondary", "circle-slash", lambda: page.end_wanted.emit(DECLINE)
        )
        self.later = page.answer(
            "not_today", "secondary", "clock", lambda: page.end_wanted.emit(LATER)
        )
        self.agree = page.answer("agree_and_sign", "secondary", "pen-line", agree)
        box = row(self.decline, self.later, self.agree, gap="m")
        for place in range(3):
            box.setStretch(place, 1)
        self.setLayout(box)
        for one in (self.decline, self.later, self.agree):
            one.setMinimumWidth(1)  # each a third, whatever its words

    def show_view(self, view: ConsentView, *, is_ready: bool) -> None:
        """Say the words that are signed; what is ready to be pressed has the outline."""
        answers = view.texts.answers
        self.decline.set_words(answers.decline)
        self.later.set_words(answers.later)
        self.agree.set_words(answers.sign)
        self.agree.set_kind("choice" if is_ready else "secondary")


class DecisionPage(ScreenPage):
    """Lists what is open; when nothing is, it holds the place to sign."""

    def __init__(self, acts: PatientActs, clock: Callable[[], datetime]) -> None:
        self.signing = SigningPart(acts, clock)
        super().__init__(acts, self.signing)
        self.back = self.back_button("")
        head = row(self.title, self.back, gap="m")
        head.setStretch(0, 1)
        self.card.put_on_top(holder(head))
        self.card.leave_room_below()
        self.answers = AnswersFoot(self, self._on_agree)
        self.foot.addWidget(self.answers)
        self.open_buttons: list[Button] = []

    def begin(self) -> None:
        self.signing.begin(self.view)

    def fill(self, view: ConsentView, step: Step) -> None:
        words, points = view.words, open_before(view.consent, view.texts)
        self.title.show_text(words["decision_title"])
        self.back.set_words(words["back"])
        self.clear_content()
        self._list(points)
        for text in paragraphs_of(view, AGREE):
            self.add_text(text)
        self._say_who()
        self.signing.setVisible(not points)
        self.signing.show_view(view)
        self.answers.show_view(view, is_ready=not points and self._is_drawn)

    def place_title(self) -> None:
        """Leave the title in the head of the card, where it does not scroll."""

    def leave(self) -> None:
        self.signing.keep()

    @property
    def _is_drawn(self) -> bool:
        return self.view.is_drawn

    def _say_who(self) -> None:
        view, words = self.view, self.view.words
        self.add_text(words["clinician"].format(name=view.clinician), "text_2")
        if view.consent.representative:
            signs = words["signs_for"].format(signer=view.signer, patient=view.patient.full_name)
            self.add_text(signs, "text_2")
        refused = [r.name for r in view.texts.risks if r.code in view.consent.refused_risks]
        if refused:
            self.add_text(words["refused_risks"].format(names="; ".join(refused)), "text_2")

    def _list(self, points: tuple[OpenPoint, ...]) -> None:
        self.open_buttons = []
        if not points:
            return
        words, steps = self.view.words, steps_of(self.view.consent, self.view.texts)
        if any(p.lack is Lack.QUESTION for p in points):
            self.add_text(words["give_back_open"], "warn")
        self.add_text(words["open_title"], "text_2")
        targets = [(point, step_about(point, steps)) for point in points]
        if any(target is None for _point, target in targets):
            self.add_text(words["open_people"], "text_2")
        flow = FlowLayout(gap=12)
        for point, target in targets:
            if target is not None:
                flow.addWidget(self._open_button(self._words_of(point), target))
        self.card.content.addWidget(holder(flow))

    def _words_of(self, point: OpenPoint) -> str:
        words = self.view.words
        if point.lack in _OF:
            return words[_OF[point.lack]].format(name=self.view.name_of(point.about))
        return words["open_identity"]

    def _open_button(self, words: str, target: Step) -> Button:
        made = Button(words, icon="circle-dashed", bulk="act")
        made.setObjectName(f"open_{target.about or target.kind}")
        self.pressed(made, lambda: self.jumped.emit(target))
        self.open_buttons.append(made)
        return made

    def _on_agree(self) -> None:
        self.signing.keep()
        words = self.view.words
        if not self.card.reading.is_read:
            self.card.reading.read_on()
            self.hinted.emit(words["read_first"])
        elif self.acts.see(AGREE):
            if open_before(self.view.consent, self.view.texts):
                self.hinted.emit(words["settle_first"])
            elif not self._is_drawn:
                self.hinted.emit(words["sign_first"])
            else:
                self.acts.sign()
