"""Versions of the words that a clinic made, and what a clinician said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinicapp.domain.consent.texts import ConsentTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsVersion:
    """Words of one language that an administrator put in force at a moment, with the reason."""

    language: str
    version: str
    digest: str
    reason: str
    made_at: datetime
    made_by: UUID
    texts: ConsentTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReview:
    """That a clinician has reviewed exactly these words."""

    id: UUID
    digest: str
    language: str
    reviewer: str
    reviewed_on: date
    recorded_at: datetime
    recorded_by: UUID
