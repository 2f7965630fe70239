"""A patient's sessions as a timeline, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject

from clinicapp.domain.summaries import SessionSummary
from clinicapp.domain.units import show_units
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.models.roles import DISPLAY, RECORD, SPOKEN, STATE, TOOL_TIP, UNDER, Index
from clinicapp.ui.models.session_words import exception_words, state_words

DAY = UNDER + 10


class TimelineModel(QAbstractListModel):
    """One entry per session: its day, number, units, exceptions and state."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SessionSummary, ...] = ()
        self._zone = ZoneInfo("UTC")

    def show(self, sessions: Sequence[SessionSummary], zone: ZoneInfo) -> None:
        """Show these sessions; days are told in the clinic's time zone."""
        self.beginResetModel()
        self._rows, self._zone = tuple(sessions), zone
        self.endResetModel()

    def summary(self, row: int) -> SessionSummary:
        """The session of a row."""
        return self._rows[row]

    def row_of(self, session_id: UUID) -> int:
        """The row of a session; -1 when it is not shown."""
        return next((n for n, s in enumerate(self._rows) if s.id == session_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == RECORD:
            return summary
        if role == STATE:
            return state_words(summary)
        texts = {
            DISPLAY: self._title,
            UNDER: self._detail,
            DAY: self._day,
            TOOL_TIP: self._detail,
            SPOKEN: self._spoken,
        }
        return texts[role](summary) if role in texts else None

    def _day(self, summary: SessionSummary) -> str:
        return short_day(local_day(summary.started_at, self._zone))

    def _title(self, summary: SessionSummary) -> str:
        return self.tr("Session {number} · {units} units").format(
            number=summary.number, units=show_units(summary.given_units)
        )

    def _detail(self, summary: SessionSummary) -> str:
        sites = summary.given + summary.planned + summary.omitted
        if summary.planned:
            return self.tr("{given} of {sites} given").format(given=summary.given, sites=sites)
        if summary.omitted or summary.changed or summary.extra:
            return exception_words(summary)
        return self.tr("Standard {sites} sites").format(sites=sites)

    def _spoken(self, summary: SessionSummary) -> str:
        parts = (
            self._day(summary),
            self._title(summary),
            self._detail(summary),
            state_words(summary).word,
        )
        return ", ".join(parts)
