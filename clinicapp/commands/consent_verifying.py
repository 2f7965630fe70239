"""Proving that closed consents are what was sealed: versions, words, copies, scans, records."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from clinicapp.commands.records import Records
from clinicapp.domain.consent.documents import digest_of_bytes
from clinicapp.domain.consent.seal_check import consent_problems
from clinicapp.domain.consent.trail import ConsentSealEntry, document_entry
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.plain_text import canonical, to_plain
from clinicapp.domain.seal_check import SealReport
from clinicapp.domain.seal_trail import trail_problems

NO_ID = UUID(int=0)
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def verify_consent(records: Records, consent_id: UUID) -> SealReport:
    """Whether a closed consent still is exactly what was sealed, on the disk."""
    entries = records.consent_entries(consent_id).get(consent_id, ())
    return _verified(records, consent_id, entries)


def verify_consents(records: Records) -> tuple[tuple[UUID, SealReport], ...]:
    """Every consent that is closed, and each open one with a problem, with what was found."""
    try:
        told = records.consent_entries()
        every = dict.fromkeys((*records.every_consent(), *told))
    except _UNREADABLE:
        problem = "The list of consents cannot be read."
        return ((NO_ID, SealReport(is_intact=False, problems=(problem,), versions=1)),)
    found = ((key, _verified(records, key, told.get(key, ()))) for key in every)
    return tuple((key, report) for key, report in found if report.versions or report.problems)


def verify_words(records: Records) -> tuple[str, ...]:
    """Where the versions of words and their reviews are not those that the trail tells of."""
    try:
        versions, reviews = records.words_kept()
        misfiled = records.words_misfiled()
    except ClinicError as error:
        return (error.happened,)
    except _UNREADABLE:
        return ("The words of the consent cannot be read.",)
    if misfiled:
        return ("Words of the consent are filed under something else than they say.",)
    known = set(_OF_VERSION + _OF_REVIEW)
    kept = [_plain_of(v, _OF_VERSION) for v in versions]
    kept += [_plain_of(r, _OF_REVIEW) for r in reviews]
    told = [
        {name: change[1] for name, change in delta.items() if name in known}
        for delta in records.words_told()
    ]
    if sorted(map(canonical, kept)) != sorted(map(canonical, told)):
        return ("The words in force, or a review of them, are not those of the audit trail.",)
    return ()


_OF_VERSION = ("language", "version", "digest", "reason", "made_at", "made_by")
_OF_REVIEW = ("id", "digest", "language", "reviewer", "reviewed_on", "recorded_at", "recorded_by")


def _plain_of(record: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: to_plain(getattr(record, name)) for name in names}


def _verified(
    records: Records, consent_id: UUID, entries: Collection[ConsentSealEntry]
) -> SealReport:
    try:
        problems = tuple(dict.fromkeys(_problems(records, consent_id, entries)))
        versions = max(len(records.consent_seals(consent_id)), len(entries))
    except ClinicError as error:
        problems, versions = (error.happened,), max(1, len(entries))
    except _UNREADABLE:
        # What somebody wrote into the file by hand need not be a record at all.
        problems, versions = ("The consent cannot be read.",), max(1, len(entries))
    return SealReport(is_intact=not problems, problems=problems, versions=versions)


def _problems(
    records: Records, consent_id: UUID, entries: Collection[ConsentSealEntry]
) -> Iterator[str]:
    seals = records.consent_seals(consent_id)
    yield from trail_problems(seals, entries)
    on_disk, told_state = records.consent_state(consent_id)
    if on_disk != told_state:
        yield "The consent is not as the last act on it left it."
    consent, columns, texts, files = records.stored_consent(consent_id)
    if columns != (
        consent.clinic_id,
        consent.patient_id,
        consent.status.value,
        consent.texts_digest,
    ):
        yield "The consent is filed under something else than it says."
    if consent.id != consent_id:
        yield "The consent is filed under another number."
    told = records.documents_told(consent_id)
    kept = [canonical(document_entry(f)) for f in files]
    are_whole = all(digest_of_bytes(f.content) == f.digest for f in files)
    if not are_whole or sorted(kept) != sorted(map(canonical, told)):
        yield "The files of the consent are not those that the audit trail tells of."
    if consent.is_open and not seals and not entries:
        return
    yield from consent_problems(seals, consent, texts, files)
    if {e.copy for e in entries} != {s.copy_digest for s in seals}:
        yield "The audit trail tells of another copy."
