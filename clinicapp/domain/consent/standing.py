"""Which consent a session stands on: the last thing the patient said, on screen or on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.consent.record import Consent, ConsentKind, ConsentStatus
from clinicapp.domain.errors import RuleError
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

    def last_word(self, days: Collection[date], zone: ZoneInfo) -> Consent | None:
        """The full consent that the patient spoke of last: signed, declined, withdrawn or put off.

        "Not today" counts on its own day alone, and not once the patient has agreed again: else it
        is passed over, and what was said before it stands.
        """
        every = (c for c in self.consents if c.kind is ConsentKind.COURSE and c.status in _SAID)
        agreed = [said_at(c) for c in self._second_words() if c.is_signed]
        said = [
            c
            for c in every
            if not _is_put_off(c)
            or (_is_said_on(c, days, zone) and not any(at > said_at(c) for at in agreed))
        ]
        return max(said, key=lambda c: (said_at(c), str(c.id)), default=None)

    @property
    def being_taken(self) -> Consent | None:
        """The consent that is in progress, if any."""
        return next((c for c in reversed(self.consents) if c.is_open), None)

    def confirmation(
        self, course_id: UUID | None, days: Collection[date], zone: ZoneInfo
    ) -> Consent | None:
        """What the patient said last about a course on one of the days; None if nobody asked."""
        about = (c for c in self.second_words(days, zone) if c.course_id == course_id)
        return max(about, key=said_at, default=None)

    def refusal(self, days: Collection[date], zone: ZoneInfo) -> Consent | None:
        """That the patient, asked again, did not agree and has not since, whatever the course.

        A decline stands until the patient agrees; "not today" counts on its own day alone.
        """
        counted = (
            c for c in self._second_words() if not _is_put_off(c) or _is_said_on(c, days, zone)
        )
        newest = max(counted, key=said_at, default=None)
        return newest if newest and not newest.is_signed else None

    def second_words(self, days: Collection[date], zone: ZoneInfo) -> tuple[Consent, ...]:
        """What the patient said, asked again on some days, about any course."""
        return tuple(c for c in self._second_words() if _is_said_on(c, days, zone))

    def _second_words(self) -> tuple[Consent, ...]:
        return tuple(
            c for c in self.consents if c.kind is ConsentKind.CONFIRMATION and c.status in _SAID
        )

    def stood_on(
        self, paper: PaperConsent | None, days: Collection[date], zone: ZoneInfo
    ) -> tuple[Consent, ...]:
        """What a session stands on: the full consent on the screen, and the day’s second word."""
        last = self.last_word(days, zone)
        course = last if governs(last, paper) else None
        again = self.confirmation(course.id if course else None, days, zone)
        return tuple(c for c in (course, again) if c)


EMPTY_SHELF = ConsentShelf()


def said_at(consent: Consent) -> datetime:
    """When the patient last said something with a consent: signed, declined, or withdrew it."""
    if consent.withdrawal:
        return consent.withdrawal.at
    return consent.agreed_at or consent.begun_at


def governs(consent: Consent | None, paper: PaperConsent | None) -> bool:
    """Whether a consent on the screen goes before the paper one that somebody has seen.

    What the patient said last goes first, wherever it was said.
    """
    if consent is None or paper is None:
        return consent is not None
    return said_at(consent) >= said_on_paper(paper, consent)


def said_on_paper(paper: PaperConsent, beside: Consent | None = None) -> datetime:
    """When the patient last said something on paper, held beside what was said on the screen.

    A form is dated to the minute: in that minute it was signed at the latest when it was seen. A
    no of the same minute is not lifted by it.
    """
    if paper.withdrawn_at:
        return paper.withdrawn_at
    minute = paper.signed_at.replace(second=0, microsecond=0)
    if beside and (beside.withdrawal or beside.status is ConsentStatus.DECLINED):
        return minute
    end = minute + timedelta(minutes=1, microseconds=-1)
    return max(paper.signed_at, min(end, paper.seen_at))


def holds_until(consent: Consent, months: int, zone: ZoneInfo) -> date | None:
    """The last clinic's date on which a signed consent holds, so many months after."""
    if consent.agreed_at is None or not consent.is_signed:
        return None
    return months_after(consent.agreed_at.astimezone(zone).date(), months)


