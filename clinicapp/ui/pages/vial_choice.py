"""The first step of the vial panel: scan a vial, or pick one that is open or in stock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.checks.case import Case
from clinicapp.domain.equation import Equation
from clinicapp.domain.stock import is_usable
from clinicapp.domain.units import show_units
from clinicapp.domain.vials import Source, Vial, VialLabel, VialStanding, VialState
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.models.vial_words import expiry_note, hours_note, label_line, source_word
from clinicapp.ui.pages.step_head import DONE, TO_DO, WRONG, StepHead
from clinicapp.ui.pages.vial_facts import VialFacts
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.scan_field import ScanField
from clinicapp.ui.widgets.vial_card import VialCard

OFFERED = 3


def offered_vials(
    standings: Sequence[VialStanding], case: Case, now: datetime
) -> tuple[VialStanding, ...]:
    """Vials this session may begin to draw from: open ones first, then the soonest to expire."""
    used = {v.vial_id for v in case.session.facts.vials}
    able = [
        s
        for s in standings
        if s.vial.id not in used and is_usable(s, case.rules.policy, now=now, zone=case.zone)
    ]
    return tuple(sorted(able, key=lambda s: s.state is not VialState.OPEN))


class VialChoice(QWidget):
    """Scan field, what was read, the vials of the session and those that can be picked."""

    scanned = Signal(str)
    picked = Signal(object)  # id of a vial that is not in the session yet
    shown_wanted = Signal(object)  # id of a vial of the session
    drop_wanted = Signal(object)  # id of a vial of the session
    receive_wanted = Signal(object, object)  # VialLabel, Source

    def __init__(self) -> None:
        super().__init__()
        self.more = button("", "quiet", icon="plus")
        self.more.setObjectName("more_vials")
        self.head = StepHead(self.tr("Scan the vial, or pick one"), self.more)
        self.scan = ScanField(self.tr("Scan the vial"), shows_name=False)
        self.scan.edit.setObjectName("scan_panel")
        self.scan.scanned.connect(self.scanned)
        self.facts = VialFacts()
        self.facts.drop.clicked.connect(self._on_drop)
        self.cards: list[VialCard] = []
        self._list = column(gap="s")
        self.more.clicked.connect(self._show_more)
        self._unknown = self._make_unknown()
        self._unread: VialLabel | None = None
        self._shown: UUID | None = None
        self._wants_more = False
        self._told: tuple[object, ...] = ()
        self._offered: tuple[VialStanding, ...] = ()
        self.nothing = label(
            self.tr("No usable vial is in stock. Scan one, or receive it on the page Vials."),
            "label",
            "text_2",
            wrap=True,
        )
        self.setLayout(
            column(
                self.head,
                self.scan,
                self._unknown,
                self.facts,
                self._list,
                self.nothing,
                gap="s",
            )
        )

    def show_choice(
        self,
        case: Case,
        equation: Equation,
        offered: tuple[VialStanding, ...],
        shown: Vial | None,
        *,
        can_edit: bool,
    ) -> None:
        """Show the vials of the session with `shown` in the fore, and those to pick from."""
        day = case.now.astimezone(case.zone).date()
        if self._shown != (shown.id if shown else None):
            self._wants_more = False
        self._shown, self._offered = shown.id if shown else None, offered
        is_short = bool(equation.unplaced or equation.unplaced_to_give)
        self._show_head(case, shown, is_short=is_short)
        asks = can_edit and (shown is None or is_short or self._wants_more)
        self.scan.setVisible(asks)
        self._unknown.setVisible(asks and self._unread is not None)
        self.facts.setVisible(shown is not None)
        if shown is not None:
            self.facts.show_label(shown.label, shown.product_name, day, can_drop=can_edit)
        listed = offered if self._wants_more else offered[:OFFERED]
        self._fill(case, equation, listed if asks else (), day)
        is_all = asks and len(listed) == len(offered)
        self.more.setVisible(can_edit and not is_all)
        another = self.tr("All {n} vials") if asks else self.tr("Another vial")
        self.more.set_words(another.format(n=len(offered)))
        self.nothing.setVisible(asks and not offered)

    def show_unknown(self, read: VialLabel | None, source: Source) -> None:
        """Say that a vial was read which is not in stock yet; None takes it away."""
        self._unread = read
        self._unknown.setVisible(read is not None)
        if read is not None:
            words = self.tr("Read: {units} units, lot {lot}, expires {day}. Not in stock yet.")
            day = short_day(read.expiration_date)
            units = show_units(read.units)
            self.read_words.setText(words.format(units=units, lot=read.lot_number, day=day))
            self.source.choose(source.value)
            self.receive.setFocus()

    # showing ---------------------------------------------------------------------------------
    def _show_head(self, case: Case, shown: Vial | None, *, is_short: bool) -> None:
        if shown is None:
            self.head.show_state(TO_DO)
        elif shown.is_expired(case.day):
            self.head.show_state(WRONG)
        else:
            self.head.show_state(TO_DO if is_short else DONE)

    def _fill(
        self, case: Case, equation: Equation, offered: Sequence[VialStanding], day: date
    ) -> None:
        """The session's vials where there are several, then those to pick from."""
        own = case.vials if len(case.vials) > 1 or offered else ()
        told = (day, self._shown, equation, tuple(own), tuple(offered))
        if told == self._told:
            # A press that has begun on a card must find it there when it ends.
            return
        self._told = told
        focused = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
        for old in self.cards:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [self._own_card(case, equation, vial) for vial in own]
        self.cards += [self._offered_card(s, case, day) for s in offered]
        for made in self.cards:
            self._list.addWidget(made)
            made.show()
        if focused is not None and self.cards:
            self.cards[min(focused, len(self.cards) - 1)].setFocus()

    def _own_card(self, case: Case, equation: Equation, vial: Vial) -> VialCard:
        part = equation.of_vial(vial.id)
        rest = show_units(part.rest) if part else ""
        made = VialCard(vial.label.lot_number, label_line(vial), rest, self.tr("units left"))
        made.setObjectName(f"own_{vial.id}")
        made.setChecked(vial.id == self._shown)
        made.clicked.connect(lambda: self.shown_wanted.emit(vial.id))
        return made

    def _offered_card(self, standing: VialStanding, case: Case, day: date) -> VialCard:
        vial, policy = standing.vial, case.rules.policy
        note = expiry_note(vial, policy, day) or hours_note(vial, policy, case.now)
        is_open = standing.state is VialState.OPEN
        opened = self.tr("{label}, open") if is_open else self.tr("{label}, in stock")
        made = VialCard(
            vial.label.lot_number,
            opened.format(label=label_line(vial)),
            show_units(vial.label.units),
            self.tr("units"),
            (note, "warn"),
        )
        made.setObjectName(f"pick_{vial.id}")
        made.clicked.connect(lambda: self.picked.emit(vial.id))
        return made

    # acting ----------------------------------------------------------------------------------
    def _on_drop(self) -> None:
        if self._shown is not None:
            self.drop_wanted.emit(self._shown)

    def _show_more(self) -> None:
        self._wants_more = True
        self.shown_wanted.emit(self._shown)

    def _on_receive(self) -> None:
        if self._unread is not None:
            self.receive_wanted.emit(self._unread, Source(self.source.choice))

    # building --------------------------------------------------------------------------------
    def _make_unknown(self) -> QFrame:
        made = QFrame()
        made.setProperty("card", "accent")
        made.setObjectName("unknown_vial")
        self.read_words = label("", "strong", wrap=True)
        self.source = Segmented(
            [(source.value, source_word(source)) for source in Source],
            name=self.tr("Where it came from"),
        )
        self.receive = button(self.tr("Receive and use"), icon="plus")
        self.receive.setObjectName("receive_and_use")
        self.receive.clicked.connect(self._on_receive)
        line = row(self.source, None, self.receive, gap="s")
        made.setLayout(column(self.read_words, line, gap="s", margins=12))
        made.hide()
        return made
