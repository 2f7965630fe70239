"""Checking every signed session from the command line: counts and identifiers, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from clinicapp.cli import main
from clinicapp.commands.opening import open_folder
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import start_session
from clinicapp.commands.signing import add_addendum
from clinicapp.domain.people import Role
from tests.conftest import Staff
from tests.factories import AT, make_clinic, make_patient, make_person, password_hash
from tests.signable import make_signed


@pytest.fixture
def data(tmp_path):
    """A folder with two signed sessions, one of them amended."""
    folder = tmp_path / "data"
    opened = open_folder(folder, now=AT)
    people = [make_person(role) for role in Role]
    records = opened.records
    records.found_clinic(make_clinic(), [(p, password_hash()) for p in people])
    staff = Staff(*(records.person(p.id) for p in people))
    act = Act(staff.physician, AT)
    for _ in range(2):
        patient = register_patient(records, make_patient(), act=act).after
        session = start_session(records, patient.id, act=act).after
        signed = make_signed(records, session.id, act, staff)
    later = Act(act.by, AT + timedelta(hours=1))
    add_addendum(records, signed.id, "why", "what", act=later)
    opened.close()
    return folder


def run_sql(folder, *statements):
    opened = open_folder(folder, now=AT)
    with opened.records._database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    opened.close()


def test_what_is_intact_is_counted(data, capsys):
    assert main(["verify", "--data", str(data)]) == 0
    assert capsys.readouterr().out == (
        "2 sealed sessions, 3 versions: 2 intact, 0 not intact\n"
        "0 closed consents, 0 versions: 0 intact, 0 not intact\n"
    )


def test_what_is_not_intact_is_named_by_its_identifier_alone(data, capsys):
    run_sql(data, "UPDATE session_site SET units = 700 WHERE site_id = 'TEM-L1'")
    assert main(["verify", "--data", str(data)]) == 1
    told = capsys.readouterr().out
    assert "0 intact, 2 not intact" in told
    assert told.count("not intact: ") == 2
    assert "Site TEM-L1 differs from what was sealed." in told
    assert "Vasquez" not in told
    assert "HC-" not in told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session_fact SET content = '{' WHERE name = 'care'",
        "UPDATE session_fact SET content = '[]' WHERE name = 'time_out'",
        "UPDATE session_site SET state = 'elsewhere' WHERE site_id = 'TEM-L1'",
        "UPDATE protocol SET content = content || ' '",
        "UPDATE vial SET reconstitution = 'x'",
        "UPDATE session_site SET site_id = 'NOWHERE' WHERE site_id = 'TEM-L1'",
    ],
)
def test_a_record_that_can_no_longer_be_read_is_not_intact(data, capsys, statement):
    run_sql(data, statement)
    assert main(["verify", "--data", str(data)]) == 1
    assert "0 intact, 2 not intact" in capsys.readouterr().out


@pytest.mark.parametrize("removed", ["1 = 1", "version = 1", "version = 2"])
def test_a_sealed_version_that_was_removed_is_told(data, capsys, removed):
    run_sql(data, "DROP TRIGGER seal_no_delete", f"DELETE FROM seal WHERE {removed}")
    assert main(["verify", "--data", str(data)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("2 sealed sessions, 3 versions:")
    assert "is missing; the audit trail tells that it was sealed." in out


def test_a_folder_without_a_clinic_is_refused(tmp_path, capsys):
    assert main(["verify", "--data", str(tmp_path / "none")]) == 1
    assert "There is no clinic" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
