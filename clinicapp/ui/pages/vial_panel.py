"""The vials of a session: which ones, how they were reconstituted, where all their units went."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from clinicapp.commands.last_entries import last_source, last_witness
from clinicapp.commands.scanning import known_vial, read_scan
from clinicapp.commands.session_facts import confirm_charge
from clinicapp.commands.session_vials import (
    allot_again,
    discard_rest,
    draw_from,
    drop_vial,
    leave_in_vial,
    take_discard_back,
    use_vial,
)
from clinicapp.commands.vials import receive_vial, reconstitute_vial
from clinicapp.domain.charges import billed_units, is_confirmed
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.equation import Equation, VialSum, equation_of
from clinicapp.domain.people import Permission, Practitioner
from clinicapp.domain.units import show_units
from clinicapp.domain.vials import Source, Vial, VialLabel
from clinicapp.ui.dialogs.vial_dialogs import ReconstituteDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.discard_fields import DiscardFields, DiscardLines
from clinicapp.ui.pages.fact_panel import FactPanel, give_keyboard
from clinicapp.ui.pages.syringe_list import SyringeList
from clinicapp.ui.pages.vial_choice import VialChoice, offered_vials
from clinicapp.ui.pages.vial_claim import ClaimUnits
from clinicapp.ui.pages.vial_foot import VialFoot
from clinicapp.ui.pages.vial_mixed import VialMixed
from clinicapp.ui.pages.vial_origins import VialOrigins
from clinicapp.ui.pages.vial_sum import VialSumView
from clinicapp.ui.theme.tokens import SPACE, px
from clinicapp.ui.widgets.layouts import column


class VialPanel(FactPanel):
    """Scan or pick, reconstitute, add up: three steps, the next act always at the foot."""

    def __init__(self, hub: ChangeHub, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(hub, "test-tube-diagonal", now)
        self.title = self.tr("Vial")
        self._shown: UUID | None = None
        self._people: tuple[Practitioner, ...] = ()
        self._proposed: tuple[object, UUID | None] | None = None
        self.choice = VialChoice()
        self.mixed = VialMixed(hub)
        self.sum = VialSumView()
        self.discards = DiscardLines()
        self.discard = DiscardFields()
        self.claim = ClaimUnits()
        self.origins = VialOrigins()
        self.syringes = SyringeList()
        self.foot = self.acts = VialFoot()
        self.setLayout(
            column(
                self.choice,
                self.mixed,
                self.sum,
                self.discards,
                self.discard,
                self.claim,
                self.origins,
                self.syringes,
                gap="m",
            )
        )
        self._connect()

    def _connect(self) -> None:
        choice = self.choice
        choice.scanned.connect(self._on_scanned)
        choice.picked.connect(self._use)
        choice.shown_wanted.connect(self._show_vial)
        choice.drop_wanted.connect(lambda id_: self.send(drop_vial, self._id, id_))
        choice.receive_wanted.connect(self._on_receive)
        self.mixed.correct.clicked.connect(self._on_correct_mixing)
        self.discards.back_wanted.connect(lambda id_: self.send(take_discard_back, self._id, id_))
        self.discard.edited.connect(self._dress_foot)
        self.claim.confirm.clicked.connect(lambda: self.send(confirm_charge, self._id))
        self.origins.again_wanted.connect(lambda: self.send(allot_again, self._id))
        self.origins.drawn_wanted.connect(self._on_drawn)
        self.acts.record.clicked.connect(self._on_record)
        self.acts.confirm.clicked.connect(self._on_discard)
        self.acts.leave.clicked.connect(self._on_leave)
        self.acts.go_on.clicked.connect(self.done)

    # showing ---------------------------------------------------------------------------------
    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Show the vials of a case; what is typed and not yet recorded stays."""
        if self.case is None or self.case.session.id != case.session.id:
            self._shown = None
            self.choice.show_unknown(None, Source.BOUGHT)
        self.case, self._findings = case, findings
        records = self.hub.records
        self._people = self.hub.ask(records.people) or ()
        equation, shown, can = equation_of(case.session), self._vial(), self.can_edit
        standings = self.hub.ask(records.vials) or () if can else ()
        offered = offered_vials(standings, case, case.now)
        self.choice.show_choice(case, equation, offered, shown, can_edit=can)
        for part in (self.mixed, self.sum):
            part.setVisible(shown is not None)
        names = {p.id: p.name for p in self._people}
        if shown is not None:
            self.mixed.show_vial(case, shown, names, can_edit=can)
        self._show_sums(case, equation, names)
        self.origins.show_origins(case, can_edit=can)
        has_several = len(case.vials) > 1 or (bool(equation.unplaced) and bool(case.vials))
        self.origins.setVisible(has_several)
        self.syringes.show_plan(case)
        self._dress_foot()

    @property
    def can_edit(self) -> bool:
        """Whether the person signed in may change what is recorded of this session."""
        is_open = self.case is not None and self.case.session.is_open
        return is_open and self.hub.may(Permission.RECORD_FACTS)

    @property
    def waits(self) -> bool:
        """While doses are to be given, nobody knows yet what will be left over."""
        case = self.case
        return case is not None and bool(case.session.planned) and bool(case.vials)

    def take_keyboard(self) -> None:
        """The act at the foot if there is one to do; else the scan field."""
        act = self.acts.primary
        if act is not None:
            give_keyboard(act)
            # Whoever confirms sees what: once the sheet is laid out.
            QTimer.singleShot(0, self, self._show_discard)
        elif self.can_edit:
            give_keyboard(self.choice.scan.edit)
        else:
            super().take_keyboard()

    def _show_discard(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and self.discard.isVisible():
            around.ensureWidgetVisible(self.discard, 0, px(SPACE["m"]))

    def _vial(self) -> Vial | None:
        """The vial in the fore: the one asked for, else one with units to account for."""
        case = self.case
        if case is None or not case.vials:
            return None
        if self._shown and (chosen := case.vial(self._shown)):
            return chosen
        equation = equation_of(case.session)
        parts = ((v, equation.of_vial(v.id)) for v in case.vials)
        return next((v for v, part in parts if part and not part.closes), case.vials[-1])

    def _sum(self) -> VialSum | None:
        vial = self._vial()
        return equation_of(self.case.session).of_vial(vial.id) if self.case and vial else None

    def _show_sums(self, case: Case, equation: Equation, names: dict[UUID, str]) -> None:
        part, lists = self._sum(), case.rules.lists
        asks = self.can_edit and part is not None and part.offered_discard > 0
        self.discard.setVisible(asks)
        own = [d for d in case.session.facts.discards if part and d.vial_id == part.vial_id]
        self.discards.show_discards(
            own, lists.discard_reasons, names, case.zone, can_edit=self.can_edit
        )
        if part is not None:
            self.sum.show_sum(equation, part)
        if asks and part is not None:
            me = self.hub.person
            self.discard.show_people(self._people, me.id if me else None, self._witness())
            reasons = lists.discard_reasons
            is_new = self.discard.offer(part.vial_id, part.offered_discard, reasons)
            if is_new and not case.session.planned:
                QTimer.singleShot(0, self, self._show_discard)
        units = billed_units(case) if equation.closes else None
        is_told = units is not None and not units.is_whole
        self.claim.setVisible(is_told)
        if units is not None and is_told:
            self.claim.show_units(units, is_confirmed(case, units), can_edit=self.can_edit)

    def _witness(self) -> UUID | None:
        """Who is proposed as witness; looked for once, not at each dose."""
        me = self.hub.person
        if me is None or self.case is None:
            return None
        asked = (self.case.session.id, self.case.session.facts.discards, me.id)
        if self._proposed is None or self._proposed[0] != asked:
            self._proposed = asked, self.hub.ask(last_witness, self.hub.records, me)
        return self._proposed[1]

    def _dress_foot(self) -> None:
        vial, part = self._vial(), self._sum()
        may_leave = self.case is not None and self.case.rules.policy.vial_may_stay_in_use
        typed = self.discard.typed_units
        self.acts.show_acts(
            vial,
            part,
            show_units(typed) if typed is not None else "",
            can_edit=self.can_edit,
            is_early=self.case is not None and bool(self.case.session.planned),
            is_short=self.case is not None and equation_of(self.case.session).unplaced > 0,
            may_leave=may_leave,
        )
        discard = self.discard
        witness = discard.witness.currentText() if discard.witness.witness_id else ""
        self.acts.show_told(discard.reason.currentText(), witness)

    def _show_vial(self, vial_id: UUID | None) -> None:
        self._shown = vial_id
        if self.case is not None:
            self.show_case(self.case, self._findings)

    # acting ----------------------------------------------------------------------------------
    @property
    def _id(self) -> UUID | None:
        return self.case.session.id if self.case else None

    def _read_again(self) -> Case | None:
        """The case as the last act left it, shown."""
        if self.case is None:
            return None
        case = self.hub.ask(self.hub.records.case, self.case.session.id, self.hub.clock())
        if case is not None:
            self.show_case(case, self._findings)
        return case

    def _use(self, vial_id: UUID) -> None:
        if self.send(use_vial, self._id, vial_id):
            self._shown = vial_id
            self._go_on_if_settled()

    def _on_scanned(self, text: str) -> None:
        """Show, use or offer to receive the vial that was scanned; a refused scan keeps nothing."""
        records = self.hub.records
        self.choice.show_unknown(None, Source.BOUGHT)
        found = self.hub.ask(read_scan, records, text, self.hub.clock())
        if found is None or self.case is None:
            return
        known = self.hub.ask(known_vial, records, found)
        if known is None:
            self.choice.show_unknown(found, last_source(records))
        elif self.case.session.facts.vial_use(known.vial.id):
            self._show_vial(known.vial.id)
        else:
            self._use(known.vial.id)

    def _on_receive(self, read: VialLabel, source: Source) -> None:
        change = self.hub.run(receive_vial, read, source, True)
        if change is not None:
            self.choice.show_unknown(None, source)
            self._use(change.after.id)

    def _on_record(self) -> None:
        vial, made = self._vial(), self.mixed.fields.read()
        if vial is None or made is None:
            return
        entry = (made.diluent, made.lot, made.ml, made.at, made.kept_cold)
        if self.send(reconstitute_vial, vial.id, *entry):
            self._go_on_if_settled()

    def _on_correct_mixing(self) -> None:
        vial = self._vial()
        if vial is not None and ReconstituteDialog.ask(self.window(), self.hub, vial):
            self._read_again()

    def _on_discard(self) -> None:
        part, entry = self._sum(), self.discard.read()
        if part is None or entry is None:
            return
        args = (entry.units, entry.reason, entry.note, entry.witness_id)
        if self.send(discard_rest, self._id, part.vial_id, *args):
            self._shown = None
            self._go_on_if_settled()

    def _on_leave(self) -> None:
        part = self._sum()
        if part is not None and self.send(
            leave_in_vial, self._id, part.vial_id, part.left + part.offered_discard
        ):
            self._go_on_if_settled()

    def _on_drawn(self, sites: tuple[str, ...], vial_id: UUID) -> None:
        self.send(draw_from, self._id, sites, vial_id)

    def _go_on_if_settled(self) -> None:
        """Ask the host to go on when nothing is left to do here for now."""
        # The next act comes where this one was: the second press of a double one is not for it.
        self.come_after()
        case = self._read_again()
        if case is not None and is_settled(case):
            self.done.emit()


def is_settled(case: Case) -> bool:
    """Whether every vial may be used and nothing of it waits for a person now."""
    equation = equation_of(case.session)
    fits = not equation.unplaced and not equation.unplaced_to_give
    return bool(case.vials) and fits and all(_is_ready(case, v, equation) for v in case.vials)


def _is_ready(case: Case, vial: Vial, equation: Equation) -> bool:
    part = equation.of_vial(vial.id)
    until = vial.use_until(case.rules.policy.vial_hours)
    if part is None or until is None or vial.is_expired(case.day):
        return False
    # While doses are to be given, what will be left over is not known yet.
    waits = bool(part.to_give) and until >= case.now
    return part.closes or waits
