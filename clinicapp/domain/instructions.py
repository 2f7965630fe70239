"""The dates that follow from a session, worked out and never typed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinicapp.domain.errors import RuleError
from clinicapp.domain.session import Session, SessionStatus


def restriction_end(session: Session, zone: ZoneInfo) -> datetime:
    """Last dose plus the protocol's restriction in elapsed hours, in clinic time (domain.md 6)."""
    return (_end(session) + timedelta(hours=session.protocol.restriction_hours)).astimezone(zone)


def earliest_next_date(session: Session, zone: ZoneInfo) -> date:
    """Local date of the session plus the protocol's interval in days (domain.md 4)."""
    return _next_date(_end(session), session.protocol.retreatment_interval_days, zone)


def is_due(last_end: datetime, day: date, *, interval_days: int, zone: ZoneInfo) -> bool:
    """Whether the next session may be on this day, by the end of the last one."""
    return _next_date(last_end, interval_days, zone) <= day


def require_printable(session: Session) -> None:
    """An instruction sheet is made of a signed session only (domain.md 9 check 15).

    One completed before there were signatures is still printed.
    """
    if session.status is not SessionStatus.COMPLETED:
        raise RuleError(
            "The instruction sheet is printed from a signed session.",
            remedy="Sign the session first.",
        )


def _next_date(end: datetime, interval_days: int, zone: ZoneInfo) -> date:
    return end.astimezone(zone).date() + timedelta(days=interval_days)


def _end(session: Session) -> datetime:
    end = session.ended_at
    if end is None:
        raise RuleError("No dose was given in this session, so there is nothing to print.")
    return end
