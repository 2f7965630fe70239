"""The sealed versions of a signed session: everything in it as one text, with its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from clinicapp.domain.errors import RuleError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.plain_text import canonical, to_plain
from clinicapp.domain.protocol_copy import protocol_digest
from clinicapp.domain.session import Addendum, Session
from clinicapp.domain.session_facts import Baseline, SessionFacts
from clinicapp.domain.units import ZERO
from clinicapp.domain.vials import Vial

FORMAT = "clinicapp signed session"
FORMAT_VERSION = 1
SIGNED, AMENDED, VOIDED = "signed", "amended", "voided"
# What is told to a clinic or a person later on changes nothing of what was signed.
_OF_PATIENT = (
    *("id", "family_name", "given_name", "latin_name", "birth_date", "record_number"),
    *("sex", "language", "allergies"),
)
_OF_PERSON = ("id", "name", "credentials", "role")
_OF_CLINIC = ("id", "name", "address", "phone", "time_zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One sealed version of a session; `kind` is "signed", "amended" or "voided".

    `content` is canonical JSON, `digest` the SHA-256 of its UTF-8 in 64 hex digits, `previous` the
    digest of the version before, empty for the first.
    """

    session_id: UUID
    version: int
    kind: str
    content: str
    digest: str
    previous: str
    meaning: str
    reason: str
    sealed_at: datetime
    sealed_by: UUID


def digest_of(content: str) -> str:
    """SHA-256 of a sealed content, as 64 hex digits."""
    # A damaged text may hold half letters; they too must have a digest, and another one.
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def sealed_content(
    session: Session,
    number: int,
    vials: Iterable[Vial],
    patient: Patient,
    people: Iterable[Practitioner],
    clinic: Clinic,
    baseline: Baseline | None,
    note: str,
    charges: Iterable[object],
    meaning: str,
    *,
    refused: Iterable[str] = (),
    consents: Iterable[Mapping[str, str]] = (),
) -> str:
    """Everything in a completed session as canonical JSON; the same record gives the same text.

    `number` counts the patient's treatments from 1, `charges` are the charge lines, `refused` says
    why there are none, `consents` name those it stands on, by id and digest. Addenda, after-effects
    and a void come after signing and are no part of it. Of `people` those are kept who are named in
    the record. An uncompleted session or a missing vial is refused.
    """
    if session.completed_at is None or session.completed_by is None:
        raise RuleError("This session is not completed.", remedy="Complete it; then it is sealed.")
    used = tuple(vials)
    if vials_named(session) - {v.id for v in used}:
        raise RuleError("A vial of this session cannot be found.", remedy="Open the session again.")
    head = _head(1, SIGNED, "", session.id, meaning, "", session.completed_at, session.completed_by)
    record = head | live_parts(session, used)
    record |= {
        "number": number,
        "baseline": to_plain(baseline),
        "charges": to_plain(list(charges)),
        "clinic": _only(clinic, _OF_CLINIC),
        "note": note,
        "patient": _only(patient, _OF_PATIENT),
    }
    if reasons := list(refused):
        record["charges_refused"] = reasons
    if named := [dict(c) for c in consents]:
        record["consents"] = named
    told = canonical(record)
    people_named = sorted((p for p in people if str(p.id) in told), key=lambda p: str(p.id))
    return canonical(record | {"people": [_only(p, _OF_PERSON) for p in people_named]})


def seal_signed(session: Session, content: str, meaning: str) -> Seal:
    """Version 1 of a completed session, from its sealed content."""
    if session.completed_at is None or session.completed_by is None:
        raise RuleError("This session is not completed.", remedy="Complete it; then it is sealed.")
    return Seal(
        session_id=session.id,
        version=1,
        kind=SIGNED,
        content=content,
        digest=digest_of(content),
        previous="",
        meaning=meaning,
        reason="",
        sealed_at=session.completed_at,
        sealed_by=session.completed_by,
    )


