"""Vials, facts beside the sites, seals, and what is known of a patient from elsewhere."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op

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
        _id(),
        _ref("clinic_id", "clinic.id"),
        _text("ndc"),
        _whole("units"),
        sa.Column("lot_number", sa.String(), nullable=False, index=True),
        sa.Column("expiration_date", sa.Date(), nullable=False),
        *(_text(n) for n in ("serial", "gtin", "product_name", "source")),
        sa.Column("was_scanned", sa.Boolean(), nullable=False),
        _moment("received_at"),
        _person("received_by"),
        sa.Column("reconstitution", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        _whole("revision"),
    )
    op.create_table(
        "session_vial",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("vial_id", sa.Uuid(), sa.ForeignKey("vial.id"), primary_key=True, index=True),
        _whole("place"),
        _whole("labelled_units"),
        _moment("linked_at"),
        _person("linked_by"),
        _whole("left_units"),
    )
    op.create_table(
        "discard",
        _id(),
        _ref("session_id", "session.id", index=True),
        _ref("vial_id", "vial.id", index=True),
        _whole("place"),
        _whole("units"),
        _text("reason"),
        _text("note"),
        _person("witness_id", known=False),
        _moment("at"),
        _person("by"),
    )


def _create_facts() -> None:
    op.create_table(
        "session_fact",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        _text("content"),
    )
    op.create_table(
        "seal",
        sa.Column("session_id", sa.Uuid(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        *(_text(n) for n in ("kind", "content", "digest", "previous", "meaning", "reason")),
        _moment("sealed_at"),
        _person("sealed_by"),
    )


def _create_background() -> None:
    op.create_table(
        "baseline",
        _id(),
        _ref("patient_id", "patient.id", index=True),
        *(_whole(n) for n in ("headache_days", "migraine_days", "hours_a_day")),
        _whole("hours_a_month", known=False),
        _whole("months"),
        _whole("hit6", known=False),
        _whole("midas", known=False),
        _text("reason"),
        _moment("recorded_at"),
        _person("recorded_by"),
    )
    op.create_table(
        "outside_dose",
        _id(),
        _ref("patient_id", "patient.id", index=True),
        _text("toxin"),
        _text("toxin_name"),
        sa.Column("on", sa.Date(), nullable=True),
        _whole("units", known=False),
        _text("indication"),
        _moment("recorded_at"),
        _person("recorded_by"),
        _text("error_reason"),
        sa.Column("error_at", sa.DateTime(), nullable=True),
        _person("error_by", known=False),
    )
    op.create_table(
        "product",
        sa.Column("ndc", sa.String(), primary_key=True),
        _text("name"),
        _text("generic_name"),
        _whole("units"),
        _text("gtin"),
        _text("hcpcs"),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        _text("source"),
        _whole("revision"),
    )


def _id() -> sa.Column[UUID]:
    return sa.Column("id", sa.Uuid(), primary_key=True)


def _ref(name: str, target: str, *, index: bool = False) -> sa.Column[UUID]:
    key = sa.ForeignKey(target)
    return sa.Column(name, sa.Uuid(), key, nullable=False, index=index or None)


def _person(name: str, *, known: bool = True) -> sa.Column[UUID]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey("practitioner.id"), nullable=not known)


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(), nullable=False)


def _whole(name: str, *, known: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=not known)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
