"""Consents with their words, versions, reviews, seals and files."""

import sqlalchemy as sa
from alembic import op

from clinicapp.store.migrations.columns import id_column, moment, person, reference, text, whole

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables; a paper consent that was seen stays a fact of its session."""
    _create_texts()
    op.create_table(
        "consent",
        id_column(),
        reference("clinic_id", "clinic.id"),
        reference("patient_id", "patient.id", index=True),
        sa.Column("status", sa.String(), nullable=False, index=True),
        sa.Column(
            "texts_digest", sa.String(), sa.ForeignKey("consent_texts.digest"), nullable=False
        ),
        text("content"),
        text("ink"),
        whole("revision"),
    )
    op.create_table(
        "consent_seal",
        sa.Column("consent_id", sa.Uuid(), sa.ForeignKey("consent.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        *(text(n) for n in ("kind", "content", "digest", "previous", "copy_digest")),
        moment("sealed_at"),
        person("sealed_by"),
    )
    op.create_table(
        "document",
        id_column(),
        reference("patient_id", "patient.id", index=True),
        sa.Column("consent_id", sa.Uuid(), sa.ForeignKey("consent.id"), nullable=True, index=True),
        text("kind"),
        text("media_type"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        text("digest"),
        moment("made_at"),
        person("made_by"),
    )


def _create_texts() -> None:
    op.create_table(
        "consent_texts",
        sa.Column("digest", sa.String(), primary_key=True),
        *(text(n) for n in ("language", "version", "content")),
    )
    op.create_table(
        "consent_version",
        sa.Column("language", sa.String(), primary_key=True),
        sa.Column("version", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), sa.ForeignKey("consent_texts.digest"), nullable=False),
        text("reason"),
        moment("made_at"),
        person("made_by"),
    )
    op.create_table(
        "consent_review",
        id_column(),
        sa.Column("digest", sa.String(), nullable=False, index=True),
        *(text(n) for n in ("language", "reviewer")),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        moment("recorded_at"),
        person("recorded_by"),
    )
