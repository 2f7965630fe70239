"""The dates on the instruction sheet, worked out from the session and never typed."""

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
    treated = _end(session).astimezone(zone).date()
    return treated + timedelta(days=session.protocol.retreatment_interval_days)


def require_printable(session: Session) -> None:
    """An instruction sheet is made of a completed session only (domain.md 9.15)."""
    if session.status is not SessionStatus.COMPLETED:
        raise RuleError(
            "The instruction sheet is printed from a completed session.",
            remedy="Complete the session first.",
        )


def _end(session: Session) -> datetime:
    end = session.ended_at
    if end is None:
        raise RuleError("No dose was given in this session, so there is nothing to print.")
    return end
