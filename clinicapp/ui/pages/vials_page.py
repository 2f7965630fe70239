"""The stock of vials: what is on hand, what became of the rest, and the acts on one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.commands.scanning import known_vial, read_scan
from clinicapp.domain.people import Permission, Role
from clinicapp.domain.stock import ON_HAND, stock_of
from clinicapp.domain.vials import Vial, VialLabel, VialStanding, VialState
from clinicapp.ui.dialogs.receive_dialog import CorrectDialog, ReceiveDialog
from clinicapp.ui.dialogs.vial_dialogs import DiscardDialog, ReconstituteDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.session_words import count_words
from clinicapp.ui.models.vial_table import VialTableModel
from clinicapp.ui.models.vial_words import state_word
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.record_table import RecordTable
from clinicapp.ui.pages.stock_cards import StockCards
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import Field, SearchField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row, rule
from clinicapp.ui.widgets.scan_field import ScanField
from clinicapp.ui.widgets.states import EmptyState

Columns = VialTableModel
WIDTHS = {
    Columns.PRODUCT: 156,
    Columns.EXPIRES: 128,
    Columns.MIXED: 182,
    Columns.SOURCE: 164,
    Columns.STATES: 160,
}
ON_SHELF, ALL = "on-hand", "all"
SEARCH_WIDTH, SCAN_WIDTH = 206, 236
CHANGEABLE = (VialState.IN_STOCK, VialState.OPEN, VialState.IN_USE)
UNUSED = (VialState.IN_STOCK, VialState.OPEN)


class VialsPage(ListPage):
    """Counts per strength, the table with its filters, and what can be done with a vial."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__(hub)
        self.setObjectName("vials_page")
        self._is_empty = True
        self.scan = ScanField(self.tr("Scan a vial"))
        self.scan.edit.setObjectName("scan_stock")
        self.scan.scanned.connect(self._on_scanned)
        self.receive = button(self.tr("Receive a vial"), "primary", icon="plus")
        self.receive.setObjectName("receive_vial")
        self.receive.clicked.connect(lambda: self._receive())
        self.who_may = label(self._who_may(), "label", "text_3")
        self.stock = StockCards()
        self.states = ChoiceChips(name=self.tr("State"), can_clear=False)
        self.states.setObjectName("vial_states")
        self.states.set_choices(
            [
                (ON_SHELF, self.tr("On hand")),
                *((state.value, state_word(state).word) for state in VialState),
                (ALL, self.tr("All")),
            ]
        )
        self.states.choose(ON_SHELF)
        self.states.chosen.connect(lambda _code: self.refresh())
        self.search = SearchField(self.tr("Lot or serial number"), name=self.tr("Find a lot"))
        self.search.setObjectName("find_lot")
        self.search.searched.connect(lambda _text: self.refresh())
        self.vials = VialTableModel(self)
        self.table = self._make_table()
        self._make_acts()
        self._body = self._make_body()
        self._arrange()

    def read(self) -> None:
        """Read the stock again; the chosen vial stays chosen where it is still listed."""
        records, now = self.hub.records, self.hub.clock()
        every = self.hub.ask(records.vials)
        if every is None:
            return
        policy, chosen = records.rules.policy, self._chosen_id()
        lines = stock_of(every, records.catalogue, policy, now=now, zone=records.zone)
        self.stock.show_stock(lines, policy, self.today)
        shown = [s for s in every if self._fits(s)]
        self._is_empty = not every
        self.vials.show(shown, policy, now=now, day=self.today)
        self.choose(chosen)
        self._tell(len(shown))

    def focus_search(self) -> None:
        """Be ready for typing a lot."""
        self.search.setFocus()
        self.search.selectAll()

    def choose(self, vial_id: UUID | None) -> None:
        """Choose a vial of the list; the first when it is not listed."""
        rows = range(self.vials.rowCount())
        found = (n for n in rows if self.vials.standing(n).vial.id == vial_id)
        if rows:
            self.table.selectRow(next(found, 0))
        self._dress_acts()

    # showing ---------------------------------------------------------------------------------
    def _fits(self, standing: VialStanding) -> bool:
        wanted, typed = self.states.choice, self.search.text().strip().casefold()
        if wanted == ON_SHELF and standing.state not in ON_HAND:
            return False
        if wanted not in (ON_SHELF, ALL) and standing.state.value != wanted:
            return False
        shown = standing.vial.label
        return typed in shown.lot_number.casefold() or typed in shown.serial.casefold()

    def _tell(self, shown: int) -> None:
        may = self.hub.may(Permission.MANAGE_VIALS)
        self.receive.setEnabled(may)
        self.scan.setEnabled(may)
        self.who_may.setVisible(not may)
        words = self.tr("1 vial") if shown == 1 else self.tr("{n} vials")
        self.count.setText(words.format(n=count_words(shown)))
        page = self.listed
        if not shown:
            page = self.nothing if self._is_empty else self.not_found
        self._body.setCurrentWidget(page)

    def _dress_acts(self) -> None:
        standing = self._chosen()
        may = self.hub.may(Permission.MANAGE_VIALS) and standing is not None
        state = standing.state if standing else None
        for act, states in self._acts.items():
            act.setEnabled(may and state in states)
        is_mixed = standing is not None and standing.vial.reconstitution is not None
        words = self.tr("Correct the mixing") if is_mixed else self.tr("Reconstitute")
        self.reconstitute.set_words(words)

    def _chosen(self) -> VialStanding | None:
        row_ = self.table.chosen_row
        return self.vials.standing(row_) if 0 <= row_ < self.vials.rowCount() else None

    def _chosen_id(self) -> UUID | None:
        standing = self._chosen()
        return standing.vial.id if standing else None

    def _who_may(self) -> str:
        access = self.hub.records.access
        allowed = access.allowed[Permission.MANAGE_VIALS]
        who = self.tr(" or ").join(access.labels[r].lower() for r in Role if r in allowed)
        return self.tr("Vials are changed by: {who}").format(who=who)

    # acting ----------------------------------------------------------------------------------
    def _on_scanned(self, text: str) -> None:
        """Choose the vial that was scanned, or begin to receive it."""
        self.notice.hide()
        records = self.hub.records
        found = self.hub.ask(read_scan, records, text, self.hub.clock())
        if found is None:
            return
        known = self.hub.ask(known_vial, records, found)
        if known is not None:
            self._show_vial(known.vial)
        else:
            self._receive(found)

    def _receive(self, scanned: VialLabel | None = None) -> None:
        vial = ReceiveDialog.ask(self, self.hub, scanned)
        if vial is not None:
            self._show_vial(vial)

    def _show_vial(self, vial: Vial) -> None:
        """Have a vial in the list, whatever was filtered, with the keyboard on it."""
        standing = self.hub.ask(self.hub.records.vial_standing, vial.id)
        if standing is None:
            return
        self.search.clear()
        if not self._fits(standing):
            self.states.choose(ALL)
        self.refresh()
        self.choose(vial.id)
        self.table.setFocus()

    def _on_reconstitute(self) -> None:
        if (standing := self._chosen()) is not None:
            ReconstituteDialog.ask(self, self.hub, standing.vial)

    def _on_correct(self) -> None:
        if (standing := self._chosen()) is not None:
            CorrectDialog.ask(self, self.hub, standing.vial)

    def _on_discard(self) -> None:
        if (standing := self._chosen()) is not None:
            DiscardDialog.ask(self, self.hub, standing.vial)

    # building --------------------------------------------------------------------------------
    def _make_table(self) -> RecordTable:
        table = RecordTable(self.vials)
        table.setObjectName("vial_table")
        table.setAccessibleName(self.tr("Vials"))
        table.set_widths(WIDTHS, Columns.LOT)
        table.opened.connect(lambda _row: self._on_reconstitute())
        table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._dress_acts())
        return table

    def _make_acts(self) -> None:
        self.reconstitute = button(self.tr("Reconstitute"), icon="droplet")
        self.reconstitute.setObjectName("reconstitute_vial")
        self.reconstitute.clicked.connect(self._on_reconstitute)
        self.correct = button(self.tr("Correct"), icon="pencil")
        self.correct.setObjectName("correct_vial")
        self.correct.clicked.connect(self._on_correct)
        self.discard = button(self.tr("Discard"), icon="trash-2")
        self.discard.setObjectName("discard_vial")
        self.discard.clicked.connect(self._on_discard)
        self._acts: dict[Button, tuple[VialState, ...]] = {
            self.reconstitute: CHANGEABLE,
            self.correct: CHANGEABLE,
            self.discard: UNUSED,
        }

    def _make_body(self) -> QStackedWidget:
        self.count = label("", "strong")
        order = label(self.tr("soonest to expire first"), "label", "text_3")
        foot = row(self.count, order, None, self.reconstitute, self.correct, self.discard, gap="s")
        foot.set_margins((15, 8, 8, 8))
        listed = column(self.table, rule(), foot, gap=0)
        listed.setStretch(0, 1)
        self.listed = holder(listed)
        first = button(self.tr("Receive a vial"), "primary", icon="plus", bulk="act")
        first.setObjectName("receive_first")
        first.clicked.connect(lambda: self._receive())
        self.nothing = EmptyState(
            self.tr("No vials yet"),
            self.tr("Scan the square code of a vial, or type what stands on it."),
            first,
        )
        everything = button(self.tr("Show all vials"), "primary", bulk="act")
        everything.setObjectName("show_all_vials")
        everything.clicked.connect(self._show_all)
        self.not_found = EmptyState(
            self.tr("Nothing found"), self.tr("No vial fits these filters."), everything
        )
        body = QStackedWidget()
        for page in (self.listed, self.nothing, self.not_found):
            body.addWidget(page)
        return body

    def _show_all(self) -> None:
        self.states.choose(ALL)
        self.search.clear()
        self.refresh()

    def _arrange(self) -> None:
        head = row(label(self.tr("Vials"), "title1"), None, self.who_may, self.receive)
        parts = (self.scan, Field(self.tr("Find"), self.search), self._states_field())
        tools = row(*parts)
        for part in parts:
            tools.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        tools.setStretch(2, 1)
        tools.set_margins((15, 14, 12, 14))
        inner = column(holder(tools), rule(), self._body, gap=0)
        inner.setStretch(2, 1)
        box = column(head, self.notice, self.stock, card(inner, pad=1), gap="m")
        box.set_margins((20, 16, 20, 12))
        box.setStretch(3, 1)
        self.setLayout(box)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _states_field(self) -> QWidget:
        return Field(self.tr("State"), self.states)

    def _apply_scale(self) -> None:
        self.search.setFixedWidth(px(SEARCH_WIDTH))
        self.scan.setFixedWidth(px(SCAN_WIDTH))
