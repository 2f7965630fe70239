"""The gates of a session: each with its state and a few words on what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.charges import billed_units
from clinicapp.domain.checks.all_checks import unanswered
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.interval import INTERVAL, interval_of
from clinicapp.domain.checks.spans import clock_words, left_words, number_word, span_words
from clinicapp.domain.checks.wording import counted, show_day
from clinicapp.domain.consent.record import Consent, ConsentKind, ConsentStatus
from clinicapp.domain.consent.standing import said_at
from clinicapp.domain.equation import equation_of
from clinicapp.domain.units import show_units
from clinicapp.domain.vials import Vial


class GateStatus(StrEnum):
    """CLOSED: nothing left to do. OPEN: something is to be recorded. Else something was found."""

    CLOSED = "closed"
    OPEN = "open"
    HOLD = "hold"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """One gate as it is shown: its name, and what is known or still to be done."""

    gate: Gate
    state: GateStatus
    title: str
    detail: str


def gates_of(case: Case, findings: Iterable[Finding]) -> tuple[GateState, ...]:
    """Every gate in its order, from what the checks have found; times are the clinic's."""
    noticed = tuple(findings)
    standing = unanswered(case, noticed)
    return tuple(
        _state(
            case,
            gate,
            [f for f in noticed if f.gate is gate],
            [f for f in standing if f.gate is gate],
        )
        for gate in Gate
    )


def _state(case: Case, gate: Gate, noticed: list[Finding], standing: list[Finding]) -> GateState:
    title, words = _WORDS[gate]
    state = _status(standing)
    detail = words(case, noticed)
    if state in (GateStatus.HOLD, GateStatus.BLOCK):
        grave = [f for f in standing if not f.is_missing]
        gravest = next((f for f in grave if f.severity is Severity.BLOCK), grave[0])
        # How long the interval is fits a chip, and its mark says that it is too short.
        if gravest.check != INTERVAL:
            detail = gravest.happened.removesuffix(".")
    return GateState(gate=gate, state=state, title=title, detail=detail)


def _status(standing: list[Finding]) -> GateStatus:
    """What was found wrong goes before what is not recorded yet."""
    found = {f.severity for f in standing if not f.is_missing}
    if Severity.BLOCK in found:
        return GateStatus.BLOCK
    if Severity.HOLD in found:
        return GateStatus.HOLD
    return GateStatus.OPEN if standing else GateStatus.CLOSED


def _consent(case: Case, _noticed: list[Finding]) -> str:
    paper, on_screen = case.session.facts.consent, case.screen_consent
    taken = case.shelf.being_taken
    if taken and taken.kind is ConsentKind.COURSE:
        return "being taken"
    if on_screen:
        return _on_screen(case, on_screen)
    if paper is None:
        return "not recorded"
    word = "withdrawn" if paper.withdrawn_at else "signed"
    at = paper.withdrawn_at or paper.signed_at
    return f"paper, {word} {show_day(at.astimezone(case.zone).date())}{_today(case, None)}"


def _on_screen(case: Case, consent: Consent) -> str:
    words = {
        ConsentStatus.DECLINED: "declined",
        ConsentStatus.POSTPONED: "not decided",
        ConsentStatus.SIGNED: "withdrawn" if consent.withdrawal else "signed",
    }
    day = show_day(said_at(consent).astimezone(case.zone).date())
    return f"{words[consent.status]} {day}{_today(case, consent.id)}"


def _today(case: Case, course_id: UUID | None) -> str:
    said = case.shelf.confirmation(course_id, case.days, case.zone)
    return ", confirmed" if said and said.is_signed else ""


def _time_out(case: Case, _noticed: list[Finding]) -> str:
    time_out = case.session.facts.time_out
    if time_out is None:
        return "not recorded"
    checked = len(set(time_out.identifiers))
    return f"{clock_words(time_out.at, case.zone)}, {number_word(checked)} identifiers"


def _safety(case: Case, noticed: list[Finding]) -> str:
    if case.session.facts.safety is None:
        return "not asked yet"
    if any(f.is_missing for f in noticed):
        return "to complete"
    return f"{counted(len(noticed), 'finding')} noted" if noticed else "clear"


def _interval(case: Case, _noticed: list[Finding]) -> str:
    found = interval_of(case)
    if found.days is not None:
        return span_words(max(found.days, 0))
    return "date not known" if found.undated else "no earlier dose"


def _vial(case: Case, _noticed: list[Finding]) -> str:
    """The lot of the vial that must be used first, and how long it may still be used."""
    if not case.vials:
        return "none yet"
    hours = case.rules.policy.vial_hours
    vial = min(case.vials, key=lambda v: _use_until(v, hours, case.now))
    more = f" and {len(case.vials) - 1} more" if len(case.vials) > 1 else ""
    until = vial.use_until(hours)
    if until is None:
        words = ", not reconstituted"
    elif not case.session.is_open:
        words = ""
    elif until < case.now:
        words = f", over {hours} h"
    else:
        words = f", {left_words(until - case.now)} left"
    return f"{vial.label.lot_number}{more}{words}"


def _use_until(vial: Vial, hours: int, now: datetime) -> datetime:
    """One that is not reconstituted has all its hours before it."""
    return vial.use_until(hours) or now + timedelta(hours=hours)


def _diagnosis(case: Case, noticed: list[Finding]) -> str:
    diagnosis = case.session.facts.diagnosis
    if diagnosis is None:
        return "not recorded"
    missing = any(f.is_missing for f in noticed)
    return f"{diagnosis.code}, no baseline" if missing else diagnosis.code


def _outcomes(case: Case, _noticed: list[Finding]) -> str:
    response = case.session.facts.response
    if response is None:
        due = case.rules.policy.response_from_session
        return "to enter" if case.number >= due else f"from treatment {due}"
    if response.hit6 is not None:
        return f"HIT-6 {response.hit6}"
    if response.midas is not None:
        return f"MIDAS {response.midas}"
    return "HIT-6 to enter"


def _sites(case: Case, _noticed: list[Finding]) -> str:
    fixed = [s for s in case.session.sites if not s.is_extra]
    recorded = sum(not s.is_planned for s in fixed)
    return f"{recorded} of {len(fixed)} recorded"


def _charges(case: Case, _noticed: list[Finding]) -> str:
    units = billed_units(case)
    if case.session.facts.charge is None or units is None or not equation_of(case.session).closes:
        return "not confirmed"
    # As recorded now: a confirmation may be of figures that have changed since.
    return f"{show_units(units.given)} given, {show_units(units.discarded)} discarded"


_WORDS: dict[Gate, tuple[str, Callable[[Case, list[Finding]], str]]] = {
    Gate.CONSENT: ("Consent", _consent),
    Gate.TIME_OUT: ("Time-out", _time_out),
    Gate.SAFETY: ("Safety screen", _safety),
    Gate.INTERVAL: ("Interval", _interval),
    Gate.VIAL: ("Vial", _vial),
    Gate.DIAGNOSIS: ("Diagnosis", _diagnosis),
    Gate.OUTCOMES: ("Outcome scores", _outcomes),
    Gate.SITES: ("Sites", _sites),
    Gate.CHARGES: ("Charges", _charges),
}
