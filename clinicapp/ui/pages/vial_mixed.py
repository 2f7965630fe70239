"""The second step of the vial panel: how a vial was reconstituted, and its hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.domain.checks.case import Case
from clinicapp.domain.vials import Reconstitution, Vial
from clinicapp.ui.dialogs.mixing_fields import MixingFields
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import clock_time, local_day, short_day
from clinicapp.ui.models.vial_words import clock_tone, left_words, ml_words, strength_words
from clinicapp.ui.pages.step_head import DONE, TO_DO, WRONG, StepHead
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel, label, set_tone
from clinicapp.ui.widgets.layouts import ScaledLayout, column, holder, row
from clinicapp.ui.widgets.vial_bars import ClockBar


class VialMixed(QWidget):
    """The facts of a reconstitution with a clock, or the fields to record it."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._vial_id: UUID | None = None
        self.correct = button("", "quiet", icon="pencil", bulk="icon", tip=self.tr("Correct it"))
        self.correct.setObjectName("correct_mixing")
        self.head = StepHead(self.tr("Reconstituted"), self.correct)
        self.fields = MixingFields(hub)
        self._values = [ElidedLabel("", "strong") for _ in range(4)]
        names = (self.tr("Diluent"), self.tr("Its lot"), self.tr("Mixed"), self.tr("Strength"))
        facts = row(gap="l")
        for name, value in zip(names, self._values, strict=True):
            facts.addLayout(_named(name, value))
        # Where there is little room, the long one gives way.
        facts.setStretch(2, 1)
        self.clock = ClockBar()
        self.until = label("", "label", "text_2")
        self.left = label("", "label", "ok")
        self.left.setObjectName("time_left")
        under = row(self.until, None, self.left)
        self.diluent = label("", "label", "warn", wrap=True)
        self._made = holder(column(facts, self.diluent, self.clock, under, gap="xs"))
        self.setLayout(column(self.head, self._made, self.fields, gap="s"))

    def show_vial(
        self, case: Case, vial: Vial, people: Mapping[UUID, str], *, can_edit: bool
    ) -> None:
        """Show a vial of a session; fields that somebody fills in stay as they are."""
        made = vial.reconstitution
        self._made.setVisible(made is not None)
        self.correct.setVisible(can_edit and made is not None)
        self.fields.setVisible(can_edit and made is None)
        if made is None:
            if self._vial_id != vial.id:
                self.fields.show_vial(vial)
            self.head.set_words(self.tr("Reconstitute it"))
            self.head.show_state(TO_DO)
        else:
            self.head.set_words(self.tr("Reconstituted"))
            self._show_made(case, vial, made, people)
        self._vial_id = None if made else vial.id

    def _show_made(
        self, case: Case, vial: Vial, made: Reconstitution, people: Mapping[UUID, str]
    ) -> None:
        diluent = case.rules.catalogue.diluent(made.diluent)
        when = f"{short_day(local_day(made.at, case.zone))}, {clock_time(made.at, case.zone)}"
        by = people.get(made.by, "")
        texts = (
            ml_words(made.ml),
            made.diluent_lot,
            self.tr("{when} by {who}").format(when=when, who=by) if by else when,
            strength_words(vial.label.units, made.ml),
        )
        for value, text in zip(self._values, texts, strict=True):
            value.set_full_text(text)
        is_pure = diluent is not None and diluent.is_label
        name = diluent.name if diluent else made.diluent
        self.diluent.setText(self.tr("{diluent}: not the one of the label.").format(diluent=name))
        self.diluent.setVisible(not is_pure)
        self._show_clock(case, made)

    def _show_clock(self, case: Case, made: Reconstitution) -> None:
        """The hours since it was mixed; they stand still at the end of the session."""
        hours = timedelta(hours=case.rules.policy.vial_hours)
        session = case.session
        now = case.now if session.is_open else session.completed_at or case.now
        left = made.at + hours - now
        tone = clock_tone(left)
        until = made.at + hours
        is_today = local_day(until, case.zone) == local_day(now, case.zone)
        at = clock_time(until, case.zone)
        day = "" if is_today else f"{short_day(local_day(until, case.zone))}, "
        self.until.setText(self.tr("Use until {moment}").format(moment=f"{day}{at}"))
        self.left.setText(left_words(left))
        set_tone(self.left, tone)
        kept = "" if made.kept_cold else self.tr(" Not kept cold.")
        self.until.setText(self.until.text() + ("." + kept if kept else ""))
        self.clock.show_passed(1 - left / hours, tone, f"{self.until.text()}, {left_words(left)}")
        is_over = left < timedelta(0) and session.is_open
        self.head.show_state(WRONG if is_over else DONE)


def _named(name: str, value: QWidget) -> ScaledLayout:
    return column(label(name, "caption", "text_2"), value, gap=1)
