"""What is left in a vial: offered for discarding, entered by a person with reason and witness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.people import Practitioner
from clinicapp.domain.safety import Choice, label_of
from clinicapp.domain.session_facts import Discard
from clinicapp.domain.units import parse_units, show_units
from clinicapp.ui.dialogs.line_form import in_one_line, side_by_side
from clinicapp.ui.dialogs.witness_box import WitnessBox
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row


@dataclass(frozen=True, slots=True)
class DiscardEntry:
    """What the fields say, in the order of the verb."""

    units: Decimal
    reason: str
    note: str
    witness_id: UUID | None


class DiscardFields(QWidget):
    """Units as offered until somebody types others; nothing is entered by itself."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[UUID, Decimal] | None = None
        self._codes: tuple[str, ...] = ()
        self.units = TextField(self.tr("Units"))
        self.units.edit.setObjectName("discard_units")
        self.reason = QComboBox()
        self.reason.setObjectName("discard_reason")
        self.witness = WitnessBox()
        self.note = TextField(self.tr("Note"))
        self.note.edit.setObjectName("discard_note")
        self.units.edited.connect(lambda _text: self.edited.emit())
        for box in (self.reason, self.witness):
            box.activated.connect(lambda _place: self.edited.emit())
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        first = side_by_side(
            (self.units, 2),
            (Field(self.tr("Reason"), self.reason), 4),
            (Field(self.tr("Witness"), self.witness), 4),
        )
        self.setLayout(column(first, self.note, gap="s"))

    @property
    def typed_units(self) -> Decimal | None:
        """The units in the field; None while they cannot be read."""
        try:
            return parse_units(self.units.text)
        except InputError:
            return None

    def offer(self, vial_id: UUID, units: Decimal, reasons: tuple[Choice, ...]) -> bool:
        """Propose units of a vial; what was typed stays until another amount is offered.

        Whether the amount is another one than before.
        """
        codes = tuple(r.code for r in reasons)
        if codes != self._codes:
            self._codes = codes
            self.reason.clear()
            for reason in reasons:
                self.reason.addItem(reason.label)
        if self._offered == (vial_id, units):
            return False
        self._offered = (vial_id, units)
        self.units.set_text(show_units(units))
        self.reason.setCurrentIndex(0)
        self.note.set_text("")
        return True

    def show_people(
        self, people: Sequence[Practitioner], me: UUID | None, proposed: UUID | None
    ) -> None:
        """Offer the witnesses there are."""
        self.witness.show_people(people, me, proposed)

    def read(self) -> DiscardEntry | None:
        """What the fields say; None once the amount says what is wrong with it."""
        try:
            units = parse_units(self.units.text)
        except InputError as refusal:
            self.units.show_error(in_one_line(refusal))
            return None
        self.units.clear_error()
        place = self.reason.currentIndex()
        reason = self._codes[place] if 0 <= place < len(self._codes) else ""
        return DiscardEntry(units, reason, self.note.text, self.witness.witness_id)


class DiscardLines(QWidget):
    """What was discarded so far, each with a way to take it back."""

    back_wanted = Signal(object)  # discard id

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QWidget] = []
        self._told: tuple[object, ...] = ()
        self._list = column(gap=0)
        self.setLayout(self._list)

    def show_discards(
        self,
        discards: Sequence[Discard],
        reasons: tuple[Choice, ...],
        people: Mapping[UUID, str],
        zone: tzinfo,
        *,
        can_edit: bool,
    ) -> None:
        """Show the discards of a vial."""
        told = (tuple(discards), tuple(people.items()), can_edit)
        if told == self._told:
            return
        self._told = told
        for old in self.lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(d, reasons, people, zone, can_edit=can_edit) for d in discards]
        for line in self.lines:
            self._list.addWidget(line)
            line.show()
        self.setVisible(bool(self.lines))

    def _line(
        self,
        discard: Discard,
        reasons: tuple[Choice, ...],
        people: Mapping[UUID, str],
        zone: tzinfo,
        *,
        can_edit: bool,
    ) -> QWidget:
        words = self.tr("{units} units discarded: {reason}").format(
            units=show_units(discard.units), reason=label_of(reasons, discard.reason)
        )
        told = [f"{discard.at.astimezone(zone):%H:%M}"]
        if by := people.get(discard.by):
            told.append(by)
        if discard.witness_id and (seen := people.get(discard.witness_id)):
            told.append(self.tr("seen by {name}").format(name=seen))
        if discard.note:
            told.append(discard.note)
        texts = column(label(words, "strong", wrap=True), gap=0)
        texts.addWidget(label(", ".join(told), "label", "text_2", wrap=True))
        back = button(self.tr("Take back"), "quiet", icon="undo-2")
        back.setObjectName("take_discard_back")
        back.setVisible(can_edit)
        back.clicked.connect(lambda: self.back_wanted.emit(discard.id))
        line = row(Glyph("trash-2", "warn", 20), texts, back, gap="s")
        line.setStretch(1, 1)
        return holder(line)
