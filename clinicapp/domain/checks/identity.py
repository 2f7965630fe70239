"""Check 15: the right patient, the right side, and the pause before the first dose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.spans import clock_beside, clock_words, number_word
from clinicapp.domain.checks.wording import show_day
from clinicapp.domain.protocol import Protocol, Side, View
from clinicapp.domain.session_facts import TimeOut

_SIDES = {"L": Side.LEFT, "R": Side.RIGHT, "M": Side.MIDLINE}
_ONE_SIDED = {View.LEFT: Side.LEFT, View.RIGHT: Side.RIGHT}


def check_identity(case: Case) -> tuple[Finding, ...]:
    """Check 15 (domain.md 9): the time-out, and the side of every site."""
    time_out = case.session.facts.time_out
    pause = _time_out(case, time_out) if time_out else _no_time_out()
    return (*pause, *_sides(case))


def _block(key: str, happened: str, remedy: str, *, is_missing: bool = False) -> Finding:
    return Finding(
        check=15,
        severity=Severity.BLOCK,
        gate=Gate.TIME_OUT,
        key=f"time-out:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )


def _no_time_out() -> Iterator[Finding]:
    yield _block(
        "missing",
        "The time-out is not recorded.",
        "Pause, check who the patient is, what is planned and where, and record it.",
        is_missing=True,
    )


def _time_out(case: Case, time_out: TimeOut) -> Iterator[Finding]:
    least, known = case.rules.policy.identifiers_least, case.rules.lists.identifiers
    checked = {c.code for c in known} & set(time_out.identifiers)
    if len(checked) < least:
        yield _block(
            f"identifiers:{'+'.join(sorted(checked))}",
            f"The time-out names fewer than {number_word(least)} identifiers.",
            "Check another one, such as the birth date, and record the time-out again.",
        )
    if not time_out.participants:
        yield _block(
            "participants",
            "The time-out names nobody who took part.",
            "Record who took part.",
        )
    yield from _held(case, time_out, case.first_dose_at)


def _held(case: Case, time_out: TimeOut, first: datetime | None) -> Iterator[Finding]:
    """When it was held and when it was written down, against the first dose."""
    held = time_out.at
    if first and held >= first:
        # domain.md has "BLOCK start unless … time < first injection": a late time-out is no
        # time-out, and a reason typed afterwards would be a way round the BLOCK.
        yield _block(
            f"late:{held.isoformat()}:{first.isoformat()}",
            f"The time-out was held at {clock_beside(held, first, case.zone)}, not before the "
            f"first dose at {clock_words(first, case.zone)}.",
            "If it was held before the first dose, write when.",
        )
        return
    written = time_out.recorded_at
    if first and written and written >= first:
        yield _hold(
            f"written:{held.isoformat()}:{written.isoformat()}:{first.isoformat()}",
            f"The time-out held at {clock_beside(held, first, case.zone)} was written down at "
            f"{clock_beside(written, first, case.zone)}, not before the first dose at "
            f"{clock_words(first, case.zone)}.",
            "Write why it was written down late.",
        )
    # Before the first dose, today is the day that counts: so it is told in time.
    day, of_held = (first or case.now).astimezone(case.zone).date(), held.astimezone(case.zone)
    if of_held.date() < day:
        yield _hold(
            f"day:{held.isoformat()}:{day}",
            f"The time-out was held on {show_day(of_held.date())}, not on {show_day(day)}.",
            "Write why it was held on another day."
            if first
            else "Hold it again before the first dose.",
        )


def _hold(key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=15,
        severity=Severity.HOLD,
        gate=Gate.TIME_OUT,
        key=f"time-out:{key}",
        happened=happened,
        remedy=remedy,
    )


def _sides(case: Case) -> Iterator[Finding]:
    protocol = case.session.protocol
    wrong = [s.site_id for s in case.session.sites if not _is_on_its_side(protocol, s.site_id)]
    if wrong:
        yield Finding(
            check=15,
            severity=Severity.BLOCK,
            gate=Gate.SITES,
            key=f"side:{'+'.join(wrong)}",
            happened=f"Name and side do not agree: {', '.join(wrong)}.",
            remedy="Do not use this record; void it and start again with the original protocol.",
        )


def _is_on_its_side(protocol: Protocol, site_id: str) -> bool:
    """Whether the letter of a site, its side and the view it is seen in say the same."""
    site = next((s for s in protocol.all_sites if s.id == site_id), None)
    if site is None:
        return False
    letter = site_id.partition("-")[2][:1]
    return _SIDES.get(letter) is site.side and _ONE_SIDED.get(site.view, site.side) is site.side
