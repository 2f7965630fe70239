"""The field of a birth date, which says back what it understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import parse_birth_date
from clinicapp.ui.models.day_words import born_words
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label, set_tone


class BirthDateField(TextField):
    """A typed birth date with the day and the age it means, told while it is typed."""

    def __init__(self, today: date, check: Callable[[date], None]) -> None:
        super().__init__(self.tr("Birth date"), placeholder=self.tr("1984-03-14"))
        self._today, self._check = today, check
        self._understood = label("", "label", "text_3")
        self._understood.setObjectName("birth_date_understood")
        if (box := self.layout()) is not None:
            box.addWidget(self._understood)
        self.edit.textChanged.connect(lambda _text: self._echo())
        self.edit.editingFinished.connect(self._on_left)
        self._echo()

    @property
    def understood(self) -> str:
        """What the field says it understood, or how a date is written."""
        return self._understood.text()

    def read(self) -> date:
        """The date that is meant; refused when there is none, or one that cannot be."""
        day = parse_birth_date(self.text)
        self._check(day)
        return day

    def show_error(self, text: str) -> None:
        super().show_error(text)
        self._understood.setVisible(not text)

    def _echo(self) -> None:
        self.clear_error()
        try:
            words, tone = born_words(self.read(), self._today), "accent_text"
        except InputError:
            words, tone = self.tr("Year-month-day, or such as 14 Mar 1984"), "text_3"
        self._understood.setText(words)
        set_tone(self._understood, tone)

    def _on_left(self) -> None:
        if self.text.strip():
            try:
                self.read()
            except InputError as error:
                self.show_error(f"{error.happened} {error.remedy}".strip())
