"""What a patient told of after one session, and the way to add to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.people import Practitioner
from clinicapp.domain.session import Session
from clinicapp.ui.models.day_words import clock_time, local_day, short_day
from clinicapp.ui.models.history_words import effect_line
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row


class EffectList(QWidget):
    """The after-effects of a completed session; `record`, the act, stands where there is room."""

    record_wanted = Signal()
    retract_wanted = Signal(object)  # effect id

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[QFrame] = []
        self._list = column(gap="s")
        self.record = button(self.tr("After-effect"), "quiet", icon="plus")
        self.record.setToolTip(self.tr("Record what the patient told of afterwards"))
        self.record.setObjectName("record_after_effect")
        self.record.clicked.connect(self.record_wanted)
        self.setLayout(self._list)

    def show_session(
        self,
        session: Session,
        people: Mapping[UUID, Practitioner],
        zone: ZoneInfo,
        *,
        may_record: bool,
    ) -> None:
        """Show a session's after-effects, oldest entry first; `people` are named by their id."""
        for old in self.cards:
            self._list.removeWidget(old)
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()
        self.cards = [self._card(e, people, zone, may_record) for e in session.after_effects]
        for made in self.cards:
            self._list.addWidget(made)
        is_done = session.completed_at is not None
        self.record.setVisible(is_done and may_record)
        self.setVisible(bool(self.cards))

    def _card(
        self,
        effect: AfterEffect,
        people: Mapping[UUID, Practitioner],
        zone: ZoneInfo,
        may_record: bool,
    ) -> QFrame:
        tone = "text" if effect.counts else "text_3"
        parts = [label(effect_line(effect), "strong", tone, wrap=True)]
        if effect.note:
            parts.append(label(effect.note, "body", "text_2", wrap=True, selectable=True))
        if not effect.counts:
            words = self.tr("Entered in error: {reason}").format(reason=effect.error_reason)
            parts.append(label(words, "label", "warn", wrap=True))
        person = people.get(effect.recorded_by)
        name, day = person.signed_name if person else "?", local_day(effect.recorded_at, zone)
        by = f"{name} · {short_day(day)} {clock_time(effect.recorded_at, zone)}"
        parts.append(label(by, "caption", "text_3", wrap=True))
        line = row(holder(column(*parts, gap="xxs")), gap="s")
        line.setStretch(0, 1)
        if effect.counts and may_record:
            tip = self.tr("Entered in error…")
            wrong = button("", "quiet", icon="circle-slash", bulk="icon", tip=tip)
            wrong.setObjectName("retract_after_effect")
            wrong.clicked.connect(partial(self._on_retract, effect.id))
            line.addWidget(wrong, 0, Qt.AlignmentFlag.AlignTop)
        made = card(line, "sunken", (14, 8, 6, 8))
        made.setObjectName("after_effect")
        return made

    def _on_retract(self, effect_id: UUID, _checked: bool = False) -> None:
        self.retract_wanted.emit(effect_id)
