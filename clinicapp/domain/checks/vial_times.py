"""Check 9: expiry, the 24 hours of a reconstituted vial, how it was kept, and one patient only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.wording import show_day, show_moment, vial_name
from clinicapp.domain.equation import equation_of
from clinicapp.domain.vials import Reconstitution, Vial


def check_vial_times(case: Case) -> tuple[Finding, ...]:
    """Check 9: expiry, clock, storage and sharing of every vial (domain.md 3.1 and 9)."""
    return tuple(f for vial in case.vials for f in _vial(case, vial))


def _vial(case: Case, vial: Vial) -> Iterator[Finding]:
    yield from _label(case, vial)
    if vial.id in case.shared_vials:
        yield _finding(
            Severity.BLOCK,
            f"shared:{vial.id}",
            f"The vial of {vial_name(vial)} is already recorded for another patient.",
            "Take it out of this session and add the vial that was used.",
        )
    if vial.reconstitution is None:
        return
    times = sorted(
        s.performed_at for s in case.session.given if s.vial_id == vial.id and s.performed_at
    )
    yield from _clock(case, vial, vial.reconstitution, times)
    if times:
        yield from _storage(case, vial, vial.reconstitution, times[0])


def _label(case: Case, vial: Vial) -> Iterator[Finding]:
    label = vial.label
    missing = [
        name for name, text in (("lot", label.lot_number), ("NDC", label.ndc)) if not text.strip()
    ]
    if missing:
        yield _finding(
            Severity.BLOCK,
            f"label:{vial.id}:{','.join(missing)}",
            f"The {' and the '.join(missing)} of a vial of this session is not recorded.",
            "Correct the label of the vial.",
            is_missing=True,
        )
    if vial.is_expired(case.day):
        yield _finding(
            Severity.BLOCK,
            f"expired:{vial.id}:{label.expiration_date}:{case.day}",
            f"The vial of {vial_name(vial)} expired on {show_day(label.expiration_date)}; this "
            f"session is of {show_day(case.day)}.",
            "Set it aside and take another vial.",
            stops_first_dose=True,
        )


def _clock(
    case: Case, vial: Vial, made: Reconstitution, times: list[datetime]
) -> Iterator[Finding]:
    hours, name = case.rules.policy.vial_hours, vial_name(vial)
    until = made.at + timedelta(hours=hours)
    if times and made.at > times[0]:
        yield _finding(
            Severity.BLOCK,
            f"made-later:{vial.id}:{made.at.isoformat()}",
            f"The vial of {name} was reconstituted on {show_moment(made.at, case.zone)}, after its "
            f"first dose on {show_moment(times[0], case.zone)}.",
            "Correct the time of reconstitution, or say which vial the doses came from.",
        )
    if times and times[-1] > until:
        yield _finding(
            Severity.HOLD,
            f"clock:{vial.id}:{times[-1].isoformat()}",
            f"The vial of {name} was to be used until {show_moment(until, case.zone)}; its last "
            f"dose was given on {show_moment(times[-1], case.zone)}.",
            f"Write why it was used after {hours} hours.",
        )
    elif case.now > until and _is_needed(case, vial):
        yield _finding(
            Severity.HOLD,
            f"clock:{vial.id}:{until.isoformat()}",
            f"The vial of {name} was to be used until {show_moment(until, case.zone)}.",
            "Discard it and take another vial.",
        )


def _is_needed(case: Case, vial: Vial) -> bool:
    part = equation_of(case.session).of_vial(vial.id)
    return part is not None and part.to_give > 0


def _storage(case: Case, vial: Vial, made: Reconstitution, first: datetime) -> Iterator[Finding]:
    most = case.rules.policy.bench_minutes
    waited = first - made.at
    if made.kept_cold or waited <= timedelta(minutes=most):
        return
    minutes = waited // timedelta(minutes=1)
    yield _finding(
        Severity.HOLD,
        f"warm:{vial.id}:{made.at.isoformat()}:{first.isoformat()}",
        f"The vial of {vial_name(vial)} was not kept at 2 to 8 °C for {minutes} minutes before its "
        f"first dose; this clinic allows {most} minutes.",
        "Correct how it was kept, or write why it was used.",
    )


def _finding(
    severity: Severity,
    key: str,
    happened: str,
    remedy: str,
    *,
    is_missing: bool = False,
    stops_first_dose: bool = False,
) -> Finding:
    return Finding(
        check=9,
        severity=severity,
        gate=Gate.VIAL,
        key=f"9:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
        stops_first_dose=stops_first_dose,
    )
