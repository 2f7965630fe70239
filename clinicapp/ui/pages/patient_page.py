"""One patient: the sessions on the left, where they were given on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget

from clinicapp.commands.sessions import start_session
from clinicapp.domain.consent.standing import ConsentShelf
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session, SessionStatus
from clinicapp.domain.summaries import SessionSummary
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.dialogs.consent_dialog import ConsentDialog
from clinicapp.ui.dialogs.patient_dialog import PatientDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_standing import standing_words, what_stands
from clinicapp.ui.models.day_words import full_day, local_day
from clinicapp.ui.models.session_words import numbered
from clinicapp.ui.models.timeline import TimelineModel
from clinicapp.ui.pages.effect_acts import record_effect, retract_effect
from clinicapp.ui.pages.gutter_scroll import GUTTER, GutterScroll
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.session_facts import SessionFacts
from clinicapp.ui.pages.timeline_view import TimelineView
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import card, column, holder, row, rule
from clinicapp.ui.widgets.states import EmptyState

# Widths at 100 %: of the timeline by the page's, and where it moves above the diagram.
WIDE_FROM, WIDE, USUAL = 1300, 540, 430
STACKED_BELOW, STACKED_ROWS = 1000, 3
VIEWS_LEAST = (480, 340)
MOST = 16_777_215  # Qt's "no limit"
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class PatientPage(ListPage):
    """The timeline of a patient with the chosen session drawn beside it."""

    session_wanted = Signal(object)  # UUID
    sheet_wanted = Signal(object)  # UUID
    history_wanted = Signal(object, object)  # patient id, session id
    way_wanted = Signal(str, object)  # to a consent, or with one to the patient

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__(hub)
        self.setObjectName("patient_page")
        self._patient_id: UUID | None = None
        self._sessions: Sequence[SessionSummary] = ()
        self._shown: Session | None = None
        self.model = TimelineModel(self)
        self.timeline = TimelineView(self.model)
        self.timeline.chosen.connect(self._on_chosen)
        self.timeline.opened.connect(lambda _row: self._open())
        self.count = label("", "label", "text_3")
        self.plan = self._act("plan_session", "", self._on_plan, kind="primary", icon="plus")
        self.correct = self._act(
            "correct_patient", self.tr("Correct details"), self._on_correct, kind="quiet"
        )
        self.said = ElidedLabel("", "label", "text_2")
        self.said.setObjectName("consent_said")
        self.consent = self._act(
            "patient_consent", self.tr("Consent"), self.ask_consent, icon="signature"
        )
        self.history = self._act(
            "show_history", self.tr("History"), self._on_history, kind="quiet", icon="history"
        )
        self.open = self._act("open_session", self.tr("Open"), self._open)
        self.sheet = self._act(
            "print_sheet", self.tr("Print sheet"), self._on_sheet, icon="printer"
        )
        self.heading = ElidedLabel("", "title3")
        self.views = _PastViews()
        self.views.read_only = True
        self.facts = SessionFacts()
        effects = self.facts.effects
        effects.record_wanted.connect(lambda: record_effect(self, hub, self._shown))
        effects.retract_wanted.connect(lambda e: retract_effect(self, hub, self._shown, e))
        self.empty = self._make_empty()
        self._arrange()

    def show_patient(self, patient_id: UUID) -> None:
        """Show a patient's sessions, the newest chosen."""
        # Whoever comes to a patient sees the newest session, not the one looked at last time.
        self._patient_id = patient_id
        self.timeline.clearSelection()
        self.notice.hide()
        self.refresh()

    def read(self) -> None:
        """Read the sessions; the chosen one stays chosen."""
        if self._patient_id is None:
            return
        sessions = self.hub.ask(self.hub.records.patient_sessions, self._patient_id)
        if sessions is None:
            return
        chosen = self._chosen()
        self._sessions = sessions
        self.model.show(sessions, self.hub.records.zone)
        self._body.setCurrentWidget(self._split if sessions else self.empty)
        words = self.tr("1 session") if len(sessions) == 1 else self.tr("{n} sessions")
        self.count.setText(words.format(n=len(sessions)))
        self._dress_plan()
        self._tell_consent(self._patient_id)
        self._apply_scale()
        if sessions:
            row_ = self.model.row_of(chosen.id) if chosen else 0
            self.timeline.choose(max(row_, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_scale()

    # showing ---------------------------------------------------------------------------------
    def _on_chosen(self, row_: int) -> None:
        summary = self.model.summary(row_)
        records = self.hub.records
        session = self.hub.ask(records.session, summary.id)
        people = self.hub.ask(records.people)
        if session is None or people is None:
            return
        day = full_day(local_day(summary.started_at, records.zone))
        self.heading.set_full_text(f"{numbered(summary)}, {day}")
        self.views.set_zone(records.zone)
        self.views.show_session(session)
        self._shown = session
        may_record = self.hub.may(Permission.RECORD_AFTER_EFFECT)
        named = {p.id: p for p in people}
        self.facts.show_session(session, named, records.zone, may_record=may_record)
        is_done = summary.status is SessionStatus.COMPLETED
        self.sheet.setVisible(is_done and self.hub.may(Permission.PRINT_SHEET))

    def _tell_consent(self, patient_id: UUID) -> None:
        """How the patient's consent stands, in one line beside its button, or above it."""
        records = self.hub.records
        known = self.hub.ask(records.consents_of, patient_id) or ()
        shelf = ConsentShelf(consents=known)
        shown = shelf.being_taken or shelf.last_word({self.today}, records.zone)
        paper = self.hub.ask(records.paper_consent_of, patient_id)
        months = records.rules.policy.consent_months
        said = [what_stands(shown, paper, months, records.zone, self.today)]
        again = shelf.second_words({self.today}, records.zone)
        said += [standing_words(c, months, records.zone) for c in again]
        words = " · ".join(filter(None, said)) or self.tr("Consent: none recorded yet")
        self.said.set_full_text(words)
        self.empty.set_words(self.tr("No sessions yet"), f"{self._plan_words}\n\n{words}")

    def _dress_plan(self) -> None:
        is_open = self._open_session() is not None
        self.plan.set_words(self.tr("Continue") if is_open else self.tr("Plan a session"))
        self.plan.set_icon("arrow-right" if is_open else "plus")

    def _chosen(self) -> SessionSummary | None:
        row_ = self.timeline.chosen_row
        return self.model.summary(row_) if row_ >= 0 else None

    def _open_session(self) -> SessionSummary | None:
        return next((s for s in self._sessions if s.status is SessionStatus.IN_PROGRESS), None)

    # acting ----------------------------------------------------------------------------------
    def _on_plan(self) -> None:
        in_progress = self._open_session()
        if in_progress is not None:
            self.session_wanted.emit(in_progress.id)
            return
        change = self.hub.run(start_session, self._patient_id)
        if change is not None:
            self.session_wanted.emit(change.after.id)

    def _on_correct(self) -> None:
        if self._patient_id is None:
            return
        patient = self.hub.ask(self.hub.records.patient, self._patient_id)
        if patient is not None:
            PatientDialog.ask(self, self.hub, patient)

    def ask_consent(self) -> None:
        """Tell how the patient's consent stands, and lead to its next step."""
        if self._patient_id is None:
            return
        patient = self.hub.ask(self.hub.records.patient, self._patient_id)
        if patient is None or not self.hub.allows(Permission.TAKE_CONSENT, self.tr("Consent")):
            return
        shown = self._shown
        has_extras = shown is not None and any(s.is_extra for s in shown.sites)
        way = ConsentDialog.ask(self, self.hub, patient, has_extras=has_extras)
        if way is not None:
            self.way_wanted.emit(*way)

    def _open(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.session_wanted.emit(chosen.id)

    def _on_history(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.history_wanted.emit(self._patient_id, chosen.id)

    def _on_sheet(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.sheet_wanted.emit(chosen.id)

    # building --------------------------------------------------------------------------------
    def _act(
        self, name: str, words: str, slot: Callable[[], None], kind: str = "secondary", **look: str
    ) -> Button:
        made = button(words, kind, **look)
        made.setObjectName(name)
        made.clicked.connect(lambda: slot())
        return made

    def _make_empty(self) -> EmptyState:
        protocol = self.hub.records.protocol
        plan, correct = self.tr("Plan a session"), self.tr("Correct details")
        first = self._act("plan_first", plan, self._on_plan, "primary", icon="plus", bulk="act")
        second = self._act("correct_first", correct, self._on_correct, bulk="act")
        words = self._plan_words = self.tr(
            "Plan the first one: {sites} sites and {units} units are laid out, "
            "and nothing counts as given until you give it."
        ).format(sites=len(protocol.sites), units=show_units(protocol.planned_units))
        consent = self._act("consent_first", self.tr("Consent"), self.ask_consent, icon="signature")
        return EmptyState(self.tr("No sessions yet"), words, first, second=second, footer=consent)

    def _make_diagram(self) -> QFrame:
        head = row(
            self.heading, self.history, self.open, self.sheet, gap="s", margins=(20, 8, 10, 8)
        )
        head.setStretch(0, 1)
        inner = column(head, rule(), self.views, rule(), self.facts, gap=0)
        inner.setStretch(2, 1)
        return card(inner, pad=1)

    def _arrange(self) -> None:
        title = label(self.tr("Timeline"), "title3")
        head = row(title, self.count, None, self.correct, self.plan, gap="s", margins=(4, 0, 0, 0))
        said = row(self.said, self.consent, gap="s", margins=(4, 0, 0, 0))
        said.setStretch(0, 1)
        self._left = holder(column(head, said, self.timeline, gap="m"))
        self._both = row(self._left, self._make_diagram(), gap="l")
        self._both.setStretch(1, 1)
        self._split = GutterScroll(self._both)
        self._body = QStackedWidget()
        self._body.addWidget(self._split)
        self._body.addWidget(self.empty)
        note = row(self.notice, gap=0, margins=(0, 0, GUTTER, 0))
        box = column(note, self._body, gap="m", margins=(16, 14, 16 - GUTTER, 12))
        box.setStretch(1, 1)
        self.setLayout(box)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        is_narrow = self.width() < px(STACKED_BELOW)
        self._both.setDirection(DOWN if is_narrow else ACROSS)
        is_tight = not is_narrow and self.width() < px(WIDE_FROM)
        self.count.setVisible(not is_tight)
        rows = min(self.model.rowCount(), STACKED_ROWS)
        tall = self.timeline.sizeHintForRow(0) * rows if is_narrow else MOST
        wide = MOST if is_narrow else px(WIDE if self.width() >= px(WIDE_FROM) else USUAL)
        self.timeline.setMaximumHeight(tall)
        self.timeline.setMinimumHeight(tall if is_narrow else 0)
        self._left.setMaximumWidth(wide)
        self._left.setMinimumWidth(0 if is_narrow else wide)


class _PastViews(FourViews):
    """The diagram as a reader meets it: as small as it may be before the page scrolls."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(VIEWS_LEAST[0]), px(VIEWS_LEAST[1]))
