"""The one door through which records are read and changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.after_effects import NO_KINDS, EffectKinds
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.audit import (
    AuditEvent,
    History,
    history_of,
    record_delta,
    session_delta,
    step_session,
)
from clinicapp.domain.errors import AccessError, RuleError, StoreError
from clinicapp.domain.instructions import is_due
from clinicapp.domain.patient import Patient, is_likely_duplicate
from clinicapp.domain.people import AccessMatrix, Clinic, Permission, Practitioner
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.session import Session, given_facts
from clinicapp.domain.summaries import (
    PatientSummary,
    SessionCounts,
    SessionFilter,
    SessionSummary,
)
from clinicapp.store.database import Database
from clinicapp.store.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when: a moment in UTC, so that a record reads back as written."""

    by: Practitioner
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What one verb did: a label, the record before and after, and its entry in the trail."""

    label: str
    before: T | None
    after: T
    event: AuditEvent | None = None


class Records:
    """Runs each verb as one transaction with one audit entry and reports it as one Change."""

    def __init__(
        self,
        database: Database,
        access: AccessMatrix,
        protocol: Protocol,
        artwork: Artwork,
        effect_kinds: EffectKinds = NO_KINDS,
    ) -> None:
        self.access = access
        self.protocol = protocol
        self.artwork = artwork
        self.effect_kinds = effect_kinds
        self._database = database
        clinic = self.find_clinic()
        if clinic:
            self.use_zone(clinic)

    # reading ---------------------------------------------------------------------------------
    def find_clinic(self) -> Clinic | None:
        """The clinic of this folder, or None before it is set up."""
        with self._database.reading() as work:
            return work.clinics.find()

    def clinic(self) -> Clinic:
        """The clinic of this folder."""
        clinic = self.find_clinic()
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

    def iter_sessions(self, wanted: SessionFilter) -> Generator[tuple[Session, Patient, int]]:
        """Whole sessions with patient and number, newest first, in one unchanging view."""
        with self._database.reading() as work:
            yield from work.queries.stream(wanted)

    def newest_events(self, limit: int = 200) -> tuple[AuditEvent, ...]:
        """The newest entries of the audit trail."""
        with self._database.reading() as work:
            return work.audit.newest(limit)

    # changing --------------------------------------------------------------------------------
    def require(self, act: Act, permission: Permission, label: str) -> None:
        """Refuse an act to a person whose role does not allow it, and keep the refusal."""
        with self._refusal_kept(act):
            self.access.require(act.by, permission, label)

    @contextmanager
    def _refusal_kept(self, act: Act) -> Iterator[None]:
        """Keep a refusal in the trail, outside the transaction that it ended."""
        try:
            yield
        except AccessError as error:
            label, detail = f"Refused: {error.label}", {"needs": error.needs}
            self.note(act, "refused", label, entity="access", detail=detail)
            raise

    def use_zone(self, clinic: Clinic) -> None:
        """Let local dates be the clinic's."""
        self._database.zone = ZoneInfo(clinic.time_zone)

    def add_session(self, act: Act, label: str, session: Session) -> Change[Session]:
        """Write a new session."""
        with self._database.writing() as work:
            if work.sessions.open_session_of(session.patient_id):
                raise RuleError(
                    "This patient has a session in progress.",
                    remedy="Continue it, or void it with a reason.",
                )
            saved = work.sessions.add(session)
            event = work.audit.append(
                _event(act, "start_session", label, "session", saved.id, saved.revision),
                {"planned": [s.site_id for s in saved.sites]},
            )
            work.commit()
        return Change(label, None, saved, event)

    def edit_session(
        self,
        act: Act,
        verb: str,
        session_id: UUID,
        label: str,
        edit: Callable[[Session], Session],
    ) -> Change[Session]:
        """Change a session: read, apply the rule, save, audit, commit."""
        with self._refusal_kept(act), self._database.writing() as work:
            before = work.sessions.get(session_id)
            wanted = edit(before)
            if wanted == before:
                return Change(label, before, before)
            event = _event(act, verb, label, "session", session_id, before.revision + 1)
            after, event = self._save_session(work, act, before, wanted, event)
            work.commit()
        return Change(label, before, after, event)

    def step(self, act: Act, session_id: UUID, *, back: bool) -> Change[Session]:
        """Undo or redo the next act of a session; itself an act with an entry of its own."""
        with self._refusal_kept(act), self._database.writing() as work:
            before = work.sessions.get(session_id)
            history = history_of(work.audit.of(session_id))
            steps, word = (history.undo, "Undo") if back else (history.redo, "Redo")
            if not steps:
                raise RuleError(f"There is nothing to {word.casefold()}.")
            step = steps[-1]
            wanted = step_session(before, work.audit.delta(step.seq), back=back)
            label = f"{word}: {step.label}"
            event = replace(
                _event(act, word.casefold(), label, "session", session_id, before.revision + 1),
                undoes=step.seq if back else None,
                redoes=None if back else step.seq,
            )
            after, event = self._save_session(work, act, before, wanted, event)
            work.commit()
        return Change(label, before, after, event)

    def _save_session(
        self, work: UnitOfWork, act: Act, before: Session, wanted: Session, event: AuditEvent
    ) -> tuple[Session, AuditEvent]:
        if given_facts(before) != given_facts(wanted):
            # Whatever the verb: who changes what was given must be one who may give.
            self.access.require(act.by, Permission.CHART_DOSE, event.label)
        after = work.sessions.save(before, wanted)
        return after, work.audit.append(event, session_delta(before, after))

    def save_patient(self, act: Act, verb: str, label: str, patient: Patient) -> Change[Patient]:
        """Write a patient, new or corrected."""
        with self._database.writing() as work:
            before = work.patients.get(patient.id) if patient.revision else None
            if before == patient:
                return Change(label, before, before)
            after = work.patients.save(patient)
            event = _event(act, verb, label, "patient", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def save_person(
        self,
        act: Act,
        verb: str,
        label: str,
        person: Practitioner,
        password_hash: str | None = None,
    ) -> Change[Practitioner]:
        """Write a person, new or corrected; at least one active administrator must stay."""
        with self._database.writing() as work:
            before = work.people.get(person.id) if person.revision else None
            after = work.people.save(person, password_hash)
            if not any(self.access.may(p, Permission.MANAGE_PEOPLE) for p in work.people.all()):
                raise RuleError(
                    "Nobody would be left who may manage people.",
                    remedy="Make somebody else administrator first.",
                )
            event = _event(act, verb, label, "practitioner", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def save_clinic(self, act: Act, label: str, clinic: Clinic) -> Change[Clinic]:
        """Write the clinic's details."""
        with self._database.writing() as work:
            before = work.clinics.find()
            if before == clinic:
                return Change(label, before, before)
            after = work.clinics.save(clinic)
            event = _event(act, "change_clinic", label, "clinic", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        self.use_zone(after)
        return Change(label, before, after, event)

    def found_clinic(
        self,
        clinic: Clinic,
        people: Sequence[tuple[Practitioner, str]],
        patients: Sequence[Patient] = (),
        sessions: Sequence[Session] = (),
    ) -> None:
        """Write a whole new clinic in one transaction: its people with their password hashes."""
        with self._database.writing() as work:
            if work.clinics.find() is not None:
                raise RuleError("This data folder already has a clinic.")
            saved = work.clinics.save(clinic)
            for person, password_hash in people:
                work.people.save(person, password_hash)
            work.bulk.add_patients(replace(p, revision=1) for p in patients)
            work.bulk.add_sessions(replace(s, revision=1) for s in sessions)
            founder = Act(people[0][0], clinic.created_at)
            event = _event(founder, "set_up_clinic", "Set up the clinic", "clinic", saved.id, 1)
            work.audit.append(event, {"patients": len(patients), "sessions": len(sessions)})
            work.commit()
        self.use_zone(clinic)

    def note(
        self,
        act: Act | None,
        verb: str,
        label: str,
        *,
        entity: str,
        entity_id: UUID | None = None,
        detail: Mapping[str, Any] | None = None,
        at: datetime | None = None,
    ) -> AuditEvent:
        """Keep something that changed no record: a sign-in, a print, an export, a refusal."""
        moment = act.at if act else at
        if moment is None:
            raise TypeError("an audit entry needs a time")
        event = AuditEvent(
            seq=0,
            recorded_at=moment,
            person_id=act.by.id if act else None,
            act=verb,
            label=label,
            entity=entity,
            entity_id=entity_id,
            revision=0,
        )
        with self._database.writing() as work:
            kept = work.audit.append(event, detail or {})
            work.commit()
        return kept


def _event(
    act: Act, verb: str, label: str, entity: str, entity_id: UUID, revision: int
) -> AuditEvent:
    return AuditEvent(
        seq=0,
        recorded_at=act.at,
        person_id=act.by.id,
        act=verb,
        label=label,
        entity=entity,
        entity_id=entity_id,
        revision=revision,
    )
