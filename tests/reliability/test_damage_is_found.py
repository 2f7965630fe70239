"""A sealed session whose bytes or values were changed is never shown as intact."""

import shutil
from contextlib import closing
from random import Random

import pytest
from sqlalchemy import text

from clinicapp.commands.signing import add_addendum, verify_session
from clinicapp.domain.errors import StoreError
from clinicapp.store.database import Database, open_database
from tests.conftest import KEY
from tests.factories import AT, make_records
from tests.signable import later, make_signed

FLIPS = 300
# Tables from which a sealed session is read, each with the condition that finds its rows.
TABLES = {
    "session": "id = :session",
    "session_site": "session_id = :session AND site_id = 'TEM-L1'",
    "session_vial": "session_id = :session",
    "discard": "session_id = :session",
    "session_fact": "session_id = :session",
    "vial": "id IN (SELECT vial_id FROM session_vial WHERE session_id = :session)",
    "addendum": "session_id = :session",
    "protocol": "digest = (SELECT protocol_digest FROM session WHERE id = :session)",
    "seal": "session_id = :session",
}
# Columns that say nothing of what was signed: counters of the file, words for lists, and the
# order of one thing alone.
NOT_SEALED = {
    ("session", "revision"), ("session", "number"), ("vial", "revision"),
    ("protocol", "code"), ("protocol", "version"),
    ("session_vial", "place"), ("discard", "place"),
}  # fmt: skip


@pytest.fixture
def signed(records, session, act, staff):
    make_signed(records, session.id, later(act, 5), staff)
    add_addendum(records, session.id, "Forgotten", "Ice was given.", act=later(act, 30))
    return records.session(session.id)


@pytest.fixture
def place(database, signed, tmp_path):
    """A closed file with the signed session, for one damage after the other."""
    database.close()
    return tmp_path / "damaged.db"


def flipped(content, where, rng):
    changed = bytearray(content)
    changed[where] ^= 1 << rng.randrange(8)
    return bytes(changed)


def test_every_flipped_bit_of_the_file_is_refused(database, place):
    content, rng = database.path.read_bytes(), Random(64615)
    page = 4096
    places = [
        0,
        15,
        16,
        100,
        len(content) - 1,
        *(rng.randrange(len(content)) for _ in range(FLIPS)),
    ]
    shown = []
    for where in places:
        place.write_bytes(flipped(content, where, rng))
        try:
            open_database(place, KEY, now=AT).close()
            shown.append((where // page, where % page))
        except StoreError:
            continue
    assert shown == []


def test_a_flipped_bit_under_the_open_program_is_never_read_as_the_signed_session(
    database, place, signed
):
    content, rng = database.path.read_bytes(), Random(20)
    told = {"refused": 0, "told": 0, "as signed": 0}
    for _ in range(100):
        place.write_bytes(flipped(content, rng.randrange(4096, len(content)), rng))
        with closing(Database(place, KEY)) as damaged:
            try:
                records = make_records(damaged)
                if not verify_session(records, signed.id).is_intact:
                    told["told"] += 1
                    continue
                assert records.session(signed.id) == signed
                told["as signed"] += 1  # the page belongs to other records
            except StoreError:
                told["refused"] += 1
    assert told["refused"] + told["told"] > 5


def test_a_flipped_bit_of_what_was_written_last_gives_an_earlier_state_or_none(
    database, records, signed, tmp_path
):
    """A power cut leaves a log beside the file; a damaged log ends where the damage is."""
    wal = database.path.with_name("clinic.db-wal")
    content, log, rng = database.path.read_bytes(), wal.read_bytes(), Random(7)
    place, place_log = tmp_path / "cut.db", tmp_path / "cut.db-wal"
    seen = set()
    for _ in range(40):
        place.write_bytes(content)
        place_log.write_bytes(flipped(log, rng.randrange(len(log)), rng))
        place.with_name("cut.db-shm").unlink(missing_ok=True)
        seen.add(_state_of(place, signed))
    assert seen <= {"refused", "as signed", "before the addendum", "not signed"}
    assert "as signed" in {_state_of(_copy(database.path, tmp_path), signed)}


def _copy(path, folder):
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", folder / f"whole.db{end}")
    return folder / "whole.db"


def _state_of(path, signed):
    try:
        with closing(open_database(path, KEY, now=AT)) as damaged:
            records = make_records(damaged)
            if not records.seals(signed.id):
                return "not signed"
            session = records.session(signed.id)
            if not verify_session(records, signed.id).is_intact:
                return "told as damaged"
            return "as signed" if session == signed else _earlier(session)
    except StoreError:
        return "refused"


def _earlier(session):
    return "changed" if session.addenda else "before the addendum"


def columns_of(connection):
    return [
        (table, row[1], row[2])
        for table in TABLES
        for row in connection.execute(text(f'PRAGMA table_info("{table}")'))
    ]


def another(value, kind):
    """A value of the same kind that is not the one that stands there."""
    if value is None:
        return "2026-11-22 21:00:00.000000" if "DATE" in kind else ("x" if kind == "VARCHAR" else 1)
    if isinstance(value, int):
        return 1 - value if kind == "BOOLEAN" else value + 100
    if kind in ("DATETIME", "DATE"):
        return value.replace("2026", "2025").replace("2028", "2027").replace("2023", "2022")
    if kind.startswith("CHAR"):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return value + "x"


def test_every_column_a_sealed_session_is_read_from_is_watched(database, records, signed):
    unnoticed, tried = [], 0
    with database.engine.connect() as connection:
        for name in ("seal_no_update", "seal_no_delete", "seal_no_replace"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.commit()
        columns = columns_of(connection)
    for table, column, kind in columns:
        if (table, column) in NOT_SEALED:
            continue
        for rowid, was in rows_of(database, table, column, signed):
            tried += 1
            put(database, table, column, rowid, another(was, kind))
            if not is_told(records, signed):
                unnoticed.append((table, column, was))
            put(database, table, column, rowid, was)
    assert unnoticed == []
    assert tried > 90
    assert verify_session(records, signed.id).is_intact


def rows_of(database, table, column, signed):
    query = f'SELECT rowid, "{column}" FROM "{table}" WHERE {TABLES[table]}'
    with database.engine.connect() as connection:
        found = connection.execute(text(query), {"session": signed.id.hex}).all()
    assert found, f"no row of {table}"
    return [tuple(row) for row in found]


def put(database, table, column, rowid, value):
    with database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, rowid))
        raw.execute("PRAGMA foreign_keys = ON")


def is_told(records, signed):
    """Whether the program says that something is wrong with the session, or cannot find it."""
    try:
        return not verify_session(records, signed.id).is_intact
    except StoreError:
        return True
