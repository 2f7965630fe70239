"""A file that belongs to a patient: the kept copy of a signed consent, the scan of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

CONSENT_COPY, CONSENT_SCAN = "consent-copy", "consent-scan"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDocument:
    """A file in the database (FHIR DocumentReference); `digest` is the SHA-256 of its content."""

    id: UUID
    patient_id: UUID
    consent_id: UUID | None
    kind: str
    media_type: str
    content: bytes
    digest: str
    made_at: datetime
    made_by: UUID


def digest_of_bytes(content: bytes) -> str:
    """SHA-256 of a file, as 64 hex digits."""
    return sha256(content).hexdigest()
