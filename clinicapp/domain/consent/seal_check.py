"""Whether a closed consent still is what was sealed: versions, chain, words, files, record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clinicapp.domain.consent.documents import (
    CONSENT_COPY,
    CONSENT_SCAN,
    PatientDocument,
    digest_of_bytes,
)
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.seal import ConsentSeal, frozen_part, later_part
from clinicapp.domain.plain_text import canonical
from clinicapp.domain.seal import digest_of
from clinicapp.domain.seal_check import UNREADABLE, chain_problems


def consent_problems(
    seals: Iterable[ConsentSeal],
    consent: Consent,
    stored_texts: str,
    documents: Iterable[PatientDocument],
) -> Iterator[str]:
    """What differs from what was sealed; names parts, never what stands in them.

    `stored_texts` are the words as the disk has them, `documents` the files of the consent.
    """
    ordered = sorted(seals, key=lambda s: s.version)
    if not ordered:
        yield "This consent is closed and not sealed."
        return
    files = tuple(documents)
    yield from chain_problems(
        ordered, "consent", lambda s: s.consent_id == consent.id, lambda s: _says_so(s, consent)
    )
    yield from _of_copy(ordered, files)
    yield from _of_files(consent, files)
    if digest_of(stored_texts) != consent.texts_digest:
        yield "The words are not those that were signed."
    try:
        yield from _of_record(ordered, consent, stored_texts)
    except UNREADABLE:
        yield "The record cannot be compared with version 1."


def _says_so(seal: ConsentSeal, consent: Consent) -> bool:
    try:
        content = json.loads(seal.content)
        said = (content["version"], content["previous"])
        if seal.version == 1:
            at, by = content["consent"]["closed_at"], content["consent"]["closed_by"]
            kind, whose = "closed", content["consent"]["id"]
        else:
            at, by = content["sealed_at"], content["sealed_by"]
            kind, whose = content["kind"], content["consent_id"]
    except UNREADABLE:
        return False
    wanted = (seal.sealed_at.isoformat(), str(seal.sealed_by), seal.kind, str(consent.id))
    return said == (seal.version, seal.previous) and (at, by, kind, whose) == wanted


def _of_copy(seals: list[ConsentSeal], files: tuple[PatientDocument, ...]) -> Iterator[str]:
    told = {s.copy_digest for s in seals}
    kept = {f.digest for f in files if f.kind == CONSENT_COPY}
    if len(told) > 1:
        yield "The versions tell of two copies."
    if kept != told - {""}:
        yield "The kept copy is not the one that was sealed."


def _of_files(consent: Consent, files: tuple[PatientDocument, ...]) -> Iterator[str]:
    for file in files:
        if digest_of_bytes(file.content) != file.digest:
            yield "A kept file is not the one that was kept."
        if file.patient_id != consent.patient_id:
            yield "A kept file is filed under another patient."
    scans = {(f.id, f.digest) for f in files if f.kind == CONSENT_SCAN}
    if scans != set(zip(consent.scan_ids, consent.scan_digests, strict=False)):
        yield "The scans are not those that were attached."


def _of_record(seals: list[ConsentSeal], consent: Consent, stored_texts: str) -> Iterator[str]:
    first, last = json.loads(seals[0].content), json.loads(seals[-1].content)
    yield from _of_fields(first["consent"], frozen_part(consent))
    yield from _of_fields(last["later"], later_part(consent))
    if canonical(first["texts"]) != stored_texts:
        yield "The words differ from what was sealed."


def _of_fields(sealed: Mapping[str, Any], live: Mapping[str, Any]) -> Iterator[str]:
    # A field that came into being after sealing stands in the live record alone.
    for name, value in sealed.items():
        if live.get(name) != value:
            yield f"Of the consent, {name.replace('_', ' ')}: not what was sealed."
