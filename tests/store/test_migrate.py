import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from clinicapp.domain.errors import StoreError
from clinicapp.store import migrate as migration
from clinicapp.store.database import open_database
from clinicapp.store.rows import Base
from clinicapp.store.sqlite import TRIGGERS
from tests.conftest import KEY
from tests.factories import AT, RESOURCES

SCRIPTS = RESOURCES.parent / "clinicapp" / "store" / "migrations"

NEXT = '''"""A step that breaks half way."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer()))
    op.execute("UPDATE session SET status = 'lost'")
    {fault}
'''


def scripts_with(tmp_path, fault):
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "9999_next.py").write_text(
        NEXT.format(fault=fault, head=migration.HEAD)
    )
    return str(scripts)


def test_the_migrated_file_is_exactly_what_the_rows_say(database):
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_migrating_again_changes_nothing(database, session):
    migration.migrate(database.engine)
    with database.reading() as work:
        assert work.sessions.get(session.id) == session


def test_a_broken_step_leaves_the_file_as_it_was(database, session, tmp_path):
    with pytest.raises(RuntimeError, match="a bug"):
        migration.migrate(database.engine, scripts_with(tmp_path, 'raise RuntimeError("a bug")'))
    assert "half_done" not in inspect(database.engine).get_table_names()
    with database.reading() as work:
        assert work.sessions.get(session.id) == session


def test_a_step_that_breaks_a_reference_is_undone(database, session, tmp_path):
    fault = 'op.execute("DELETE FROM practitioner")'
    with pytest.raises(RuntimeError, match="broke a reference"):
        migration.migrate(database.engine, scripts_with(tmp_path, fault))
    with database.reading() as work:
        assert len(work.people.all()) == 3


def test_a_rebuilt_table_keeps_its_children_and_the_trail_its_triggers(database, session, tmp_path):
    fault = """
    op.execute("UPDATE session SET status = 'in-progress'")
    with op.batch_alter_table("patient", recreate="always") as batch:
        batch.add_column(sa.Column("email", sa.String()))
    with op.batch_alter_table("audit_event", recreate="always") as batch:
        batch.add_column(sa.Column("workstation", sa.String()))
"""
    migration.migrate(database.engine, scripts_with(tmp_path, fault))
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM session_site")) == 31
        triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        assert set(triggers) == set(TRIGGERS)
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_an_older_file_is_backed_up_before_it_is_migrated(database, session, tmp_path, monkeypatch):
    database.close()
    scripts = scripts_with(tmp_path, "op.execute(\"UPDATE session SET status = 'in-progress'\")")
    monkeypatch.setattr(migration, "HEAD", "9999")
    monkeypatch.setattr("clinicapp.store.database.HEAD", "9999")
    monkeypatch.setattr(migration.migrate, "__defaults__", (scripts,))
    monkeypatch.setattr(migration.require_known, "__defaults__", (scripts,))
    newer = open_database(tmp_path / "clinic.db", KEY, now=AT)
    assert "half_done" in inspect(newer.engine).get_table_names()
    newer.close()
    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.name == "before-0005-to-9999-20261122T200207Z.db"
    monkeypatch.undo()
    old = open_database(backup, KEY, now=AT)
    with old.reading() as work:
        assert work.sessions.get(session.id) == session
    old.close()


def test_a_newer_file_is_refused_before_anything_is_touched(database, tmp_path):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    content = (tmp_path / "clinic.db").read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        open_database(tmp_path / "clinic.db", KEY, now=AT)
    assert (tmp_path / "clinic.db").read_bytes() == content


def test_the_steps_are_shipped_with_the_package():
    assert Path(migration.__file__).parent / "migrations" == SCRIPTS
    assert (SCRIPTS / "env.py").exists()


# What each step added, newest first: taken away again, a file is as the step before left it.
ADDED = {
    "0005": tuple(
        f"DROP TABLE {name}"
        for name in (
            *("document", "consent_seal", "consent", "consent_review"),
            *("consent_version", "consent_texts"),
        )
    ),
    "0004": (
        "DROP INDEX ix_session_site_vial_id",
        "ALTER TABLE session_site DROP COLUMN vial_id",
        *(
            f"DROP TABLE {name}"
            for name in (
                *("session_vial", "discard", "session_fact", "seal"),
                *("baseline", "outside_dose", "product", "vial"),
            )
        ),
    ),
    "0003": ("DROP TABLE after_effect",),
    "0002": tuple(
        f"ALTER TABLE session_site DROP COLUMN {name}"
        for name in ("at_x", "at_y", "shift_x", "shift_y")
    ),
}


def go_back_to(database, revision):
    with database.engine.begin() as connection:
        for step, statements in ADDED.items():
            if step > revision:
                for statement in statements:
                    connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004"])
def test_a_file_of_an_earlier_step_reads_as_it_was(database, session, revision):
    go_back_to(database, revision)
    migration.migrate(database.engine)
    with database.reading() as work:
        assert work.sessions.get(session.id) == session


def test_a_migrated_file_is_exactly_what_the_rows_say(database, session):
    go_back_to(database, "0003")
    migration.migrate(database.engine)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        assert set(triggers) == set(TRIGGERS)
