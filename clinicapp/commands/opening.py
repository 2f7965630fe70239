"""Opening a data folder: its key, its database, the data files, and the door to its records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinicapp.catalog.access import load_access
from clinicapp.catalog.protocols import load_protocol
from clinicapp.commands.records import Records
from clinicapp.config.paths import private_folder
from clinicapp.config.resources import resource
from clinicapp.security.data_key import create_key, read_key
from clinicapp.store.database import DATABASE_FILE, Database, open_database

PROTOCOL_FILE = "preempt-fixed.toml"


def has_clinic(folder: Path) -> bool:
    """Whether a data folder holds a database; looks only, opens nothing."""
    return (folder / DATABASE_FILE).exists()


class OpenFolder:
    """An open data folder."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self._database = database
        self.records = Records(
            database,
            load_access(resource("access", "roles.toml")),
            load_protocol(resource("protocols", PROTOCOL_FILE)),
        )

    def backup(self, target: Path) -> None:
        """Write a verified copy of the database."""
        self._database.backup(target)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def open_folder(folder: Path, *, now: datetime) -> OpenFolder:
    """Open a data folder; a new one gets a key and an empty database."""
    private_folder(folder)
    key = read_key(folder) if has_clinic(folder) else create_key(folder)
    database = open_database(folder / DATABASE_FILE, key, now=now)
    try:
        return OpenFolder(folder, database)
    except BaseException:
        database.close()
        raise
