"""Patients in and out of the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.errors import StaleRecordError, StoreError
from clinicapp.domain.patient import Patient, Sex, patient_key, search_key
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import PatientSummary
from clinicapp.store.rows import PatientRow, SessionRow, SiteRow

_COMPLETED = SessionRow.status == SessionStatus.COMPLETED.value
_LAST = func.max(case((_COMPLETED, SessionRow.started_at)), type_=SessionRow.started_at.type)


class PatientRepository:
    """Patients by id and by what is typed; hands out snapshots, never rows."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def get(self, patient_id: UUID) -> Patient:
        """The patient of this id."""
        row = self._orm.get(PatientRow, patient_id)
        if row is None:
            raise StoreError("That patient is not in this database.")
        return patient_from(row)

    def save(self, patient: Patient) -> Patient:
        """Write the snapshot and return it with its new revision."""
        row = self._orm.get(PatientRow, patient.id)
        if (row.revision if row else 0) != patient.revision:
            raise StaleRecordError(
                "These details were changed elsewhere in the meantime.",
                remedy="Open them again and repeat the correction.",
            )
        saved = replace(patient, revision=patient.revision + 1)
        self._orm.merge(patient_row(saved))
        return saved

    def sharing(self, patient: Patient) -> tuple[Patient, ...]:
        """Patients with the same record number or birth date: candidates for a duplicate."""
        same_number = func.lower(PatientRow.record_number) == patient.record_number.lower()
        rows = self._orm.scalars(
            select(PatientRow).where(
                PatientRow.id != patient.id,
                or_(same_number, PatientRow.birth_date == patient.birth_date),
            )
        )
        return tuple(patient_from(r) for r in rows)

    def find(self, text: str, limit: int) -> tuple[PatientSummary, ...]:
        """Patients whose name, number or birth date holds every typed word, by name."""
        found = select(PatientRow.id).order_by(PatientRow.search_key).limit(limit)
        for word in search_key(text).split():
            found = found.where(PatientRow.search_key.contains(word, autoescape=True))
        return self._summaries(found, PatientRow.search_key)

    def treated_before(
        self, moment: datetime, limit: int
    ) -> tuple[tuple[PatientSummary, datetime], ...]:
        """Patients with no session in progress, whose last completed one began before a moment.

        The latest come first, each with the time of the last dose.
        """
        busy = select(SessionRow.patient_id).where(
            SessionRow.status == SessionStatus.IN_PROGRESS.value
        )
        last = func.max(SessionRow.started_at, type_=SessionRow.started_at.type)
        found = (
            select(SessionRow.patient_id)
            .where(_COMPLETED, SessionRow.patient_id.not_in(busy))
            .group_by(SessionRow.patient_id)
            .having(last < moment)
            .order_by(last.desc())
            .limit(limit)
        )
        last_dose = func.max(SiteRow.performed_at, type_=SessionRow.started_at.type)
        ends = {
            row[0]: row[1]
            for row in self._orm.execute(
                select(SessionRow.patient_id, last_dose)
                .join(SiteRow, SiteRow.session_id == SessionRow.id)
                .where(_COMPLETED, SessionRow.patient_id.in_(found))
                .group_by(SessionRow.patient_id)
            )
        }
        listed = self._summaries(found, _LAST.desc())
        return tuple((p, end) for p in listed if (end := ends[p.patient.id]))

    def _summaries(
        self, found: Select[UUID], order: ColumnElement[Any] | InstrumentedAttribute[str]
    ) -> tuple[PatientSummary, ...]:
        counted = SessionRow.status != SessionStatus.ENTERED_IN_ERROR.value
        rows = self._orm.execute(
            select(PatientRow, func.count(SessionRow.id), _LAST)
            .outerjoin(SessionRow, (SessionRow.patient_id == PatientRow.id) & counted)
            .where(PatientRow.id.in_(found))
            .group_by(PatientRow.id)
            .order_by(order)
        )
        return tuple(
            PatientSummary(patient=patient_from(row), sessions=count, last_session_at=last)
            for row, count, last in rows
        )


def patient_row(patient: Patient) -> PatientRow:
    """The row of a snapshot."""
    return PatientRow(
        id=patient.id,
        clinic_id=patient.clinic_id,
        family_name=patient.family_name,
        given_name=patient.given_name,
        latin_name=patient.latin_name,
        birth_date=patient.birth_date,
        record_number=patient.record_number,
        sex=patient.sex.value,
        phone=patient.phone,
        language=patient.language,
        allergies=patient.allergies,
        note=patient.note,
        search_key=patient_key(patient),
        revision=patient.revision,
    )


def patient_from(row: PatientRow) -> Patient:
    """The snapshot of a row."""
    return Patient(
        id=row.id,
        clinic_id=row.clinic_id,
        family_name=row.family_name,
        given_name=row.given_name,
        latin_name=row.latin_name,
        birth_date=row.birth_date,
        record_number=row.record_number,
        sex=Sex(row.sex),
        phone=row.phone,
        language=row.language,
        allergies=row.allergies,
        note=row.note,
        revision=row.revision,
    )
