"""Checks 1 and 2: every fixed site decided, doses of the protocol, extra sites, the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import counted, listed
from clinicapp.domain.limits import Fill, fills_of
from clinicapp.domain.session import Session
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.totals import given_units_of
from clinicapp.domain.units import ZERO, show_units

_CORRECT_OR_SAY_WHY = "Correct the dose, or write why it was given so."
_OFF_PROTOCOL = "Write why this session goes beyond the protocol."


def check_total(case: Case, shown: Decimal) -> tuple[Finding, ...]:
    """Check 1: a total somebody was shown is the sum of the given doses (domain.md 9)."""
    total = given_units_of(case.session)
    if shown == total:
        return ()
    return (
        _found(
            1,
            Severity.BLOCK,
            f"total:{show_units(shown)}:{show_units(total)}",
            f"{show_units(shown)} units were shown; the given doses add up to "
            f"{show_units(total)} units.",
            "Open the session again and compare the doses.",
        ),
    )


def check_completeness(case: Case) -> tuple[Finding, ...]:
    """Check 1: every site decided, every fixed site at the protocol's dose (domain.md 9)."""
    fixed = [s for s in case.session.given if not s.is_extra]
    return (*_undecided(case.session), *_unusual_doses(1, case.session, fixed))


def check_extras(case: Case) -> tuple[Finding, ...]:
    """Check 2: extra sites and totals within the protocol and the label (domain.md 2 and 9)."""
    extras = [s for s in case.session.given if s.is_extra]
    return (
        *_unusual_doses(2, case.session, extras),
        *_extras_beyond(case.session, extras),
        *_full_muscles(case.session),
        *_total_beyond(case),
    )


def is_full_paradigm(session: Session) -> bool:
    """Whether a note may say so: every fixed site given at the protocol's dose (domain.md 9, 1)."""
    protocol = session.protocol
    given = {s.site_id: s.units for s in session.given if not s.is_extra}
    return given == {s.id: protocol.default_units for s in protocol.sites}


def _undecided(session: Session) -> Iterator[Finding]:
    open_ids = [
        s.id
        for s in session.protocol.sites
        if not session.has_site(s.id) or session.site(s.id).is_planned
    ]
    extras = [s.site_id for s in session.planned if s.is_extra]
    bare = [s.site_id for s in session.omitted if not s.omission_reason]
    if open_ids:
        yield _missing(
            f"planned:{','.join(open_ids)}",
            f"{counted(len(open_ids), 'site')} neither given nor omitted: {listed(open_ids)}.",
            "Give them, or omit them with a reason.",
        )
    if extras:
        yield _missing(
            f"planned-extra:{','.join(extras)}",
            f"{counted(len(extras), 'extra site')} planned and not given: {listed(extras)}.",
            "Give them, or take them back.",
        )
    if bare:
        yield _found(
            1,
            Severity.HOLD,
            f"omitted:{','.join(bare)}",
            f"Omitted without a reason: {listed(bare)}.",
            "Choose a reason for omitting them.",
        )
    if not session.given and not session.planned:
        yield _missing(
            "nothing-given", "No dose was given in this session.", "Void it with a reason."
        )


def _unusual_doses(check: int, session: Session, sites: Iterable[SiteRecord]) -> Iterator[Finding]:
    usual = session.protocol.default_units
    by_dose: dict[Decimal, list[str]] = {}
    for record in sites:
        if record.units != usual:
            by_dose.setdefault(record.units, []).append(record.site_id)
    for units, ids in sorted(by_dose.items()):
        dose, word = show_units(units), "was" if len(ids) == 1 else "were each"
        yield _found(
            check,
            Severity.HOLD,
            f"dose:{dose}:{','.join(ids)}",
            f"{listed(ids)} {word} given {dose} units instead of {show_units(usual)}.",
            _CORRECT_OR_SAY_WHY,
        )


def _extras_beyond(session: Session, extras: list[SiteRecord]) -> Iterator[Finding]:
    protocol = session.protocol
    for muscle in protocol.muscles:
        ids = [s.site_id for s in extras if protocol.site(s.site_id).muscle == muscle.code]
        if len(ids) > muscle.extra_sites_max:
            most = counted(muscle.extra_sites_max, "extra site")
            yield _found(
                2,
                Severity.BLOCK,
                f"extras:{','.join(ids)}",
                f"{muscle.name} has {counted(len(ids), 'extra site')}; the protocol allows {most}.",
                "Take back what was not given.",
            )
    units = sum((s.units for s in extras), ZERO)
    if len(extras) > protocol.extra_sites_max or units > protocol.extra_units_max:
        yield _found(
            2,
            Severity.BLOCK,
            f"all-extras:{len(extras)}:{show_units(units)}",
            f"{counted(len(extras), 'extra site')} with {show_units(units)} units were given; the "
            f"protocol allows {protocol.extra_sites_max} with "
            f"{show_units(protocol.extra_units_max)} units.",
            "Take back what was not given, or correct its dose.",
        )


def _full_muscles(session: Session) -> Iterator[Finding]:
    fills: tuple[Fill, ...] = fills_of(session.protocol, session.given)
    for fill in fills:
        if fill.units > fill.muscle.units_max:
            units = show_units(fill.units)
            yield _found(
                2,
                Severity.HOLD,
                f"muscle:{fill.muscle.code}:{units}",
                f"{fill.muscle.name} was given {units} units; the protocol's most is "
                f"{show_units(fill.muscle.units_max)}.",
                _OFF_PROTOCOL,
            )


def _total_beyond(case: Case) -> Iterator[Finding]:
    protocol, total = case.session.protocol, given_units_of(case.session)
    most, protocols_most = (
        case.rules.policy.session_units_most,
        protocol.planned_units + protocol.extra_units_max,
    )
    if total > most:
        yield _found(
            2,
            Severity.BLOCK,
            f"most:{show_units(total)}",
            f"{show_units(total)} units were given; no session may give more than "
            f"{show_units(most)}.",
            "Check every dose and its decimal point.",
        )
    elif total > protocols_most:
        yield _found(
            2,
            Severity.HOLD,
            f"off-protocol:{show_units(total)}",
            f"{show_units(total)} units were given; the protocol's most, with every extra site, is "
            f"{show_units(protocols_most)}.",
            _OFF_PROTOCOL,
        )


def _missing(key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=1,
        severity=Severity.BLOCK,
        gate=Gate.SITES,
        key=f"1:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=True,
    )


def _found(check: int, severity: Severity, key: str, happened: str, remedy: str) -> Finding:
    return Finding(
        check=check,
        severity=severity,
        gate=Gate.SITES,
        key=f"{check}:{key}",
        happened=happened,
        remedy=remedy,
    )
