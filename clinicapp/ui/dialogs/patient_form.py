"""The details of a patient as a form that refuses field by field and loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import OLDEST, Patient, Sex, check_patient
from clinicapp.ui.dialogs.birth_date_field import BirthDateField
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SPACE, px
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.fields import Field, TextField

NOTE_HEIGHT = 64
LANGUAGES = ("en", "es")
OTHER = "other"
# Any patient who is in order: one field at a time is put into it to be checked alone.
_SOUND = Patient(
    id=UUID(int=0), clinic_id=UUID(int=0), family_name="A", birth_date=OLDEST, record_number="1"
)


class PatientForm(QWidget):
    """Fields of one patient; knows the rules' words for each field, and saves nothing."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.family_name = TextField(
            self.tr("Family name"), hint=self.tr("A single name goes here")
        )
        self.given_name = TextField(self.tr("Given name"))
        self.latin_name = TextField(
            self.tr("Name in Latin letters"), hint=self.tr("Optional, for papers")
        )
        self.birth_date = BirthDateField(today, lambda day: self._check("birth_date", day))
        self.record_number = TextField(self.tr("Record number"), code=True)
        self.phone = TextField(self.tr("Phone"))
        self.allergies = TextField(
            self.tr("Allergies"), hint=self.tr("Shown above everything about this patient")
        )
        self.sex = Segmented(
            [
                (Sex.FEMALE.value, self.tr("Female")),
                (Sex.MALE.value, self.tr("Male")),
                (Sex.OTHER.value, self.tr("Other")),
                (Sex.UNKNOWN.value, self.tr("Not stated")),
            ],
            Sex.UNKNOWN.value,
            name=self.tr("Sex"),
        )
        self.language = QComboBox()
        self.other_language = TextField(self.tr("Which language"))
        self.note = QPlainTextEdit()
        self._note_field = Field(self.tr("Note"), self.note)
        self._name_parts()
        self._fill_language()
        self._arrange()
        self._listen()

    # filling and reading ---------------------------------------------------------------------
    def fill(self, patient: Patient) -> None:
        """Show a patient's details as they are kept."""
        for name, field in self._texts().items():
            field.set_text(getattr(patient, name))
            field.edit.home(False)
        self.birth_date.set_text(patient.birth_date.isoformat())
        self.sex.choose(patient.sex.value)
        is_listed = patient.language in LANGUAGES
        self.language.setCurrentIndex(
            self.language.findData(patient.language if is_listed else OTHER)
        )
        self.other_language.set_text("" if is_listed else patient.language)
        self.note.setPlainText(patient.note)

    def suggest_name(self, typed: str) -> None:
        """Put a name typed elsewhere into the name fields: "Family, Given" or "Given Family"."""
        if "," in typed:
            family, _, given = typed.partition(",")
        else:
            given, _, family = typed.strip().rpartition(" ")
        self.family_name.set_text(family.strip())
        self.given_name.set_text(given.strip())

    def read(self, base: Patient) -> Patient | None:
        """The patient as typed, tidied; None when a field is refused, which then says why."""
        values: dict[str, Any] = {}
        refused: list[Field] = []
        for name, field, value in self._values():
            try:
                values[name] = self._check(name, value())
                field.clear_error()
            except InputError as error:
                field.show_error(_words(error))
                refused.append(field)
        if refused:
            self._first_of(refused).setFocus()
            return None
        return replace(base, sex=Sex(self.sex.choice), **values)

    def _values(self) -> list[tuple[str, Field, Callable[[], Any]]]:
        texts = self._texts()
        found = [(name, field, partial(getattr, field, "text")) for name, field in texts.items()]
        return [
            *found,
            ("birth_date", self.birth_date, self.birth_date.read),
            ("language", self.other_language, self._read_language),
            ("note", self._note_field, self.note.toPlainText),
        ]

    def _check(self, name: str, value: Any) -> Any:
        """The value tidied, by the one set of rules there is."""
        tidy = check_patient(replace(_SOUND, **{name: value}), self._today)
        return getattr(tidy, name)

    def _first_of(self, refused: list[Field]) -> QWidget:
        """The control that stands first on the form, line by line."""

        def place(control: QWidget) -> tuple[int, int]:
            at = control.mapTo(self, QPoint())
            return at.y(), at.x()

        return min((field.control for field in refused), key=place)

    def _read_language(self) -> str:
        code = str(self.language.currentData())
        if code != OTHER:
            return code
        if not self.other_language.text.strip():
            raise InputError(self.tr("Which language?"), remedy=self.tr("Write its name."))
        return self.other_language.text

    def _texts(self) -> dict[str, TextField]:
        return {
            "family_name": self.family_name,
            "given_name": self.given_name,
            "latin_name": self.latin_name,
            "record_number": self.record_number,
            "phone": self.phone,
            "allergies": self.allergies,
        }

    # building --------------------------------------------------------------------------------
    def _name_parts(self) -> None:
        for name, field in self._texts().items():
            field.edit.setObjectName(name)
        self.birth_date.edit.setObjectName("birth_date")
        self.other_language.edit.setObjectName("other_language")
        self.language.setObjectName("language")
        self.note.setObjectName("note")
        self.sex.setObjectName("sex")

    def _fill_language(self) -> None:
        for code, word in (
            ("en", self.tr("English")),
            ("es", self.tr("Spanish")),
            (OTHER, self.tr("Other")),
        ):
            self.language.addItem(word, code)
        self.language.currentIndexChanged.connect(lambda _index: self._show_other())
        self._show_other()

    def _show_other(self) -> None:
        self.other_language.setVisible(self.language.currentData() == OTHER)

    def set_columns(self, count: int) -> None:
        """Stand in two columns, or in one where there is little room."""
        wide = (self.other_language, self.allergies, self._note_field)
        for n, field in enumerate(self._pairs):
            self._grid.addWidget(field, *divmod(n, count), Qt.AlignmentFlag.AlignTop)
        for n, field in enumerate(wide, len(self._pairs)):
            self._grid.addWidget(field, n, 0, 1, count)
        self._grid.setColumnStretch(1, count - 1)

    def _arrange(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._pairs = (
            self.family_name,
            self.given_name,
            self.birth_date,
            self.record_number,
            Field(self.tr("Sex"), self.sex),
            self.phone,
            Field(self.tr("Language"), self.language),
            self.latin_name,
        )
        self.set_columns(2)
        self.note.setTabChangesFocus(True)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        self._grid.setHorizontalSpacing(px(SPACE["l"]))
        self._grid.setVerticalSpacing(px(SPACE["m"]))
        self.note.setFixedHeight(px(NOTE_HEIGHT))

    def _listen(self) -> None:
        for field in (*self._texts().values(), self.birth_date, self.other_language):
            field.edited.connect(lambda _text: self.edited.emit())
        self.language.activated.connect(lambda _index: self.edited.emit())
        self.sex.chosen.connect(lambda _code: self.edited.emit())
        self.note.textChanged.connect(self.edited)


def _words(error: InputError) -> str:
    return f"{error.happened} {error.remedy}".strip()
