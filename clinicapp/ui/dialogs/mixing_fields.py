"""How a vial was reconstituted: diluent, lot, volume, moment; its strength is told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.commands.last_entries import last_reconstitution
from clinicapp.domain.clock import moment_of, parse_clock
from clinicapp.domain.errors import InputError
from clinicapp.domain.reconstitution import parse_ml
from clinicapp.domain.vials import Vial
from clinicapp.ui.dialogs.line_form import in_one_line, side_by_side
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import clock_time, local_day
from clinicapp.ui.models.vial_words import ml_words, strength_words
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from clinicapp.ui.widgets.fields import Field, TextField, name_above
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import column

COLD, WARM = "cold", "warm"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mixing:
    """What the fields say, in the order of the verb."""

    diluent: str
    lot: str
    ml: Decimal
    at: datetime
    kept_cold: bool


class MixingFields(QWidget):
    """Begins with what was entered last; the time is that of saving unless one is typed."""

    edited = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._hub = hub
        self._vial: Vial | None = None
        self._shown: tuple[str, str] = ("", "")
        diluents = hub.records.catalogue.diluents
        self.diluent = ChoiceChips(name=self.tr("Diluent"), can_clear=False)
        self.diluent.setObjectName("diluent")
        self.diluent.set_choices([(d.code, d.name) for d in diluents])
        self.lot = TextField(self.tr("Lot of the diluent"), code=True)
        self.lot.edit.setObjectName("diluent_lot")
        self.ml = TextField(self.tr("mL added"))
        self.ml.edit.setObjectName("ml")
        self.quick = ChoiceChips(name=self.tr("Usual volume"), can_clear=False)
        self.quick.setObjectName("quick_ml")
        self.strength = label("", "strong", "text_2", wrap=True)
        self.strength.setObjectName("strength")
        self.day = DayField(self.tr("Day"))
        self.day.edit.setObjectName("mixed_day")
        self.clock = TextField(self.tr("Time"), code=True)
        self.clock.edit.setObjectName("mixed_time")
        self.cold = Segmented(
            [(COLD, self.tr("Kept at 2 to 8 °C")), (WARM, self.tr("Not kept cold"))],
            name=self.tr("While it waits"),
        )
        self.cold.setObjectName("kept_cold")
        self.ml.edited.connect(lambda _text: self._derive())
        self.quick.chosen.connect(self._on_quick)
        self._lay_out()

    def _lay_out(self) -> None:
        volume = side_by_side((self.lot, 2), (self.ml, 1))
        when = side_by_side((self.day, 1), (self.clock, 1))
        cold = column(name_above(self.tr("While it waits")), self.cold, gap="xs")
        self.setLayout(
            column(
                Field(self.tr("Diluent"), self.diluent),
                volume,
                self.quick,
                self.strength,
                when,
                cold,
                gap="m",
            )
        )

    def show_vial(self, vial: Vial) -> None:
        """Propose what was entered last, or show what was recorded of this vial."""
        self._vial = vial
        records = self._hub.records
        usual = vial.label.units / records.protocol.units_per_ml
        made = vial.reconstitution or last_reconstitution(records)
        pure = next((d.code for d in records.catalogue.diluents if d.is_label), "")
        self.diluent.choose(made.diluent if made else pure)
        self.lot.set_text(made.diluent_lot if made else "")
        mixed = vial.reconstitution
        self.ml.set_text(_plain(mixed.ml if mixed else usual))
        self.quick.set_choices([(_plain(usual), self._quick_words(usual))])
        self.cold.choose(COLD if mixed is None or mixed.kept_cold else WARM)
        at = mixed.at if mixed else self._hub.clock()
        self.day.set_day(local_day(at, records.zone))
        self.clock.set_text(clock_time(at, records.zone))
        self._shown = (self.day.text, self.clock.text)
        self._derive()

    def read(self) -> Mixing | None:
        """What the fields say; None once every field that is wrong has said so."""
        ml = _checked(self.ml, parse_ml)
        at = self._moment()
        if ml is None or at is None:
            return None
        return Mixing(self.diluent.choice, self.lot.text, ml, at, self.cold.choice == COLD)

    def _moment(self) -> datetime | None:
        mixed = self._vial.reconstitution if self._vial else None
        if (self.day.text, self.clock.text) == self._shown:
            # The seconds that are not shown belong to it as well.
            return mixed.at if mixed else self._hub.clock()
        clock = _checked(self.clock, parse_clock)
        day = self.day.day
        if day is None:
            self.day.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        if clock is None or day is None:
            return None
        zone = self._hub.records.zone
        return _checked(self.clock, lambda _text: moment_of(day, clock, zone))

    def _quick_words(self, ml: Decimal) -> str:
        units = self._vial.label.units if self._vial else Decimal(0)
        return f"{ml_words(ml)}: {strength_words(units, ml)}"

    def _on_quick(self, code: str) -> None:
        self.ml.set_text(code)
        self._derive()

    def _derive(self) -> None:
        """Say the strength of what is typed, in amber where it is not the protocol's."""
        try:
            ml = parse_ml(self.ml.text)
        except InputError:
            ml = Decimal(0)
        vial = self._vial
        if vial is None or not ml:
            self.strength.setText(self.tr("Units in 0.1 mL follow from the mL."))
            set_tone(self.strength, "text_3")
            self.quick.choose("")
            return
        self.quick.choose(_plain(ml))
        wanted = self._hub.records.protocol.units_per_ml
        words = strength_words(vial.label.units, ml)
        if vial.label.units == wanted * ml:
            self.strength.setText(self.tr("{words}, as the protocol plans").format(words=words))
            set_tone(self.strength, "ok")
            return
        protocol = strength_words(wanted, Decimal(1))
        told = self.tr("{words}; the protocol plans {protocol}. Check the mL.")
        self.strength.setText(told.format(words=words, protocol=protocol))
        most = self._hub.records.rules.policy.units_per_ml_most
        set_tone(self.strength, "danger" if vial.label.units > most * ml else "warn")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _checked(field: TextField, read: Callable[[str], T]) -> T | None:
    try:
        value = read(field.text)
    except InputError as refusal:
        field.show_error(in_one_line(refusal))
        return None
    field.clear_error()
    return value
