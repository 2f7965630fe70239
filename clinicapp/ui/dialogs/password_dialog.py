"""Giving a person a new password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.commands.people import set_password
from clinicapp.domain.people import Practitioner
from clinicapp.ui.dialogs.form_dialog import FormDialog
from clinicapp.ui.dialogs.line_form import focus_first_refused
from clinicapp.ui.dialogs.password_fields import PasswordFields
from clinicapp.ui.hub import ChangeHub

WIDTH = 560


class PasswordDialog(FormDialog):
    """Asks for the new password twice."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, person: Practitioner) -> None:
        super().__init__(parent, hub)
        self.setObjectName("password_dialog")
        self._person = person
        self.passwords = PasswordFields()
        self.build(
            self.tr("New password for {name}").format(name=person.name),
            self.tr("The old password stops working at once."),
            self.tr("Set the password"),
            self.passwords,
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, person: Practitioner) -> bool:
        """Whether a new password was set."""
        dialog = cls(parent, hub, person)
        is_set = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return is_set

    def submit(self) -> None:
        """Set the password; a refusal shows in place."""
        password = self.passwords.read()
        if password is None:
            focus_first_refused(self.passwords.fields)
            return
        self.notice.hide()
        if self._hub.run(set_password, self._person.id, password) is not None:
            self.accept()
