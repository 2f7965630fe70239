"""All sessions: filtered, counted, opened read-only, taken out."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.domain.people import Permission, Role
from clinicapp.domain.summaries import SessionCounts, SessionFilter, SessionSummary
from clinicapp.ui.dialogs.choose_file import choose_new_file
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.session_table import SessionTableModel
from clinicapp.ui.models.session_words import count_words, sum_words
from clinicapp.ui.pages.export_panel import ChooseFile, ExportPanel
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.record_table import RecordTable
from clinicapp.ui.pages.records_filters import RecordsFilters
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px, pxf
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row, rule
from clinicapp.ui.widgets.states import EmptyState

Columns = SessionTableModel
WIDTHS = {
    Columns.DATE: 124,
    Columns.NUMBER: 62,
    Columns.CLINICIAN: 150,
    Columns.SITES: 70,
    Columns.UNITS: 84,
    Columns.EXCEPTIONS: 176,
    Columns.STATES: 170,
}
# Names come first: these columns give way, one by one, where a name has less than its least.
YIELDING = (Columns.CLINICIAN, Columns.EXCEPTIONS, Columns.SITES, Columns.NUMBER)
NAME_LEAST, NAME_GOOD = 200, 240
EXCEPTIONS_MOST = 260
PANEL, PANEL_WIDE, WIDE_FROM = 344, 360, 1300
SIDES, GAP = 42, 12  # the page's margins with the card's edges; between card and export
ALONE_BELOW = 1000
MOST = 16_777_215  # Qt's "no limit"


def fit_columns(room: int) -> tuple[dict[int, int], frozenset[int]]:
    """Widths of the columns but the patient's, and which are hidden, in this room at 100 %."""
    spare = room - sum(WIDTHS.values()) - NAME_LEAST
    hidden = set()
    for column_ in YIELDING:
        if spare >= 0:
            break
        hidden.add(column_)
        spare += WIDTHS[column_]
    least = WIDTHS[Columns.EXCEPTIONS]
    told = least + max(spare - (NAME_GOOD - NAME_LEAST), 0)
    return {**WIDTHS, Columns.EXCEPTIONS: min(told, EXCEPTIONS_MOST)}, frozenset(hidden)


