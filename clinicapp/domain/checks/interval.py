"""Check 6: the weeks since the last dose of our product, for any indication, anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.spans import span_words
from clinicapp.domain.checks.wording import counted, show_day

INTERVAL = 6  # its number in domain.md 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The last known dose and the days since; None when no date is known.

    `undated` counts the doses whose date nobody knows. Days below 0: dated after this session.
    """

    last: date | None
    days: int | None
    where: str
    undated: int


def interval_of(case: Case) -> Interval:
    """The interval before the session of a case, in days (domain.md 9 check 6)."""
    dated = [(dose.on, dose.where) for dose in case.earlier if dose.on]
    undated = len(case.earlier) - len(dated)
    if not dated:
        return Interval(last=None, days=None, where="", undated=undated)
    last, where = max(dated)
    return Interval(last=last, days=(case.day - last).days, where=where, undated=undated)


def check_interval(case: Case) -> tuple[Finding, ...]:
    """Check 6 (domain.md 9): fewer days than the protocol's interval, or a date not known."""
    found = interval_of(case)
    least = case.session.protocol.retreatment_interval_days
    findings = []
    if found.last and found.days is not None and found.days < least:
        since = (
            f"Only {span_words(found.days)} since the last dose"
            if found.days >= 0
            else "A dose is dated after this session"
        )
        findings.append(
            Finding(
                check=INTERVAL,
                severity=Severity.HOLD,
                gate=Gate.INTERVAL,
                key=f"interval:{found.last}:{found.days}",
                happened=f"{since}: {show_day(found.last)}, {found.where}.",
                remedy=f"Wait for {span_words(least)}, or write why treatment is earlier.",
            )
        )
    if found.undated:
        findings.append(
            Finding(
                check=INTERVAL,
                severity=Severity.WARN,
                gate=Gate.INTERVAL,
                key=f"interval:undated:{found.undated}",
                happened=f"The date of {counted(found.undated, 'earlier dose')} is not known.",
                remedy="Ask the patient or the other clinic, and record the date.",
            )
        )
    return tuple(findings)
