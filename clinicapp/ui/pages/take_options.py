"""What a consent on the screen is begun with: its language, who treats, and what it covers."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Permission, Practitioner
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.fact_parts import titled
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column
from clinicapp.ui.widgets.words import language_words

COVERED, NOT_COVERED = "extras_planned", "no"


class TakeOptions(QWidget):
    """Proposes the patient's language, the physician at hand, and the extra sites as planned."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._hub = hub
        self.languages = ChoiceChips(name=self.tr("Language"), can_clear=False, gap=4)
        self.clinicians = ChoiceChips(name=self.tr("Who treats"), can_clear=False, gap=4)
        self.extras = ChoiceChips(name=self.tr("Extra sites"), can_clear=False, gap=4)
        self._review = label("", "label", "warn", wrap=True)
        self._review.setObjectName("texts_review")
        self.setLayout(
            column(
                titled(self.tr("Language of the patient"), self.languages),
                titled(self.tr("Who treats, as the consent names it"), self.clinicians),
                titled(self.tr("Extra sites where it hurts"), self.extras),
                self._review,
                gap="s",
            )
        )
        self.languages.chosen.connect(lambda _code: self._say_review())

    def start(self, patient: Patient, *, has_extras: bool) -> None:
        """Propose what is most likely."""
        records = self._hub.records
        known = self._hub.ask(records.consent_languages) or ()
        self.languages.set_choices([(code, language_words(code)) for code in known])
        self.languages.choose(patient.language if patient.language in known else known[0])
        able = self._able()
        self.clinicians.set_choices([(str(p.id), p.signed_name) for p in able])
        own = self._hub.person
        chosen = own if own in able else next(iter(able), None)
        self.clinicians.choose(str(chosen.id) if chosen else "")
        self.extras.set_choices(
            [
                (NOT_COVERED, self.tr("Not planned")),
                (COVERED, self.tr("May be added: tell the patient")),
            ]
        )
        self.extras.choose(COVERED if has_extras else NOT_COVERED)
        self._say_review()

    @property
    def chosen(self) -> tuple[str, UUID, tuple[str, ...]] | None:
        """Language, clinician and conditions; None where nobody can be named."""
        if not self.clinicians.choice:
            return None
        conditions = (COVERED,) if self.extras.choice == COVERED else ()
        return self.languages.choice, UUID(self.clinicians.choice), conditions

    def _able(self) -> list[Practitioner]:
        records = self._hub.records
        people = self._hub.ask(records.people) or ()
        return [p for p in people if records.access.may(p, Permission.EXPLAIN_CONSENT)]

    def _say_review(self) -> None:
        code = self.languages.choice
        review = self._hub.ask(self._hub.records.texts_review, code) if code else None
        self._review.setText(
            "" if review else self.tr("These words are not yet reviewed by a clinician.")
        )
        self._review.setVisible(review is None)