class RecordsPage(ListPage):
    """The table of sessions with its filters, and the export beside it."""

    session_wanted = Signal(object)  # UUID

    def __init__(
        self,
        hub: ChangeHub,
        tasks: TaskRunner,
        long_tasks: TaskRunner,
        *,
        choose_file: ChooseFile = choose_new_file,
    ) -> None:
        super().__init__(hub)
        self.setObjectName("records_page")
        self._tasks = tasks
        self._counted: SessionFilter | None = None
        self.filters = RecordsFilters(self.today)
        self.filters.changed.connect(self.refresh)
        self.sessions = SessionTableModel(self)
        self.table = self._make_table()
        self.sums = label("", "strong")
        self.sums.setObjectName("records_sums")
        self.open = button(self.tr("Open"))
        self.open.setObjectName("open_session")
        self.open.clicked.connect(self._open_chosen)
        self.export = button(self.tr("Export…"), icon="download")
        self.export.setObjectName("open_export")
        self.export.clicked.connect(self._toggle_export)
        self.who_may = label(self._who_may(), "label", "text_3")
        self.panel = ExportPanel(hub, long_tasks, choose_file=choose_file)
        self.panel.closed.connect(lambda: self.show_export(False))
        self.panel.hide()
        self._body = self._make_body()
        self._arrange()

    def read(self) -> None:
        """Read the first page again, and count; the chosen session stays chosen."""
        records = self.hub.records
        self.filters.set_today(self.today)
        people = self.hub.ask(records.people)
        if people is None:
            return
        self.filters.set_people(people)
        self._dress_export()
        if self.filters.has_wrong_dates:
            self._show_nothing()
            return
        wanted, chosen = self.filters.filter, self._chosen_id()
        self.sessions.show(partial(self._read_page, wanted), records.zone)
        self._choose(chosen)
        self._body.setCurrentWidget(self._page_of(self.sessions.rowCount()))
        self.open.setEnabled(self.sessions.rowCount() > 0)
        self._count(wanted)

    def focus_search(self) -> None:
        """Be ready for typing a patient."""
        self.filters.patient.setFocus()
        self.filters.patient.selectAll()

    def show_export(self, wanted: bool) -> None:
        """Open or close the export beside the table."""
        self.panel.setVisible(wanted)
        self._apply_scale()
        if wanted:
            self.panel.act.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_scale()

    # reading ---------------------------------------------------------------------------------
    def _read_page(
        self, wanted: SessionFilter, limit: int, offset: int
    ) -> tuple[SessionSummary, ...] | None:
        return self.hub.ask(self.hub.records.sessions, wanted, limit, offset)

    def _show_nothing(self) -> None:
        """List, count and export nothing until the dates can be meant."""
        self._counted = None
        self.sessions.show(lambda _limit, _offset: (), self.hub.records.zone)
        self.sums.setText("")
        none = SessionCounts(sessions=0, sites=0, given_units=Decimal(0))
        self.panel.show_filter(self.filters.filter, none)
        self.open.setEnabled(False)
        self._body.setCurrentWidget(self.wrong_dates)

    def _count(self, wanted: SessionFilter) -> None:
        """Sum up in the background: years of sessions take a moment."""
        self._counted = wanted
        self.sums.setText(self.tr("Counting"))
        self.panel.show_filter(wanted, None)
        self._tasks.start(
            partial(self.hub.records.count, wanted),
            partial(self._show_counts, wanted),
            self.hub.refused.emit,
        )

    def _show_counts(self, wanted: SessionFilter, counts: SessionCounts) -> None:
        if wanted != self._counted:
            return
        words = self.tr("{sessions} sessions, {sites} sites, {units} units")
        if counts.sessions == 1:
            words = self.tr("1 session, {sites} sites, {units} units")
        self.sums.setText(
            words.format(
                sessions=count_words(counts.sessions),
                sites=count_words(counts.sites),
                units=sum_words(counts.given_units),
            )
        )
        self.panel.show_filter(wanted, counts)

    # showing ---------------------------------------------------------------------------------
    def _choose(self, session_id: UUID | None) -> None:
        rows = range(self.sessions.rowCount())
        found = (n for n in rows if self.sessions.summary(n).id == session_id)
        if rows:
            self.table.selectRow(next(found, 0))

    def _chosen_id(self) -> UUID | None:
        row_ = self.table.chosen_row
        return self.sessions.summary(row_).id if row_ >= 0 else None

    def _page_of(self, rows: int) -> QWidget:
        if rows:
            return self.listed
        return self.not_found if self.filters.is_narrowing else self.nothing

    def _dress_export(self) -> None:
        may = self.hub.may(Permission.EXPORT_RECORDS)
        self.export.setEnabled(may and not self.filters.has_wrong_dates)
        self.who_may.setVisible(not may)
        if not may and self.panel.isVisible():
            self.show_export(False)

    def _who_may(self) -> str:
        access = self.hub.records.access
        allowed = access.allowed[Permission.EXPORT_RECORDS]
        who = self.tr(" or ").join(access.labels[r].lower() for r in Role if r in allowed)
        return self.tr("Export is for: {who}").format(who=who)

    # acting ----------------------------------------------------------------------------------
    def _toggle_export(self) -> None:
        self.show_export(self.panel.isHidden())

    def _open_chosen(self) -> None:
        if (chosen := self._chosen_id()) is not None:
            self.session_wanted.emit(chosen)

    # building --------------------------------------------------------------------------------
    def _make_table(self) -> RecordTable:
        table = RecordTable(self.sessions)
        table.setObjectName("session_table")
        table.setAccessibleName(self.tr("Sessions"))
        table.set_widths(WIDTHS, Columns.PATIENT)
        table.opened.connect(lambda _row: self._open_chosen())
        return table

    def _make_body(self) -> QStackedWidget:
        foot = row(self.sums, label(self.tr("newest first"), "label", "text_3"), None, self.open)
        foot.set_margins((15, 8, 8, 8))
        listed = column(self.table, rule(), foot, gap=0)
        listed.setStretch(0, 1)
        self.listed = holder(listed)
        self.nothing = EmptyState(
            self.tr("No sessions yet"),
            self.tr("Sessions appear here from the moment they are planned."),
        )
        everything = button(self.tr("Clear filters"), "primary", icon="x", bulk="act")
        everything.setObjectName("clear_found_nothing")
        everything.clicked.connect(self.filters.clear_all)
        self.not_found = EmptyState(
            self.tr("Nothing found"), self.tr("No session fits these filters."), everything
        )
        self.wrong_dates = EmptyState(
            self.tr("Correct the dates"),
            self.tr("No session is listed or exported until both can be read and stand in order."),
        )
        body = QStackedWidget()
        for page in (self.listed, self.nothing, self.not_found, self.wrong_dates):
            body.addWidget(page)
        return body

    def _arrange(self) -> None:
        head = row(label(self.tr("Records"), "title1"), None, self.who_may, self.export)
        filters = holder(column(self.filters, margins=(15, 14, 12, 14)))
        inner = column(filters, rule(), self._body, gap=0)
        inner.setStretch(2, 1)
        self._table_card = card(inner, pad=1)
        both = row(self._table_card, self.panel, gap="m")
        both.setStretch(0, 1)
        box = column(head, self.notice, both, gap="m", margins=(20, 16, 20, 12))
        box.setStretch(2, 1)
        self.setLayout(box)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        is_open = self.panel.isVisibleTo(self)
        is_alone = is_open and self.width() < px(ALONE_BELOW)
        self._table_card.setVisible(not is_alone)
        panel = px(PANEL_WIDE if self.width() >= px(WIDE_FROM) else PANEL)
        self.panel.setMinimumWidth(panel)
        self.panel.setMaximumWidth(MOST if is_alone else panel)
        table = self.width() - px(SIDES) - self.table.verticalScrollBar().sizeHint().width()
        if is_open:
            table -= panel + px(GAP)
        widths, hidden = fit_columns(int(table / pxf(1)))
        self.table.set_widths(widths, Columns.PATIENT)
        for column_ in YIELDING:
            self.table.setColumnHidden(column_, column_ in hidden)
