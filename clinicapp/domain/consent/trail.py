"""What an act on a consent writes into the audit trail: every change, strokes by their digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any

from clinicapp.domain.consent.documents import PatientDocument
from clinicapp.domain.consent.record import Consent, Signature
from clinicapp.domain.consent.seal import ConsentSeal
from clinicapp.domain.plain_text import canonical, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSealEntry:
    """A sealed version as the trail tells of it, with the kept copy; 0 where it is unreadable."""

    version: int
    digest: str
    copy: str


STATE, DOCUMENTS = "consent_state", "consent_documents"
UNREADABLE = ConsentSealEntry(version=0, digest="", copy="")


def entry_of(seal: ConsentSeal) -> dict[str, Any]:
    """What the act that sealed a version writes of it into the trail."""
    return {"version": seal.version, "digest": seal.digest, "copy": seal.copy_digest}


def told_state(digest: str) -> dict[str, Any]:
    """What every act writes of the whole consent as it left it."""
    return {STATE: digest}


def told_documents(documents: Iterable[PatientDocument]) -> dict[str, Any]:
    """What an act writes of the files that it kept."""
    return {DOCUMENTS: [document_entry(d) for d in documents]}


def document_entry(document: PatientDocument) -> dict[str, Any]:
    """A file as the trail tells of it: everything but its content."""
    plain = {f.name: getattr(document, f.name) for f in fields(document) if f.name != "content"}
    return {name: to_plain(value) for name, value in plain.items()}


def read_entry(entry: Mapping[str, Any]) -> ConsentSealEntry:
    """A version as the trail names it."""
    return ConsentSealEntry(
        version=int(entry["version"]), digest=str(entry["digest"]), copy=str(entry["copy"])
    )


def consent_delta(before: Consent | None, after: Consent) -> dict[str, Any]:
    """Changed fields as [old, new]; a new consent has null as old."""
    return {
        f.name: [None if before is None else _plain(before, f.name), _plain(after, f.name)]
        for f in fields(after)
        if before is None or getattr(before, f.name) != getattr(after, f.name)
    }


def _plain(consent: Consent, name: str) -> Any:
    if name == "signatures":
        return [_told(s) for s in consent.signatures]
    return to_plain(getattr(consent, name))


def _told(signature: Signature) -> dict[str, Any]:
    told: dict[str, Any] = to_plain(replace(signature, strokes=()))
    drawn = canonical(to_plain(signature.strokes))
    told["strokes"] = len(signature.strokes)
    told["strokes_digest"] = sha256(drawn.encode("utf-8")).hexdigest()
    return told
