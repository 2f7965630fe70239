"""Versions of the words that a clinic made, and what a clinician said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts


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


def in_force_at(
    shipped: ConsentTexts, versions: Iterable[TextsVersion], moment: datetime
) -> ConsentTexts:
    """The words in force at a moment: the clinic's last version made by then, else the shipped."""
    made = [v for v in versions if v.language == shipped.language and v.made_at <= moment]
    return max(made, key=lambda v: v.made_at).texts if made else shipped


def digest_in_force(
    shipped: ConsentTexts, versions: Iterable[TextsVersion], moment: datetime
) -> str:
    """The digest of the words in force at a moment."""
    return digest_of_texts(in_force_at(shipped, versions, moment))
