"""One end of a span of days, typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from clinicapp.ui.widgets.fields import TextField


class DayField(TextField):
    """A day as year-month-day; empty leaves the span open at this end."""

    day_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, placeholder=self.tr("2026-11-22"), code=True)
        self._day: date | None = None
        self.edited.connect(lambda _text: self._read())
        self.edit.editingFinished.connect(self._on_left)

    @property
    def day(self) -> date | None:
        """The day that is meant; None while there is none."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day; tells nobody."""
        self._day = day
        self.set_text(day.isoformat() if day else "")

    def _read(self) -> None:
        day = _day_of(self.text)
        if day != self._day:
            self._day = day
            self.day_changed.emit()

    def _on_left(self) -> None:
        if self.text.strip() and self._day is None:
            self.show_error(self.tr("Year-month-day"))


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
