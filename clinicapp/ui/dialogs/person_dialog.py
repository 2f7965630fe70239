"""Adding a person, and correcting one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clinicapp.commands.people import add_person, correct_person
from clinicapp.commands.records import Change
from clinicapp.domain.ids import new_id
from clinicapp.domain.people import Practitioner, Role
from clinicapp.ui.dialogs.form_dialog import FormDialog
from clinicapp.ui.dialogs.line_form import focus_first_refused
from clinicapp.ui.dialogs.password_fields import PasswordFields
from clinicapp.ui.dialogs.person_fields import PersonFields
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.fields import Field

WIDTH = 600


class PersonDialog(FormDialog):
    """One form for both; a new person is given a password as well."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, person: Practitioner | None) -> None:
        super().__init__(parent, hub)
        self.setObjectName("person_dialog")
        self._person = person
        self.chosen: Practitioner | None = None  # the person as saved
        self.fields = PersonFields()
        labels = hub.records.access.labels
        role_name = self.tr("Role")
        self.role = Segmented(
            [(role.value, labels[role]) for role in Role],
            (person.role if person else Role.PHYSICIAN).value,
            name=role_name,
        )
        self.role.setObjectName("person_role")
        self.passwords = PasswordFields()
        parts: list[QWidget] = [self.fields, Field(role_name, self.role)]
        if person is None:
            parts.append(self.passwords)
            title, act = self.tr("Add a person"), self.tr("Add the person")
            sentence = self.tr("The person signs in with this name and password.")
        else:
            self.fields.fill(person)
            title, act = self.tr("Edit {name}").format(name=person.name), self.tr("Save")
            sentence = self.tr("A corrected name shows wherever the person is named.")
        self.build(title, sentence, act, *parts, width=WIDTH)

    @classmethod
    def ask(
        cls, parent: QWidget | None, hub: ChangeHub, person: Practitioner | None = None
    ) -> Practitioner | None:
        """The person as added or corrected, or None when it was given up."""
        dialog = cls(parent, hub, person)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def submit(self) -> None:
        """Add or correct the person; a refusal shows in place."""
        lines = self.fields.read_lines()
        password = self.passwords.read() if self._person is None else ""
        if lines is None or password is None:
            focus_first_refused((*self.fields.fields, *self.passwords.fields))
            return
        self.notice.hide()
        change: Change[Practitioner] | None
        if self._person is None:
            at = self._hub.clock()
            clinic = self._hub.ask(self._hub.records.clinic)
            if clinic is None:
                return
            role = Role(self.role.choice)
            person = Practitioner(id=new_id(at), clinic_id=clinic.id, role=role, **lines)
            change = self._hub.run(add_person, person, password)
        else:
            person = replace(self._person, role=Role(self.role.choice), **lines)
            change = self._hub.run(correct_person, person)
        if change is not None:
            self.chosen = change.after
            self.accept()
