"""The patient's own screen: one consent, one thing at a time, locked until the staff sign in."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.commands.records import Change
from clinicapp.domain.consent.record import Consent, Medium
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.people import Practitioner
from clinicapp.ui.announce import announce
from clinicapp.ui.consent.acts import PatientActs
from clinicapp.ui.consent.look import PatientLook
from clinicapp.ui.consent.page import ScreenPage
from clinicapp.ui.consent.pages import ScreenPages
from clinicapp.ui.consent.reading import MIDDLE
from clinicapp.ui.consent.screen_notice import ScreenNotice
from clinicapp.ui.consent.staff_gate import StaffGate
from clinicapp.ui.consent.steps import (
    Step,
    StepKind,
    first_open,
    has_begun,
    is_gap,
    next_open,
    progress_of,
    steps_of,
)
from clinicapp.ui.consent.top_bar import TopBar
from clinicapp.ui.consent.view import ConsentView, ViewReader
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.widgets.layouts import column, holder
from clinicapp.ui.widgets.tab_order import tab_as_read

THANKS = Step(kind=StepKind.THANKS)
_ENDS_ITSELF = (StepKind.DECISION, StepKind.CONFIRMATION, StepKind.THANKS)
_PART_NAMES = {
    StepKind.IDENTITY: "part_identity",
    StepKind.OWN_WORDS: "part_own_words",
    StepKind.DECISION: "part_decision",
    StepKind.CONFIRMATION: "part_confirmation",
}


class PatientScreen(QWidget):
    """Shows one consent in full; `left` tells who of the staff has taken the device back.

    It is as dark, as large and as far as the patient had it; where it was is read from what is
    recorded. The program's own look comes back before `left`.
    """

    left = Signal(object)  # Practitioner

    def __init__(
        self,
        hub: ChangeHub,
        tasks: TaskRunner,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hub = hub
        self._reader = ViewReader(hub.records)
        self._look = PatientLook(self)
        self._view: ConsentView | None = None
        self._steps: tuple[Step, ...] = ()
        self._step = THANKS
        self._jumped = self._by_key = False
        self.acts = PatientActs(hub, now, self)
        self.top = TopBar(self._reader.languages)
        self.pages = ScreenPages(self.acts, hub.clock, self._reader.languages)
        self.notice = ScreenNotice(self.pages)
        self.gate = StaffGate(hub, tasks)
        self._body = holder(column(self.top, self.pages, gap=0))
        self._whole = QStackedWidget()
        for part in (self._body, self.gate):
            self._whole.addWidget(part)
        self.setLayout(column(self._whole, gap=0))
        self._connect()

    def open_consent(self, consent_id: UUID) -> bool:
        """Show a consent where it was left; False when it cannot be read, or goes on on paper."""
        view = self._hub.ask(self._reader.read, consent_id)
        if view is None or view.consent.medium is Medium.PAPER:
            return False
        self._look.put_on(self.size())
        self._use(view)
        self._use_size(MIDDLE)
        self.top.show_look(view, is_dark=self._look.is_dark)
        first = first_open(view.consent, self._steps)
        # Who comes back to one page, such as an answered question, reads nothing else again.
        self._jumped = is_gap(first, view.consent, self._steps)
        self._whole.setCurrentWidget(self._body)
        self._turn_to(THANKS if view.is_over else first)
        return True

    def tell_of_return(self) -> None:
        """Say why the screen is here again: the program was closed under the patient’s hands."""
        view = self._open_view
        self._say(view.words["came_back"].format(name=view.patient.full_name))

    def ask_for_staff(self) -> None:
        """Ask for a password of the staff; the patient can go on instead."""
        self._leave_page()
        self._whole.setCurrentWidget(self.gate)
        self.gate.open()

    @property
    def step(self) -> Step:
        """The page the patient is on."""
        return self._step

    @property
    def page(self) -> ScreenPage:
        """What is shown of it."""
        return self.pages.current

    def minimumSizeHint(self) -> QSize:
        # The look is made to fit the window, so that the window never grows for it.
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None:
            self._look.use(dark=self._look.is_dark, room=self.size())

    def event(self, event: QEvent) -> bool:
        # Every key comes by here first: then the keyboard's place is shown on the next page.
        if event.type() == QEvent.Type.ShortcutOverride:
            self._by_key = True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # No key leads out of the screen but those of its owner.
        event.accept()

    # wiring ----------------------------------------------------------------------------------
    def _connect(self) -> None:
        self._hub.changed.connect(self._on_changed)
        self._hub.refused.connect(self._on_refused)
        for page in self.pages.every:
            page.went_on.connect(self._on_went_on)
            page.went_back.connect(self._on_went_back)
            page.jumped.connect(self._on_jumped)
            page.question_wanted.connect(lambda _about: self._show_side(self.pages.question))
            page.end_wanted.connect(self._on_end_wanted)
            page.hinted.connect(self._say)
        self.pages.identity.language_chosen.connect(self._on_language)
        self.top.language_chosen.connect(self._on_language)
        self.top.size_chosen.connect(self._use_size)
        self.top.look_chosen.connect(self._on_look)
        self.top.staff_wanted.connect(self.ask_for_staff)
        self.top.stop_wanted.connect(self._on_stop_wanted)
        self.notice.act.clicked.connect(self._on_to_first_open)
        self.gate.closed.connect(self._on_gate_closed)
        self.gate.unlocked.connect(self._on_unlocked)

    # going on --------------------------------------------------------------------------------
    def _turn_to(self, step: Step) -> None:
        self._step = step
        self._show(self.pages.of(step))

    def _show_side(self, page: ScreenPage) -> None:
        """Show a page that lies beside the step."""
        self._show(page)

    def _show(self, page: ScreenPage) -> None:
        view = self._open_view
        self.acts.hold()
        self.notice.hide()
        page.show_step(view, self._step)
        self.pages.turn_to(page)
        self._show_top()
        tab_as_read(self._body)
        page.first_focus().setFocus()
        page.card.reading.show_focus(self._by_key)
        self._by_key = False
        announce(self, f"{page.title.plain}. {self.top.part.full_text}")

    def _leave_page(self) -> None:
        if self._view is not None and not self._view.is_over:
            self.page.leave()

    def _on_went_on(self) -> None:
        view = self._open_view
        if view.is_over:
            return
        self._leave_page()
        is_section = self._step.kind is StepKind.SECTION
        if self.page is self.pages.question and is_section:
            self._turn_to(self._step)
        elif self._jumped:
            self._turn_to(next_open(view.consent, self._steps))
        else:
            place = self._steps.index(self._step)
            self._turn_to(self._steps[min(place + 1, len(self._steps) - 1)])

    def _on_went_back(self) -> None:
        self._leave_page()
        place = self._steps.index(self._step)
        is_beside = self.page is not self.pages.of(self._step)
        self._turn_to(self._step if is_beside else self._steps[max(place - 1, 0)])

    def _on_jumped(self, step: Step) -> None:
        self._leave_page()
        self._jumped = True
        self._turn_to(step)

    def _on_to_first_open(self) -> None:
        self._leave_page()
        self._jumped = False
        self._turn_to(next_open(self._open_view.consent, self._steps))

    def _on_end_wanted(self, end: str) -> None:
        self._leave_page()
        self.pages.ending.end = end
        self._show_side(self.pages.ending)

    def _on_stop_wanted(self) -> None:
        self._leave_page()
        self._show_side(self.pages.stop)

    # what was recorded -----------------------------------------------------------------------
    def _on_changed(self, change: Change[object]) -> None:
        view, after = self._view, change.after
        if view is None or not isinstance(after, Consent) or after.id != view.consent.id:
            return
        self._use(self._reader.next_view(view, after))
        self.notice.hide()
        if self._open_view.is_over:
            self._turn_to(THANKS)
        elif after.language != view.consent.language:
            self._show(self.pages.of(self._step))
            self._tell_of_unread()
        else:
            self.page.refresh(self._open_view)
            self._show_top()

    def _on_refused(self, error: ClinicError) -> None:
        # What the staff's own work is refused meanwhile is not for the patient's eyes.
        if self._view is not None and self.acts.is_sending:
            words = self._view.words
            self.notice.say(words["saved_not"], words["close"], error=error)

    def _tell_of_unread(self) -> None:
        view = self._open_view
        before = self._steps[: self._steps.index(self._step)]
        if any(not has_begun(s, view.consent) for s in before if s.kind is not StepKind.OWN_WORDS):
            name = view.words["language_name"]
            text = view.words["other_language"].format(language=name)
            self.notice.say(text, view.words["close"], act=view.words["to_first_open"])

    def _say(self, text: str) -> None:
        self.notice.say(text, self._open_view.words["close"])

    def _use(self, view: ConsentView) -> None:
        self._view = view
        self._steps = steps_of(view.consent, view.texts)
        self.acts.use(view)

    @property
    def _open_view(self) -> ConsentView:
        if self._view is None:
            raise RuntimeError("no consent is open")
        return self._view

    # always on top ---------------------------------------------------------------------------
    def _show_top(self) -> None:
        view, step = self._open_view, self._step
        self.top.stop.setVisible(step.kind not in _ENDS_ITSELF and not self._is_ending)
        if step.kind is StepKind.THANKS:
            self.top.show_view(view, None, "")
            return
        key = _PART_NAMES.get(step.kind)
        section = next((s for s in self._steps if s.part == step.part), step)
        name = view.words[key] if key else view.name_of(section.about)
        self.top.show_view(view, progress_of(step, self._steps), name)

    @property
    def _is_ending(self) -> bool:
        return self.page in (self.pages.stop, self.pages.ending)

    def _on_language(self, language: str) -> None:
        self._leave_page()
        if language != self._open_view.consent.language:
            self.acts.use_language(language)
        self._show_top()

    def _use_size(self, size: str) -> None:
        self.top.show_size(size)
        self.pages.use_size(size)

    def _on_look(self, dark: bool) -> None:
        self._look.use(dark=dark, room=self.size())
        self.top.show_look(self._open_view, is_dark=dark)

    # the lock --------------------------------------------------------------------------------
    def _on_gate_closed(self) -> None:
        self._whole.setCurrentWidget(self._body)
        self.acts.hold()
        self.page.first_focus().setFocus()

    def _on_unlocked(self, person: Practitioner) -> None:
        self._view = None
        self._look.take_off()
        self.left.emit(person)
