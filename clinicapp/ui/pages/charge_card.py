"""The card of the claim: its lines in whole units, or why there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.commands.session_facts import confirm_charge
from clinicapp.domain.charges import (
    BilledUnits,
    ChargeLine,
    ChargeRefusal,
    ChargeSummary,
    charge_of,
)
from clinicapp.domain.checks.case import Case
from clinicapp.domain.units import show_units
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import ScaledLayout, column, empty, holder, row, rule

HEAD, BODY = (18, 10, 18, 10), (18, 12, 18, 12)


class ChargeCard(QFrame):
    """Shows what would be claimed; part units are confirmed here, both figures in sight."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.setObjectName("charge_card")
        self.setProperty("card", "plain")
        self._hub = hub
        self._case: Case | None = None
        self.diagnosis = label("", "label", "text_2", code=True)
        self.confirm = button(self.tr("Confirm these units"), icon="check")
        self.confirm.setObjectName("confirm_charge")
        self.confirm.clicked.connect(self._on_confirm)
        self.confirmed = Tag(self.tr("confirmed"), "ok", "check")
        self.figures = label("", "label", "text_2", wrap=True)
        units = row(self.figures, self.confirm, self.confirmed, gap="m")
        units.setStretch(0, 1)
        self._units = holder(units)
        self._body = column(gap="s")
        head = row(label(self.tr("Charge lines"), "title3"), None, self.diagnosis, margins=HEAD)
        inside = column(self._body, self._units, gap="m", margins=BODY)
        self.setLayout(column(holder(head), rule(), inside, gap=0, margins=1))

    def show_case(self, case: Case) -> None:
        """Show the claim of a session as it stands."""
        self._case = case
        found = charge_of(case)
        empty(self._body)
        if isinstance(found, ChargeRefusal):
            self.diagnosis.setText("")
            self._units.hide()
            self._body.addWidget(self._refusal(found))
            return
        self.diagnosis.setText(found.diagnosis)
        lines = row(*(_line(one) for one in found.lines), None, gap="xxl")
        self._body.addWidget(holder(lines))
        if rest := self._rest(found):
            self._body.addWidget(label(rest, "label", "text_3", wrap=True, selectable=True))
        self._show_units(case, found)

    def _refusal(self, refusal: ChargeRefusal) -> QWidget:
        title = label(self.tr("No charge lines yet"), "strong")
        reasons = label("\n".join(refusal.reasons), "label", "text_2", wrap=True)
        line = row(Glyph("circle-dashed", "accent_text"), column(title, reasons, gap=1), gap="m")
        line.setStretch(1, 1)
        made = holder(line)
        made.setObjectName("charge_refusal")
        return made

    def _rest(self, found: ChargeSummary) -> str:
        words = [ndc.text for ndc in found.ndcs]
        if found.unbilled_given:
            not_billed = self.tr("{units} units from vials that are not billed")
            words.append(not_billed.format(units=show_units(found.unbilled_given)))
        return "  ·  ".join(words)

    def _show_units(self, case: Case, found: ChargeSummary) -> None:
        units = found.billed
        self._units.setVisible(units is not None and not units.is_whole)
        if units is None or units.is_whole:
            return
        self.figures.setText(self._figures(units))
        self.confirm.setVisible(found.needs_confirmation and case.session.is_open)
        self.confirmed.setVisible(not found.needs_confirmation)

    def _figures(self, units: BilledUnits) -> str:
        words = self.tr(
            "Recorded: {given} units given, {discarded} discarded. "
            "Claimed in whole units: {claimed} given, {rest} discarded."
        )
        return words.format(
            given=show_units(units.given),
            discarded=show_units(units.discarded),
            claimed=units.claimed_given,
            rest=units.claimed_discarded,
        )

    def _on_confirm(self) -> None:
        if self._case is not None:
            self._hub.run(confirm_charge, self._case.session.id)


def _line(line: ChargeLine) -> ScaledLayout:
    return column(
        label(line.text, "strong", code=True, selectable=True),
        label(line.label, "caption", "text_3"),
        gap=1,
    )
