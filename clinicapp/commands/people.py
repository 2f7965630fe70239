"""What a user can do about people: sign in, and look after accounts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.errors import SignInError
from clinicapp.domain.people import (
    Permission,
    Practitioner,
    check_password,
    check_practitioner,
)


def sign_in(records: Records, user_name: str, password: str, *, at: datetime) -> Practitioner:
    """The active person whose name and password these are; kept in the trail either way."""
    from clinicapp.security.passwords import decoy_hash, verify_password

    found = records.credentials_of(user_name.strip())
    # An unknown name takes as long as a known one, so that names cannot be guessed by the clock.
    matches = verify_password(found[1] if found else decoy_hash(), password)
    if not found or not matches or not found[0].is_active:
        person_id = found[0].id if found else None
        records.note(
            None,
            "sign_in_refused",
            "Sign-in refused",
            entity="practitioner",
            entity_id=person_id,
            at=at,
        )
        raise SignInError(
            "That name and password do not belong together.",
            unchanged="Nobody was signed in.",
            remedy="Type the password again; an administrator can set a new one.",
        )
    person = found[0]
    records.note(Act(person, at), "sign_in", "Sign in", entity="practitioner", entity_id=person.id)
    return person


def add_person(
    records: Records, person: Practitioner, password: str, *, act: Act
) -> Change[Practitioner]:
    """Open an account for a person."""
    from clinicapp.security.passwords import hash_password

    label = "Add a person"
    records.require(act, Permission.MANAGE_PEOPLE, label)
    tidy = check_practitioner(person)
    kept = hash_password(check_password(password))
    return records.save_person(act, "add_person", label, tidy, kept)


def correct_person(records: Records, person: Practitioner, *, act: Act) -> Change[Practitioner]:
    """Change a person's name, credentials, role or whether the account is active."""
    label = "Correct a person"
    records.require(act, Permission.MANAGE_PEOPLE, label)
    return records.save_person(act, "correct_person", label, check_practitioner(person))


def set_password(
    records: Records, person_id: UUID, password: str, *, act: Act
) -> Change[Practitioner]:
    """Give a person a new password; everybody may change their own."""
    from clinicapp.security.passwords import hash_password

    label = "Set a password"
    if person_id != act.by.id:
        records.require(act, Permission.MANAGE_PEOPLE, label)
    kept = hash_password(check_password(password))
    return records.save_person(act, "set_password", label, records.person(person_id), kept)
