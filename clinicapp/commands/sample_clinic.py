"""A sample clinic: invented people, patients and two years of sessions, the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.catalog.sample_names import SampleWords, load_sample_words
from clinicapp.commands.records import Around, Records
from clinicapp.commands.sample_books import Books
from clinicapp.commands.sample_charts import Charting, clinic_opening
from clinicapp.commands.sample_diary import plan_visits
from clinicapp.commands.sample_effects import AfterTelling
from clinicapp.commands.sample_patients import draw_patients, drawn_id
from clinicapp.config.resources import resource
from clinicapp.domain.after_effects import EffectKinds
from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.errors import InputError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner, Role
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.session import Session

SAMPLE_PASSWORD = "sampleclinic"
SAMPLE_ZONE = ZoneInfo("America/Chicago")
PATIENTS, SESSIONS, SEED = 40, 200, 1
# The newest moment of a sample: just before its day may be shown, so that a vial opened then lasts.
STOCKED = time(9, 59)

# The administrator comes first: who sets a clinic up is one.
_PEOPLE = (
    ("jonas", "Jonas Lindqvist", "", Role.ADMINISTRATOR),
    ("mara", "Mara Okafor", "MD", Role.PHYSICIAN),
    ("tomas", "Tomas Hale", "MD", Role.PHYSICIAN),
    ("ruth", "Ruth Adeyemi", "RN", Role.NURSE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleClinic:
    """Everything a sample clinic holds; sessions and seals are oldest first."""

    clinic: Clinic
    people: tuple[Practitioner, ...]
    patients: tuple[Patient, ...]
    sessions: tuple[Session, ...]
    around: Around


def sample_day(now: datetime) -> date:
    """The newest day of a sample made at this moment: nothing in it lies in the future."""
    return (now.astimezone(SAMPLE_ZONE) - timedelta(hours=10)).date()


def generate(
    patients: int,
    sessions: int,
    seed: int,
    today: date,
    *,
    words: SampleWords,
    protocol: Protocol,
    rules: Rulebook,
    effect_kinds: EffectKinds,
) -> SampleClinic:
    """Invent a clinic; equal arguments give equal content, down to every identifier."""
    if patients < 0 or sessions < 0:
        raise InputError("A sample cannot have fewer than 0 patients or sessions.")
    rng = Random(seed)
    noon = datetime.combine(today, time(12), SAMPLE_ZONE)
    before = noon - timedelta(days=3 * 365)
    clinic = _clinic(drawn_id(rng, before), before)
    people = _people(rng, clinic.id, before)
    drawn = draw_patients(rng, words, clinic_id=clinic.id, count=patients, at=before)
    visits = plan_visits(rng, drawn, sessions, today=today, zone=SAMPLE_ZONE)
    nurse = next(p for p in people if p.role is Role.NURSE)
    books = Books(seed, words, rules, protocol, clinic, people, SAMPLE_ZONE)
    books.expect(visits)
    charting = Charting(
        rng,
        words,
        protocol,
        books,
        doctors=tuple(p for p in people if p.role is Role.PHYSICIAN),
        nurse=nurse,
        today=today,
    )
    after = AfterTelling(seed, words, effect_kinds, by=nurse.id, now=noon)
    first = drawn[0].id if drawn else None
    charted = [charting.chart(v) for v in visits]
    return SampleClinic(
        clinic=replace(clinic, created_at=clinic_opening(visits, noon)),
        people=people,
        patients=tuple(drawn),
        sessions=after.told(charted, first),
        around=books.around(datetime.combine(today, STOCKED, SAMPLE_ZONE)),
    )


def create_sample_clinic(
    records: Records,
    *,
    today: date,
    patients: int = PATIENTS,
    sessions: int = SESSIONS,
    seed: int = SEED,
) -> SampleClinic:
    """Fill an empty data folder with a sample clinic in one transaction."""
    from clinicapp.security.passwords import hash_password

    words = load_sample_words(resource("sample", "names.toml"))
    sample = generate(
        patients,
        sessions,
        seed,
        today,
        words=words,
        protocol=records.protocol,
        rules=records.rules,
        effect_kinds=records.effect_kinds,
    )
    # Argon2 is slow on purpose; one password is shared, so one hash is enough.
    shared = hash_password(SAMPLE_PASSWORD)
    people = [(p, shared) for p in sample.people]
    records.found_clinic(sample.clinic, people, sample.patients, sample.sessions, sample.around)
    return sample


def _clinic(clinic_id: UUID, at: datetime) -> Clinic:
    return Clinic(
        id=clinic_id,
        name="Westlake Headache Clinic",
        address="12 Example Avenue, Suite 300, Westlake",
        phone="(555) 010-0142",
        hours="Monday to Friday, 8 am to 4:30 pm",
        after_hours_phone="(555) 010-0199",
        time_zone=SAMPLE_ZONE.key,
        is_sample=True,
        created_at=at,
    )


def _people(rng: Random, clinic_id: UUID, at: datetime) -> tuple[Practitioner, ...]:
    return tuple(
        Practitioner(
            id=drawn_id(rng, at),
            clinic_id=clinic_id,
            user_name=user_name,
            name=name,
            credentials=credentials,
            role=role,
        )
        for user_name, name, credentials, role in _PEOPLE
    )
