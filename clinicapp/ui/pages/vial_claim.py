"""Exact units beside the whole ones of a claim, where they differ; a person confirms them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from clinicapp.domain.charges import BilledUnits
from clinicapp.domain.units import show_units
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, row


class ClaimUnits(QFrame):
    """What the record says, what the claim will say, and the act that confirms both."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("claim_units")
        self.setProperty("card", "sunken")
        self._sign = Glyph("circle-dashed", "accent_text", 20)
        self.recorded = label("", "body", "text_2", wrap=True)
        self.claimed = label("", "strong", wrap=True)
        self.confirm = button(self.tr("Confirm both"), icon="check")
        self.confirm.setObjectName("confirm_claim")
        words = column(self.recorded, self.claimed, gap="xxs")
        line = row(self._sign, words, self.confirm, gap="s", margins=(12, 8, 8, 8))
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_units(self, units: BilledUnits, is_confirmed: bool, *, can_edit: bool) -> None:
        """Show exact and whole units, and whether somebody confirmed them."""
        recorded = self.tr("Recorded: {given} units given, {discarded} discarded.")
        self.recorded.setText(
            recorded.format(given=show_units(units.given), discarded=show_units(units.discarded))
        )
        claimed = self.tr("On the claim, in whole units: {given} given, {discarded} discarded.")
        self.claimed.setText(
            claimed.format(given=units.claimed_given, discarded=units.claimed_discarded)
        )
        self._sign.set_glyph(
            "circle-check" if is_confirmed else "circle-dashed",
            "ok" if is_confirmed else "accent_text",
        )
        self.confirm.setVisible(can_edit and not is_confirmed)
        self.setAccessibleName(f"{self.recorded.text()} {self.claimed.text()}")
