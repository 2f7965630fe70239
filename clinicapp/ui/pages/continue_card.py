"""Where you were: the newest session in progress, large, with one act."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from clinicapp.domain.session import Session
from clinicapp.domain.summaries import SessionSummary
from clinicapp.domain.totals import total_of
from clinicapp.ui.diagram.thumbs import ThumbStrip
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.models.session_words import numbered, progress_line, spoken_name
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Ring
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, row

THUMBS_HEIGHT = 118


class ContinueCard(QFrame):
    """Ring, name, how far, what is next, the four views small, and Continue."""

    session_wanted = Signal(object)  # UUID

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("continue_card")
        self.setProperty("card", "plain")
        self._session: Session | None = None
        self.ring = Ring(size=48)
        self.name = ElidedLabel("", "title2")
        self.number = ElidedLabel("", "body", "text_2", code=True)
        self.words = ElidedLabel("", "body", "text_2")
        self.act = button(self.tr("Continue"), "primary", icon="arrow-right", bulk="act")
        self.act.setObjectName("continue_session")
        self.act.clicked.connect(self._on_act)
        self.thumbs = ThumbStrip()
        who = row(self.name, self.number, None, gap="m")
        told = column(None, who, self.words, None, gap="xxs")
        head = row(self.ring, told, self.act, gap="l")
        head.setStretch(1, 1)
        self.setLayout(column(head, self.thumbs, gap="m", margins=(20, 18, 18, 10)))
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def show_session(
        self, summary: SessionSummary, session: Session, *, zone: ZoneInfo, today: date
    ) -> None:
        """Show a session in progress."""
        self._session = session
        totals = total_of(session)
        self.ring.show_progress(totals.given, totals.omitted, totals.fixed_sites)
        self.name.set_full_text(spoken_name(summary))
        self.number.set_full_text(summary.record_number)
        day = local_day(summary.started_at, zone)
        number = numbered(summary)
        begun = number if day == today else f"{number}, {short_day(day)}"
        self.words.set_full_text(f"{begun} · {progress_line(summary)} · {self._next(session)}")
        self.act.setAccessibleName(f"{self.act.words}: {self.name.full_text}")
        self.thumbs.show_session(session)

    def _next(self, session: Session) -> str:
        if session.planned:
            site = session.name(session.planned[0].site_id)
            return self.tr("next: {site}").format(site=site)
        return self.tr("nothing left to give: sign it")

    def _on_act(self) -> None:
        if self._session is not None:
            self.session_wanted.emit(self._session.id)

    def _apply_scale(self) -> None:
        self.thumbs.setFixedHeight(px(THUMBS_HEIGHT))
