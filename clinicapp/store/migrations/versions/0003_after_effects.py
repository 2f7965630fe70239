"""What patients told of after their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table; nothing was recorded so far."""
    person = "practitioner.id"
    op.create_table(
        "after_effect",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), nullable=False, index=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("onset", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), sa.ForeignKey(person), nullable=False),
        sa.Column("error_reason", sa.String(), nullable=False),
        sa.Column("error_at", sa.DateTime(), nullable=True),
        sa.Column("error_by", sa.Uuid(), sa.ForeignKey(person), nullable=True),
    )
