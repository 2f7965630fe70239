"""Files that belong to patients: added, never changed or removed."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.consent.documents import PatientDocument
from clinicapp.domain.errors import StoreError
from clinicapp.store.consent_rows import DocumentRow

_FIELDS = tuple(f.name for f in fields(PatientDocument))
_COLUMNS = select(*(getattr(DocumentRow, name) for name in _FIELDS))


class DocumentRepository:
    """Files by id and by consent."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def get(self, document_id: UUID) -> PatientDocument:
        """The file of this id."""
        row = self._orm.execute(_COLUMNS.where(DocumentRow.id == document_id)).first()
        if row is None:
            raise StoreError("That file is not in this database.")
        return PatientDocument(**row._mapping)

    def of_consent(self, consent_id: UUID, kind: str) -> tuple[PatientDocument, ...]:
        """The files of one kind that belong to a consent, oldest first."""
        wanted = _COLUMNS.where(DocumentRow.consent_id == consent_id, DocumentRow.kind == kind)
        rows = self._orm.execute(wanted.order_by(DocumentRow.made_at, DocumentRow.id))
        return tuple(PatientDocument(**row._mapping) for row in rows)

    def add(self, document: PatientDocument) -> None:
        """Keep a file."""
        self._orm.flush()
        values = {name: getattr(document, name) for name in _FIELDS}
        self._orm.execute(insert(DocumentRow), [values])
