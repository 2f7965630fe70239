"""Vials, facts beside the sites, seals, and what is known of a patient from elsewhere."""

import sqlalchemy as sa
from alembic import op

from clinicapp.store.migrations.columns import (
    id_column,
    moment,
    person,
    reference,
    text,
    whole,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; no dose so far names its vial."""
    _create_vials()
    _create_facts()
    _create_background()
    op.execute(
        "ALTER TABLE session_site ADD COLUMN vial_id CHAR(32) "
        "CONSTRAINT fk_session_site_vial_id_vial REFERENCES vial (id)"
    )
    op.create_index("ix_session_site_vial_id", "session_site", ["vial_id"])


def _create_vials() -> None:
    op.create_table(
        "vial",
        id_column(),
        reference("clinic_id", "clinic.id"),
        text("ndc"),
        whole("units"),
        sa.Column("lot_number", sa.String(), nullable=False, index=True),
        sa.Column("expiration_date", sa.Date(), nullable=False),
        *(text(n) for n in ("serial", "gtin", "product_name", "source")),
        sa.Column("was_scanned", sa.Boolean(), nullable=False),
        moment("received_at"),
        person("received_by"),
        sa.Column("reconstitution", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        whole("revision"),
    )
    op.create_table(
        "session_vial",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("vial_id", sa.Uuid(), sa.ForeignKey("vial.id"), primary_key=True, index=True),
        whole("place"),
        whole("labelled_units"),
        moment("linked_at"),
        person("linked_by"),
        whole("left_units"),
    )
    op.create_table(
        "discard",
        id_column(),
        reference("session_id", "session.id", index=True),
        reference("vial_id", "vial.id", index=True),
        whole("place"),
        whole("units"),
        text("reason"),
        text("note"),
        person("witness_id", known=False),
        moment("at"),
        person("by"),
    )


def _create_facts() -> None:
    op.create_table(
        "session_fact",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        text("content"),
    )
    op.create_table(
        "seal",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        *(text(n) for n in ("kind", "content", "digest", "previous", "meaning", "reason")),
        moment("sealed_at"),
        person("sealed_by"),
    )


def _create_background() -> None:
    op.create_table(
        "baseline",
        id_column(),
        reference("patient_id", "patient.id", index=True),
        *(whole(n) for n in ("headache_days", "migraine_days", "hours_a_day")),
        whole("hours_a_month", known=False),
        whole("months"),
        whole("hit6", known=False),
        whole("midas", known=False),
        text("reason"),
        moment("recorded_at"),
        person("recorded_by"),
    )
    op.create_table(
        "outside_dose",
        id_column(),
        reference("patient_id", "patient.id", index=True),
        text("toxin"),
        text("toxin_name"),
        sa.Column("on", sa.Date(), nullable=True),
        whole("units", known=False),
        text("indication"),
        moment("recorded_at"),
        person("recorded_by"),
        text("error_reason"),
        sa.Column("error_at", sa.DateTime(), nullable=True),
        person("error_by", known=False),
    )
    op.create_table(
        "product",
        sa.Column("ndc", sa.String(), primary_key=True),
        text("name"),
        text("generic_name"),
        whole("units"),
        text("gtin"),
        text("hcpcs"),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        text("source"),
        whole("revision"),
    )
