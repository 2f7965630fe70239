"""A clinic on disk for measuring."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import start_session
from clinicapp.domain.people import Role
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.consent_factory import agree
from tests.factories import (
    AT,
    make_clinic,
    make_patient,
    make_person,
    make_records,
    password_hash,
)


@contextmanager
def empty_records():
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "clinic.db", KEY, now=AT)
        try:
            records = make_records(database)
            yield records, Path(folder)
        finally:
            database.close()


@contextmanager
def charting():
    """Records with one open session, and the act of a physician."""
    with empty_records() as (records, folder):
        people = [make_person(role) for role in Role]
        records.found_clinic(make_clinic(), [(p, password_hash()) for p in people])
        act = Act(records.person(people[0].id), AT)
        patient = register_patient(records, make_patient(), act=act).after
        agree(records, patient.id, act)
        yield records, start_session(records, patient.id, act=act).after, act, folder
