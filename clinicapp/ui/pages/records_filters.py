"""What the list of sessions is narrowed to: dates, clinician, state, patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from clinicapp.domain.people import Practitioner
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.ui.models.session_words import status_word
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import Field, SearchField
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.layouts import column, holder, row

ALL, TODAY, WEEK, MONTH, YEAR, CUSTOM = "all", "today", "week", "month", "year", "custom"
WIDTHS = {"dates": 170, "clinician": 170, "state": 160, "patient": 230, "day": 128}


def days_of(preset: str, today: date) -> tuple[date | None, date | None]:
    """First and last day of a preset, both included; None is open."""
    if preset == TODAY:
        return today, today
    if preset == WEEK:
        return today - timedelta(days=today.weekday()), today
    if preset == MONTH:
        return today.replace(day=1), today
    if preset == YEAR:
        # 29 February has no day a year earlier; the day after stands in for it.
        leaps = today.month == 2 and today.day == 29
        begun = date(today.year - 1, 3, 1) if leaps else today.replace(year=today.year - 1)
        return begun, today
    return None, None


class RecordsFilters(QWidget):
    """Four filters in one or two lines; tells when the user changed one."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.dates = self._combo("filter_dates", self._on_dates)
        for code, words in (
            (ALL, self.tr("All dates")),
            (TODAY, self.tr("Today")),
            (WEEK, self.tr("This week")),
            (MONTH, self.tr("This month")),
            (YEAR, self.tr("Last 12 months")),
            (CUSTOM, self.tr("From … to …")),
        ):
            self.dates.addItem(words, code)
        self.first_day = self._day_field("filter_from", self.tr("From"))
        self.last_day = self._day_field("filter_to", self.tr("To"))
        self.clinician = self._combo("filter_clinician", self._tell)
        self.clinician.addItem(self.tr("All clinicians"), None)
        self.state = self._combo("filter_state", self._tell)
        self.state.addItem(self.tr("All states"), None)
        for status in SessionStatus:
            self.state.addItem(status_word(status), status)
        self.patient = SearchField(self.tr("Name, birth date, number"), name=self.tr("Patient"))
        self.patient.setObjectName("filter_patient")
        self.patient.searched.connect(lambda _text: self._tell())
        self.clear = button(self.tr("Clear filters"), "quiet", icon="x")
        self.clear.setObjectName("clear_filters")
        self.clear.clicked.connect(self.clear_all)
        self._arrange()
        self._show_days()
        self._dress_clear()

    @property
    def filter(self) -> SessionFilter:
        """What is chosen now."""
        first, last = days_of(str(self.dates.currentData()), self._today)
        if self.dates.currentData() == CUSTOM:
            first, last = self.first_day.day, self.last_day.day
        # A combo box hands a text enum back as bare text.
        state = self.state.currentData()
        return SessionFilter(
            first_day=first,
            last_day=last,
            clinician_id=self.clinician.currentData(),
            status=SessionStatus(state) if state else None,
            patient_text=self.patient.text().strip(),
        )

    @property
    def is_narrowing(self) -> bool:
        """Whether any session may be filtered out."""
        return self.has_wrong_dates or self.filter != SessionFilter()

    @property
    def has_wrong_dates(self) -> bool:
        """Whether the typed span means nothing: an end cannot be read, or it ends too early."""
        if self.dates.currentData() != CUSTOM:
            return False
        return self._is_reversed or self.first_day.is_unreadable or self.last_day.is_unreadable

    @property
    def _is_reversed(self) -> bool:
        first, last = self.first_day.day, self.last_day.day
        return first is not None and last is not None and first > last

    def set_today(self, today: date) -> None:
        """Count the presets from another day."""
        self._today = today

    def set_people(self, people: Sequence[Practitioner]) -> None:
        """Offer these clinicians; the chosen one stays chosen."""
        chosen: Any = self.clinician.currentData()
        while self.clinician.count() > 1:
            self.clinician.removeItem(1)
        for person in people:
            self.clinician.addItem(person.name, person.id)
        # Qt would look for the very object, and each reading makes new ones.
        ids = [person.id for person in people]
        self.clinician.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def clear_all(self) -> None:
        """Show all sessions again."""
        for combo in (self.dates, self.clinician, self.state):
            combo.setCurrentIndex(0)
        for field in (self.first_day, self.last_day):
            field.set_day(None)
        self.patient.clear()
        self._show_days()
        self._tell()

    def _tell(self) -> None:
        self._dress_clear()
        self.changed.emit()

    def _dress_clear(self) -> None:
        self.clear.setEnabled(self.is_narrowing)

    def _show_days(self) -> None:
        is_custom = self.dates.currentData() == CUSTOM
        for field in (self.first_day, self.last_day):
            field.setVisible(is_custom)

    def _show_order(self) -> None:
        if self._is_reversed:
            self.last_day.show_error(self.tr("From is later than To."))
        elif not self.last_day.is_unreadable:
            self.last_day.clear_error()

    # choosing --------------------------------------------------------------------------------
    def _on_dates(self) -> None:
        first, last = days_of(str(self.dates.currentData()), self._today)
        if self.dates.currentData() != CUSTOM:
            # What was chosen last is where the typing starts from.
            self.first_day.set_day(first)
            self.last_day.set_day(last)
        self._show_days()
        self._tell()

    # building --------------------------------------------------------------------------------
    def _combo(self, name: str, slot: Callable[[], None]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.activated.connect(lambda _index: slot())
        return made

    def _day_field(self, name: str, words: str) -> DayField:
        made = DayField(words)
        made.edit.setObjectName(name)
        made.day_changed.connect(self._tell)
        made.edited.connect(lambda _text: self._show_order())
        return made

    def _arrange(self) -> None:
        preset = Field(self.tr("Date"), self.dates)
        dates = row(preset, self.first_day, self.last_day)
        for field in (preset, self.first_day, self.last_day):
            # An error below one must not move the others.
            dates.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        clear = column(None, self.clear, gap=0)
        patient = row(Field(self.tr("Patient"), self.patient), clear, gap="xs")
        flow = FlowLayout(self, gap=12)
        for part in (
            holder(dates),
            Field(self.tr("Clinician"), self.clinician),
            Field(self.tr("State"), self.state),
            holder(patient),
        ):
            flow.addWidget(part)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        for control, name in (
            (self.dates, "dates"),
            (self.first_day, "day"),
            (self.last_day, "day"),
            (self.clinician, "clinician"),
            (self.state, "state"),
            (self.patient, "patient"),
        ):
            control.setFixedWidth(px(WIDTHS[name]))
