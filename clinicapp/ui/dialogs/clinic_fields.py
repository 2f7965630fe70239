"""The clinic as it stands on papers, as fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.domain.people import Clinic, check_clinic
from clinicapp.ui.dialogs.line_form import LineForm, side_by_side
from clinicapp.ui.dialogs.time_zone_box import TimeZoneBox, system_zone
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.layouts import column

# Any clinic that is in order: one field at a time is put into it to be checked alone.
_SOUND = Clinic(
    id=UUID(int=0),
    name="A",
    phone="111",
    time_zone="UTC",
    created_at=datetime(2000, 1, 1, tzinfo=UTC),
)


class ClinicFields(LineForm):
    """Name, address, phones, hours and time zone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_check, parent)
        self.name = TextField(self.tr("Name of the clinic"))
        self.address = TextField(self.tr("Address"))
        self.phone = TextField(self.tr("Phone"), hint=self.tr("Patients are told to call it"))
        self.hours = TextField(
            self.tr("Opening hours"), placeholder=self.tr("Mon to Fri, 8:00 to 17:00")
        )
        self.after_hours_phone = TextField(
            self.tr("Phone after hours"), hint=self.tr("Leave empty if there is none")
        )
        lines = {
            "name": self.name,
            "address": self.address,
            "phone": self.phone,
            "after_hours_phone": self.after_hours_phone,
            "hours": self.hours,
        }
        self.hold(lines)
        self.zone = TimeZoneBox()
        self.zone.choose(system_zone())
        self.zone.activated.connect(lambda _index: self.edited.emit())
        self._zone_field = Field(self.tr("Time zone"), self.zone)
        self.setLayout(
            column(
                self.name,
                self.address,
                side_by_side((self.phone, 1), (self.after_hours_phone, 1)),
                side_by_side((self.hours, 1), (self._zone_field, 1)),
                gap="m",
            )
        )

    def show_clinic(self, clinic: Clinic) -> None:
        """Fill the fields."""
        self.fill(clinic)
        self.zone.choose(clinic.time_zone)

    def read(self, base: Clinic) -> Clinic | None:
        """The clinic as typed, on the base of another; None once a field says what is wrong."""
        lines = self.read_lines()
        return replace(base, time_zone=self.zone.zone, **lines) if lines is not None else None

    @property
    def text_fields(self) -> tuple[TextField, ...]:
        """The fields that are typed in."""
        return (self.name, self.address, self.phone, self.after_hours_phone, self.hours)

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read and copied, not changed."""
        for field in self.text_fields:
            field.edit.setReadOnly(read_only)
        self.zone.setEnabled(not read_only)


def _check(name: str, text: str) -> str:
    value: Any = text
    tidy = check_clinic(replace(_SOUND, **{name: value}))
    return str(getattr(tidy, name))
