"""Everything that is true of SQLite and SQLCipher alone: opening, pragmas, triggers, checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

# Below 3.51.3 two connections that checkpoint at once can damage a WAL database.
OLDEST_SAFE = (3, 51, 3)
BUSY_SECONDS = 5
READ_ONLY = "clinic_read_only"


def _append_only(table: str, words: str, *keys: str) -> dict[str, str]:
    """The triggers that let rows of a table be added, and never changed, removed or replaced."""
    # REPLACE deletes without firing the delete trigger: an insert on a taken key is refused too.
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    ways = {
        "update": f"BEFORE UPDATE ON {table}",
        "delete": f"BEFORE DELETE ON {table}",
        "replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
    }
    return {
        f"{table}_no_{way}": f"CREATE TRIGGER IF NOT EXISTS {table}_no_{way} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for way, when in ways.items()
    }


TRIGGERS = {
    **_append_only("audit_event", "the audit trail is append-only", "seq"),
    **_append_only("seal", "a seal is never changed", "session_id", "version"),
    **_append_only("baseline", "a baseline is amended by a new one", "id"),
    **_append_only("consent_texts", "words that were in force stay as they are", "digest"),
    **_append_only("consent_version", "a version is followed by a new one", "language", "version"),
    **_append_only("consent_review", "a review is never changed", "id"),
    **_append_only("consent_seal", "a seal is never changed", "consent_id", "version"),
    **_append_only("document", "a kept file is never changed", "id"),
}


def connect(path: Path, key: bytes) -> Any:
    """A driver connection with the key set and every promise of the house in force."""
    if sqlcipher.sqlite_version_info < OLDEST_SAFE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is too old to be safe")
    connection = sqlcipher.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions take the write lock at once, unless they only read."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        # The default pool for SQLite closes connections that other threads are using.
        poolclass=QueuePool,
        hide_parameters=True,
        query_cache_size=500,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that turns into a writer fails at once instead of waiting.
        only_reads = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def create_triggers(connection: Connection) -> None:
    """Make what is kept for ever append-only; again after a migration rebuilt its table."""
    for statement in TRIGGERS.values():
        connection.exec_driver_sql(statement)


def put_triggers_back(engine: Engine) -> None:
    """Make anew each trigger that somebody removed or replaced behind the program's back."""
    with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
        kept = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
        )
        found = {str(name): str(sql) for name, sql in kept}
    # SQLite keeps the statement as it was given, but for these words.
    wanted = {name: text.replace("IF NOT EXISTS ", "") for name, text in TRIGGERS.items()}
    lost = [name for name, text in wanted.items() if found.get(name) != text]
    if lost:
        with engine.begin() as connection:
            for name in lost:
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
                connection.exec_driver_sql(TRIGGERS[name])


def faults_in(connection: Any) -> list[str]:
    """What SQLite and SQLCipher find wrong with an open file; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA quick_check(5)") if row[0] != "ok"]
    found += [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    return found


def copy_to(path: Path, key: bytes, target: Path) -> None:
    """Write a compact, complete copy under the same key; never a copy of the bare file."""
    connection = connect(path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
