"""What the patient's screen shows: one consent with its words, and the people it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from clinicapp.catalog.instructions import load_instructions
from clinicapp.catalog.screen_words import ScreenWords, load_screen_words, screen_languages
from clinicapp.commands.records import Records
from clinicapp.config.resources import resource
from clinicapp.domain.consent.completion import is_drawn
from clinicapp.domain.consent.record import Consent, ConsentKind, Question
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.instruction_texts import DateWords
from clinicapp.domain.patient import Patient
from clinicapp.domain.policy import Policy


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
    policy: Policy

    @property
    def is_course(self) -> bool:
        """Whether this is the full consent of a course."""
        return self.consent.kind is ConsentKind.COURSE

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left that the patient can do."""
        return not self.consent.is_open or self.consent.patient_has_signed

    @property
    def is_drawn(self) -> bool:
        """Whether there is a signature by now that can be signed with."""
        return is_drawn(self.consent.signature(self.consent.patients_role), self.policy)

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


class ViewReader:
    """Reads what the screen shows: a consent as it is recorded, and the words around it."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._texts: dict[str, ConsentTexts] = {}

    @cached_property
    def languages(self) -> dict[str, str]:
        """The languages a consent can be read in, with their names for themselves."""
        folder = resource("consent")
        spoken = screen_languages(folder)
        codes = [code for code in self._records.consent_languages() if code in spoken]
        return {code: self._words[code]["language_name"] for code in codes}

    def read(self, consent_id: UUID) -> ConsentView:
        """The consent of this id, as it is on record."""
        return self.view_of(self._records.consent(consent_id))

    def next_view(self, view: ConsentView, consent: Consent) -> ConsentView:
        """What is shown after a change; a stroke need not read everything again."""
        if consent.texts_digest == view.consent.texts_digest:
            return replace(view, consent=consent)
        return self.view_of(consent)

    def view_of(self, consent: Consent) -> ConsentView:
        """What is shown of a consent."""
        records, language = self._records, consent.language
        if consent.texts_digest not in self._texts:
            self._texts[consent.texts_digest] = records.texts_of(consent)
        return ConsentView(
            consent=consent,
            texts=self._texts[consent.texts_digest],
            words=self._words[language],
            dates=self._dates[language],
            patient=records.patient(consent.patient_id),
            clinician=records.person(consent.practitioner_id).signed_name,
            is_reviewed=records.review_of(consent.texts_digest) is not None,
            policy=records.rules.policy,
        )

    @cached_property
    def _words(self) -> dict[str, ScreenWords]:
        folder = resource("consent")
        return {code: load_screen_words(folder, code) for code in screen_languages(folder)}

    @cached_property
    def _dates(self) -> dict[str, DateWords]:
        folder = resource("instructions")
        return {code: load_instructions(folder, code).dates for code in self._words}
