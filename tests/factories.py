"""Snapshots with sensible values; name only what the test is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from uuid import UUID

from clinicapp.catalog.access import load_access
from clinicapp.catalog.after_effects import load_after_effects
from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.protocols import load_protocol
from clinicapp.catalog.rulebook import load_rulebook
from clinicapp.commands.records import Records
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner, Role
from clinicapp.domain.session import plan_session

RESOURCES = Path(__file__).parents[1] / "resources"
AT = datetime(2026, 11, 22, 20, 2, 7, tzinfo=UTC)  # Sunday 14:02:07 in Chicago
CLINIC_ID = UUID(int=1)
PASSWORD = "correct horse battery"
# Argon2 is slow on purpose; tests of anything else keep the hash of PASSWORD made once.
_numbers = count(1000)


def new_id():
    return UUID(int=next(_numbers))


@cache
def make_protocol():
    return load_protocol(RESOURCES / "protocols" / "preempt-fixed.toml")


@cache
def make_artwork():
    return load_artwork(RESOURCES / "diagram")


@cache
def make_access():
    return load_access(RESOURCES / "access" / "roles.toml")


@cache
def make_effect_kinds():
    return load_after_effects(RESOURCES / "codes" / "after_effects.toml")


@cache
def make_rules():
    return load_rulebook(RESOURCES)


def make_records(database):
    """The door to the records of a database, with the data files that are shipped."""
    return Records(
        database, make_access(), make_protocol(), make_artwork(), make_rules(), make_effect_kinds()
    )


@cache
def password_hash():
    from clinicapp.security.passwords import hash_password

    return hash_password(PASSWORD)


def make_clinic(**changes):
    clinic = Clinic(
        id=CLINIC_ID,
        name="Westlake Headache Clinic",
        address="12 Example Avenue, Springfield",
        phone="(555) 010-0142",
        time_zone="America/Chicago",
        created_at=AT - timedelta(days=900),
    )
    return replace(clinic, **changes)


def make_person(role=Role.PHYSICIAN, **changes):
    names = {
        Role.PHYSICIAN: ("mara", "Mara Okafor", "MD"),
        Role.NURSE: ("ruth", "Ruth Adeyemi", "RN"),
        Role.ADMINISTRATOR: ("jonas", "Jonas Lindqvist", ""),
    }
    user_name, name, credentials = names[Role(role)]
    person = Practitioner(
        id=new_id(),
        clinic_id=CLINIC_ID,
        user_name=user_name,
        name=name,
        credentials=credentials,
        role=Role(role),
    )
    return replace(person, **changes)


def make_patient(**changes):
    number = next(_numbers)
    patient = Patient(
        id=new_id(),
        clinic_id=CLINIC_ID,
        family_name="Vasquez",
        given_name="Elena María",
        birth_date=date(1984, 3, 14),
        record_number=f"HC-{number:05d}",
    )
    return replace(patient, **changes)


def make_session(*, give_all=False, complete=False, **changes):
    by = new_id()
    session = plan_session(
        session_id=new_id(),
        clinic_id=CLINIC_ID,
        patient_id=new_id(),
        protocol=make_protocol(),
        at=AT,
        by=by,
    )
    session = replace(session, **changes)
    if give_all or complete:
        planned = [s.site_id for s in session.planned]
        session = session.give(planned, at=AT + timedelta(minutes=5), by=by)
    if complete:
        session = session.complete(at=AT + timedelta(minutes=10), by=by)
    return session
