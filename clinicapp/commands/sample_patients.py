"""Invented patients: names in many scripts, births from 1920 to 2008, numbers nobody has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, repeat
from random import Random
from uuid import UUID

from clinicapp.catalog.sample_names import FeaturedPerson, Name, NameOrigin, SampleWords
from clinicapp.domain.patient import Patient, Sex

OLDEST_BIRTH, MIDDLE_BIRTH, NEWEST_BIRTH = date(1920, 1, 1), date(1980, 1, 1), date(2008, 12, 31)


def drawn_id(rng: Random, at: datetime) -> UUID:
    """A time-ordered identifier (version 7) whose random bits come from the seed."""
    value = int(at.timestamp() * 1000) << 80 | rng.getrandbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def draw_patients(
    rng: Random, words: SampleWords, *, clinic_id: UUID, count: int, at: datetime
) -> list[Patient]:
    """As many patients as asked for: the featured first, then every origin, then by weight."""
    numbers = rng.sample(range(10_000, max(100_000, 10 * count)), count)
    people = chain(words.featured, _draw_people(rng, words))
    return [
        _patient(rng, words, person, drawn_id(rng, at), clinic_id, f"HC-{number:05d}")
        for person, number in zip(people, numbers, strict=False)
    ]


def _draw_people(rng: Random, words: SampleWords) -> Iterator[FeaturedPerson]:
    each = rng.sample(words.origins, len(words.origins))
    weights = [o.weight for o in words.origins]
    by_weight = (rng.choices(words.origins, weights)[0] for _ in repeat(None))
    for origin in chain(each, by_weight):
        yield _draw_person(rng, words, origin)


def _draw_person(rng: Random, words: SampleWords, origin: NameOrigin) -> FeaturedPerson:
    sex = Sex.FEMALE if rng.random() < 0.75 else Sex.MALE
    span = (NEWEST_BIRTH - OLDEST_BIRTH).days
    peak = (MIDDLE_BIRTH - OLDEST_BIRTH).days
    return FeaturedPerson(
        family=rng.choice(origin.family[sex]),
        given=rng.choice(origin.given[sex]),
        birth_date=OLDEST_BIRTH + timedelta(days=int(rng.triangular(0, span, peak))),
        sex=sex,
        language=origin.language if rng.random() < 0.6 else "en",
        allergies=rng.choice(words.allergies) if rng.random() < 0.5 else "",
    )


def _patient(
    rng: Random,
    words: SampleWords,
    person: FeaturedPerson,
    patient_id: UUID,
    clinic_id: UUID,
    record_number: str,
) -> Patient:
    return Patient(
        id=patient_id,
        clinic_id=clinic_id,
        family_name=person.family.text,
        given_name=person.given.text,
        latin_name=_latin(person.given, person.family),
        birth_date=person.birth_date,
        record_number=record_number,
        sex=person.sex,
        # 555-0100 to 555-0199 are kept free of real telephones for fiction.
        phone=f"({rng.choice((312, 708, 773, 847))}) 555-01{rng.randrange(100):02d}",
        language=person.language,
        allergies=person.allergies,
        note=rng.choice(words.notes) if rng.random() < 0.15 else "",
    )


def _latin(given: Name, family: Name) -> str:
    if not (given.latin or family.latin):
        return ""
    return f"{given.latin or given.text} {family.latin or family.text}".strip()
