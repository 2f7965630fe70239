"""Who does something and when, what one act did, and how it is entered into the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID

from clinicapp.domain.audit import AuditEvent
from clinicapp.domain.people import Practitioner

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when: a moment in UTC, so that a record reads back as written."""

    by: Practitioner
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What one verb did: a label, the record before and after, and its entry in the trail."""

    label: str
    before: T | None
    after: T
    event: AuditEvent | None = None


def event_of(
    act: Act, verb: str, label: str, entity: str, entity_id: UUID | None, revision: int
) -> AuditEvent:
    """The entry of one act; its number in the trail comes when it is written."""
    return AuditEvent(
        seq=0,
        recorded_at=act.at,
        person_id=act.by.id,
        act=verb,
        label=label,
        entity=entity,
        entity_id=entity_id,
        revision=revision,
    )
