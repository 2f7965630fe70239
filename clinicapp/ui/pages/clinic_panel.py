"""The clinic's details under Settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.commands.clinic import change_clinic
from clinicapp.domain.people import Clinic, Permission
from clinicapp.ui.dialogs.clinic_fields import ClinicFields
from clinicapp.ui.dialogs.line_form import focus_first_refused
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.layouts import holder, row


class ClinicPanel(Section):
    """What is typed stays until it is saved or put back; who may not change it can read it."""

    def __init__(self, hub: ChangeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._clinic: Clinic | None = None  # as the fields were filled from
        self.fields = ClinicFields()
        self.save = button(self.tr("Save the clinic"), "primary", icon="check")
        self.save.setObjectName("save_clinic")
        self.put_back = button(self.tr("Put back"), "quiet", icon="rotate-ccw")
        self.put_back.setObjectName("put_clinic_back")
        self._acts = holder(row(None, self.put_back, self.save, gap="s"))
        self.build(self.tr("Clinic"), "", self.fields, self._acts)
        self.fields.edited.connect(lambda: self._set_edited(True))
        self.save.clicked.connect(self._on_save)
        self.put_back.clicked.connect(self._on_put_back)
        for field in self.fields.text_fields:
            field.edit.returnPressed.connect(self._on_save)
        self._set_edited(False)

    @property
    def is_edited(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.save.isEnabled()

    def refresh(self) -> None:
        """Show the clinic as the record has it; what is typed and may be saved stays."""
        may_change = self._hub.may(Permission.CHANGE_SETTINGS)
        self.fields.set_read_only(not may_change)
        self._acts.setVisible(may_change)
        self.set_sentence(
            self.tr("As it stands on every paper from now on.")
            if may_change
            else self.who_may(self._hub.records.access, Permission.CHANGE_SETTINGS)
        )
        if not (self.is_edited and may_change):
            self._on_put_back()

    def _on_save(self) -> None:
        if self._clinic is None or not self.is_edited:
            return
        wanted = self.fields.read(self._clinic)
        if wanted is None:
            focus_first_refused(self.fields.fields)
        elif self._hub.run(change_clinic, wanted) is not None:
            self._on_put_back()

    def _on_put_back(self) -> None:
        clinic = self._hub.ask(self._hub.records.clinic)
        if clinic is not None:
            self._clinic = clinic
            self.fields.show_clinic(clinic)
            self._set_edited(False)

    def _set_edited(self, edited: bool) -> None:
        self.save.setEnabled(edited)
        self.put_back.setEnabled(edited)
