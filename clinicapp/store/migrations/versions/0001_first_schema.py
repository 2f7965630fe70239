"""The first schema: clinic, people, patients, sessions site by site, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _create_people()
    _create_sessions()
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("redoes", sa.Integer(), nullable=True),
        sa.Column("delta", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_event_entity_id_seq", "audit_event", ["entity_id", "seq"])


def _create_people() -> None:
    op.create_table(
        "clinic",
        sa.Column("id", sa.Uuid(), primary_key=True),
        *(_text(n) for n in ("name", "address", "phone", "hours", "after_hours_phone")),
        _text("time_zone"),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_table(
        "practitioner",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("clinic_id", sa.Uuid(), sa.ForeignKey("clinic.id"), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False, unique=True),
        *(_text(n) for n in ("name", "credentials", "role")),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        _text("password_hash"),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("clinic_id", sa.Uuid(), sa.ForeignKey("clinic.id"), nullable=False),
        *(_text(n) for n in ("family_name", "given_name", "latin_name")),
        sa.Column("birth_date", sa.Date(), nullable=False, index=True),
        sa.Column("record_number", sa.String(), nullable=False, index=True),
        *(_text(n) for n in ("sex", "phone", "language", "allergies", "note", "search_key")),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def _create_sessions() -> None:
    op.create_table(
        "protocol",
        sa.Column("digest", sa.String(), primary_key=True),
        *(_text(n) for n in ("code", "version", "content")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("clinic_id", sa.Uuid(), sa.ForeignKey("clinic.id"), nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("protocol_digest", sa.String(), sa.ForeignKey("protocol.digest"), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False, index=True),
        sa.Column("started_by", sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=False),
        sa.Column("default_units", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False, index=True),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("completed_by", sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=True),
        _text("void_reason"),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_session_patient_id_number", "session", ["patient_id", "number"], unique=True
    )
    op.create_table(
        "session_site",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("site_id", sa.String(), primary_key=True),
        sa.Column("units", sa.Integer(), nullable=False),
        _text("state"),
        sa.Column("is_extra", sa.Boolean(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("performed_at", sa.DateTime(), nullable=True),
        sa.Column("performer_id", sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=True),
        *(_text(n) for n in ("omission_reason", "extra_reason", "note")),
    )
    op.create_table(
        "addendum",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), nullable=False, index=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("author_id", sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=False),
        *(_text(n) for n in ("reason", "text")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
