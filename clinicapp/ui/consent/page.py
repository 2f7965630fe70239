"""What all pages of the patient's screen share: a card that scrolls, and acts that never do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.reading import PatientText, ReadingCard, use_size
from clinicapp.ui.consent.steps import Step
from clinicapp.ui.consent.view import ConsentView
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.layouts import column, empty, holder, row

WIDEST = 1080
MARGIN = 24


class ScreenPage(QWidget):
    """One page. `show_step` begins it afresh, `refresh` shows what has been recorded since."""

    went_on = Signal()
    went_back = Signal()
    jumped = Signal(object)  # Step
    question_wanted = Signal(str)  # about which risk or section
    end_wanted = Signal(str)  # "decline" or "later"
    hinted = Signal(str)  # a sentence that says what is missing

    def __init__(self, acts: PatientActs, *fixed: QWidget) -> None:
        super().__init__()
        self.acts = acts
        self.size_chosen = ""
        self._view: ConsentView | None = None
        self._step: Step | None = None
        self.title = PatientText("", "patient_title")
        self.title.setObjectName("page_title")
        self.card = ReadingCard(*fixed)
        self.foot = row(gap="m")
        self._body = holder(column(self.card, self.foot, gap="m"))
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        box = row(None, self._body, None, gap=0, margins=(MARGIN, 0, MARGIN, 12))
        box.setStretch(1, 1000)
        self.setLayout(box)
        notifier.theme_changed.connect(self._fit)
        self._fit()

    # what the screen calls -------------------------------------------------------------------
    def show_step(self, view: ConsentView, step: Step) -> None:
        """Begin a page."""
        self._view, self._step = view, step
        self.begin()
        self._fill()
        self.card.reading.begin()

    def refresh(self, view: ConsentView) -> None:
        """Show the same page as it stands by now, or in another language."""
        self._view = view
        self._fill()

    def use_size(self, size: str) -> None:
        """Be read in another size."""
        self.size_chosen = size
        use_size(self, size)

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the page comes."""
        return self.card.reading

    def leave(self) -> None:
        """Keep what has been typed and not been told yet."""

    # what a page says of itself --------------------------------------------------------------
    def begin(self) -> None:
        """Forget what belongs to the page before."""

    def fill(self, view: ConsentView, step: Step) -> None:
        """Put words and answers on the page."""
        raise NotImplementedError

    @property
    def view(self) -> ConsentView:
        """What is shown."""
        if self._view is None:
            raise RuntimeError("show_step comes first")
        return self._view

    @property
    def step(self) -> Step:
        """The step that is shown."""
        if self._step is None:
            raise RuntimeError("show_step comes first")
        return self._step

    # what pages build with -------------------------------------------------------------------
    def answer(self, name: str, kind: str, icon: str, act: Callable[[], None]) -> Button:
        """A large answer in the foot."""
        return self.pressed(answer_button(name, kind, icon), act)

    def pressed(self, made: Button, act: Callable[[], None]) -> Button:
        """Let a press of a button do something, unless the page has only just come."""
        made.clicked.connect(lambda: act() if self.acts.lets() else None)
        return made

    def back_button(self, bulk: str = "patient") -> Button:
        """The way to the page before."""
        made = Button("", "quiet", icon="arrow-left", bulk=bulk)
        made.setObjectName("go_back")
        return self.pressed(made, self.went_back.emit)

    def clear_content(self) -> None:
        """Take everything out of what scrolls but the title."""
        self.card.content.removeWidget(self.title)
        empty(self.card.content)
        self.place_title()

    def place_title(self) -> None:
        """Put the title first."""
        self.card.content.addWidget(self.title)

    def add_text(self, text: str, tone: str = "text") -> PatientText:
        """Add a paragraph to what scrolls."""
        made = PatientText(text, tone=tone)
        if self.size_chosen:
            made.use_size(self.size_chosen)
        self.card.content.addWidget(made)
        made.show()  # at once: what is not shown has no height
        return made

    def add_part(self, part: QWidget) -> None:
        """Add anything else to what scrolls, at its left."""
        self.card.content.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        part.show()
        if self.size_chosen:
            use_size(part, self.size_chosen)

    def show_questions(self, about: str) -> None:
        """Add what the patient asked here, and what a clinician answered."""
        words = self.view.words
        for question in self.view.questions_about(about):
            is_open = question.closed_at is None
            mark = words["question_waits_mark" if is_open else "your_mark"]
            asked = words["your_question"].format(text=question.text)
            self.add_text(asked if question.text else mark, "text_2")
            if not is_open:
                self.add_text(words["the_answer"].format(text=question.answer))

    def _fill(self) -> None:
        self.fill(self.view, self.step)
        self.card.reading.setAccessibleName(self.title.plain)
        if self.size_chosen:
            use_size(self, self.size_chosen)

    def _fit(self) -> None:
        self._body.setMaximumWidth(px(WIDEST))


def answer_button(name: str, kind: str, icon: str) -> Button:
    """An answer as large as every other one."""
    made = Button("", kind, icon=icon, bulk="patient")
    made.setObjectName(name)
    return made