def seal_amended(previous: Seal, addendum: Addendum, meaning: str = "") -> Seal:
    """The version after `previous` that adds an addendum and its reason."""
    return _next(
        previous,
        AMENDED,
        {"addendum": to_plain(addendum)},
        meaning=meaning,
        reason=addendum.reason,
        at=addendum.recorded_at,
        by=addendum.author_id,
    )


def seal_voided(previous: Seal, reason: str, *, at: datetime, by: UUID, meaning: str = "") -> Seal:
    """The version after `previous` that marks the session as entered in error; it stays kept."""
    return _next(
        previous, VOIDED, {"void_reason": reason}, meaning=meaning, reason=reason, at=at, by=by
    )


def seal_head(seal: Seal) -> dict[str, Any]:
    """What every sealed content says of its own version."""
    return _head(
        seal.version,
        seal.kind,
        seal.previous,
        seal.session_id,
        seal.meaning,
        seal.reason,
        seal.sealed_at,
        seal.sealed_by,
    )


def live_parts(session: Session, vials: Iterable[Vial]) -> dict[str, Any]:
    """The parts of a sealed content that the record itself must still give, as plain data."""
    named = vials_named(session)
    used = sorted((v for v in vials if v.id in named), key=lambda v: str(v.id))
    sites = sorted(session.sites, key=lambda s: s.site_id)
    return {
        "session": {
            **_only(session, ("id", "clinic_id", "patient_id", "started_at", "started_by")),
            **_only(session, ("default_units", "completed_at", "completed_by")),
            # The digest it is kept under: read again by a later program, the text could differ.
            "protocol_digest": session.protocol_digest or protocol_digest(session.protocol),
        },
        "sites": to_plain(sites),
        "facts": to_plain(session.facts),
        "vials": [to_plain(as_signed(session, v)) for v in used],
        "counts": {
            "sites": len(sites),
            "given": len(session.given),
            "vials": len(used),
            "facts": _count(session.facts),
            "given_units": to_plain(sum((s.units for s in session.given), ZERO)),
        },
    }


def as_signed(session: Session, vial: Vial) -> Vial:
    """A vial as it stood at signing: what became of its rest later is left out."""
    end = vial.end
    is_later = (
        end is not None and session.completed_at is not None and end.at > session.completed_at
    )
    return replace(vial, revision=0, end=None if is_later else end)


def vials_named(session: Session) -> frozenset[UUID]:
    """The vials that a session names, anywhere."""
    used = {v.vial_id for v in session.facts.vials} | {d.vial_id for d in session.facts.discards}
    return frozenset(used | {s.vial_id for s in session.sites if s.vial_id})


def _head(
    version: int,
    kind: str,
    previous: str,
    session_id: UUID,
    meaning: str,
    reason: str,
    at: datetime,
    by: UUID,
) -> dict[str, Any]:
    said = {
        "version": version,
        "kind": kind,
        "previous": previous,
        "session_id": session_id,
        "meaning": meaning,
        "reason": reason,
        "sealed_at": at,
        "sealed_by": by,
    }
    return {"format": FORMAT, "format_version": FORMAT_VERSION, "seal": to_plain(said)}


def _next(
    before: Seal,
    kind: str,
    added: dict[str, Any],
    *,
    meaning: str,
    reason: str,
    at: datetime,
    by: UUID,
) -> Seal:
    if before.kind == VOIDED:
        raise RuleError("This session is void; nothing is added to it.")
    version = before.version + 1
    head = _head(version, kind, before.digest, before.session_id, meaning, reason, at, by)
    content = canonical(head | added)
    return Seal(
        session_id=before.session_id,
        version=version,
        kind=kind,
        content=content,
        digest=digest_of(content),
        previous=before.digest,
        meaning=meaning,
        reason=reason,
        sealed_at=at,
        sealed_by=by,
    )


def _only(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: to_plain(getattr(record, name)) for name in names}


def _count(facts: SessionFacts) -> int:
    values = (getattr(facts, f.name) for f in fields(facts))
    return sum(len(v) if isinstance(v, tuple) else v is not None for v in values)
