"""Brings a database file up to this version of the program, or refuses a newer one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from clinicapp.domain.errors import StoreError
from clinicapp.store.sqlite import create_triggers

HEAD = "0005"
SCRIPTS = "clinicapp:store/migrations"
BACKUP_FOLDER = "backups"


def schema_of(driver_connection: Any) -> str | None:
    """The schema revision of an open file; None when it holds no tables at all."""
    tables = {
        row[0]
        for row in driver_connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(
            "This database was not made by this program.",
            unchanged="It was not touched.",
            remedy="Choose another data folder.",
        )
    row = driver_connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def require_known(found: str | None, scripts: str = SCRIPTS) -> None:
    """Refuse a file that a newer version of the program has written."""
    if found is None or found == HEAD:
        return
    from alembic.script import ScriptDirectory

    known = {s.revision for s in ScriptDirectory.from_config(_config(scripts)).walk_revisions()}
    if found not in known:
        raise StoreError(
            "This database belongs to a newer version of the program.",
            unchanged="It was not touched.",
            remedy="Install the newer version.",
        )


def migrate(engine: Engine, scripts: str = SCRIPTS) -> None:
    """Upgrade to the newest schema in one transaction, or not at all."""
    # Imported here: most starts find the newest schema and never need it.
    from alembic import command

    config = _config(scripts)
    with engine.connect() as connection:
        _upgrade(connection, command, config)


def _upgrade(connection: Connection, command: Any, config: Any) -> None:
    driver: Any = connection.connection.driver_connection
    # A rebuilt table must not cascade into its children; references are checked afterwards.
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            create_triggers(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise RuntimeError(f"the migration broke a reference in table {broken[0]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _config(scripts: str) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    return config


def backup_name(found: str, stamp: str) -> Path:
    """The name of the copy made before a migration: schema and time, nothing about anyone."""
    return Path(BACKUP_FOLDER) / f"before-{found}-to-{HEAD}-{stamp}.db"
