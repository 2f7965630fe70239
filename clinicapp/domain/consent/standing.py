"""Which consent a session stands on: the last thing the patient said, on screen or on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.consent.record import Consent, ConsentKind, ConsentStatus
from clinicapp.domain.session_facts import PaperConsent

_SAID = (ConsentStatus.SIGNED, ConsentStatus.DECLINED, ConsentStatus.POSTPONED)


class NextStep(StrEnum):
    """What is to be done next about a patient's consent."""

    TAKE = "take"
    CONFIRM = "confirm"
    GO_ON = "go-on"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentShelf:
    """The consents of a patient that a session can stand on, oldest first.

    `in_force` are the digests of the words in force for each language, `digests` those of the
    sealed consents by their ids.
    """

    consents: tuple[Consent, ...] = ()
    in_force: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def last_said(self) -> Consent | None:
        """The full consent that was closed last: signed, declined or put off."""
        return next(iter(reversed(_courses(self.consents))), None)

    @property
    def being_taken(self) -> Consent | None:
        """The consent that is in progress, if any."""
        return next((c for c in reversed(self.consents) if c.is_open), None)

    def confirmation(
        self, course_id: UUID | None, days: Collection[date], zone: ZoneInfo
    ) -> Consent | None:
        """What the patient said last about a course on one of the days; None if nobody asked."""
        asked = (
            c
            for c in reversed(self.consents)
            if c.kind is ConsentKind.CONFIRMATION
            and c.course_id == course_id
            and c.status in _SAID
            and c.closed_at is not None
            and c.closed_at.astimezone(zone).date() in days
        )
        return next(asked, None)

    def stood_on(
        self, paper: PaperConsent | None, since: datetime, days: Collection[date], zone: ZoneInfo
    ) -> tuple[Consent, ...]:
        """What a session stands on: the full consent on the screen, and the day’s second word."""
        last = self.last_said
        course = last if governs(last, paper, since) else None
        again = self.confirmation(course.id if course else None, days, zone)
        return tuple(c for c in (course, again) if c)


EMPTY_SHELF = ConsentShelf()


def said_at(consent: Consent) -> datetime | None:
    """When the patient last said something with a consent: signed, declined, or withdrew it."""
    return consent.withdrawal.at if consent.withdrawal else consent.closed_at


def governs(consent: Consent | None, paper: PaperConsent | None, since: datetime) -> bool:
    """Whether the last consent on the screen goes before the paper one that somebody has seen.

    What was said last goes first. "Not today" says nothing of a later day: it goes only from the
    moment `since` on, the start of the session.
    """
    if consent is None or consent.closed_at is None:
        return False
    said = said_at(consent)
    if consent.status is ConsentStatus.POSTPONED and consent.closed_at < since:
        return False
    if paper is None or said is None:
        return True
    return said >= (paper.withdrawn_at or paper.signed_at)


def holds_until(consent: Consent, months: int, zone: ZoneInfo) -> date | None:
    """The last clinic's date on which a signed consent holds, so many months after."""
    if consent.closed_at is None or not consent.is_signed:
        return None
    return months_after(consent.closed_at.astimezone(zone).date(), months)


def shelf_until(consents: Iterable[Consent], until: datetime) -> tuple[Consent, ...]:
    """Consents as they stood at a moment: what was closed later, or withdrawn, was not yet."""
    known = (c for c in consents if c.closed_at is None or c.closed_at <= until)
    return tuple(_as_of(c, until) for c in known)


def _as_of(consent: Consent, until: datetime) -> Consent:
    taken_back = consent.withdrawal
    if taken_back and taken_back.at > until:
        return replace(consent, withdrawal=None)
    return consent


def _courses(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    said = [c for c in consents if c.kind is ConsentKind.COURSE and c.status in _SAID]
    return tuple(sorted(said, key=lambda c: (c.closed_at or c.begun_at, str(c.id))))
