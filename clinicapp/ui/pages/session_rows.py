"""One session as a line of the day: when, who, how far, and the next act."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionSummary
from clinicapp.ui.models.day_words import clock_time, local_day, short_day
from clinicapp.ui.models.session_words import session_line, spoken_name, state_words
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, row

HEIGHT, TIME_WIDTH, TAG_WIDTH, ACT_WIDTH = 68, 66, 150, 148


class SessionRow(QWidget):
    """A line of the day; emits what the user wants with the session."""

    session_wanted = Signal(object)  # UUID
    sheet_wanted = Signal(object)  # UUID

    def __init__(
        self, summary: SessionSummary, *, zone: ZoneInfo, today: date, may_print: bool
    ) -> None:
        super().__init__()
        self._id: UUID = summary.id
        self.setObjectName("session_row")
        self._time = self._make_time(summary, zone, today)
        self._tag_place = QWidget()
        state = state_words(summary)
        self.tag = Tag(state.word, state.tone, state.icon)
        self._tag_place.setLayout(row(self.tag, None, gap=0))
        self.act, self.open = self._make_acts(summary, may_print)
        self.number = ElidedLabel(summary.record_number, "label", "text_2", code=True)
        who = column(
            None,
            row(ElidedLabel(spoken_name(summary), "act"), self.number, None, gap="s"),
            ElidedLabel(session_line(summary), "label", "text_2"),
            None,
            gap=1,
        )
        box = row(
            self._time, who, self._tag_place, self.act, self.open, gap="s", margins=(20, 0, 8, 0)
        )
        box.setStretch(1, 1)
        self.setLayout(box)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _make_time(self, summary: SessionSummary, zone: ZoneInfo, today: date) -> QWidget:
        day = local_day(summary.started_at, zone)
        if day == today:
            tone = "text" if summary.status is SessionStatus.IN_PROGRESS else "text_2"
            return label(clock_time(summary.started_at, zone), "title3", tone)
        return label(short_day(day).rsplit(" ", 1)[0], "strong", "text_2")

    def _make_acts(self, summary: SessionSummary, may_print: bool) -> tuple[Button, Button]:
        name = spoken_name(summary)
        opener = button("", "quiet", icon="chevron-right", bulk="icon", tip=self.tr("Open"))
        opener.setAccessibleName(self.tr("Open the session of {name}").format(name=name))
        opener.clicked.connect(lambda: self.session_wanted.emit(self._id))
        if summary.status is SessionStatus.IN_PROGRESS:
            act = button(self.tr("Continue"), icon="arrow-right")
            act.clicked.connect(lambda: self.session_wanted.emit(self._id))
        elif summary.status is SessionStatus.COMPLETED and may_print:
            act = button(self.tr("Print sheet"), icon="printer")
            act.clicked.connect(lambda: self.sheet_wanted.emit(self._id))
        else:
            act = button(self.tr("Open"))
            act.clicked.connect(lambda: self.session_wanted.emit(self._id))
        act.setAccessibleName(f"{act.words}: {name}")
        return act, opener

    def _apply_scale(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self._time.setFixedWidth(px(TIME_WIDTH))
        self._tag_place.setFixedWidth(px(TAG_WIDTH))
        self.act.setFixedWidth(px(ACT_WIDTH))
