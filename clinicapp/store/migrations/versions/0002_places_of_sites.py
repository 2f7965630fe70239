"""Where a site lies: a place of its own, and how far it was moved from its planned place."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; every site so far lies where it was planned."""
    for name in ("at_x", "at_y"):
        op.add_column("session_site", sa.Column(name, sa.Integer(), nullable=True))
    for name in ("shift_x", "shift_y"):
        op.add_column(
            "session_site", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )
