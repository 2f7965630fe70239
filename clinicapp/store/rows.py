"""The tables. Rows never leave this package."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, ForeignKey, Index, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Exact(TypeDecorator[Decimal]):
    """A decimal kept exactly, as whole parts of 1; SQLite would make a decimal a float."""

    impl = Integer
    cache_ok = True

    def __init__(self, parts: int = 100) -> None:
        super().__init__()
        self.parts = parts

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * self.parts)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else exact_from(value, self.parts)


class UtcTime(TypeDecorator[datetime]):
    """A moment kept in UTC; a time without a zone is a bug and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def exact_from(value: int, parts: int = 100) -> Decimal:
    """Whole parts back into the decimal, without trailing zeros."""
    whole, rest = divmod(value, parts)
    return Decimal(whole) if rest == 0 else (Decimal(value) / parts).normalize()


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {Decimal: Exact(), datetime: UtcTime}


class ClinicRow(Base):
    """The clinic whose folder this is."""

    __tablename__ = "clinic"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    hours: Mapped[str]
    after_hours_phone: Mapped[str]
    time_zone: Mapped[str]
    is_sample: Mapped[bool]
    created_at: Mapped[datetime]
    revision: Mapped[int]


class PractitionerRow(Base):
    """A person with an account."""

    __tablename__ = "practitioner"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clinic_id: Mapped[UUID] = mapped_column(ForeignKey("clinic.id"))
    user_name: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    credentials: Mapped[str]
    role: Mapped[str]
    is_active: Mapped[bool]
    password_hash: Mapped[str]
    revision: Mapped[int]


class PatientRow(Base):
    """A patient; `search_key` is the folded text that finding looks through."""

    __tablename__ = "patient"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clinic_id: Mapped[UUID] = mapped_column(ForeignKey("clinic.id"))
    family_name: Mapped[str]
    given_name: Mapped[str]
    latin_name: Mapped[str]
    birth_date: Mapped[date] = mapped_column(index=True)
    record_number: Mapped[str] = mapped_column(index=True)
    sex: Mapped[str]
    phone: Mapped[str]
    language: Mapped[str]
    allergies: Mapped[str]
    note: Mapped[str]
    search_key: Mapped[str]
    revision: Mapped[int]


class ProtocolRow(Base):
    """The copy of a protocol that sessions were planned with, named by its SHA-256."""

    __tablename__ = "protocol"

    digest: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    version: Mapped[str]
    content: Mapped[str]


