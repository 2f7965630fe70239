"""Name, credentials and sign-in name of a person, as fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.domain.people import Practitioner, Role, check_practitioner
from clinicapp.ui.dialogs.line_form import LineForm, side_by_side
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.layouts import column

# Anybody who is in order: one field at a time is put into it to be checked alone.
_SOUND = Practitioner(
    id=UUID(int=0), clinic_id=UUID(int=0), user_name="a", name="A", role=Role.NURSE
)


class PersonFields(LineForm):
    """Proposes a sign-in name from the name until one is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_check, parent)
        self.name = TextField(self.tr("Name"), placeholder=self.tr("As it stands on papers"))
        self.credentials = TextField(self.tr("Credentials"), placeholder=self.tr("MD, RN, …"))
        self.user_name = TextField(
            self.tr("Sign-in name"), hint=self.tr("One short word; capitals make no difference")
        )
        self.hold({"name": self.name, "credentials": self.credentials, "user_name": self.user_name})
        self._proposes = True
        self.setLayout(
            column(side_by_side((self.name, 2), (self.credentials, 1)), self.user_name, gap="m")
        )
        self.name.edited.connect(self._on_name_edited)
        self.user_name.edited.connect(self._on_user_name_edited)

    def fill(self, record: object) -> None:
        """Show a person; a sign-in name that is there is not proposed over."""
        super().fill(record)
        self._proposes = not self.user_name.text

    def _on_name_edited(self, text: str) -> None:
        if self._proposes:
            words = text.split()
            self.user_name.set_text(words[0].casefold() if words else "")

    def _on_user_name_edited(self, text: str) -> None:
        self._proposes = not text


def _check(name: str, text: str) -> str:
    value: Any = text
    tidy = check_practitioner(replace(_SOUND, **{name: value}))
    return str(getattr(tidy, name))
