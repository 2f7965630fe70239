from datetime import timedelta

import pytest

from clinicapp.commands.backups import back_up_daily, daily_backups
from clinicapp.commands.opening import open_folder
from clinicapp.domain.people import Role
from clinicapp.store.database import open_database
from tests.factories import AT, make_clinic, make_person, password_hash

DAY = timedelta(days=1)


@pytest.fixture
def opened(tmp_path):
    opened = open_folder(tmp_path / "data", now=AT)
    opened.records.found_clinic(make_clinic(), [(make_person(Role.ADMINISTRATOR), password_hash())])
    yield opened
    opened.close()


def test_a_day_has_one_backup_and_it_opens_alone(opened, tmp_path):
    made = back_up_daily(opened, now=AT)
    assert made.name == "daily-20261122T200207Z.db"
    assert back_up_daily(opened, now=AT + timedelta(hours=23)) is None
    key = bytes.fromhex((tmp_path / "data" / "clinic.key").read_text("ascii"))
    copy = open_database(made, key, now=AT)
    with copy.reading() as work:
        assert work.clinics.find() == opened.records.clinic()
    copy.close()
    assert made.stat().st_mode & 0o077 == 0


def test_the_newest_seven_are_kept_and_others_files_left_alone(opened):
    mine = opened.folder / "backups" / "daily-of-my-own.db"
    mine.parent.mkdir()
    mine.write_bytes(b"x")
    for day in range(10):
        back_up_daily(opened, now=AT + day * DAY)
    kept = [made for made, _ in daily_backups(opened.folder)]
    assert kept == [(AT + day * DAY).replace(microsecond=0) for day in range(3, 10)]
    assert mine.exists()


def test_a_day_without_room_leaves_the_older_copies(opened, monkeypatch):
    back_up_daily(opened, now=AT)
    monkeypatch.setattr(opened, "backup", _no_room)
    with pytest.raises(OSError, match="no room"):
        back_up_daily(opened, now=AT + 2 * DAY)
    assert len(daily_backups(opened.folder)) == 1


def _no_room(_target):
    raise OSError("no room")
