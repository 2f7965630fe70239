"""Check 14: from the third treatment, what shows that treatment helps."""

from __future__ import annotations

from collections.abc import Iterator

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.session_facts import Baseline, Response
from clinicapp.domain.units import show_units


def check_response(case: Case) -> tuple[Finding, ...]:
    """Check 14 (domain.md 9): scores that can be, and from the third treatment all that is asked.

    What a payer may question is a warning only; a baseline that held keeps standing.
    """
    response = case.session.facts.response
    is_due = case.number >= case.rules.policy.response_from_session
    if response is None:
        return _missing() if is_due else ()
    impossible = tuple(_impossible(case, response))
    if not is_due:
        return impossible
    benefit = _benefit(case, case.baseline, response) if case.baseline else ()
    return (*impossible, *_no_score(response), *benefit)


def _missing() -> tuple[Finding, ...]:
    return (
        _finding(
            Severity.HOLD,
            "missing",
            "Today’s headache days, hours and scores are not recorded.",
            "Ask for them, or write why they are not known.",
            is_missing=True,
        ),
    )


def _finding(
    severity: Severity, key: str, happened: str, remedy: str, *, is_missing: bool = False
) -> Finding:
    return Finding(
        check=14,
        severity=severity,
        gate=Gate.OUTCOMES,
        key=f"response:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )


def _no_score(response: Response) -> Iterator[Finding]:
    if response.hit6 is None and response.midas is None:
        yield _finding(
            Severity.HOLD,
            "no-score",
            "Neither HIT-6 nor MIDAS is recorded.",
            "Ask for one of them, or write why it is not known.",
            is_missing=True,
        )


def _impossible(case: Case, response: Response) -> Iterator[Finding]:
    """A score that no answers add up to is a slip of the hand: it is mended, not explained."""
    policy, hit6, midas = case.rules.policy, response.hit6, response.midas
    if hit6 is not None and (
        not policy.hit6_least <= hit6 <= policy.hit6_most or hit6 in policy.hit6_impossible
    ):
        yield _finding(
            Severity.BLOCK,
            f"hit6:{hit6}",
            f"A HIT-6 of {hit6} cannot be.",
            f"Add the six answers again: {policy.hit6_least} to {policy.hit6_most}.",
        )
    if midas is not None and midas < 0:
        yield _finding(
            Severity.BLOCK,
            f"midas:{midas}",
            f"A MIDAS of {midas} cannot be.",
            "Add the five answers again.",
        )


def _benefit(case: Case, baseline: Baseline, response: Response) -> Iterator[Finding]:
    policy = case.rules.policy
    days = baseline.headache_days - response.headache_days
    before, now = show_units(baseline.headache_days), show_units(response.headache_days)
    told = f"Headache days a month: {before} before, {now} now"
    hours = None
    if baseline.hours_a_month is not None:
        hours = baseline.hours_a_month - response.headache_hours
        told += (
            f"; hours: {show_units(baseline.hours_a_month)} before, "
            f"{show_units(response.headache_hours)} now"
        )
    # Hours that were not counted before treatment cannot show a benefit.
    if days < policy.response_days and (hours is None or hours < policy.response_hours):
        yield _finding(
            Severity.WARN,
            f"benefit:{show_units(days)}:{'' if hours is None else show_units(hours)}",
            f"{told}.",
            f"Many payers ask for {policy.response_days} days or "
            f"{policy.response_hours} hours fewer; say in the note what is better.",
        )
    if days * 100 < baseline.headache_days * policy.response_percent:
        yield _finding(
            Severity.WARN,
            f"percent:{before}:{now}",
            f"Headache days a month fell by less than {policy.response_percent}%: "
            f"{before} before, {now} now.",
            "Consider whether to go on; say in the note what is better.",
        )
