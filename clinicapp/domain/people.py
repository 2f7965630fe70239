"""The people who use the program, the clinic they work for, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import AccessError, InputError
from clinicapp.domain.patient import NAME_MAX, clean_line

PHONE_DIGITS_MIN = 3
PASSWORD_MIN = 8
PASSWORD_MAX = 256


class Role(StrEnum):
    """What a person is in the clinic."""

    PHYSICIAN = "physician"
    NURSE = "nurse"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """A right of the role matrix in resources/access/roles.toml."""

    REGISTER_PATIENT = "register_patient"
    CORRECT_PATIENT = "correct_patient"
    START_SESSION = "start_session"
    PLAN_SESSION = "plan_session"
    CHART_DOSE = "chart_dose"
    RECORD_FACTS = "record_facts"
    TAKE_CONSENT = "take_consent"
    EXPLAIN_CONSENT = "explain_consent"
    CHANGE_CONSENT_TEXTS = "change_consent_texts"
    ANSWER_HOLD = "answer_hold"
    SIGN_SESSION = "sign_session"
    VOID_SESSION = "void_session"
    ADD_ADDENDUM = "add_addendum"
    RECORD_AFTER_EFFECT = "record_after_effect"
    PRINT_SHEET = "print_sheet"
    MANAGE_VIALS = "manage_vials"
    MANAGE_PRODUCTS = "manage_products"
    EXPORT_RECORDS = "export_records"
    MANAGE_PEOPLE = "manage_people"
    CHANGE_SETTINGS = "change_settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """A person with an account. The password hash stays in the store."""

    id: UUID
    clinic_id: UUID
    user_name: str
    name: str
    credentials: str = ""
    role: Role
    is_active: bool = True
    revision: int = 0

    @property
    def signed_name(self) -> str:
        """Name with credentials, as on papers: "Mara Okafor, MD"."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def initials(self) -> str:
        words = [w for w in self.name.split() if w[:1].isalpha()]
        return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic as it stands on papers; `time_zone` is an IANA name."""

    id: UUID
    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    after_hours_phone: str = ""
    time_zone: str
    is_sample: bool = False
    created_at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class AccessMatrix:
    """Which roles hold which permission, and how the roles are called."""

    allowed: Mapping[Permission, frozenset[Role]]
    labels: Mapping[Role, str]

    def may(self, person: Practitioner, permission: Permission) -> bool:
        """Whether an active person's role holds the permission."""
        return person.is_active and person.role in self.allowed[permission]

    def require(self, person: Practitioner, permission: Permission, act: str) -> None:
        """Refuse an act to a person whose role does not hold the permission, saying who may."""
        if self.may(person, permission):
            return
        if not person.is_active:
            raise AccessError(
                f"{act}: the account of {person.name} is closed.",
                remedy="Change person.",
                label=act,
                needs=permission.value,
            )
        names = (self.labels[r].lower() for r in Role if r in self.allowed[permission])
        who = " or ".join(f"{'an' if name[0] in 'aeiou' else 'a'} {name}" for name in names)
        raise AccessError(
            f"{act}: this is for {who}; {person.name} is signed in as "
            f"{self.labels[person.role].lower()}.",
            remedy=f"Change person to {who}.",
            label=act,
            needs=permission.value,
        )


def check_clinic(clinic: Clinic) -> Clinic:
    """The clinic with tidy texts; one without a name or phone is refused."""
    tidy = replace(
        clinic,
        name=clean_line(clinic.name),
        address=clean_line(clinic.address),
        phone=clean_line(clinic.phone),
        hours=clean_line(clinic.hours),
        after_hours_phone=clean_line(clinic.after_hours_phone),
    )
    _require_short(tidy.name, tidy.address, tidy.phone, tidy.hours, tidy.after_hours_phone)
    _require_zone(tidy.time_zone)
    if not tidy.name:
        raise InputError("The clinic needs a name.", remedy="It is printed on every paper.")
    if sum(c.isdecimal() for c in tidy.phone) < PHONE_DIGITS_MIN:
        raise InputError(
            "The clinic needs a phone number.",
            remedy="Patients are told to call it when something is wrong.",
        )
    return tidy


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(
            "This time zone is not known.", remedy="Choose one, such as America/Chicago."
        ) from error


def check_practitioner(person: Practitioner) -> Practitioner:
    """The person with tidy texts; one without a name or sign-in name is refused."""
    tidy = replace(
        person,
        user_name=clean_line(person.user_name).casefold(),
        name=clean_line(person.name),
        credentials=clean_line(person.credentials),
    )
    _require_short(tidy.user_name, tidy.name, tidy.credentials)
    if not tidy.name:
        raise InputError("A person needs a name.", remedy="Write the name as on papers.")
    if not tidy.user_name:
        raise InputError("A person needs a sign-in name.", remedy="One short word is enough.")
    return tidy


def _require_short(*texts: str) -> None:
    if max(map(len, texts)) > NAME_MAX:
        raise InputError(f"A text has more than {NAME_MAX} letters.", remedy="Shorten it.")


def check_password(password: str) -> str:
    """A password that may be set: 8 to 256 characters, any characters, used exactly as typed."""
    if len(password) < PASSWORD_MIN:
        raise InputError(
            f"The password has fewer than {PASSWORD_MIN} characters.",
            remedy="A few words in a row are easy to remember and hard to guess.",
        )
    if len(password) > PASSWORD_MAX:
        raise InputError(f"The password has more than {PASSWORD_MAX} characters.")
    return password
