"""Read models: one line of a list, and what a list is filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.patient import Patient
from clinicapp.domain.session import Session, SessionStatus
from clinicapp.domain.vials import Vial


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """One session in a list; counts are of fixed sites unless named otherwise."""

    id: UUID
    number: int
    patient_id: UUID
    family_name: str
    given_name: str
    birth_date: date
    record_number: str
    started_at: datetime
    completed_at: datetime | None
    clinician: str
    status: SessionStatus
    given: int
    planned: int
    omitted: int
    changed: int
    extra: int
    extra_given: int
    given_units: Decimal
    addenda: int
    is_sealed: bool = False

    @property
    def listed_name(self) -> str:
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SealMark:
    """Who signed a session and when, the digest of its newest version, and how many there are."""

    signed_at: datetime
    signed_by: UUID
    digest: str
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSession:
    """A session with its patient, number, vials and seal, for a list of many; None: not sealed."""

    session: Session
    patient: Patient
    number: int
    vials: tuple[Vial, ...] = ()
    seal: SealMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSummary:
    """One patient in a list: the sessions that count, and when the last completed one began."""

    patient: Patient
    sessions: int
    last_session_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """What a list of sessions is narrowed to; dates are local and inclusive; empty means all."""

    first_day: date | None = None
    last_day: date | None = None
    clinician_id: UUID | None = None
    status: SessionStatus | None = None
    patient_text: str = ""
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCounts:
    """How much a filter holds."""

    sessions: int
    sites: int
    given_units: Decimal
