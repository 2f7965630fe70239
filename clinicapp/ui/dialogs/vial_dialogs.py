"""The small forms of a vial: reconstituting it, discarding it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.commands.last_entries import last_witness
from clinicapp.commands.vials import discard_vial, reconstitute_vial
from clinicapp.domain.vials import Vial
from clinicapp.ui.dialogs.form_dialog import FormDialog, asked, several_lines
from clinicapp.ui.dialogs.mixing_fields import MixingFields
from clinicapp.ui.dialogs.witness_box import WitnessBox
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.vial_words import label_line
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import Field

WIDTH, NOTE_HEIGHT = 640, 80


class ReconstituteDialog(FormDialog):
    """Asks what was put into a vial, and records it."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> None:
        super().__init__(parent, hub)
        self.setObjectName("reconstitute_dialog")
        self._vial = vial
        self.fields = MixingFields(hub)
        self.fields.show_vial(vial)
        self.build(
            self.tr("Reconstitute lot {lot}").format(lot=vial.label.lot_number),
            f"{vial.product_name}. {label_line(vial)}.",
            self.tr("Record it"),
            self.fields,
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> bool:
        """Whether it was recorded."""
        return asked(cls(parent, hub, vial))

    def submit(self) -> None:
        made = self.fields.read()
        if made is None:
            return
        if self._hub.run(
            reconstitute_vial,
            self._vial.id,
            made.diluent,
            made.lot,
            made.ml,
            made.at,
            made.kept_cold,
        ):
            self.accept()


class DiscardDialog(FormDialog):
    """Asks why a vial that no session has used is discarded and who saw it."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> None:
        super().__init__(parent, hub)
        self.setObjectName("discard_dialog")
        self._vial = vial
        records, me = hub.records, hub.person
        self.reasons = ChoiceChips(name=self.tr("Reason"), can_clear=False)
        self.reasons.setObjectName("reason")
        self.reasons.set_choices([(r.code, r.label) for r in records.rules.lists.discard_reasons])
        self.note = several_lines("discard_note", NOTE_HEIGHT)
        self.witness = WitnessBox()
        proposed = last_witness(records, me) if me else None
        self.witness.show_people(records.people(), me.id if me else None, proposed)
        self.save.set_kind("danger")
        self.build(
            self.tr("Discard lot {lot}").format(lot=vial.label.lot_number),
            self.tr("The whole vial, which no session has used. {label}.").format(
                label=label_line(vial)
            ),
            self.tr("Discard the vial"),
            Field(self.tr("Reason"), self.reasons),
            Field(self.tr("Note"), self.note),
            Field(self.tr("Witness"), self.witness),
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, vial: Vial) -> bool:
        """Whether the vial was discarded."""
        return asked(cls(parent, hub, vial))

    def typed_text(self) -> str:
        return self.note.toPlainText()

    def submit(self) -> None:
        args = (self._vial.id, self.reasons.choice, self.note.toPlainText())
        if self._hub.run(discard_vial, *args, self.witness.witness_id):
            self.accept()
