"""Reading records: what lists, pages and papers are made from; nothing here writes."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.commands.cases import case_of
from clinicapp.commands.vial_guards import units_for
from clinicapp.domain.after_effects import EffectKinds
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.audit import AuditEvent, History, history_of
from clinicapp.domain.checks.case import Case, Rulebook
from clinicapp.domain.errors import StoreError
from clinicapp.domain.instructions import is_due
from clinicapp.domain.patient import Patient, is_likely_duplicate
from clinicapp.domain.people import AccessMatrix, Clinic, Practitioner
from clinicapp.domain.products import ProductCatalogue
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.seal import Seal
from clinicapp.domain.seal_trail import SealEntry
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Baseline, OutsideDose
from clinicapp.domain.summaries import (
    PatientSummary,
    SessionCounts,
    SessionFilter,
    SessionSummary,
    WholeSession,
)
from clinicapp.domain.vials import Vial, VialStanding, VialState
from clinicapp.store.database import Database
from clinicapp.store.unit_of_work import UnitOfWork


class Reading:
    """The reading half of the one door: snapshots out, never rows."""

    def __init__(
        self,
        database: Database,
        access: AccessMatrix,
        protocol: Protocol,
        artwork: Artwork,
        rules: Rulebook,
        effect_kinds: EffectKinds,
    ) -> None:
        self.access = access
        self.protocol = protocol
        self.artwork = artwork
        self.effect_kinds = effect_kinds
        self._database = database
        self._shipped = rules
        self._rules = rules
        self.use_products()

    def find_clinic(self) -> Clinic | None:
        """The clinic of this folder, or None before it is set up."""
        with self._database.reading() as work:
            return work.clinics.find()

    def clinic(self) -> Clinic:
        """The clinic of this folder."""
        with self._database.reading() as work:
            return self._clinic_in(work)

    def _clinic_in(self, work: UnitOfWork) -> Clinic:
        clinic = work.clinics.find()
        if clinic is None:
            raise StoreError("This data folder has no clinic yet.", remedy="Set it up first.")
        return clinic

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone: what a local date means in lists and on papers."""
        return self._database.zone

    def people(self) -> tuple[Practitioner, ...]:
        """Everybody with an account, active or not, by name."""
        with self._database.reading() as work:
            return work.people.all()

    def person(self, person_id: UUID) -> Practitioner:
        """The person of this id."""
        with self._database.reading() as work:
            return work.people.get(person_id)

    def credentials_of(self, user_name: str) -> tuple[Practitioner, str] | None:
        """The person of a sign-in name with the kept password hash."""
        with self._database.reading() as work:
            return work.people.credentials_of(user_name)

    def patient(self, patient_id: UUID) -> Patient:
        """The patient of this id."""
        with self._database.reading() as work:
            return work.patients.get(patient_id)

    def find_patients(self, text: str, limit: int = 200) -> tuple[PatientSummary, ...]:
        """Patients whose name, number or birth date holds every typed word; "" lists all."""
        with self._database.reading() as work:
            return work.patients.find(text, limit)

    def due_patients(self, day: date, limit: int = 50) -> tuple[PatientSummary, ...]:
        """Patients whose next session may be on a day; those who just became due first."""
        days = self.protocol.retreatment_interval_days
        latest = datetime.combine(day - timedelta(days=days - 1), time(), self.zone)
        with self._database.reading() as work:
            treated = work.patients.treated_before(latest, limit)
        return tuple(
            patient
            for patient, end in treated
            if is_due(end, day, interval_days=days, zone=self.zone)
        )

    def likely_duplicates(self, patient: Patient) -> tuple[Patient, ...]:
        """Patients who may be the same person."""
        with self._database.reading() as work:
            near = work.patients.sharing(patient)
        return tuple(p for p in near if is_likely_duplicate(patient, p))

    def session(self, session_id: UUID) -> Session:
        """The session of this id."""
        with self._database.reading() as work:
            return work.sessions.get(session_id)

    def session_number(self, session_id: UUID) -> int:
        """Which of the patient's sessions this is, from 1."""
        with self._database.reading() as work:
            return work.sessions.number_of(session_id)

    def open_session_of(self, patient_id: UUID) -> UUID | None:
        """The session of a patient that is in progress, if any."""
        with self._database.reading() as work:
            return work.sessions.open_session_of(patient_id)

    def last_session(self, patient_id: UUID, before: Session) -> Session | None:
        """The patient's newest completed session that began before another one."""
        with self._database.reading() as work:
            return work.sessions.last_completed(patient_id, before)

    def completed_sessions(self, patient_id: UUID) -> tuple[Session, ...]:
        """Everything that was done to a patient so far, oldest first, read at once."""
        with self._database.reading() as work:
            return work.sessions.completed_of(patient_id)

    def history(self, session_id: UUID) -> History:
        """The acts of a session that undo and redo step over."""
        with self._database.reading() as work:
            return history_of(work.audit.of(session_id))

    def sessions(
        self, wanted: SessionFilter, limit: int = 200, offset: int = 0
    ) -> tuple[SessionSummary, ...]:
        """One page of the sessions a filter holds, newest first."""
        with self._database.reading() as work:
            return work.queries.summaries(wanted, limit, offset)

    def patient_sessions(self, patient_id: UUID) -> tuple[SessionSummary, ...]:
        """All sessions of one patient, newest first."""
        return self.sessions(SessionFilter(patient_id=patient_id), limit=1000)

    def count(self, wanted: SessionFilter) -> SessionCounts:
        """How many sessions, given sites and given units a filter holds."""
        with self._database.reading() as work:
            return work.queries.count(wanted)

    def iter_sessions(self, wanted: SessionFilter) -> Generator[WholeSession]:
        """Whole sessions with all around them, newest first, in one unchanging view."""
        with self._database.reading() as work:
            yield from work.queries.stream(wanted)

    def newest_events(self, limit: int = 200) -> tuple[AuditEvent, ...]:
        """The newest entries of the audit trail."""
        with self._database.reading() as work:
            return work.audit.newest(limit)

    @property
    def rules(self) -> Rulebook:
        """The data files that checks go by, with the products an administrator added."""
        return self._rules

    def use_products(self) -> None:
        """Let the catalogue be the shipped one with what an administrator added or changed."""
        with self._database.reading() as work:
            added = work.products.all()
        catalogue = self._shipped.catalogue.with_added(added)
        self._rules = replace(self._shipped, catalogue=catalogue)

    @property
    def catalogue(self) -> ProductCatalogue:
        """The products a vial may hold, those added by an administrator among them."""
        return self._rules.catalogue

    @property
    def shipped_catalogue(self) -> ProductCatalogue:
        """The products of the data file alone."""
        return self._shipped.catalogue

    def vial(self, vial_id: UUID) -> Vial:
        """The vial of this id."""
        with self._database.reading() as work:
            return work.vials.get(vial_id)

    def vial_standing(self, vial_id: UUID) -> VialStanding:
        """The vial of this id with what became of it."""
        with self._database.reading() as work:
            return work.vials.standing(vial_id)

    def units_for(self, session_id: UUID, vial_id: UUID) -> Decimal:
        """Units a session finds in a vial: the label's, or what the patient's last one left."""
        with self._database.reading() as work:
            return units_for(work, work.sessions.get(session_id), vial_id)

    def vials_of(self, session: Session) -> tuple[Vial, ...]:
        """The vials a session draws from, in their order."""
        with self._database.reading() as work:
            return work.vials.get_many(v.vial_id for v in session.facts.vials)

    def vials(self, states: Iterable[VialState] | None = None) -> tuple[VialStanding, ...]:
        """Vials with what became of them, soonest to expire first; None means of every state."""
        with self._database.reading() as work:
            return work.vials.standings(states)

    def baseline(self, patient_id: UUID) -> Baseline | None:
        """The baseline that stands; None when none was recorded."""
        return next(reversed(self.baselines(patient_id)), None)

    def baselines(self, patient_id: UUID) -> tuple[Baseline, ...]:
        """The baseline and its amendments, oldest first."""
        with self._database.reading() as work:
            return work.background.baselines(patient_id)

    def outside_doses(self, patient_id: UUID) -> tuple[OutsideDose, ...]:
        """What was reported of a patient from elsewhere, oldest report first."""
        with self._database.reading() as work:
            return work.background.outside_doses(patient_id)

    def seals(self, session_id: UUID) -> tuple[Seal, ...]:
        """The sealed versions of a session from the first; empty when it was never sealed."""
        with self._database.reading() as work:
            return work.seals.of(session_id)

    def seal_entries(self, session_id: UUID | None = None) -> dict[UUID, list[SealEntry]]:
        """The sealed versions that the trail tells of, by session; of one session, or of all."""
        with self._database.reading() as work:
            return work.audit.seal_entries(session_id)

    def sealed_sessions(self) -> tuple[UUID, ...]:
        """Every session that has a sealed version, in the order they were signed."""
        with self._database.reading() as work:
            return work.seals.session_ids()

    def stored(self, session_id: UUID) -> tuple[Session, tuple[Vial, ...]]:
        """A session and its vials as the disk has them, whatever is remembered between clicks."""
        with self._database.reading() as work:
            session = work.sessions.stored(session_id)
            return session, work.vials.get_many(v.vial_id for v in session.facts.vials)

    def is_sealed(self, session_id: UUID) -> bool:
        """Whether a session has a sealed version."""
        return bool(self.seals(session_id))

    def case(self, session_id: UUID, now: datetime) -> Case:
        """A session with everything around it that the checks look at."""
        with self._database.reading() as work:
            session = work.sessions.get(session_id)
            return case_of(work, session, rules=self.rules, zone=self.zone, now=now)
