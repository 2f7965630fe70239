"""Setting a clinic up and changing its details."""

from __future__ import annotations

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.errors import RuleError
from clinicapp.domain.people import (
    Clinic,
    Permission,
    Practitioner,
    check_clinic,
    check_password,
    check_practitioner,
)


def set_up_clinic(
    records: Records, clinic: Clinic, administrator: Practitioner, password: str
) -> Practitioner:
    """Write a new clinic with its first administrator, who is handed back."""
    from clinicapp.security.passwords import hash_password

    tidy, person = check_clinic(clinic), check_practitioner(administrator)
    if not records.access.may(person, Permission.MANAGE_PEOPLE):
        raise RuleError("The first person must be one who may manage people.")
    kept = hash_password(check_password(password))
    records.found_clinic(tidy, [(person, kept)])
    return records.person(person.id)


def change_clinic(records: Records, clinic: Clinic, *, act: Act) -> Change[Clinic]:
    """Change the clinic's name, address, phone, hours or time zone."""
    label = "Change the clinic"
    records.require(act, Permission.CHANGE_SETTINGS, label)
    return records.save_clinic(act, label, check_clinic(clinic))
