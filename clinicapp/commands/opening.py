"""Opening a data folder: its key, its database, the data files, and the door to its records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinicapp.catalog.access import load_access
from clinicapp.catalog.after_effects import load_after_effects, require_muscles
from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.protocols import load_protocol, require_drawn
from clinicapp.catalog.rulebook import load_rulebook
from clinicapp.commands.records import Records
from clinicapp.config.paths import DATABASE_FILE, private_folder
from clinicapp.config.resources import resource
from clinicapp.domain.errors import StoreError
from clinicapp.security.data_key import create_key, read_key
from clinicapp.store.database import Database, open_database
from clinicapp.store.migrate import BACKUP_FOLDER

PROTOCOL_FILE = "preempt-fixed.toml"


def has_clinic(folder: Path) -> bool:
    """Whether a data folder holds a database; looks only, opens nothing."""
    return (folder / DATABASE_FILE).exists()


class OpenFolder:
    """An open data folder."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self._database = database
        protocol = load_protocol(resource("protocols", PROTOCOL_FILE))
        artwork = load_artwork(resource("diagram"))
        require_drawn(protocol, artwork)
        access = load_access(resource("access", "roles.toml"))
        effects = load_after_effects(resource("codes", "after_effects.toml"))
        require_muscles(effects, protocol)
        rules = load_rulebook(resource("safety").parent)
        self.records = Records(database, access, protocol, artwork, rules, effects)

    def backup(self, target: Path) -> None:
        """Write a verified copy of the database."""
        self._database.backup(target)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _require_new(folder: Path) -> None:
    """Refuse to begin anew where a clinic has been: its database is lost, not missing."""
    backups = sorted(p.name for p in (folder / BACKUP_FOLDER).glob("*.db"))
    if backups:
        raise StoreError(
            f"The database {DATABASE_FILE} is gone from the data folder.",
            unchanged="Nothing was written there.",
            remedy=f"Put it back, or copy one of the backups to its place and name: "
            f"{', '.join(backups)}.",
        )


def open_folder(folder: Path, *, now: datetime) -> OpenFolder:
    """Open a data folder; a new one gets a key and an empty database."""
    private_folder(folder)
    if has_clinic(folder):
        key = read_key(folder)
    else:
        _require_new(folder)
        key = create_key(folder)  # or the one of a first start that got no further
    database = open_database(folder / DATABASE_FILE, key, now=now)
    try:
        return OpenFolder(folder, database)
    except BaseException:
        database.close()
        raise