def paper_holds_until(paper: PaperConsent, months: int, zone: ZoneInfo) -> date:
    """The last clinic's date on which a paper consent holds: the same day so many months on."""
    return months_after(paper.signed_at.astimezone(zone).date(), months)


def paper_holds(paper: PaperConsent | None, today: date, months: int, zone: ZoneInfo) -> bool:
    """Whether there is a paper consent that is neither withdrawn nor expired on a day."""
    if paper is None or paper.withdrawn_at:
        return False
    return today <= paper_holds_until(paper, months, zone)


def course_to_confirm(
    shelf: ConsentShelf, paper: PaperConsent | None, today: date, months: int, zone: ZoneInfo
) -> Consent | None:
    """The full consent on the screen that can be confirmed; None where a paper one goes first.

    Refused where it was declined or withdrawn, has expired after so many months, or its words are
    no longer in force.
    """
    last = shelf.last_word({today}, zone)
    if last is None or not governs(last, paper):
        return None
    remedy = "Take a full consent."
    if not last.is_signed or last.withdrawal:
        raise RuleError("The patient’s last word was not a consent.", remedy=remedy)
    until = holds_until(last, months, zone)
    if until is None or today > until:
        raise RuleError("The consent of this course has expired.", remedy=remedy)
    if shelf.in_force.get(last.language) != last.texts_digest:
        raise RuleError("The words of the consent have changed since.", remedy=remedy)
    return last


def require_confirmable(
    shelf: ConsentShelf, paper: PaperConsent | None, today: date, months: int, zone: ZoneInfo
) -> Consent | None:
    """The same; refused as well where there is neither a consent on the screen nor a paper one."""
    course = course_to_confirm(shelf, paper, today, months, zone)
    if course is None and not paper_holds(paper, today, months, zone):
        raise RuleError(
            "There is no consent that could be confirmed.", remedy="Take a full consent."
        )
    return course


def step_of(
    shelf: ConsentShelf, paper: PaperConsent | None, today: date, months: int, zone: ZoneInfo
) -> NextStep:
    """What is to be done about a patient's consent on a day, before any session of theirs."""
    if shelf.being_taken:
        return NextStep.GO_ON
    try:
        course = require_confirmable(shelf, paper, today, months, zone)
    except RuleError:
        return NextStep.TAKE
    no = shelf.refusal({today}, zone)
    agreed = course.agreed_at if course else said_on_paper(paper, no) if paper else None
    if no and agreed and said_at(no) > agreed:
        return NextStep.TAKE
    seen = course.agreed_at if course else paper.seen_at if paper else None
    said = shelf.confirmation(course.id if course else None, {today}, zone)
    is_fresh = seen is not None and seen.astimezone(zone).date() == today
    return NextStep.NOTHING if is_fresh or (said and said.is_signed) else NextStep.CONFIRM


def shelf_now(consents: Iterable[Consent], now: datetime) -> tuple[Consent, ...]:
    """Consents for a session in progress: a refusal counts whatever the clock says today.

    What was signed after `now` was signed by a clock that was right, or by one that was not: it
    does not count before its time.
    """
    return tuple(
        c
        for c in consents
        if c.closed_at is None or c.closed_at <= now or not c.is_signed or c.withdrawal
    )


def shelf_until(consents: Iterable[Consent], until: datetime) -> tuple[Consent, ...]:
    """Consents as they stood at a moment: what was closed later, or withdrawn, was not yet."""
    known = (c for c in consents if c.closed_at is None or c.closed_at <= until)
    return tuple(_as_of(c, until) for c in known)


def _as_of(consent: Consent, until: datetime) -> Consent:
    taken_back = consent.withdrawal
    if taken_back and taken_back.at > until:
        return replace(consent, withdrawal=None)
    return consent


def _is_put_off(consent: Consent) -> bool:
    return consent.status is ConsentStatus.POSTPONED


def _is_said_on(consent: Consent, days: Collection[date], zone: ZoneInfo) -> bool:
    return said_at(consent).astimezone(zone).date() in days
