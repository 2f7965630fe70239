"""The lines a procedure note is made of, and what every part of the note asks for to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.checks.case import Case
from clinicapp.domain.note_words import NoteWords


class NoteKind(StrEnum):
    """What a line of the note tells of."""

    TITLE = "title"
    STANDARD = "standard"
    OMITTED = "omitted"
    CHANGED = "changed"
    EXTRA = "extra"
    MOVED = "moved"
    PLANNED = "planned"
    GIVEN = "given"
    SITE_NOTE = "site-note"
    RESPONSE = "response"
    VIAL = "vial"
    DIAGNOSIS = "diagnosis"
    CONSENT = "consent"
    SAFETY = "safety"
    INTERVAL = "interval"
    HOLD = "hold"
    CARE = "care"
    NEXT = "next"

    @property
    def is_exception(self) -> bool:
        """Whether the line tells of a difference from the standard."""
        return self in _EXCEPTIONS


_EXCEPTIONS = frozenset(
    (NoteKind.OMITTED, NoteKind.CHANGED, NoteKind.EXTRA, NoteKind.MOVED, NoteKind.PLANNED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One line of the note; `detail` is the reason, `site_ids` are the sites it tells of."""

    kind: NoteKind
    text: str
    detail: str = ""
    site_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A case with the names of people and the words it is told in."""

    case: Case
    names: Mapping[UUID, str]
    words: NoteWords

    def name(self, person: UUID) -> str:
        """A person's name with credentials."""
        return self.names.get(person) or self.words.say("unknown_person")

    def people(self, ids: Iterable[UUID]) -> str:
        """Several people in a row, nobody twice."""
        return self.words.join(dict.fromkeys(self.name(i) for i in ids))

    def moment(self, at: datetime) -> str:
        """Day and time in the clinic's zone."""
        return self.words.moment(at.astimezone(self.case.zone))

    def date(self, at: datetime) -> str:
        """The clinic's day of a moment."""
        return self.words.date(at.astimezone(self.case.zone).date())

    def time(self, at: datetime) -> str:
        """The clinic's clock time of a moment."""
        return self.words.time(at.astimezone(self.case.zone))


def inside(label: str) -> str:
    """A label as part of a sentence: its first letter small, unless it begins a short form."""
    is_short = label[:1].isupper() and not label[1:2].islower()
    return label if is_short else label[:1].lower() + label[1:]


def one_line(text: str) -> str:
    """Words as typed, on one line and without the full stop the sentence has itself."""
    return " ".join(text.split()).removesuffix(".")
