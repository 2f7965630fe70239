"""Sessions as a table that reads on as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from clinicapp.domain.summaries import SessionSummary
from clinicapp.domain.units import show_units
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.models.roles import (
    ALIGNMENT,
    DISPLAY,
    EMPHASIS,
    HORIZONTAL,
    RECORD,
    SPOKEN,
    STATE,
    TOOL_TIP,
    UNDER,
    Index,
)
from clinicapp.ui.models.session_words import brief_state, exception_words

ReadPage = Callable[[int, int], Sequence[SessionSummary] | None]
PAGE = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, the text of a cell, and whether it is set to the right."""

    title: str
    text: Callable[[SessionSummary], str]
    is_number: bool = False
    emphasis: str = "body"


class SessionTableModel(QAbstractTableModel):
    """One row per session, newest first; pages are read by the function it was given."""

    DATE, PATIENT, NUMBER, CLINICIAN, SITES, UNITS, EXCEPTIONS, STATES = range(8)
    MAY_BE_CUT = (PATIENT, CLINICIAN, EXCEPTIONS)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SessionSummary] = []
        self._read: ReadPage = lambda _limit, _offset: ()
        self._is_whole = True
        self._zone = ZoneInfo("UTC")
        self._columns = self._describe()

    def show(self, read: ReadPage, zone: ZoneInfo) -> None:
        """Start over with the first page; dates are told in the clinic's time zone."""
        self.beginResetModel()
        self._read, self._zone = read, zone
        self._rows = list(read(PAGE, 0) or ())
        self._is_whole = len(self._rows) < PAGE
        self.endResetModel()

    def summary(self, row: int) -> SessionSummary:
        """The session of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        more = list(self._read(PAGE, len(self._rows)) or ())
        self._is_whole = len(more) < PAGE
        if more:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._rows += more
            self.endInsertRows()

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        summary, column = self._rows[index.row()], self._columns[index.column()]
        if role == DISPLAY or (role == TOOL_TIP and index.column() in self.MAY_BE_CUT):
            return column.text(summary)
        if role == RECORD:
            return summary
        if role == ALIGNMENT:
            return _side(column.is_number)
        if role == EMPHASIS:
            return column.emphasis
        return self._special(index.column(), summary, role)

    def headerData(self, section: int, way: Qt.Orientation, role: int = DISPLAY) -> Any:
        if way == HORIZONTAL and role == DISPLAY:
            return self._columns[section].title
        if way == HORIZONTAL and role == ALIGNMENT:
            return _side(self._columns[section].is_number)
        return super().headerData(section, way, role)

    def _special(self, column: int, summary: SessionSummary, role: int) -> Any:
        if column == self.PATIENT and role == UNDER:
            return summary.record_number
        if column == self.PATIENT and role == SPOKEN:
            return f"{summary.listed_name}, {summary.record_number}"
        if column == self.STATES and role == STATE:
            return brief_state(summary)
        return None

    def _describe(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Date"), lambda s: local_day(s.started_at, self._zone).isoformat()),
            Column(self.tr("Patient"), lambda s: s.listed_name, emphasis="strong"),
            Column(self.tr("No."), lambda s: str(s.number), is_number=True),
            Column(self.tr("Clinician"), lambda s: s.clinician, emphasis="quiet"),
            Column(self.tr("Sites"), lambda s: str(s.given + s.extra_given), is_number=True),
            Column(
                self.tr("Units"),
                lambda s: show_units(s.given_units),
                is_number=True,
                emphasis="strong",
            ),
            Column(self.tr("Exceptions"), exception_words),
            Column(self.tr("State"), lambda s: brief_state(s).word),
        )


def _side(is_number: bool) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
