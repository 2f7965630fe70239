"""What the sample knows of each invented patient beside the sessions: traits, baseline, doses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.catalog.sample_names import SampleWords
from clinicapp.commands.cases import dose_here, doses_elsewhere
from clinicapp.commands.sample_patients import drawn_id
from clinicapp.domain.checks.case import Case, EarlierDose, Rulebook
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.patient import Patient, Sex, age_on
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Baseline, OutsideDose, SessionFacts
from clinicapp.domain.totals import given_units_of
from clinicapp.domain.vials import Source, Vial

FERTILE_UNTIL = 55
AURA, INTRACTABLE, STATUS, RESPONDS, INTERPRETER = 0.3, 0.55, 0.03, 0.85, 0.5
ELSEWHERE = 0.08
# What people say "yes" to at every visit, and how often.
_LASTING = (
    ("anticoagulant", 0.06),
    ("weakness-before", 0.04),
    ("swallowing-breathing", 0.03),
    ("albumin-objection", 0.02),
)
_SOURCES = {Source.BOUGHT: 85, Source.PHARMACY: 12, Source.SAMPLE: 3}


@dataclass(slots=True, kw_only=True)
class PatientFile:
    """One patient's traits, and what was done so far: it grows while sessions are charted."""

    patient: Patient
    aura: bool
    intractable: bool
    status: bool
    responds: bool
    is_fertile: bool
    needs_interpreter: bool
    says_yes: frozenset[str]
    source: Source
    baseline: Baseline
    outside: tuple[OutsideDose, ...]
    doses: list[EarlierDose] = field(default_factory=list)
    last: SessionFacts | None = None

    @property
    def number(self) -> int:
        """Which treatment comes next, from 1."""
        return len(self.doses) + 1

    def case(
        self, session: Session, vials: tuple[Vial, ...], rules: Rulebook, zone: ZoneInfo
    ) -> Case:
        """A session of this patient with everything around it, as its last dose is given."""
        return Case(
            session=session,
            number=self.number,
            patient=self.patient,
            vials=vials,
            shared_vials=frozenset(),
            earlier=(*self.doses, *doses_elsewhere(self.outside, rules)),
            outside=self.outside,
            baseline=self.baseline,
            rules=rules,
            zone=zone,
            now=session.ended_at or session.started_at,
        )

    def keep(self, session: Session, zone: ZoneInfo) -> None:
        """Remember a signed session for those that follow."""
        end = session.ended_at or session.started_at
        self.doses.append(dose_here(session.id, end, given_units_of(session), zone))
        self.last = session.facts


class Filing:
    """Opens a file for each patient at the first visit; equal seeds give equal files.

    Of the patient who is the `newest` a dose elsewhere is told.
    """

    def __init__(
        self,
        seed: int,
        words: SampleWords,
        rules: Rulebook,
        zone: ZoneInfo,
        *,
        nurse: UUID,
    ) -> None:
        self._rng = Random(f"files {seed}")
        self._words = words
        self._rules = rules
        self._zone = zone
        self._nurse = nurse
        self._files: dict[UUID, PatientFile] = {}
        self.newest: UUID | None = None

    @property
    def files(self) -> tuple[PatientFile, ...]:
        return tuple(self._files.values())

    def of(self, patient: Patient, at: datetime) -> PatientFile:
        """A patient's file, opened at this visit if it is the first."""
        if patient.id not in self._files:
            self._files[patient.id] = self._opened(patient, at)
        return self._files[patient.id]

    def find(self, patient_id: UUID) -> PatientFile:
        """A file that is open."""
        return self._files[patient_id]

    def _opened(self, patient: Patient, at: datetime) -> PatientFile:
        is_young = age_on(patient.birth_date, at.date()) < FERTILE_UNTIL
        return PatientFile(
            patient=patient,
            aura=self._happens(AURA),
            intractable=self._happens(INTRACTABLE),
            status=self._happens(STATUS),
            responds=self._happens(RESPONDS),
            is_fertile=patient.sex is not Sex.MALE and is_young,
            needs_interpreter=patient.language != "en" and self._happens(INTERPRETER),
            says_yes=frozenset(code for code, often in _LASTING if self._happens(often)),
            source=self._rng.choices(tuple(_SOURCES), tuple(_SOURCES.values()))[0],
            baseline=self._baseline(patient.id, at),
            outside=self._elsewhere(patient.id, at),
        )

    def _happens(self, often: float) -> bool:
        return self._rng.random() < often

    def _baseline(self, patient_id: UUID, at: datetime) -> Baseline:
        rng, policy = self._rng, self._rules.policy
        days = Decimal(rng.randint(policy.baseline_headache_days + 1, 28))
        hours = Decimal(rng.randint(policy.baseline_hours_a_day + 1, 12))
        moment = at + timedelta(seconds=5)
        return Baseline(
            id=drawn_id(rng, moment),
            patient_id=patient_id,
            headache_days=days,
            migraine_days=Decimal(rng.randint(policy.baseline_migraine_days, int(days) - 4)),
            hours_a_day=hours,
            hours_a_month=days * hours,
            months=rng.randint(6, 120),
            hit6=rng.randrange(58, 76, 2),
            midas=rng.randint(25, 120),
            reason="",
            recorded_at=moment,
            recorded_by=self._nurse,
        )

    def _elsewhere(self, patient_id: UUID, at: datetime) -> tuple[OutsideDose, ...]:
        chance, kind = self._rng.random(), self._rng.choice(self._words.outside_doses)
        if patient_id == self.newest:
            kind = self._words.outside_doses[-1]
        elif chance >= ELSEWHERE:
            return ()
        toxin = self._rules.catalogue.toxin(kind.toxin)
        if toxin is None:
            raise CatalogError(f"The sample tells of {kind.toxin}, which is no toxin.")
        moment = at + timedelta(seconds=15)
        before = timedelta(days=self._rng.randint(kind.days_least, kind.days_most))
        return (
            OutsideDose(
                id=drawn_id(self._rng, moment),
                patient_id=patient_id,
                toxin=toxin.code,
                toxin_name=toxin.name,
                on=at.astimezone(self._zone).date() - before,
                units=kind.units,
                indication=kind.indication,
                recorded_at=moment,
                recorded_by=self._nurse,
            ),
        )
