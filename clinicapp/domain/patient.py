"""A patient, how one is described, checked and told apart from another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.errors import InputError

OLDEST = date(1900, 1, 1)
NAME_MAX = 120
TEXT_MAX = 4000
# Invisible marks that word processors and web pages leave in copied text, meaning nothing.
_STRAY = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


class Sex(StrEnum):
    """Administrative sex; the values are the FHIR codes."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One person who is treated. `latin_name` is for papers, where a script cannot be printed."""

    id: UUID
    clinic_id: UUID
    family_name: str
    given_name: str = ""
    latin_name: str = ""
    birth_date: date
    record_number: str
    sex: Sex = Sex.UNKNOWN
    phone: str = ""
    language: str = "en"
    allergies: str = ""
    note: str = ""
    revision: int = 0

    @property
    def listed_name(self) -> str:
        """Family name first, as in a list: "Vasquez, Elena María"."""
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name

    @property
    def full_name(self) -> str:
        """As spoken and on papers: "Elena María Vasquez"."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        parts = [p for p in (self.given_name, self.family_name) if p]
        return "".join(p[0] for p in parts).upper()


def age_on(birth_date: date, day: date) -> int:
    """Completed years of age on a day; someone born on 29 February turns on 1 March."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def clean_line(text: str) -> str:
    """One line as typed, spaces made single; control and direction marks are refused."""
    normal = unicodedata.normalize("NFC", text.translate(_STRAY)).strip()
    for char in normal:
        if char in "\t\r\n":
            continue
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} and char not in "\u200c\u200d":
            raise InputError(
                "The text holds a character that cannot be seen.",
                remedy="Type it, or paste it as plain text.",
            )
    return re.sub(r"\s+", " ", normal)


def clean_text(text: str) -> str:
    """Several lines as typed; control characters other than line ends are refused."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean_line(line) for line in lines).strip()


def clean_note(text: str) -> str:
    """Several lines as typed, and not too long to be kept."""
    tidy = clean_text(text)
    if len(tidy) > TEXT_MAX:
        raise InputError("The text is too long.", remedy=f"Keep it under {TEXT_MAX:,} letters.")
    return tidy


def check_patient(patient: Patient, today: date) -> Patient:
    """The patient with tidy texts; an impossible name, birth date or number is refused."""
    tidy = replace(
        patient,
        family_name=clean_line(patient.family_name),
        given_name=clean_line(patient.given_name),
        latin_name=clean_line(patient.latin_name),
        record_number=clean_line(patient.record_number),
        phone=clean_line(patient.phone),
        language=clean_line(patient.language),
        allergies=clean_line(patient.allergies),
        note=clean_text(patient.note),
    )
    if not tidy.family_name:
        raise InputError("A patient needs a name.", remedy="Write a single name as family name.")
    if not tidy.record_number:
        raise InputError("A patient needs a record number.", remedy="Write the clinic's number.")
    if max(len(tidy.family_name), len(tidy.given_name), len(tidy.latin_name)) > NAME_MAX:
        raise InputError(f"A name has at most {NAME_MAX} letters.", remedy="Shorten it.")
    if max(map(len, (tidy.allergies, tidy.note, tidy.phone, tidy.record_number))) > TEXT_MAX:
        raise InputError("A text is too long.", remedy=f"Keep it under {TEXT_MAX} letters.")
    if tidy.birth_date > today:
        raise InputError("The birth date is in the future.", remedy="Check the year.")
    if tidy.birth_date < OLDEST:
        raise InputError("The birth date is before 1900.", remedy="Check the year.")
    return tidy


def parse_birth_date(text: str) -> date:
    """Read 1984-03-14, 14 Mar 1984, 14.03.1984 (day first) or 03/14/1984 (month first)."""
    trimmed = re.sub(r"\s+", " ", text.strip())
    for pattern in (_ISO, _WORDS, _DOTS, _SLASHES):
        if match := pattern.fullmatch(trimmed):
            parts = match.groupdict()
            month = MONTHS.get(parts["month"].casefold(), parts["month"])
            try:
                return date(int(parts["year"]), int(month), int(parts["day"]))
            except ValueError:
                break
    raise InputError(
        "This is not a birth date.", remedy="Write it as year-month-day, such as 1984-03-14."
    )


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_WORDS = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})")
_DOTS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_SLASHES = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTHS = {
    written: number for number, name in enumerate(_MONTH_NAMES, 1) for written in (name, name[:3])
}


def search_key(*texts: str) -> str:
    """Text folded for finding: no accents, no case, no punctuation ("O’Connor" → "oconnor")."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    kept = (c for c in folded if not unicodedata.combining(c))
    special = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "þ": "th", "ð": "d", "æ": "ae", "œ": "oe"}
    plain = "".join(special.get(c, c) for c in kept)
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]", "", plain)).strip()


def patient_key(patient: Patient) -> str:
    """What finding a patient looks through: names, number, and the birth date as it is typed."""
    names = (patient.family_name, patient.given_name, patient.latin_name)
    day = patient.birth_date
    month = _MONTH_NAMES[day.month - 1][:3]
    written = (
        day.isoformat(),
        f"{day:%d} {month} {day:%Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%d.%m.%Y}",
    )
    return search_key(*names, patient.record_number, *written)


def is_likely_duplicate(one: Patient, other: Patient) -> bool:
    """Same record number, or same birth date with the same names in any order."""
    if one.id == other.id:
        return False
    if one.record_number.casefold() == other.record_number.casefold():
        return True
    names = (set(search_key(p.full_name).split()) for p in (one, other))
    return one.birth_date == other.birth_date and bool(set.intersection(*names))
