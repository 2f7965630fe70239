"""The sealed versions of a closed consent: its words and all that was said, with their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.errors import RuleError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.plain_text import canonical, to_plain
from clinicapp.domain.seal import digest_of

FORMAT = "clinicapp consent"
FORMAT_VERSION = 1
CLOSED, WITHDRAWN, COPIED, SCANNED = "closed", "withdrawn", "copy-given", "scanned"
_LATER = ("withdrawal", "copy_given", "scan_ids", "scan_digests", "revision")
_OF_PATIENT = ("id", "family_name", "given_name", "latin_name", "birth_date", "record_number")
_OF_PERSON = ("id", "name", "credentials", "role")
_OF_CLINIC = ("id", "name", "address", "phone", "time_zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSeal:
    """One sealed version; `kind` says what it adds, `previous` is the digest before, "" at first.

    `content` is canonical JSON, `digest` its SHA-256; `copy_digest` that of the kept PDF.
    """

    consent_id: UUID
    version: int
    kind: str
    content: str
    digest: str
    previous: str
    copy_digest: str
    sealed_at: datetime
    sealed_by: UUID


def frozen_part(consent: Consent) -> dict[str, Any]:
    """What of a closed consent never changes any more, as plain data."""
    plain: dict[str, Any] = to_plain(consent)
    return {name: value for name, value in plain.items() if name not in _LATER}


def later_part(consent: Consent) -> dict[str, Any]:
    """What can be added to a closed consent, as plain data."""
    return {name: to_plain(getattr(consent, name)) for name in _LATER if name != "revision"}


def closed_content(
    consent: Consent,
    texts: ConsentTexts,
    patient: Patient,
    clinic: Clinic,
    people: Iterable[Practitioner],
) -> str:
    """Everything in a closed consent and every word of its text as canonical JSON."""
    if consent.closed_at is None or consent.closed_by is None:
        raise RuleError("This consent is not closed.")
    record = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "version": 1,
        "previous": "",
        "consent": frozen_part(consent),
        "later": later_part(consent),
        "texts": to_plain(texts),
        "patient": _only(patient, _OF_PATIENT),
        "clinic": _only(clinic, _OF_CLINIC),
    }
    told = canonical(record)
    named = sorted((p for p in people if str(p.id) in told), key=lambda p: str(p.id))
    return canonical(record | {"people": [_only(p, _OF_PERSON) for p in named]})


def seal_closed(consent: Consent, content: str, copy_digest: str) -> ConsentSeal:
    """Version 1 of a closed consent."""
    if consent.closed_at is None or consent.closed_by is None:
        raise RuleError("This consent is not closed.")
    return ConsentSeal(
        consent_id=consent.id,
        version=1,
        kind=CLOSED,
        content=content,
        digest=digest_of(content),
        previous="",
        copy_digest=copy_digest,
        sealed_at=consent.closed_at,
        sealed_by=consent.closed_by,
    )


def seal_later(
    previous: ConsentSeal, consent: Consent, kind: str, *, at: datetime, by: UUID
) -> ConsentSeal:
    """The version after `previous`, with what was added to the consent since."""
    content = canonical(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "version": previous.version + 1,
            "previous": previous.digest,
            "consent_id": str(consent.id),
            "kind": kind,
            "later": later_part(consent),
            "sealed_at": to_plain(at),
            "sealed_by": str(by),
        }
    )
    return ConsentSeal(
        consent_id=consent.id,
        version=previous.version + 1,
        kind=kind,
        content=content,
        digest=digest_of(content),
        previous=previous.digest,
        copy_digest=previous.copy_digest,
        sealed_at=at,
        sealed_by=by,
    )


def _only(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: to_plain(getattr(record, name)) for name in names}
