"""The small forms about after-effects: recording one, and saying why one is in error."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.commands.after_effects import record_after_effect, retract_after_effect
from clinicapp.domain.session import Session
from clinicapp.ui.dialogs.form_dialog import FormDialog, asked, several_lines
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import Field

WIDTH, NARROW = 640, 520
NOTE_HEIGHT = 80


class AfterEffectDialog(FormDialog):
    """Asks what the patient told of after a session, and records it."""

    def __init__(self, parent: QWidget, hub: ChangeHub, session: Session) -> None:
        super().__init__(parent, hub)
        self._session_id = session.id
        name = self.tr("What the patient told of")
        self.kinds = ChoiceChips(name=name, can_clear=False)
        self.kinds.setObjectName("after_effects")
        self.kinds.set_choices([(k.code, k.label) for k in hub.records.effect_kinds.kinds])
        self.effect = Field(name, self.kinds)
        self.kinds.chosen.connect(lambda _code: self.effect.clear_error())
        self.onset = DayField(
            self.tr("First day"), hint=self.tr("Leave it empty if nobody knows the day.")
        )
        self.onset.edit.setObjectName("onset")
        self.note = several_lines("after_effect_note", NOTE_HEIGHT)
        day = short_day(local_day(session.started_at, hub.records.zone))
        self.build(
            self.tr("After-effect"),
            self.tr(
                "Told after the session of {day}. The session stays as it is; this is added "
                "with your name and time."
            ).format(day=day),
            self.tr("Record it"),
            self.effect,
            self.onset,
            Field(self.tr("Note"), self.note),
            width=WIDTH,
        )

    def typed_text(self) -> str:
        return self.kinds.choice + self.onset.text + self.note.toPlainText()

    @classmethod
    def ask(cls, parent: QWidget, hub: ChangeHub, session: Session) -> bool:
        """Whether an after-effect was recorded."""
        return asked(cls(parent, hub, session))

    def submit(self) -> None:
        code = self.kinds.choice
        if not code:
            self.effect.show_error(self.tr("Choose one."))
        if self.onset.is_unreadable:
            self.onset.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        elif code:
            note = self.note.toPlainText()
            if self._hub.run(record_after_effect, self._session_id, code, self.onset.day, note):
                self.accept()


class RetractDialog(FormDialog):
    """Asks why an after-effect is in error, and marks it."""

    def __init__(self, parent: QWidget, hub: ChangeHub, session_id: UUID, effect_id: UUID) -> None:
        super().__init__(parent, hub)
        self._session_id, self._effect_id = session_id, effect_id
        self.reason = several_lines("retract_reason", NOTE_HEIGHT)
        self.build(
            self.tr("Entered in error"),
            self.tr(
                "The after-effect is kept, marked with your name and reason, and counts no more."
            ),
            self.tr("Mark it"),
            Field(self.tr("Reason"), self.reason),
            width=NARROW,
        )

    def typed_text(self) -> str:
        return self.reason.toPlainText()

    @classmethod
    def ask(cls, parent: QWidget, hub: ChangeHub, session_id: UUID, effect_id: UUID) -> bool:
        """Whether it was marked."""
        return asked(cls(parent, hub, session_id, effect_id))

    def submit(self) -> None:
        args = (self._session_id, self._effect_id, self.reason.toPlainText())
        if self._hub.run(retract_after_effect, *args):
            self.accept()
