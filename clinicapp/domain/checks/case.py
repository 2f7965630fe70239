"""All the facts that the checks look at, gathered before they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.charge_codes import ChargeCodes
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.standing import EMPTY_SHELF, ConsentShelf, governs
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.note_words import NoteWords
from clinicapp.domain.patient import Patient
from clinicapp.domain.policy import Policy
from clinicapp.domain.products import ProductCatalogue
from clinicapp.domain.safety import CareLists, DiagnosisTable, SafetyQuestions
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Baseline, OutsideDose
from clinicapp.domain.signature import SignatureWords
from clinicapp.domain.vials import Vial

ONE_SITTING = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDose:
    """Units of our product that a patient had before, here or elsewhere; both may be unknown.

    `session_id` is None for a dose from elsewhere; `where` tells people where it comes from.
    """

    on: date | None
    units: Decimal | None
    where: str
    session_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The data files the checks go by."""

    policy: Policy
    catalogue: ProductCatalogue
    questions: SafetyQuestions
    diagnoses: DiagnosisTable
    lists: CareLists
    charge_codes: ChargeCodes
    signature: SignatureWords
    note: NoteWords
    consent_texts: Mapping[str, ConsentTexts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One session with everything around it.

    `number` counts the patient's treatments from 1. `vials` are those the session uses,
    `shared_vials` the ids of those that another patient's session uses too. `earlier` are doses of
    our product without this session's, `outside` everything reported from elsewhere. `left_before`
    are units that the patient's last session left in vials it had used, by their ids. No clock that
    is right shows less than `latest_known`, the last moment that the clinic's records tell of.
    """

    session: Session
    number: int
    patient: Patient
    vials: tuple[Vial, ...]
    shared_vials: frozenset[UUID]
    earlier: tuple[EarlierDose, ...]
    outside: tuple[OutsideDose, ...]
    baseline: Baseline | None
    rules: Rulebook
    zone: ZoneInfo
    now: datetime
    latest_known: datetime | None = None
    session_number: int = 0
    left_before: Mapping[UUID, Decimal] = field(default_factory=dict)
    shelf: ConsentShelf = EMPTY_SHELF

    @property
    def shown_number(self) -> int:
        """Which of the patient's sessions this is, void ones counted, as on every screen."""
        return self.session_number or self.number

    @property
    def day(self) -> date:
        """The clinic's date of the session: that of its first dose, or of its start."""
        return self.first_dose_or_start.astimezone(self.zone).date()

    @property
    def screen_consent(self) -> Consent | None:
        """The consent on the screen that the session stands on; None where a paper goes first."""
        last = self.last_word
        return last if governs(last, self.session.facts.consent) else None

    @property
    def last_word(self) -> Consent | None:
        """The full consent on the screen that the patient spoke of last, as the session sees it."""
        return self.shelf.last_word(self.days, self.zone)

    @property
    def days(self) -> frozenset[date]:
        """The clinic's dates of one sitting: of its first dose, or today's before there is any.

        Its start is another one only where midnight is between; a session left open for longer
        asks for a consent of the day on which it goes on.
        """
        start, first = self.session.started_at, self.first_dose_at
        at = first or (self.now if self.session.is_open else start)
        moments = (at, start) if at - start <= ONE_SITTING else (at,)
        return frozenset(m.astimezone(self.zone).date() for m in moments)

    @property
    def first_dose_at(self) -> datetime | None:
        """When the first dose was given."""
        return min((s.performed_at for s in self.session.given if s.performed_at), default=None)

    @property
    def first_dose_or_start(self) -> datetime:
        return self.first_dose_at or self.session.started_at

    def vial(self, vial_id: UUID) -> Vial | None:
        """The vial of an id, if the session uses it."""
        return next((v for v in self.vials if v.id == vial_id), None)
