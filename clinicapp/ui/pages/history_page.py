"""All that was done to one patient: through time, two sessions side by side, or all together."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget

from clinicapp.domain.people import Permission
from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.domain.site_history import PatientHistory, patient_history
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import full_day
from clinicapp.ui.pages.effect_acts import record_effect, retract_effect
from clinicapp.ui.pages.gutter_scroll import GUTTER, GutterScroll
from clinicapp.ui.pages.history_panel import HistoryPanel
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.past_view import PastView
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.states import EmptyState

ONE, COMPARE, ALL = "one", "compare", "all"
WIDE_FROM, STACKED_BELOW, WORDS_UNDER, GAP = 1320, 760, 148, 12  # at 100 %
LEAST = QSize(860, 520)
MOST = 16_777_215  # Qt's "no limit"
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class HistoryPage(ListPage):
    """The past of one patient, read only, by the same diagram as everywhere."""

    back_wanted = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__(hub)
        self.setObjectName("history_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._patient_id: UUID | None = None
        self._wanted: UUID | None = None
        self._history: PatientHistory | None = None
        self.back = button(self.tr("Back"), "quiet", icon="arrow-left")
        self.back.setObjectName("leave_history")
        self.modes = Segmented(
            [
                (ONE, self.tr("One session"), "square"),
                (COMPARE, self.tr("Compare"), "columns-2"),
                (ALL, self.tr("All together"), "layers"),
            ],
            name=self.tr("What is shown"),
        )
        self.legend = Legend(skip=("planned",))
        self.legend_of_all = Legend(skip=("planned", "changed", "omitted"))
        self.left = PastView(self.tr("Session on show"))
        self.right = PastView(self.tr("Session compared with it"))
        self.panel = HistoryPanel()
        leave = button(self.tr("Back"), "primary", icon="arrow-left", bulk="act")
        leave.clicked.connect(self.back_wanted)
        self.empty = EmptyState(
            self.tr("No history yet"),
            self.tr("Once a session is signed, it can be looked at here."),
            leave,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._title = label(self.tr("History"), "title3")
        head = row(
            self.back, self._title, 8, self.modes, None, self.legend, self.legend_of_all, gap="s"
        )
        self._views = row(self.left, self.right, gap="m")
        self._both = row(holder(self._views), self.panel, gap="m")
        self._both.setStretch(0, 1)
        self._body = QStackedWidget()
        self._body.addWidget(GutterScroll(self._both))
        self._body.addWidget(self.empty)
        page = column(head, self.notice, self._body, gap="s", margins=(12, 12, 14 - GUTTER, 12))
        page.setStretch(2, 1)
        self.setLayout(page)
        notifier.theme_changed.connect(self._fit)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.modes.chosen.connect(lambda _mode: self._turn())
        for view in (self.left, self.right):
            view.chosen.connect(lambda _place: self._tell())
            view.views.site_focused.connect(self._on_site_focused)
        for one, other in ((self.left, self.right), (self.right, self.left)):
            _lead(one.views, other.views)
        effects = self.panel.facts.effects
        effects.record_wanted.connect(lambda: record_effect(self, self.hub, self.left.session))
        effects.retract_wanted.connect(
            lambda effect: retract_effect(self, self.hub, self.left.session, effect)
        )

    # showing ---------------------------------------------------------------------------------
    @property
    def patient_id(self) -> UUID | None:
        """Whose history is on show."""
        return self._patient_id

    def show_history(self, patient_id: UUID, session_id: UUID | None = None) -> None:
        """Show a patient's history at a session, or at the newest."""
        self._patient_id, self._wanted, self._history = patient_id, session_id, None
        self.notice.hide()
        self.modes.choose(ONE)
        for view in (self.left.views, self.right.views):
            view.show_view(None)
        self.refresh()
        self.left.slider.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        if self._patient_id is None:
            return
        records = self.hub.records
        found = self.hub.ask(records.completed_sessions, self._patient_id)
        if found is None:
            return
        history = patient_history(found, records.zone, records.effect_kinds)
        is_new, self._history = self._history is None, history
        self._body.setCurrentIndex(0 if history.sessions else 1)
        self.modes.setVisible(bool(history.sessions))
        self._fit_head()
        if history.sessions:
            newest = len(history.sessions) - 1
            place = self._place(history) if is_new else min(self.left.slider.place, newest)
            other = max(place - 1, 0) if is_new else min(self.right.slider.place, newest)
            self.left.show_history(history, place)
            self.right.show_history(history, other)
            self._turn()

    def _place(self, history: PatientHistory) -> int:
        ids = [s.id for s in history.sessions]
        return ids.index(self._wanted) if self._wanted in ids else len(ids) - 1

    def _turn(self) -> None:
        mode, history = self.modes.choice, self._history
        if history is None:
            return
        self.panel.show_site("", ())
        self.right.setVisible(mode == COMPARE)
        self.left.show_sums(history.sums() if mode == ALL else None)
        self._fit()
        self._tell()

    def _tell(self) -> None:
        """Say in words what is drawn."""
        history, shown, other = self._history, self.left.session, self.right.session
        if history is None or shown is None or other is None:
            return
        mode = self.modes.choice
        if mode == ONE:
            people = self.hub.ask(self.hub.records.people) or ()
            self.panel.show_session(
                shown,
                {p.id: p for p in people},
                self.hub.records.zone,
                may_record=self.hub.may(Permission.RECORD_AFTER_EFFECT),
            )
        elif mode == COMPARE:
            before, after = sorted((shown, other), key=lambda s: s.started_at)
            self.panel.show_differences(before, after, self._compared(history, before, after))
        else:
            self.panel.show_sums(history.sums(), history.sessions[-1].protocol)

    def _compared(self, history: PatientHistory, before: Session, after: Session) -> str:
        if before is after:
            return self.tr("This is one and the same session")
        words = self.tr("{after} compared with {before}")
        days = {"after": after, "before": before}
        return words.format(**{name: full_day(history.day(s)) for name, s in days.items()})

    def _on_site_focused(self, site_id: str) -> None:
        if self._history is not None and site_id:
            session = self._history.sessions[-1]
            for shown in (self.left.session, self.right.session):
                if shown is not None and shown.has_site(site_id):
                    session = shown
            self.panel.show_site(session.name(site_id), self.left.lines(site_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # layout ----------------------------------------------------------------------------------
    def minimumSizeHint(self) -> QSize:
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words stand beside one diagram and under two; in a narrow page all is stacked."""
        is_narrow = self.width() < px(STACKED_BELOW)
        is_compared = self.modes.choice == COMPARE
        is_under = is_narrow or is_compared
        self._both.setDirection(DOWN if is_under else ACROSS)
        self._views.setDirection(DOWN if is_narrow else ACROSS)
        wide = SIZE["panel"] if self.width() >= px(WIDE_FROM) else SIZE["panel_small"]
        self.panel.setMinimumWidth(0 if is_under else px(wide))
        self.panel.setMaximumWidth(MOST if is_under else px(wide))
        self.panel.setMinimumHeight(px(WORDS_UNDER) if is_under else 0)
        self.panel.setMaximumHeight(px(WORDS_UNDER) if is_compared else MOST)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave out what helps least: the legend, then the words of the choice."""
        has_all = self.modes.choice == ALL
        legend = self.legend_of_all if has_all else self.legend
        for compact, has_legend in ((False, True), (False, False), (True, True), (True, False)):
            self.modes.set_compact(compact)
            parts = [self.back, self._title, self.modes, *([legend] if has_legend else [])]
            wanted = sum(part.sizeHint().width() + px(GAP) for part in parts)
            if wanted + px(2 * GAP) <= self.width() or (compact and not has_legend):
                break
        is_empty = self._history is None or not self._history.sessions
        self.legend.setVisible(has_legend and not has_all and not is_empty)
        self.legend_of_all.setVisible(has_legend and has_all and not is_empty)


def _lead(one: FourViews, other: FourViews) -> None:
    """Let two diagrams that stand side by side show the view that was chosen in one of them."""
    one.strip.view_chosen.connect(other.show_view)
    for pane in one.panes.values():
        pane.enlarge_wanted.connect(other.show_view)

    def follow_back(view: View | None) -> None:
        # One view may be shown for want of room, and that is each diagram's own affair.
        if view is None:
            other.show_view(None)

    one.view_mode_changed.connect(follow_back)
