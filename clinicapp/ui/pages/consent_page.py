"""The staff's page of one consent: where it stands, what is open, and every act on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clinicapp.commands.records import Change
from clinicapp.config.settings import Settings
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.patient import Patient
from clinicapp.ui.edges import Edges
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.consent_answers_card import AnswersCard
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_copy_card import CopyCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, read_consent_file
from clinicapp.ui.pages.consent_end_card import EndCard
from clinicapp.ui.pages.consent_head import ConsentHead
from clinicapp.ui.pages.consent_open_card import OpenCard
from clinicapp.ui.pages.consent_paper_card import FormCard, PaperCard
from clinicapp.ui.pages.consent_people_card import PeopleCard
from clinicapp.ui.pages.consent_questions_card import QuestionsCard
from clinicapp.ui.pages.consent_scans_card import ScansCard
from clinicapp.ui.pages.consent_seal_card import SealCard
from clinicapp.ui.pages.consent_signatures_card import SignaturesCard
from clinicapp.ui.pages.gutter_scroll import GutterScroll
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import MOTION, px
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.notice import Notice
from clinicapp.ui.widgets.tab_order import tab_as_read

LEAST = QSize(860, 520)
STACKED_BELOW = 1080  # at 100 %


class ConsentPage(QWidget):
    """One consent; shows what is recorded and sends verbs, decides nothing itself."""

    back_wanted = Signal()
    hand_over_wanted = Signal(object)  # consent id
    another_wanted = Signal(object)  # patient id

    def __init__(
        self,
        hub: ChangeHub,
        settings: Settings,
        *,
        edges: Edges,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.hub = hub
        self.desk = ConsentDesk(hub, settings, edges, now)
        self.notice = Notice()
        self.head = ConsentHead(self.desk)
        self._make_cards()
        self._lay_out()
        self._connect()

    def _make_cards(self) -> None:
        desk = self.desk
        self.open_points = OpenCard(desk)
        self.questions = QuestionsCard(desk)
        self.people = PeopleCard(desk)
        self.signatures = SignaturesCard(desk)
        self.answers = AnswersCard(desk)
        self.copy = CopyCard(desk)
        self.form = FormCard(desk)
        self.paper = PaperCard(desk, self.people)
        self.scans = ScansCard(desk)
        self.end = EndCard(desk)
        self.seal = SealCard(desk)
        self._first: tuple[ConsentCard, ...] = (
            self.open_points,
            self.questions,
            self.copy,
            self.signatures,
            self.form,
            self.paper,
            self.scans,
        )
        self._second: tuple[ConsentCard, ...] = (self.people, self.answers, self.end, self.seal)

    def _lay_out(self) -> None:
        self._left, self._right = column(*self._first, None), column(*self._second, None)
        self._both = row(self._left, self._right)
        self._both.setStretch(0, 5)
        self._both.setStretch(1, 3)
        self.scroller = GutterScroll(self._both)
        told = column(self.notice, gap=0, margins=(0, 0, 12, 0))
        page = column(self.head, told, self.scroller, gap="s", margins=(12, 8, 0, 12))
        page.setStretch(2, 1)
        self.setLayout(page)
        self.notice.hide()
        self._goal: QWidget | None = None
        self._settles = QTimer(self)
        self._settles.setSingleShot(True)
        self.scroller.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._reveal())
        notifier.theme_changed.connect(self._fit)

    def _connect(self) -> None:
        leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        leave.activated.connect(self._on_escape)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.head.back.setToolTip(leave.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.head.back_wanted.connect(self.back_wanted)
        self.head.another_wanted.connect(self._take_another)
        self.open_points.hand_over_wanted.connect(self._hand_over)
        self.open_points.paper_wanted.connect(self._show_form)
        for card in (self.copy, self.form):
            card.said.connect(self._say_done)
        self.paper.recorded.connect(self._on_recorded)
        self.hub.changed.connect(self._on_changed)
        self.hub.refused.connect(self._on_refused)
        self.hub.person_changed.connect(self._on_person_changed)

    @property
    def consent(self) -> Consent | None:
        """The consent that is open."""
        return self.desk.file.consent if self.desk.file else None

    # showing ---------------------------------------------------------------------------------
    def open_consent(self, consent_id: UUID) -> bool:
        """Show a consent; False when it cannot be read."""
        self.notice.hide()
        consent = self.hub.ask(self.hub.records.consent, consent_id)
        if consent is None:
            return False
        if self.consent is None or self.consent.id != consent_id:
            for card in (*self._first, *self._second):
                card.forget()
        if not self._show(consent):
            return False
        self._take_keyboard()
        return True

    def lead_to_form(self) -> None:
        """Lead to what stands on the signed form, while it is still to be recorded."""
        if self.paper.isVisibleTo(self):
            self.paper.form.take_keyboard()
            self._lead_to(self.paper.form.every)

    def _show(self, consent: Consent) -> bool:
        found = self.hub.ask(read_consent_file, self.hub.records, consent, self.desk.file)
        if found is None:
            return False
        self.desk.file = found
        self.head.show_file(found)
        for card in (*self._first, *self._second):
            card.show_file(found)
        self._fit()
        return True

    def _show_again(self, consent: Consent) -> None:
        """Show what changed; the keyboard stays on the page when what had it is gone."""
        held_by = QApplication.focusWidget()
        was_here = held_by is not None and self.isAncestorOf(held_by)
        self._show(consent)
        holds = QApplication.focusWidget()
        is_here = holds is not None and self.isAncestorOf(holds) and holds.isVisible()
        if was_here and not is_here:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Lead to what comes next: the signature to be made here, a question, or handing over."""
        block = self.signatures.next_block
        if block is not None:
            block.take_keyboard()
            self._lead_to(block)
        elif not self.questions.isHidden() and self.questions.take_keyboard():
            self._lead_to(self.questions)
        else:
            goal = next((a for a in self._main_acts() if a.isVisibleTo(self)), self.head.back)
            goal.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lead_to(None)

    def _lead_to(self, goal: QWidget | None) -> None:
        """Bring a part into sight from the top, and again while the layout finds its place."""
        self._goal = goal
        self._settles.start(MOTION["settle"])
        self._reveal()

    def _reveal(self) -> None:
        if self._settles.isActive():
            self.scroller.verticalScrollBar().setValue(0)
            if self._goal is not None:
                self.scroller.ensureWidgetVisible(self._goal)

    def _main_acts(self) -> tuple[QWidget, ...]:
        return (
            self.open_points.hand_over,
            self.form.print_act,
            self.copy.print_act,
            self.head.another,
        )

    # acts ------------------------------------------------------------------------------------
    def _hand_over(self) -> None:
        self.people.commit()
        if self.consent is not None:
            self.hand_over_wanted.emit(self.consent.id)

    def _take_another(self) -> None:
        if self.consent is not None:
            self.another_wanted.emit(self.consent.patient_id)

    def _show_form(self) -> None:
        if self.form.make_form():
            self.form.print_act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_recorded(self, lacks: tuple[str, ...]) -> None:
        if lacks:
            title = self.tr("The form is recorded. Something is still missing.")
            self.notice.show_notice("warn", title, "\n".join(lacks))
            self.notice.show()

    def _say_done(self, title: str, body: str) -> None:
        self.notice.show_notice("ok", title, body)
        self.notice.show()

    def _on_escape(self) -> None:
        if any([card.fold() for card in (*self._first, *self._second)]):
            return
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self.back_wanted.emit()

    # what happens elsewhere ------------------------------------------------------------------
    def _on_changed(self, change: Change[object]) -> None:
        consent, after = self.consent, change.after
        # Whoever comes back to the page opens the consent anew.
        if consent is None or not self.isVisible():
            return
        if isinstance(after, Consent) and after.id == consent.id:
            if self.signatures.is_drawing:
                # Nothing moves under a pen: the rest follows when it is lifted.
                self.signatures.follow(after)
                QTimer.singleShot(0, self, lambda: self._catch_up(after))
            else:
                self._take(after)
        elif isinstance(after, Patient) and after.id == consent.patient_id:
            self._show_again(consent)

    def _catch_up(self, after: Consent) -> None:
        consent = self.consent
        if consent is None or consent.id != after.id or self.signatures.is_drawing:
            return
        if after.revision >= consent.revision:
            self._take(after)

    def _take(self, after: Consent) -> None:
        was_open = self.consent is not None and self.consent.is_open
        self.notice.hide()
        self._show_again(after)
        if was_open and not after.is_open:
            self.desk.hold()
            self._take_keyboard()

    def _on_refused(self, error: ClinicError) -> None:
        if self.isVisible():
            self.notice.show_error(error)

    def _on_person_changed(self, _person: object) -> None:
        if self.consent is not None and self.hub.person is not None:
            self._show_again(self.consent)

    # layout ----------------------------------------------------------------------------------
    def minimumSizeHint(self) -> QSize:
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two columns beside each other, or one below the other where there is little room."""
        is_small = self.width() < px(STACKED_BELOW)
        across, down = QVBoxLayout.Direction.LeftToRight, QVBoxLayout.Direction.TopToBottom
        wanted = down if is_small else across
        if self._both.direction() is not wanted:
            self._both.setDirection(wanted)
        tab_as_read(self)
