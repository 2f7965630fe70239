"""One end of a span of days, typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import parse_birth_date
from clinicapp.ui.widgets.fields import TextField


class DayField(TextField):
    """A day, written as a birth date is; empty leaves the span open at this end."""

    day_changed = Signal()

    def __init__(self, name: str, *, hint: str = "") -> None:
        super().__init__(name, placeholder=self.tr("2026-11-22"), hint=hint, code=True)
        self._day: date | None = None
        self._is_unreadable = False
        self.edited.connect(lambda _text: self._read())
        self.edit.editingFinished.connect(self._on_left)

    @property
    def day(self) -> date | None:
        """The day that is meant; None while there is none."""
        return self._day

    @property
    def is_unreadable(self) -> bool:
        """Whether something is written that is no day."""
        return self._is_unreadable

    def set_day(self, day: date | None) -> None:
        """Show a day; tells nobody."""
        self._day, self._is_unreadable = day, False
        self.set_text(day.isoformat() if day else "")

    def _read(self) -> None:
        before = self._day, self._is_unreadable
        self._day = _day_of(self.text)
        self._is_unreadable = self._day is None and bool(self.text.strip())
        if (self._day, self._is_unreadable) != before:
            self.day_changed.emit()

    def _on_left(self) -> None:
        if self._is_unreadable:
            self.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))


def _day_of(text: str) -> date | None:
    try:
        return parse_birth_date(text)
    except InputError:
        return None
