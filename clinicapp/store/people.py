"""The clinic and its people in and out of the database."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.errors import InputError, StaleRecordError, StoreError
from clinicapp.domain.people import Clinic, Practitioner, Role
from clinicapp.store.rows import ClinicRow, PractitionerRow


class ClinicRepository:
    """The one clinic of a data folder."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def find(self) -> Clinic | None:
        """The clinic, or None before it is set up."""
        row = self._orm.scalars(select(ClinicRow)).first()
        if row is None:
            return None
        return Clinic(
            id=row.id,
            name=row.name,
            address=row.address,
            phone=row.phone,
            hours=row.hours,
            after_hours_phone=row.after_hours_phone,
            time_zone=row.time_zone,
            is_sample=row.is_sample,
            created_at=row.created_at,
            revision=row.revision,
        )

    def save(self, clinic: Clinic) -> Clinic:
        """Write the snapshot and return it with its new revision."""
        row = self._orm.get(ClinicRow, clinic.id)
        if (row.revision if row else 0) != clinic.revision:
            raise StaleRecordError(
                "The clinic was changed elsewhere in the meantime.", remedy="Open it again."
            )
        saved = replace(clinic, revision=clinic.revision + 1)
        self._orm.merge(
            ClinicRow(
                id=saved.id,
                name=saved.name,
                address=saved.address,
                phone=saved.phone,
                hours=saved.hours,
                after_hours_phone=saved.after_hours_phone,
                time_zone=saved.time_zone,
                is_sample=saved.is_sample,
                created_at=saved.created_at,
                revision=saved.revision,
            )
        )
        return saved


class PractitionerRepository:
    """People by id and by sign-in name."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def all(self) -> tuple[Practitioner, ...]:
        """Everybody, active or not, by name."""
        rows = self._orm.scalars(select(PractitionerRow).order_by(PractitionerRow.name))
        return tuple(_person(r) for r in rows)

    def get(self, person_id: UUID) -> Practitioner:
        """The person of this id."""
        row = self._orm.get(PractitionerRow, person_id)
        if row is None:
            raise StoreError("That person is not in this database.")
        return _person(row)

    def credentials_of(self, user_name: str) -> tuple[Practitioner, str] | None:
        """The person of a sign-in name with the kept password hash."""
        row = self._orm.scalars(
            select(PractitionerRow).where(PractitionerRow.user_name == user_name.casefold())
        ).first()
        return (_person(row), row.password_hash) if row else None

    def save(self, person: Practitioner, password_hash: str | None = None) -> Practitioner:
        """Write the snapshot; the hash stays as it is unless a new one comes along."""
        row = self._orm.get(PractitionerRow, person.id)
        if (row.revision if row else 0) != person.revision:
            raise StaleRecordError(
                "This person was changed elsewhere in the meantime.", remedy="Open it again."
            )
        taken = self.credentials_of(person.user_name)
        if taken and taken[0].id != person.id:
            raise InputError(
                f"The sign-in name {person.user_name} is taken.", remedy="Choose another one."
            )
        kept = password_hash if password_hash is not None else (row.password_hash if row else "")
        saved = replace(person, revision=person.revision + 1)
        self._orm.merge(practitioner_row(saved, kept))
        return saved


def practitioner_row(person: Practitioner, password_hash: str) -> PractitionerRow:
    """The row of a snapshot."""
    return PractitionerRow(
        id=person.id,
        clinic_id=person.clinic_id,
        user_name=person.user_name,
        name=person.name,
        credentials=person.credentials,
        role=person.role.value,
        is_active=person.is_active,
        password_hash=password_hash,
        revision=person.revision,
    )


def _person(row: PractitionerRow) -> Practitioner:
    return Practitioner(
        id=row.id,
        clinic_id=row.clinic_id,
        user_name=row.user_name,
        name=row.name,
        credentials=row.credentials,
        role=Role(row.role),
        is_active=row.is_active,
        revision=row.revision,
    )
