"""A new password typed twice, with its rule in words and a way to see what is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.people import PASSWORD_MIN, check_password
from clinicapp.ui.dialogs.line_form import in_one_line, side_by_side
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column


class PasswordFields(QWidget):
    """Two fields side by side that must hold the same acceptable password."""

    edited = Signal()  # by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = TextField(self.tr("Password"), secret=True)
        self.first.edit.setObjectName("new_password")
        self.again = TextField(self.tr("Password again"), secret=True)
        self.again.edit.setObjectName("new_password_again")
        self.show_typed = QCheckBox(self.tr("Show the password"))
        self.show_typed.setObjectName("show_password")
        rule = self.tr(
            "At least {n} characters, used exactly as typed. A few words in a row are best."
        ).format(n=PASSWORD_MIN)
        self.first.edit.setAccessibleDescription(rule)
        self.setLayout(
            column(
                side_by_side((self.first, 1), (self.again, 1)),
                label(rule, "label", "text_3", wrap=True),
                self.show_typed,
                gap="xs",
            )
        )
        self.show_typed.toggled.connect(self._on_show_toggled)
        for field in (self.first, self.again):
            field.edited.connect(lambda _text: self.edited.emit())

    @property
    def fields(self) -> tuple[Field, ...]:
        """Both fields."""
        return (self.first, self.again)

    def read(self) -> str | None:
        """The password; None once a field says why it cannot be taken."""
        self.first.clear_error()
        self.again.clear_error()
        try:
            password = check_password(self.first.text)
        except InputError as refusal:
            self.first.show_error(in_one_line(refusal))
            return None
        if self.again.text != password:
            self.again.show_error(self.tr("The two passwords differ. Type the same one twice."))
            return None
        return password

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.edit.setEchoMode(mode)
        self.again.edit.setEchoMode(mode)
