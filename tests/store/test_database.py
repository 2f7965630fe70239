"""The promises of the database file, asserted at run time."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from clinicapp.commands.sessions import give_sites
from clinicapp.domain.errors import StoreError
from clinicapp.store.database import open_database
from clinicapp.store.sqlite import TRIGGERS, connect, faults_in
from tests.conftest import KEY
from tests.factories import AT, make_patient


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("mmap_size", 0),
    ],
)
def test_every_connection_keeps_the_promises(database, pragma, value):
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_the_driver_is_past_the_wal_fault_and_the_pool_is_safe(database):
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)
    assert type(database.engine.pool) is QueuePool
    assert database.engine.hide_parameters


def test_24_threads_read_at_once(database, records, session):
    found, errors = [], []

    def read():
        try:
            found.append(records.session(session.id))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert found == [session] * 24


def test_a_reader_sees_one_state_and_blocks_no_writer(database, records, session, act):
    with database.reading() as reader:
        before = reader.sessions.get(session.id)
        give_sites(records, session.id, ["TEM-L3"], act=act)
        rows = reader.queries.count(_all())
        assert rows.sites == 0
    assert before == session
    assert records.count(_all()).sites == 1


def _all():
    from clinicapp.domain.summaries import SessionFilter

    return SessionFilter()


def test_nothing_readable_stands_in_the_files(database, records, act, tmp_path):
    from clinicapp.commands.patients import register_patient

    register_patient(records, make_patient(family_name="Zebrafinch"), act=act)
    for path in tmp_path.glob("clinic.db*"):
        assert b"Zebrafinch" not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET label = 'x'",
        "DELETE FROM audit_event",
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event LIMIT 1",
        "REPLACE INTO audit_event SELECT * FROM audit_event LIMIT 1",
    ],
)
def test_the_audit_trail_can_only_grow(database, session, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        database.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_error_texts_hold_no_values(database, records, patient):
    with pytest.raises(DatabaseError) as error, database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO patient (id, family_name) VALUES (:i, :n)"),
            {"i": "1", "n": "Zebrafinch"},
        )
    assert "Zebrafinch" not in str(error.value)


def test_a_backup_is_whole_encrypted_and_opens_alone(database, records, session, tmp_path):
    target = tmp_path / "backups" / "copy.db"
    database.backup(target)
    other = open_database(target, KEY, now=AT)
    try:
        with other.reading() as work:
            assert work.sessions.get(session.id) == session
    finally:
        other.close()
    with pytest.raises(sqlcipher.DatabaseError):
        connect(target, bytes(32))


def test_a_backup_belongs_to_its_owner_alone_and_replaces_an_older_one(database, session, tmp_path):
    target = tmp_path / "backups" / "copy.db"
    target.parent.mkdir()
    target.write_bytes(b"an older backup")
    (tmp_path / "backups" / "copy.db.part").write_bytes(b"left by a crash")
    database.backup(target)
    open_database(target, KEY, now=AT).close()
    assert [p.name for p in target.parent.iterdir()] == ["copy.db"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_fails_leaves_nothing_and_the_older_one(
    database, session, tmp_path, monkeypatch
):
    target = tmp_path / "copy.db"
    database.backup(target)
    older = target.read_bytes()
    monkeypatch.setattr("clinicapp.store.database.faults_in", lambda _copy: ["a damaged page"])
    with pytest.raises(StoreError, match="could not be verified"):
        database.backup(target)
    assert target.read_bytes() == older
    assert not list(tmp_path.glob("*.part*"))
    with pytest.raises(StoreError, match="cannot be written"):
        database.backup(tmp_path / "copy.db" / "copy.db")


def test_a_sound_file_has_no_faults(database, session):
    connection = connect(database.path, KEY)
    try:
        assert faults_in(connection) == []
    finally:
        connection.close()


def test_another_program_that_writes_is_waited_for_then_named(database, records, session, act):
    with database.engine.connect() as ours:
        ours.exec_driver_sql("PRAGMA busy_timeout = 0")
    connection = connect(database.path, KEY)
    try:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program"):
            give_sites(records, session.id, ["TEM-L3"], act=act)
    finally:
        connection.close()
    give_sites(records, session.id, ["TEM-L3"], act=act)
    assert records.session(session.id).site("TEM-L3").is_given


@pytest.mark.parametrize(
    "behind_the_back",
    [
        ("DROP TRIGGER seal_no_delete", "DROP TRIGGER baseline_no_update"),
        (
            "DROP TRIGGER seal_no_delete",
            "CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT 1; END",
        ),
    ],
)
def test_triggers_that_are_gone_or_hollow_are_put_back_when_a_database_is_opened(
    database, behind_the_back
):
    with database.engine.begin() as connection:
        for statement in behind_the_back:
            connection.execute(text(statement))
    database.close()
    again = open_database(database.path, KEY, now=AT)
    with again.engine.connect() as connection:
        kept = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
    again.close()
    assert {name for name, _ in kept} == set(TRIGGERS)
    assert all("RAISE(ABORT" in sql for _, sql in kept)
