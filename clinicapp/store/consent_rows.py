"""The tables of consents: their words, what was said to them, their seals and files."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinicapp.store.rows import Base


class ConsentTextsRow(Base):
    """Append-only: the words of a consent, named by their SHA-256."""

    __tablename__ = "consent_texts"

    digest: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str]
    version: Mapped[str]
    content: Mapped[str]


class ConsentVersionRow(Base):
    """Append-only: words that an administrator put in force."""

    __tablename__ = "consent_version"

    language: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("consent_texts.digest"))
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class ConsentReviewRow(Base):
    """Append-only: that a clinician has reviewed exactly these words."""

    __tablename__ = "consent_review"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    reviewer: Mapped[str]
    reviewed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class ConsentRow(Base):
    """A consent: what is asked for in lists, all else as JSON, the strokes by themselves."""

    __tablename__ = "consent"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clinic_id: Mapped[UUID] = mapped_column(ForeignKey("clinic.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    status: Mapped[str] = mapped_column(index=True)
    texts_digest: Mapped[str] = mapped_column(ForeignKey("consent_texts.digest"))
    content: Mapped[str]
    ink: Mapped[str]
    revision: Mapped[int]


class ConsentSealRow(Base):
    """Append-only: one sealed version of a closed consent."""

    __tablename__ = "consent_seal"

    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    content: Mapped[str]
    digest: Mapped[str]
    previous: Mapped[str]
    copy_digest: Mapped[str]
    sealed_at: Mapped[datetime]
    sealed_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))


class DocumentRow(Base):
    """Append-only: a file that belongs to a patient."""

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    consent_id: Mapped[UUID | None] = mapped_column(ForeignKey("consent.id"), index=True)
    kind: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    digest: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("practitioner.id"))
