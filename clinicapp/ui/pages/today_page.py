"""The first page: where you were, then the day, then who is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from clinicapp.domain.people import Permission
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import PatientSummary, SessionFilter, SessionSummary
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import show_key
from clinicapp.ui.models.day_words import local_day, long_day
from clinicapp.ui.pages.continue_card import ContinueCard
from clinicapp.ui.pages.due_card import ASKED, DueCard
from clinicapp.ui.pages.first_patient import FirstPatient
from clinicapp.ui.pages.gutter_scroll import GUTTER, GutterScroll
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.patient_finder import PatientFinder
from clinicapp.ui.pages.session_rows import SessionRow
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import key_cap
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import ScaledLayout, card, column, holder, row, rule

FIND_LEAST, FIND_MOST = 300, 460
WIDE_FROM = 1300
SIDE, SIDE_WIDE = 320, 384
STACKED_BELOW = 960
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class TodayPage(ListPage):
    """Sessions in progress, the sessions of the day, and the patients who are due."""

    session_wanted = Signal(object)  # UUID
    patient_wanted = Signal(object)  # UUID
    new_patient_wanted = Signal()
    people_wanted = Signal()
    sheet_wanted = Signal(object)  # UUID

    def __init__(self, hub: ChangeHub, tasks: TaskRunner | None = None) -> None:
        super().__init__(hub)
        self._tasks = tasks
        self._asked = 0
        self.setObjectName("today_page")
        self.title = label("", "title1")
        self.finder = PatientFinder(hub, self)
        self.finder.setObjectName("find_patient")
        self.finder.patient_chosen.connect(self.patient_wanted)
        self.new_patient = button(self.tr("New patient"), icon="user-round-plus")
        self.new_patient.setObjectName("new_patient")
        self.new_patient.clicked.connect(self.new_patient_wanted)
        show_key(self.new_patient, self.tr("Register a patient"), "register")
        self.resume = ContinueCard()
        self.resume.session_wanted.connect(self.session_wanted)
        self.earlier_rows: list[SessionRow] = []
        self.day_rows: list[SessionRow] = []
        self._earlier_list, self._day_list = column(gap=0), column(gap=0)
        self._earlier_count, self._day_count = (label("", "label", "text_3") for _ in range(2))
        self._earlier = self._list_card(
            self.tr("Also in progress"), self._earlier_count, self._earlier_list
        )
        self._nothing = self._make_nothing()
        self._day = self._list_card(
            self.tr("The day"), self._day_count, self._day_list, self._nothing
        )
        self.due = DueCard()
        self.due.patient_wanted.connect(self.patient_wanted)
        self._body = self._make_body()
        self._arrange()

    def read(self) -> None:
        """Read the day."""
        self.title.setText(long_day(self.today))
        records = self.hub.records
        in_progress = SessionFilter(status=SessionStatus.IN_PROGRESS)
        is_open = self.hub.ask(records.sessions, in_progress)
        of_today = SessionFilter(first_day=self.today, last_day=self.today)
        day = self.hub.ask(records.sessions, of_today)
        if is_open is None or day is None:
            return
        self._show_resume(is_open)
        self._show_earlier(is_open)
        self._show_day(day)
        self._ask_due()

    def focus_search(self) -> None:
        """Be ready for typing a name."""
        self.finder.setFocus()
        self.finder.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_scale()
        self.finder.place()

    # showing ---------------------------------------------------------------------------------
    def _show_resume(self, is_open: Sequence[SessionSummary]) -> None:
        session = self.hub.ask(self.hub.records.session, is_open[0].id) if is_open else None
        self.resume.setVisible(session is not None)
        if session is not None:
            zone = self.hub.records.zone
            self.resume.show_session(is_open[0], session, zone=zone, today=self.today)

    def _show_earlier(self, is_open: Sequence[SessionSummary]) -> None:
        zone = self.hub.records.zone
        earlier = [s for s in is_open[1:] if local_day(s.started_at, zone) != self.today]
        self.earlier_rows = self._fill(self._earlier_list, earlier)
        self._earlier.setVisible(bool(earlier))
        self._earlier_count.setText(self.tr("{n} from other days").format(n=len(earlier)))

    def _show_day(self, day: Sequence[SessionSummary]) -> None:
        self.day_rows = self._fill(self._day_list, tuple(reversed(day)))
        done = sum(s.status is SessionStatus.COMPLETED for s in day)
        words = self.tr("1 session, {done} signed")
        if len(day) != 1:
            words = self.tr("{n} sessions, {done} signed")
        self._day_count.setText(words.format(n=len(day), done=done) if day else "")
        self._nothing.setVisible(not day)

    def _fill(self, box: ScaledLayout, sessions: Sequence[SessionSummary]) -> list[SessionRow]:
        while (item := box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it lives until the event loop comes round
                widget.deleteLater()
        may_print = self.hub.may(Permission.PRINT_SHEET)
        rows = []
        for summary in sessions:
            made = SessionRow(
                summary, zone=self.hub.records.zone, today=self.today, may_print=may_print
            )
            made.session_wanted.connect(self.session_wanted)
            made.sheet_wanted.connect(self.sheet_wanted)
            box.addWidget(rule())
            box.addWidget(made)
            rows.append(made)
        return rows

    # who is due ------------------------------------------------------------------------------
    def _ask_due(self) -> None:
        """Look for those who are due, which may take a moment in a large clinic."""
        self._asked += 1
        asked, records, day = self._asked, self.hub.records, self.today

        def find() -> tuple[bool, tuple[PatientSummary, ...]]:
            return bool(records.find_patients("", 1)), records.due_patients(day, ASKED)

        if self._tasks is None:
            self._show_due(self.hub.ask(find) or (False, ()))
            return
        self._tasks.start(
            find,
            lambda found: self._show_due(found) if asked == self._asked else None,
            self.hub.refused.emit,
        )

    def _show_due(self, found: tuple[bool, Sequence[PatientSummary]]) -> None:
        has_patients, due = found
        records = self.hub.records
        days = records.protocol.retreatment_interval_days
        self.due.show_due(due, today=self.today, interval_days=days, zone=records.zone)
        self._side.setVisible(bool(due))
        self.nobody.refresh()
        self._body.setCurrentIndex(0 if has_patients else 1)
        for tool in (self.finder, self.keycap, self.new_patient):
            tool.setVisible(has_patients)

    # building --------------------------------------------------------------------------------
    def _list_card(self, title: str, count: QWidget, rows: ScaledLayout, *below: QWidget) -> QFrame:
        head = row(label(title, "title3"), count, None, gap="m", margins=(20, 14, 8, 14))
        return card(column(head, rows, *below, gap=0), pad=1)

    def _make_nothing(self) -> QWidget:
        words = self.tr("No session yet today. Find a patient to plan one.")
        return holder(
            column(rule(), row(label(words, "body", "text_2"), margins=(20, 18, 20, 20)), gap=0)
        )

    def _make_body(self) -> QStackedWidget:
        main = column(self.resume, self._earlier, self._day, None, gap="m")
        self._side = holder(column(self.due, None, gap="m"))
        self._side.hide()
        self._both = row(main, self._side, gap="m")
        self._both.setStretch(0, 1)
        self.nobody = FirstPatient(
            self.hub,
            self.tr("Nobody here yet"),
            self.tr(
                "Register the first patient, then plan a session. "
                "Sessions of the day appear on this page."
            ),
        )
        self.nobody.register_wanted.connect(self.new_patient_wanted)
        self.nobody.people_wanted.connect(self.people_wanted)
        body = QStackedWidget()
        body.addWidget(GutterScroll(self._both))
        body.addWidget(self.nobody)
        return body

    def _arrange(self) -> None:
        self.keycap = key_cap("find")
        head = row(self.title, None, self.finder, self.keycap, self.new_patient, gap="m")
        head.setStretch(2, 1)
        head.set_margins((0, 0, GUTTER, 0))
        note = row(self.notice, gap=0, margins=(0, 0, GUTTER, 0))
        box = column(head, note, self._body, gap="l", margins=(20, 16, 20 - GUTTER, 12))
        box.setStretch(2, 1)
        self.setLayout(box)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        self._side.setFixedWidth(px(SIDE_WIDE if self.width() >= px(WIDE_FROM) else SIDE))
        is_narrow = self.width() < px(STACKED_BELOW)
        self._both.setDirection(DOWN if is_narrow else ACROSS)
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(self.width())
        self.finder.setMinimumWidth(px(FIND_LEAST))
        self.finder.setMaximumWidth(px(FIND_MOST))
