"""A patient's consent from the patient's page: what stands, and the next thing to be done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.commands.consents import begin_confirmation, begin_consent, next_step
from clinicapp.domain.consent.record import Consent, Medium
from clinicapp.domain.consent.standing import ConsentShelf, NextStep, governs
from clinicapp.domain.patient import Patient
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.ui.dialogs.form_dialog import FormDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_standing import detail_words, standing_words
from clinicapp.ui.models.day_words import moment_words
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
        self._shown = shelf.being_taken or shelf.last_word(hub.clock())
        self.step = next_step(records, patient.id, hub.act())
        self.options = TakeOptions(hub)
        self.options.start(patient, has_extras=has_extras)
        self.options.setVisible(self.step is NextStep.TAKE)
        self.look = button(self.tr("Open the consent"))
        self.look.setObjectName("open_consent")
        self.look.setVisible(self._shown is not None and self.step is not NextStep.NOTHING)
        self.look.clicked.connect(self._open)
        acts = {
            NextStep.TAKE: self.tr("Hand the screen to the patient"),
            NextStep.CONFIRM: self.tr("Ask again: still agree?"),
            NextStep.GO_ON: self.tr("Go on with the patient"),
            NextStep.NOTHING: self.tr("Open the consent"),
        }
        body = holder(column(self._standing(), self.options, row(self.look, None), gap="m"))
        self.build(
            self.tr("Consent of {name}").format(name=patient.full_name),
            self.tr("What the patient last said, and what is to be done next."),
            acts[self.step],
            body,
            width=WIDTH,
        )
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
            self._lead(self._hub.run(begin_confirmation, patient_id))
        elif self.step is NextStep.TAKE:
            chosen = self.options.chosen
            if chosen is not None:
                self._lead(self._hub.run(begin_consent, patient_id, *chosen))
        elif self.step is NextStep.GO_ON and self._shown:
            is_paper = self._shown.medium is Medium.PAPER
            self._leave(OPEN_CONSENT if is_paper else HAND_OVER, self._shown.id)
        else:
            self._open()

    def _standing(self) -> QWidget:
        """What stands, in a few lines."""
        records = self._hub.records
        lines = [self.tr("No consent is recorded.")]
        paper = records.paper_consent_of(self._patient.id)
        if paper and (self._shown is None or self._paper_goes_first(paper)):
            at = moment_words(paper.signed_at, records.zone)
            words = self.tr("Withdrawn: paper, signed {at}")
            lines = [words if paper.withdrawn_at else self.tr("On paper, signed {at}")]
            lines = [line.format(at=at) for line in lines]
        elif self._shown:
            months = records.rules.policy.consent_months
            lines = [standing_words(self._shown, months, records.zone)]
            lines += detail_words(self._shown)
        if self.step is NextStep.CONFIRM:
            lines.append(self.tr("It is confirmed before each session, with a short signature."))
        texts = [label(line, "body", wrap=True) for line in lines]
        return card(column(*texts, gap="xs"), "sunken", "m")

    def _paper_goes_first(self, paper: PaperConsent) -> bool:
        shown = self._shown
        is_course = shown is not None and not shown.is_open
        return is_course and not governs(shown, paper)

    def _open(self) -> None:
        if self._shown:
            self._leave(OPEN_CONSENT, self._shown.id)

    def _lead(self, change: object) -> None:
        after = getattr(change, "after", None)
        if isinstance(after, Consent):
            self._leave(HAND_OVER, after.id)

    def _leave(self, way: str, consent_id: UUID) -> None:
        self.way = (way, consent_id)
        self.accept()
