"""Everything that is kept beside the sites of the invented sessions, in one hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.catalog.sample_names import SampleWords
from clinicapp.commands.records import Around
from clinicapp.commands.sample_diary import Outcome, Visit
from clinicapp.commands.sample_facts import Recorder
from clinicapp.commands.sample_files import Filing, PatientFile
from clinicapp.commands.sample_seals import Sealing
from clinicapp.commands.sample_vials import Cabinet
from clinicapp.domain.checks.case import Case, Rulebook
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner, Role
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.session import Session
from clinicapp.domain.vials import Vial

MISTAKEN = 0.006


class Books:
    """Records, signs and seals what the charts hold; by chances of its own."""

    def __init__(
        self,
        seed: int,
        words: SampleWords,
        rules: Rulebook,
        protocol: Protocol,
        clinic: Clinic,
        people: tuple[Practitioner, ...],
        zone: ZoneInfo,
    ) -> None:
        nurse = next(p.id for p in people if p.role is Role.NURSE)
        self._rules = rules
        self._zone = zone
        self._filing = Filing(seed, words, rules, zone, nurse=nurse)
        self._recorder = Recorder(seed, words, rules, zone, nurse=nurse)
        self._cabinet = Cabinet(seed, rules, protocol, clinic_id=clinic.id, nurse=nurse)
        self._sealing = Sealing(self._recorder, clinic, people)

    def expect(self, visits: Iterable[Visit]) -> None:
        """Find the newest patient who was treated, of whom a recent dose elsewhere is told."""
        first: dict[UUID, Visit] = {}
        for visit in visits:
            first.setdefault(visit.patient.id, visit)
        done = [v for v in first.values() if v.outcome is Outcome.DONE]
        self._filing.newest = max(done, key=lambda v: v.at).patient.id if done else None

    def begun(self, session: Session, patient: Patient) -> Session:
        """A new session with what is taken over from the last one; the first opens the file."""
        file = self._filing.of(patient, session.started_at)
        return self._recorder.carried(session, file)

    def open(self, session: Session, doctor: Practitioner, *, asks: bool) -> Session:
        """A session that goes on: ready for the first dose, and its findings taken on."""
        case = self._ready(session, doctor, asks=asks)
        return self._sealing.taken_on(case, doctor, case.now)

    def signed(self, session: Session, doctor: Practitioner, *, at: datetime) -> Session:
        """A charted session with all that belongs to it, signed and sealed."""
        case = self._ready(session, doctor, asks=True)
        whole = self._recorder.discarded(case.session, doctor.id)
        return self._sealing.signed(self._case(whole, case.vials), doctor, at)

    def amended(self, session: Session) -> None:
        """Seal the addendum of the session that was just signed."""
        self._sealing.amended(session)

    def perhaps_voided(
        self, session: Session, doctor: Practitioner, *, before: date
    ) -> Session | None:
        """The session just signed as an error found on a later day, in a few; else None."""
        at = (session.completed_at or session.started_at) + timedelta(days=1, minutes=25)
        if not self._recorder.happens(MISTAKEN) or at.date() >= before:
            return None
        reason = self._recorder.signed_void_reason()
        for use in session.facts.vials:
            self._cabinet.throw_away(use.vial_id, at, doctor.id, reason)
        return self._sealing.voided(session, doctor, at, reason)

    def keep(self, session: Session) -> None:
        """Remember a signed session for the patient's next ones."""
        self._file(session).keep(session, self._zone)

    def around(self, now: datetime) -> Around:
        """Everything but the sessions, with the stock of a moment."""
        self._cabinet.stock(now.astimezone(UTC))
        files = self._filing.files
        return Around(
            vials=self._cabinet.vials,
            baselines=tuple(f.baseline for f in files),
            outside_doses=tuple(d for f in files for d in f.outside),
            seals=tuple(self._sealing.seals),
        )

    def _ready(self, session: Session, doctor: Practitioner, *, asks: bool) -> Case:
        file = self._file(session)
        vials = self._cabinet.opened(session.started_at, file.source)
        session = self._recorder.prepared(session, file, doctor, asks=asks)
        return self._case(self._recorder.drawn_from(session, vials), vials)

    def _case(self, session: Session, vials: tuple[Vial, ...]) -> Case:
        return self._file(session).case(session, vials, self._rules, self._zone)

    def _file(self, session: Session) -> PatientFile:
        return self._filing.find(session.patient_id)