class SessionRow(Base):
    """A session, without its sites; `number` counts the patient's sessions."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_patient_id_number", "patient_id", "number", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clinic_id: Mapped[UUID] = mapped_column(ForeignKey("clinic.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    number: Mapped[int]
    protocol_digest: Mapped[str] = mapped_column(ForeignKey("protocol.digest"))
    started_at: Mapped[datetime] = mapped_column(index=True)
    started_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    default_units: Mapped[Decimal]
    status: Mapped[str] = mapped_column(index=True)
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
    void_reason: Mapped[str]
    revision: Mapped[int]


class SiteRow(Base):
    """One site of one session."""

    __tablename__ = "session_site"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    site_id: Mapped[str] = mapped_column(primary_key=True)
    units: Mapped[Decimal]
    state: Mapped[str]
    is_extra: Mapped[bool]
    is_pinned: Mapped[bool]
    performed_at: Mapped[datetime | None]
    performer_id: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
    omission_reason: Mapped[str]
    extra_reason: Mapped[str]
    note: Mapped[str]
    at_x: Mapped[Decimal | None] = mapped_column(Exact(10_000))
    at_y: Mapped[Decimal | None] = mapped_column(Exact(10_000))
    shift_x: Mapped[Decimal]
    shift_y: Mapped[Decimal]
    vial_id: Mapped[UUID | None] = mapped_column(ForeignKey("vial.id"), index=True)


class AddendumRow(Base):
    """A correction to a completed session."""

    __tablename__ = "addendum"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    recorded_at: Mapped[datetime]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    reason: Mapped[str]
    text: Mapped[str]


class AfterEffectRow(Base):
    """What a patient told of after a completed session."""

    __tablename__ = "after_effect"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    code: Mapped[str]
    label: Mapped[str]
    onset: Mapped[date | None]
    note: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    error_reason: Mapped[str]
    error_at: Mapped[datetime | None]
    error_by: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))


class VialRow(Base):
    """A vial: its label, its reconstitution, and its end if no session used it."""

    __tablename__ = "vial"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clinic_id: Mapped[UUID] = mapped_column(ForeignKey("clinic.id"))
    ndc: Mapped[str]
    units: Mapped[Decimal]
    lot_number: Mapped[str] = mapped_column(index=True)
    expiration_date: Mapped[date]
    serial: Mapped[str]
    gtin: Mapped[str]
    product_name: Mapped[str]
    source: Mapped[str]
    was_scanned: Mapped[bool]
    received_at: Mapped[datetime]
    received_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    reconstitution: Mapped[str | None]
    end: Mapped[str | None]
    revision: Mapped[int]


class VialUseRow(Base):
    """A vial that a session draws from, in the order they were added."""

    __tablename__ = "session_vial"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    vial_id: Mapped[UUID] = mapped_column(ForeignKey("vial.id"), primary_key=True, index=True)
    place: Mapped[int]
    labelled_units: Mapped[Decimal]
    linked_at: Mapped[datetime]
    linked_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    left_units: Mapped[Decimal]


class DiscardRow(Base):
    """Units of a vial that nobody was given."""

    __tablename__ = "discard"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    vial_id: Mapped[UUID] = mapped_column(ForeignKey("vial.id"), index=True)
    place: Mapped[int]
    units: Mapped[Decimal]
    reason: Mapped[str]
    note: Mapped[str]
    witness_id: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
    at: Mapped[datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class FactRow(Base):
    """One fact of a session beside its sites, named as in SessionFacts, as JSON."""

    __tablename__ = "session_fact"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


class SealRow(Base):
    """Append-only: one sealed version of a session, its content and SHA-256."""

    __tablename__ = "seal"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    content: Mapped[str]
    digest: Mapped[str]
    previous: Mapped[str]
    meaning: Mapped[str]
    reason: Mapped[str]
    sealed_at: Mapped[datetime]
    sealed_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class BaselineRow(Base):
    """How a patient's migraine was before the first treatment; the newest amends the others."""

    __tablename__ = "baseline"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    headache_days: Mapped[Decimal]
    migraine_days: Mapped[Decimal]
    hours_a_day: Mapped[Decimal]
    hours_a_month: Mapped[Decimal | None]
    months: Mapped[int]
    hit6: Mapped[int | None]
    midas: Mapped[int | None]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class OutsideDoseRow(Base):
    """A toxin that a patient had elsewhere."""

    __tablename__ = "outside_dose"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    toxin: Mapped[str]
    toxin_name: Mapped[str]
    on: Mapped[date | None]
    units: Mapped[Decimal | None]
    indication: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
    error_reason: Mapped[str]
    error_at: Mapped[datetime | None]
    error_by: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))


class ProductRow(Base):
    """A product that an administrator added to the catalogue, or whose dates were changed."""

    __tablename__ = "product"

    ndc: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    generic_name: Mapped[str]
    units: Mapped[Decimal]
    gtin: Mapped[str]
    hcpcs: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    source: Mapped[str]
    revision: Mapped[int]


class AuditRow(Base):
    """Append-only: who did what to which record, and what it changed."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_entity_id_seq", "entity_id", "seq"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("practitioner.id"))
    act: Mapped[str]
    label: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[UUID | None]
    revision: Mapped[int]
    undoes: Mapped[int | None]
    redoes: Mapped[int | None]
    delta: Mapped[str]
