"""What a session came to, in words: sums, exceptions, who and when, addenda."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from clinicapp.domain.people import Practitioner
from clinicapp.domain.session import Addendum, Session
from clinicapp.domain.totals import total_of
from clinicapp.ui.models.day_words import clock_time, local_day, short_day
from clinicapp.ui.models.session_words import session_exceptions
from clinicapp.ui.pages.effect_list import EffectList
from clinicapp.ui.pages.session_panel import Summary
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row, rule


class SessionFacts(QWidget):
    """Shows one session, read only."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = Summary()
        self.exceptions = label("", "label", "text_2", wrap=True, selectable=True)
        self.exceptions.setObjectName("session_exceptions")
        self.who = label("", "label", "text_3", wrap=True)
        self.void_reason = label("", "strong", "warn", wrap=True)
        self.addenda: list[QFrame] = []
        self._addenda_list = column(gap="s", margins=(16, 0, 16, 12))
        self._addenda_box = holder(self._addenda_list)
        self.effects = EffectList()
        self._effects_box = holder(column(self.effects, margins=(16, 0, 16, 12)))
        told = column(self.void_reason, self.exceptions, self.who, None, gap="xs")
        told.set_margins((16, 12, 16, 12))
        sums = column(self.summary, None, gap=0)
        self._line = rule(vertical=True)
        act = row(None, self.effects.record, gap=0, margins=(0, 8, 8, 8))
        self._both = row(sums, self._line, told, act, gap=0)
        self._both.setStretch(2, 1)
        self.setLayout(column(self._both, self._effects_box, self._addenda_box, gap=0))

    def stack(self) -> None:
        """Put the words under the sums, for a narrow place."""
        self._both.setDirection(QBoxLayout.Direction.TopToBottom)
        self._line.hide()

    def show_session(
        self,
        session: Session,
        people: Mapping[UUID, Practitioner],
        zone: ZoneInfo,
        *,
        may_record: bool = False,
    ) -> None:
        """Show a session; people are named by their id."""
        self.summary.show_totals(total_of(session))
        told = session_exceptions(session)
        self.exceptions.setText("\n".join(told) or self.tr("No exceptions from the protocol."))
        self.who.setText(self._who(session, people, zone))
        reason = self.tr("Entered in error: {reason}").format(reason=session.void_reason)
        self.void_reason.setText(reason if session.void_reason else "")
        self.void_reason.setVisible(bool(session.void_reason))
        self.effects.show_session(session, people, zone, may_record=may_record)
        self._effects_box.setVisible(not self.effects.isHidden())
        self._show_addenda(session.addenda, people, zone)

    def _who(self, session: Session, people: Mapping[UUID, Practitioner], zone: ZoneInfo) -> str:
        begun, starter = _moment(session.started_at, zone), _name(people, session.started_by)
        if session.completed_at is None:
            return self.tr("Begun {when} by {name}").format(when=begun, name=starter)
        ended, closer = _moment(session.completed_at, zone), _name(people, session.completed_by)
        if local_day(session.started_at, zone) == local_day(session.completed_at, zone):
            ended = clock_time(session.completed_at, zone)
        if starter == closer:
            words = self.tr("{begun} to {ended}, {closer}")
        else:
            words = self.tr("Begun {begun} by {starter}, signed {ended} by {closer}")
        return words.format(begun=begun, ended=ended, starter=starter, closer=closer)

    def _show_addenda(
        self,
        addenda: tuple[Addendum, ...],
        people: Mapping[UUID, Practitioner],
        zone: ZoneInfo,
    ) -> None:
        for old in self.addenda:
            self._addenda_list.removeWidget(old)
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()
        self.addenda = [self._addendum(a, people, zone) for a in addenda]
        for made in self.addenda:
            self._addenda_list.addWidget(made)
        self._addenda_box.setVisible(bool(addenda))

    def _addendum(
        self, addendum: Addendum, people: Mapping[UUID, Practitioner], zone: ZoneInfo
    ) -> QFrame:
        heading = self.tr("Addendum: {reason}").format(reason=addendum.reason)
        by = f"{_name(people, addendum.author_id)} · {_moment(addendum.recorded_at, zone)}"
        text = label(addendum.text, "body", "text_2", wrap=True, selectable=True)
        title = label(heading, "strong", wrap=True)
        made = card(
            column(title, text, label(by, "caption", "text_3"), gap="xxs"),
            "sunken",
            (14, 10, 14, 10),
        )
        made.setObjectName("addendum")
        return made


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{short_day(local_day(at, zone))} {clock_time(at, zone)}"


def _name(people: Mapping[UUID, Practitioner], person_id: UUID | None) -> str:
    person = people.get(person_id) if person_id else None
    return person.signed_name if person else "?"
