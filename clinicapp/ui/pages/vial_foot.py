"""The acts of the vial panel; the one to do next is the blue one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.domain.equation import VialSum
from clinicapp.domain.vials import Vial
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import row


class VialFoot(QWidget):
    """Reconstitute, confirm a discard, leave units in the vial, or go on."""

    def __init__(self) -> None:
        super().__init__()
        self.record = button(
            self.tr("Record the reconstitution"), "primary", icon="check", bulk="act"
        )
        self.record.setObjectName("record_mixing")
        self.confirm = button("", "primary", icon="check", bulk="act")
        self.confirm.setObjectName("confirm_discard")
        self.leave = button(self.tr("Leave it in the vial"), bulk="act")
        self.leave.setObjectName("leave_in_vial")
        self.go_on = button(self.tr("Go on"), "primary", bulk="act")
        self.go_on.setObjectName("vial_go_on")
        self.told = label("", "label", "text_2", wrap=True)
        self.told.setObjectName("discard_told")
        line = row(self.told, self.leave, self.go_on, self.confirm, self.record, gap="s")
        line.setStretch(0, 1)
        self.setLayout(line)

    @property
    def primary(self) -> Button | None:
        """The act to do next; None when there is none."""
        for act in (self.record, self.confirm, self.go_on):
            if not act.isHidden() and act.property("kind") == "primary":
                return act
        return None

    def show_acts(
        self,
        vial: Vial | None,
        part: VialSum | None,
        typed: str,
        *,
        can_edit: bool,
        is_early: bool,
        is_short: bool,
        may_leave: bool,
    ) -> None:
        """Offer what can be done with a vial; `typed` are the units in the field, "" for none.

        `is_early`: doses are still to be given, so a discard can be confirmed, but waits.
        `is_short`: doses were given that no vial holds; nothing is left over until they have one.
        """
        is_mixed = vial is not None and vial.reconstitution is not None
        offers = can_edit and part is not None and part.offered_discard > 0 and not is_short
        self.record.setVisible(can_edit and vial is not None and not is_mixed)
        self.confirm.setVisible(offers and is_mixed)
        words = self.tr("Confirm the discard of {units} units") if typed else self.tr("Confirm")
        self.confirm.set_words(words.format(units=typed))
        self.confirm.set_kind("secondary" if is_early else "primary")
        self.leave.setVisible(offers and may_leave)
        self.go_on.setVisible(can_edit and is_mixed and (is_early or not offers) and not is_short)
        self.setVisible(can_edit and vial is not None)

    def show_told(self, reason: str, witness: str) -> None:
        """Say what is confirmed beside the units, wherever the fields are scrolled to."""
        words = (
            self.tr("{reason}. Seen by {name}.") if witness else self.tr("{reason}. No witness.")
        )
        told = words.format(reason=reason, name=witness)
        self.told.setText("" if self.confirm.isHidden() else told)
        set_tone(self.told, "text_2" if witness else "warn")
