"""What the patient's screen shows: one consent with its words, and the people it names."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.catalog.screen_words import ScreenWords
from clinicapp.domain.consent.record import Consent, ConsentKind, Question
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.instruction_texts import DateWords
from clinicapp.domain.patient import Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """One state of the consent in the language it is read in; `clinician` is the name shown."""

    consent: Consent
    texts: ConsentTexts
    words: ScreenWords
    dates: DateWords
    patient: Patient
    clinician: str
    is_reviewed: bool

    @property
    def is_course(self) -> bool:
        """Whether this is the full consent of a course."""
        return self.consent.kind is ConsentKind.COURSE

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left that the patient can do."""
        return not self.consent.is_open or self.consent.patient_has_signed

    @property
    def signer(self) -> str:
        """The name of who signs: the patient, or who decides for the patient."""
        who = self.consent.representative
        return who.name if who else self.patient.full_name

    @property
    def born(self) -> str:
        """The birth date in words."""
        return self.words["born"].format(date=self.dates.show_date(self.patient.birth_date))

    def name_of(self, about: str) -> str:
        """The name of a risk, or the heading of a section."""
        for risk in self.texts.risks:
            if risk.code == about:
                return risk.name
        return self.texts.section(about).heading

    def questions_about(self, about: str) -> tuple[Question, ...]:
        """The questions of the patient about a risk or a section, oldest first."""
        return tuple(q for q in self.consent.questions if q.about == about)
