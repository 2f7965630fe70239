"""The database of one data folder: opened, checked, brought up to date, copied."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import StoreError
from clinicapp.store.failures import in_words, store_error
from clinicapp.store.migrate import HEAD, backup_name, migrate, require_known, schema_of
from clinicapp.store.sessions import ProtocolCopies
from clinicapp.store.sqlite import connect, copy_to, faults_in, open_engine
from clinicapp.store.unit_of_work import Memory, UnitOfWork

DATABASE_FILE = "clinic.db"
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
        """Write a verified copy of the database under the same key."""
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with in_words():
            copy_to(self.path, self._key, target)
            with closing(connect(target, self._key)) as copy:
                if faults_in(copy):
                    raise StoreError("The backup could not be verified.")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(path: Path, key: bytes, *, now: datetime) -> Database:
    """Open a database file, checked and brought up to date; a new one is made where none is."""
    # SQLite takes a stump for an empty database and would write over what is left of it.
    if path.exists() and 0 < path.stat().st_size < SMALLEST:
        raise store_error("not a database")
    with in_words():
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
        database = Database(path, key)
        try:
            if found != HEAD:
                if found is not None:
                    stamp = now.strftime("%Y%m%dT%H%M%SZ")
                    database.backup(path.parent / backup_name(found, stamp))
                migrate(database.engine)
        except BaseException:
            database.close()
            raise
    return database
