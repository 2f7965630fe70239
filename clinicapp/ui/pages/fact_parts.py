"""What the panels of the side sheet are built from: headings, answers in a line, typed numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.units import parse_units
from clinicapp.ui.models.day_words import clock_time
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder

GAP = 4


class LineChips(ChoiceChips):
    """Chips that always stand in one line, as wide as they are together."""

    def __init__(
        self, choices: list[tuple[str, str]], *, name: str, can_clear: bool = False
    ) -> None:
        super().__init__(name=name, can_clear=can_clear, gap=GAP)
        self.set_choices(choices)
        notifier.theme_changed.connect(self._take_width)
        self._take_width()

    def _take_width(self) -> None:
        widths = [chip.sizeHint().width() for chip in self.chips]
        self.setFixedWidth(sum(widths) + px(GAP) * (len(widths) - 1) + 1)


class NumberField(TextField):
    """A typed number; what cannot be read is told below it."""

    def __init__(self, name: str, *, hint: str = "", whole: bool = False) -> None:
        super().__init__(name, hint=hint)
        self._is_whole = whole

    def number(self, *, needed: bool = True) -> Decimal | None:
        """What is written; None, with the reason below the field, when it is no such number."""
        text = self.text.strip()
        if not text:
            if needed:
                self.show_error(self.tr("Write a number."))
            return None
        try:
            value = parse_units(text)
        except InputError:
            self.show_error(self.tr("Write digits, such as 12."))
            return None
        if self._is_whole and value != value.to_integral_value():
            self.show_error(self.tr("Write a whole number."))
            return None
        return value

    def is_readable(self, *, needed: bool = True) -> bool:
        """Whether what is written can be used; an empty field that is not needed can."""
        return self.number(needed=needed) is not None or (not needed and not self.text.strip())

    def whole(self) -> int | None:
        """The whole number that is written; None for none."""
        value = self.number(needed=False)
        return None if value is None else int(value)


class ClockField(TextField):
    """A typed time of day on the clinic's clock."""

    def __init__(self, name: str) -> None:
        super().__init__(name, placeholder="14:02", code=True)

    def show_moment(self, moment: datetime, zone: ZoneInfo) -> None:
        """Show the time of day of a moment."""
        self.set_text(clock_time(moment, zone))

    def on_day(self, day: date | None, zone: ZoneInfo) -> datetime | None:
        """The moment of a day that is meant; None, with the reason below, for no such time."""
        written = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", self.text.strip(), re.ASCII)
        if written is None:
            self.show_error(self.tr("Such as 14:02"))
        if written is None or day is None:
            return None
        at = time_of_day(int(written[1]), int(written[2]))
        return datetime.combine(day, at, zone).astimezone(UTC)


def heading(text: str) -> QLabel:
    """The name of a part of a panel."""
    return label(text, "title3")


def titled(name: str, control: QWidget) -> QWidget:
    """Chips with their name above."""
    return holder(column(label(name, "label", "text_2"), control, gap="xs"))


def first_wrong(*fields: TextField) -> bool:
    """Put the keyboard on the first field with an error; False when there is none."""
    for field in fields:
        if field.error:
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False
