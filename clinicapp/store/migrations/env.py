"""Alembic's entry: run the steps on the connection we were given."""

from alembic import context

from clinicapp.store.rows import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
