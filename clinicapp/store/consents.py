"""Consents in and out of the database; the strokes of their signatures are kept by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.consent.record import Consent, ConsentStatus, SignerRole
from clinicapp.domain.consent.seal import ConsentSeal
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.domain.errors import StaleRecordError, StoreError
from clinicapp.domain.plain_text import canonical, from_plain, to_plain
from clinicapp.domain.seal import digest_of
from clinicapp.store.consent_rows import ConsentRow, ConsentSealRow

_SEAL_FIELDS = tuple(f.name for f in fields(ConsentSeal))
_SEALS = select(*(getattr(ConsentSealRow, name) for name in _SEAL_FIELDS))
_STATE = select(*(getattr(ConsentRow, c.name) for c in ConsentRow.__table__.columns))
_WITHOUT_INK = select(
    ConsentRow.content, ConsentRow.revision, ConsentRow.patient_id, ConsentRow.status
)


class ConsentRepository:
    """Consents by id and by patient."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def get(self, consent_id: UUID) -> Consent:
        """The consent of this id with every stroke."""
        row = self._orm.get(ConsentRow, consent_id)
        if row is None:
            raise StoreError("That consent is not in this database.")
        return _filed(consent_from(row.content, row.ink, row.revision), row)

    def columns(self, consent_id: UUID) -> tuple[UUID, UUID, str, str]:
        """Clinic, patient, status and words as the columns have them, beside the content."""
        row = self._orm.execute(
            select(
                ConsentRow.clinic_id,
                ConsentRow.patient_id,
                ConsentRow.status,
                ConsentRow.texts_digest,
            ).where(ConsentRow.id == consent_id)
        ).one()
        return row[0], row[1], row[2], row[3]

    def state(self, consent_id: UUID) -> str:
        """SHA-256 of everything that is stored of a consent; refused where there is none."""
        self._orm.flush()
        row = self._orm.execute(_STATE.where(ConsentRow.id == consent_id)).first()
        if row is None:
            raise StoreError("That consent is not in this database.")
        return digest_of(canonical([str(value) for value in row]))

    def of_patient(self, patient_id: UUID) -> tuple[Consent, ...]:
        """Every consent of a patient without its strokes, oldest first."""
        return self._found(_WITHOUT_INK.where(ConsentRow.patient_id == patient_id))

    def in_progress(self, patient_id: UUID | None = None) -> tuple[Consent, ...]:
        """The consents being taken, without their strokes, oldest first; of one patient or all."""
        wanted = _WITHOUT_INK.where(ConsentRow.status == ConsentStatus.IN_PROGRESS.value)
        if patient_id:
            wanted = wanted.where(ConsentRow.patient_id == patient_id)
        return self._found(wanted)

    def ids(self) -> tuple[UUID, ...]:
        """Every consent, closed or being taken."""
        return tuple(self._orm.scalars(select(ConsentRow.id).order_by(ConsentRow.id)))

    def says_no(self, patient_id: UUID) -> bool:
        """Whether a patient ever declined, put off or withdrew: who never did is not asked more."""
        ended = (ConsentStatus.DECLINED.value, ConsentStatus.POSTPONED.value)
        is_no = or_(ConsentRow.status.in_(ended), ConsentRow.content.contains('"withdrawal":{'))
        wanted = select(ConsentRow.id).where(ConsentRow.patient_id == patient_id, is_no)
        return self._orm.scalar(wanted.limit(1)) is not None

    def standing_on(self, texts_digest: str) -> int:
        """How many patients have signed exactly these words."""
        wanted = select(func.count(ConsentRow.patient_id.distinct())).where(
            ConsentRow.texts_digest == texts_digest,
            ConsentRow.status == ConsentStatus.SIGNED.value,
        )
        return self._orm.scalar(wanted) or 0

    def save(self, consent: Consent) -> Consent:
        """Write the snapshot and return it with its new revision."""
        row = self._orm.get(ConsentRow, consent.id)
        if (row.revision if row else 0) != consent.revision:
            raise StaleRecordError(
                "This consent was changed elsewhere in the meantime.", remedy="Open it again."
            )
        saved = replace(consent, revision=consent.revision + 1)
        self._orm.merge(ConsentRow(**_values(saved)))
        return saved

    # seals -----------------------------------------------------------------------------------
    def seals(self, consent_id: UUID) -> tuple[ConsentSeal, ...]:
        """The sealed versions of a consent from the first; empty while it is being taken."""
        rows = self._orm.execute(
            _SEALS.where(ConsentSealRow.consent_id == consent_id).order_by(ConsentSealRow.version)
        )
        return tuple(ConsentSeal(**row._mapping) for row in rows)

    def first_digests(self, consent_ids: Iterable[UUID]) -> dict[UUID, str]:
        """The digest of the first sealed version of consents."""
        rows = self._orm.execute(
            select(ConsentSealRow.consent_id, ConsentSealRow.digest).where(
                ConsentSealRow.consent_id.in_(tuple(consent_ids)), ConsentSealRow.version == 1
            )
        )
        return {row.consent_id: row.digest for row in rows}

    def add_seal(self, seal: ConsentSeal) -> None:
        """Write a new version."""
        values = {name: getattr(seal, name) for name in _SEAL_FIELDS}
        self._orm.flush()
        self._orm.execute(insert(ConsentSealRow), [values])

    def _found(self, wanted: Any) -> tuple[Consent, ...]:
        rows = self._orm.execute(wanted.order_by(ConsentRow.id))
        return tuple(_filed(_read(row.content, row.revision), row) for row in rows)


def _filed(consent: Consent, row: Any) -> Consent:
    """The consent, if it is filed under what it says: lists look at the columns, checks at it."""
    if (consent.patient_id, consent.status.value) != (row.patient_id, row.status):
        raise StoreError(
            "A consent is filed under something else than it says.",
            remedy="Verify the records, and restore the newest good backup.",
        )
    return consent


def consent_from(content: str, ink: str, revision: int) -> Consent:
    """The snapshot of a consent's stored texts."""
    return _inked(_read(content, revision), json.loads(ink))


def _read(content: str, revision: int) -> Consent:
    made: Consent = from_plain(Consent, json.loads(content))
    return replace(made, revision=revision)


def _inked(consent: Consent, ink: dict[str, Any]) -> Consent:
    kept: dict[SignerRole, tuple[Stroke, ...]] = {
        SignerRole(role): from_plain(tuple[Stroke, ...], strokes) for role, strokes in ink.items()
    }
    signatures = tuple(replace(s, strokes=kept.get(s.role, ())) for s in consent.signatures)
    return replace(consent, signatures=signatures)


def _values(consent: Consent) -> dict[str, Any]:
    ink = {s.role.value: to_plain(s.strokes) for s in consent.signatures if s.strokes}
    bare = replace(consent, signatures=tuple(replace(s, strokes=()) for s in consent.signatures))
    content = to_plain(bare)
    del content["revision"]
    return {
        "id": consent.id,
        "clinic_id": consent.clinic_id,
        "patient_id": consent.patient_id,
        "status": consent.status.value,
        "texts_digest": consent.texts_digest,
        "content": canonical(content),
        "ink": canonical(ink),
        "revision": consent.revision,
    }
