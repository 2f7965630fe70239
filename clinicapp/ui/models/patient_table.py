"""Found patients as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from clinicapp.domain.summaries import PatientSummary
from clinicapp.ui.models.day_words import local_day, short_day, time_ago, years_old
from clinicapp.ui.models.roles import (
    ALIGNMENT,
    DISPLAY,
    EMPHASIS,
    HORIZONTAL,
    RECORD,
    SPOKEN,
    TOOL_TIP,
    UNDER,
    Index,
)


class PatientTableModel(QAbstractTableModel):
    """One row per patient: who, born when, last treated when, how often."""

    NAME, BORN, LAST, SESSIONS = range(4)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PatientSummary, ...] = ()
        self._today = date.min
        self._zone = ZoneInfo("UTC")
        self._titles = (
            self.tr("Patient"),
            self.tr("Born"),
            self.tr("Last session"),
            self.tr("Sessions"),
        )

    def show(self, found: Sequence[PatientSummary], today: date, zone: ZoneInfo) -> None:
        """Show these patients; ages and intervals are counted to `today`."""
        self.beginResetModel()
        self._rows, self._today, self._zone = tuple(found), today, zone
        self.endResetModel()

    def summary(self, row: int) -> PatientSummary:
        """The patient of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        summary, column = self._rows[index.row()], index.column()
        if role == RECORD:
            return summary
        if role == ALIGNMENT:
            return _side(column == self.SESSIONS)
        if role == EMPHASIS:
            return "strong" if column in (self.NAME, self.SESSIONS) else "body"
        if role == DISPLAY or (role == TOOL_TIP and column == self.NAME):
            return self._text(summary, column)
        if role == UNDER:
            return self._under(summary, column)
        if role == SPOKEN:
            return ", ".join(filter(None, map(str, self._spoken(summary, column))))
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = DISPLAY) -> Any:
        if way == HORIZONTAL and role == DISPLAY:
            return self._titles[section]
        if way == HORIZONTAL and role == ALIGNMENT:
            return _side(section == self.SESSIONS)
        return super().headerData(section, way, role)

    def _text(self, summary: PatientSummary, column: int) -> str:
        if column == self.NAME:
            return summary.patient.listed_name
        if column == self.BORN:
            return short_day(summary.patient.birth_date)
        if column == self.SESSIONS:
            return str(summary.sessions)
        last = summary.last_session_at
        return short_day(local_day(last, self._zone)) if last else self.tr("none yet")

    def _under(self, summary: PatientSummary, column: int) -> str | None:
        if column == self.NAME:
            return summary.patient.record_number
        if column == self.BORN:
            return years_old(summary.patient.birth_date, self._today)
        if column == self.LAST and summary.last_session_at:
            return time_ago(local_day(summary.last_session_at, self._zone), self._today)
        return None

    def _spoken(self, summary: PatientSummary, column: int) -> tuple[str, str | None]:
        return self._text(summary, column), self._under(summary, column)


def _side(is_number: bool) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
