"""The database of one data folder: opened, checked, brought up to date, copied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import StoreError
from clinicapp.store.failures import NOT_OURS, in_words
from clinicapp.store.migrate import HEAD, backup_name, migrate, require_known, schema_of
from clinicapp.store.sessions import ProtocolCopies
from clinicapp.store.sqlite import connect, copy_to, faults_in, open_engine, put_triggers_back
from clinicapp.store.unit_of_work import Memory, UnitOfWork

SMALLEST = 4096  # bytes: one page


class Database:
    """An open database; hands out units of work."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self.engine = open_engine(path, key)
        self._memory = Memory(ProtocolCopies())
        self.zone = ZoneInfo("UTC")

    def reading(self) -> UnitOfWork:
        """A transaction that sees one state of the database and never blocks a writer."""
        return UnitOfWork(self.engine, self._memory, self.zone, reads_only=True)

    def writing(self) -> UnitOfWork:
        """A transaction that holds the write lock from its first statement."""
        return UnitOfWork(self.engine, self._memory, self.zone)

    def backup(self, target: Path) -> None:
        """Write a verified copy of the database under the same key, whole or not at all."""
        with _whole(target, "The backup cannot be written.") as part, in_words():
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            self._copy(part)

    def _copy(self, part: Path) -> None:
        copy_to(self.path, self._key, part)
        with closing(connect(part, self._key)) as copy:
            if faults_in(copy):
                raise StoreError("The backup could not be verified.")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(path: Path, key: bytes, *, now: datetime) -> Database:
    """Open a database file, checked and brought up to date; a new one is made where none is."""
    with in_words():
        found = _require_sound(path, key) if path.exists() else _make_new(path, key)
        database = Database(path, key)
        try:
            if found != HEAD:
                if found is not None:
                    stamp = now.strftime("%Y%m%dT%H%M%SZ")
                    database.backup(path.parent / backup_name(found, stamp))
                migrate(database.engine)
            else:
                put_triggers_back(database.engine)
        except BaseException:
            database.close()
            raise
    return database


def _require_sound(path: Path, key: bytes) -> str | None:
    """The schema of a file that is a whole database of ours; anything else is refused."""
    # SQLite takes a stump for an empty database and would write over what is left of it.
    if path.stat().st_size < SMALLEST:
        raise StoreError(NOT_OURS[0], remedy=NOT_OURS[1])
    with closing(connect(path, key)) as connection:
        found = schema_of(connection)
        faults = faults_in(connection)
    if faults:
        raise StoreError(
            "The database is damaged.",
            unchanged="The file is kept as it is.",
            remedy="Restore the newest good backup.",
        )
    require_known(found)
    return found


def _make_new(path: Path, key: bytes) -> str:
    """Make a new database beside its place: a start that is cut short leaves no stump there."""
    if path.with_name(f"{path.name}-wal").exists():
        raise StoreError(
            "The database file is gone, but what was written last is still beside it.",
            unchanged="Nothing was written there.",
            remedy="Put the database file back, or restore a backup.",
        )
    with _whole(path, "The data folder cannot be written.") as part:
        database = Database(part, key)
        try:
            migrate(database.engine)
        finally:
            database.close()
    return HEAD


@contextmanager
def _whole(target: Path, refusal: str) -> Iterator[Path]:
    """A file beside its place that takes it once it is whole and durable, or leaves nothing."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        _clear(part)
        yield part
        _flush(part, os.O_RDWR)
        part.replace(target)
        if os.name == "posix":  # Windows cannot open a folder
            _flush(target.parent, os.O_RDONLY)
    except OSError as error:
        raise StoreError(refusal, remedy="Check the folder, or choose another one.") from error
    finally:
        with suppress(OSError):
            _clear(part)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(part: Path) -> None:
    """Remove an unfinished file and what SQLite keeps beside it."""
    for name in (part.name, f"{part.name}-wal", f"{part.name}-shm", f"{part.name}-journal"):
        part.with_name(name).unlink(missing_ok=True)
