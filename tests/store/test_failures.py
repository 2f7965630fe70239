"""When the world fails: full disk, damaged or foreign file, read-only folder, power cut."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from clinicapp.commands.opening import open_folder
from clinicapp.commands.sessions import annotate_site, give_sites
from clinicapp.config.paths import private_folder
from clinicapp.domain.errors import StoreError
from clinicapp.security.data_key import create_key, read_key
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.factories import AT

NOBODY = 65534


def test_a_full_disk_is_a_refusal_saves_nothing_and_work_goes_on(database, records, session, act):
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    noted = []

    def note_all():  # what is free in the file is soon used up
        for site in session.sites:
            annotate_site(records, session.id, site.site_id, "s" * 4000, act=act)
            noted.append(site.site_id)

    with pytest.raises(StoreError) as refusal:
        note_all()
    assert refusal.value.happened == "The disk is full."
    assert refusal.value.unchanged == "Nothing was saved."
    assert [s.site_id for s in records.session(session.id).sites if s.note] == noted
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    give_sites(records, session.id, ["TEM-L3"], act=act)
    assert records.session(session.id).site("TEM-L3").is_given


@pytest.mark.parametrize(
    "content", [b"this is not a database, " * 200, b"", b"x", os.urandom(8192)]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "clinic.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as refusal:
        open_database(path, KEY, now=AT)
    assert refusal.value.remedy
    assert path.read_bytes() == content


def test_a_plain_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "clinic.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE patient (id)")
    plain.commit()
    plain.close()
    content = path.read_bytes()
    with pytest.raises(StoreError):
        open_database(path, KEY, now=AT)
    assert path.read_bytes() == content


def test_the_wrong_key_is_refused(database, tmp_path):
    database.close()
    with pytest.raises(StoreError, match="key does not belong"):
        open_database(tmp_path / "clinic.db", bytes(32), now=AT)


def test_an_encrypted_database_that_is_not_ours_is_refused(tmp_path):
    from clinicapp.store.sqlite import connect

    other = connect(tmp_path / "clinic.db", KEY)
    other.execute("CREATE TABLE somebody_elses (id)")
    other.close()
    with pytest.raises(StoreError, match="not made by this program"):
        open_database(tmp_path / "clinic.db", KEY, now=AT)


def test_a_flipped_bit_in_any_page_is_found_when_the_file_is_opened(database, session, tmp_path):
    database.close()
    path = tmp_path / "clinic.db"
    sound = path.read_bytes()
    for page in range(1, len(sound) // 4096, 7):
        damaged = bytearray(sound)
        damaged[page * 4096 + 100] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"damaged|not a clinic database"):
            open_database(path, KEY, now=AT)
    path.write_bytes(sound)
    open_database(path, KEY, now=AT).close()


def test_a_missing_key_file_never_gets_a_new_key(tmp_path):
    opened = open_folder(tmp_path / "data", now=AT)
    opened.close()
    (tmp_path / "data" / "clinic.key").unlink()
    with pytest.raises(StoreError, match="key file"):
        open_folder(tmp_path / "data", now=AT)
    assert not (tmp_path / "data" / "clinic.key").exists()


def test_a_first_start_that_was_cut_short_begins_again(tmp_path):
    data = tmp_path / "data"
    private_folder(data)
    key = create_key(data)
    (data / "clinic.db.part").write_bytes(b"half a database")
    open_folder(data, now=AT).close()
    assert read_key(data) == key
    assert sorted(p.name for p in data.iterdir()) == ["clinic.db", "clinic.key"]


def test_a_lost_database_is_never_replaced_by_an_empty_one(tmp_path):
    data = tmp_path / "data"
    opened = open_folder(data, now=AT)
    opened.backup(data / "backups" / "older.db")
    opened.backup(data / "backups" / "newer.db")
    opened.close()
    (data / "clinic.db").unlink()
    with pytest.raises(StoreError, match="is gone") as refusal:
        open_folder(data, now=AT)
    assert "newer.db, older.db" in refusal.value.remedy
    assert not (data / "clinic.db").exists()
    shutil.copy(data / "backups" / "newer.db", data / "clinic.db")
    open_folder(data, now=AT).close()


def test_a_database_that_left_its_last_writes_behind_is_not_begun_anew(tmp_path):
    (tmp_path / "clinic.db-wal").write_bytes(b"the last writes")
    with pytest.raises(StoreError, match="is gone"):
        open_database(tmp_path / "clinic.db", KEY, now=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["clinic.db-wal"]


@pytest.mark.parametrize(
    "statement", ["SELECT no_such_column FROM patient", "INSERT INTO full_busy_locked VALUES (1)"]
)
def test_a_bug_stays_a_bug(database, statement):
    with pytest.raises(OperationalError, match="no such"), database.reading() as work:
        work._orm.execute(text(statement))


def test_the_folder_and_the_key_belong_to_one_user_alone(tmp_path):
    open_folder(tmp_path / "data", now=AT).close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "clinic.key").stat().st_mode & 0o777 == 0o600


CHARTS_UNTIL_KILLED = """
    import sys
    from pathlib import Path
    from clinicapp.commands.sessions import annotate_site
    from clinicapp.commands.records import Act, Records
    from clinicapp.store.database import open_database
    from tests.factories import AT, make_records
    from tests.conftest import KEY
    from uuid import UUID
    database = open_database(Path(sys.argv[1]), KEY, now=AT)
    records = make_records(database)
    session, person = UUID(sys.argv[2]), records.person(UUID(sys.argv[3]))
    for number in range(100_000):
        annotate_site(records, session, "TEM-L3", str(number), act=Act(person, AT))
        print(number, flush=True)
"""


@pytest.mark.parametrize("acts", [1, 7, 40])
def test_a_killed_program_loses_no_act_it_reported(database, records, session, act, acts):
    database.close()
    child = subprocess.Popen(
        [
            *(sys.executable, "-c", textwrap.dedent(CHARTS_UNTIL_KILLED)),
            *(str(database.path), str(session.id), str(act.by.id)),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    reported = [child.stdout.readline() for _ in range(acts)][-1]
    child.kill()
    rest = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    last = int(rest[-1]) if rest else int(reported)
    found = int(records.session(session.id).site("TEM-L3").note)
    assert found in (last, last + 1)
    assert len(records.history(session.id).undo) == found + 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_read_only_folder_is_a_refusal(database, session, tmp_path):
    database.close()
    folder = tmp_path / "read-only"
    folder.mkdir()
    shutil.copy(tmp_path / "clinic.db", folder / "clinic.db")
    script = f"""
        import os, sys
        from pathlib import Path
        from clinicapp.domain.errors import StoreError
        from clinicapp.store.database import open_database
        from tests.factories import AT
        from tests.conftest import KEY
        os.chmod({str(folder)!r}, 0o555)
        os.chmod({str(folder / "clinic.db")!r}, 0o444)
        if os.geteuid() == 0:
            for parent in Path({str(folder)!r}).parents:
                if parent.stat().st_uid == 0 and parent != Path("/"):
                    parent.chmod(parent.stat().st_mode | 0o055)
            os.setuid({NOBODY})
        try:
            open_database(Path({str(folder / "clinic.db")!r}), KEY, now=AT).close()
        except StoreError as error:
            print(error.happened)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    folder.chmod(0o755)
    assert done.stdout.strip() in {
        "The data folder is read-only.",
        "The database file cannot be opened.",
    }
