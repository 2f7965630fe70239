"""A patient's consent from the patient's page: what stands, and the next thing to be done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.commands.consents import (
    begin_confirmation,
    begin_consent,
    next_step,
    standing_course,
)
from clinicapp.commands.records import Change
from clinicapp.domain.consent.record import Consent, Medium
from clinicapp.domain.consent.standing import ConsentShelf, NextStep
from clinicapp.domain.errors import RuleError
from clinicapp.domain.patient import Patient
from clinicapp.ui.dialogs.form_dialog import FormDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_standing import (
    detail_words,
    paper_goes_first,
    standing_words,
    what_stands,
)
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.pages.take_options import TakeOptions
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, holder, row

WIDTH = 620
HAND_OVER, OPEN_CONSENT = "hand-over", "consent"


class ConsentDialog(FormDialog):
    """Tells how the consent stands; its main act is the next step, its others the lesser ways."""

    def __init__(
        self, parent: QWidget | None, hub: ChangeHub, patient: Patient, *, has_extras: bool
    ) -> None:
        super().__init__(parent, hub)
        self.setObjectName("consent_dialog")
        self._patient = patient
        self.way: tuple[str, UUID] | None = None
        records = hub.records
        shelf = ConsentShelf(consents=records.consents_of(patient.id))
        today = local_day(hub.clock(), records.zone)
        self._shown = shelf.being_taken or shelf.last_word({today}, records.zone)
        self.step = next_step(records, patient.id, hub.act())
        if self.step is NextStep.NOTHING and self._shown is None:
            # A paper one stands: a new one can be taken on the screen all the same.
            self.step = NextStep.TAKE
        self.options = TakeOptions(hub)
        self.options.start(patient, has_extras=has_extras)
        self.options.setVisible(self.step is NextStep.TAKE)
        self._make_ways()
        take = self.tr("Hand the screen to the patient")
        acts = {
            NextStep.TAKE: take,
            NextStep.CONFIRM: self.tr("Ask again: still agree?"),
            NextStep.GO_ON: self.tr("Go on with the patient"),
            NextStep.NOTHING: self.tr("Open the consent"),
        }
        body = holder(
            column(
                self._standing(shelf),
                self.options,
                row(self.look, self.another, self.form, None),
                gap="m",
            )
        )
        self.build(
            self.tr("Consent of {name}").format(name=patient.full_name),
            self.tr("What the patient last said, and what is to be done next."),
            acts[self.step],
            body,
            width=WIDTH,
        )
        self._take_words = take
        self.save.setFocus()

    def _make_ways(self) -> None:
        self.look = button(self.tr("Open the consent"))
        self.look.setObjectName("open_consent")
        self.look.setVisible(self._shown is not None and self.step is not NextStep.NOTHING)
        self.look.clicked.connect(self._open)
        self.form = button(self.tr("Sign on our form"))
        self.form.setObjectName("print_consent_form")
        self.form.setVisible(self.step is NextStep.TAKE)
        self.form.clicked.connect(lambda: self._begin(Medium.PAPER, OPEN_CONSENT))
        self.another = button(self.tr("Take a new full consent"))
        self.another.setObjectName("another_consent")
        self.another.setVisible(self.step in (NextStep.CONFIRM, NextStep.NOTHING))
        self.another.clicked.connect(self._take_another)

    def _take_another(self) -> None:
        """Ask for what a full consent needs, in place of the step that comes next."""
        self.step = NextStep.TAKE
        self.another.hide()
        self.options.show()
        self.form.show()
        self.save.set_words(self._take_words)
        self.save.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, hub: ChangeHub, patient: Patient, *, has_extras: bool = False
    ) -> tuple[str, UUID] | None:
        """The way that was chosen and the consent it leads to; None for none."""
        dialog = cls(parent, hub, patient, has_extras=has_extras)
        dialog.exec()
        way = dialog.way
        dialog.deleteLater()
        return way

    def submit(self) -> None:
        """Do the next step; a refusal shows in place."""
        patient_id = self._patient.id
        if self.step is NextStep.CONFIRM:
            self._lead(self._hub.run(begin_confirmation, patient_id), HAND_OVER)
        elif self.step is NextStep.TAKE:
            self._begin(Medium.SCREEN, HAND_OVER)
        elif self.step is NextStep.GO_ON and self._shown:
            is_paper = self._shown.medium is Medium.PAPER
            self._leave(OPEN_CONSENT if is_paper else HAND_OVER, self._shown.id)
        else:
            self._open()

    def _of_today(self, shelf: ConsentShelf) -> list[str]:
        """What was said again today, a no that stands, and why what stands may not be enough."""
        records, act, shown = self._hub.records, self._hub.act(), self._shown
        today = act.at.astimezone(records.zone).date()
        months = records.rules.policy.consent_months
        words = list(shelf.second_words((today,), records.zone))
        no = shelf.refusal((today,), records.zone)
        words += [no] if no and no not in words else []
        lines = [standing_words(w, months, records.zone) for w in words]
        if self.step is NextStep.TAKE and shown is not None and shown.is_signed:
            try:
                standing_course(records, self._patient.id, act)
            except RuleError as error:
                lines.append(error.happened)
        return lines

    def _standing(self, shelf: ConsentShelf) -> QWidget:
        """What stands, in a few lines."""
        records = self._hub.records
        paper = records.paper_consent_of(self._patient.id)
        months = records.rules.policy.consent_months
        today = local_day(self._hub.clock(), records.zone)
        stands = what_stands(self._shown, paper, months, records.zone, today)
        lines = [stands or self.tr("No consent is recorded.")]
        if self._shown and not paper_goes_first(self._shown, paper):
            lines += detail_words(self._shown)
        lines += self._of_today(shelf)
        if self.step is NextStep.CONFIRM:
            lines.append(self.tr("It is confirmed before each session, with a short signature."))
        texts = [label(line, "body", wrap=True) for line in lines]
        return card(column(*texts, gap="xs"), "sunken", "m")

    def _open(self) -> None:
        if self._shown:
            self._leave(OPEN_CONSENT, self._shown.id)

    def _begin(self, medium: Medium, way: str) -> None:
        chosen = self.options.chosen
        if chosen is not None:
            self._lead(self._hub.run(begin_consent, self._patient.id, *chosen, medium), way)

    def _lead(self, change: Change[Consent] | None, way: str) -> None:
        if change is not None:
            self._leave(way, change.after.id)

    def _leave(self, way: str, consent_id: UUID) -> None:
        self.way = (way, consent_id)
        self.accept()
