"""Check 16: whether the clock of the computer can be right (domain.md 9, the last paragraph)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import show_moment

CLOCK = 16
_REMEDY = "Check date and time of this computer."


def check_clock(case: Case) -> tuple[Finding, ...]:
    """Check 16: no session is signed before what is in it, and none before what came earlier."""
    session, zone = case.session, case.zone
    words, last = max(_moments(case), key=lambda m: m[1], default=("", None))
    if last and (session.completed_at or case.now) < last:
        return (
            _finding(
                Severity.BLOCK,
                f"clock:session:{last.isoformat()}",
                f"{words} on {show_moment(last, zone)}; the clock of this computer is earlier.",
                "Check date and time of this computer.",
            ),
        )
    known = case.latest_known
    if session.is_open and known and case.now < known:
        return (
            _finding(
                Severity.HOLD,
                f"clock:known:{known.isoformat()}",
                f"The records already tell of {show_moment(known, zone)}; the clock of this "
                "computer is earlier.",
                "Check date and time of this computer, or write why the records are ahead of it.",
            ),
        )
    return ()


def _moments(case: Case) -> Iterator[tuple[str, datetime]]:
    """When anything in the session was done to the patient or to a vial."""
    for record in case.session.given:
        if record.performed_at:
            yield "A dose was given", record.performed_at
    for rest in case.session.facts.discards:
        yield "A rest was discarded", rest.at
    for vial in case.vials:
        if vial.reconstitution:
            yield "A vial was reconstituted", vial.reconstitution.at


def _finding(severity: Severity, key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=CLOCK,
        severity=severity,
        gate=Gate.INTERVAL,
        key=key,
        happened=happened,
        remedy=remedy,
    )
