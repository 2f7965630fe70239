"""The part of check 10 that looks at a consent taken on the screen, and at its re-confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.spans import clock_words
from clinicapp.domain.checks.wording import counted, listed, show_day
from clinicapp.domain.consent.record import Consent, ConsentStatus
from clinicapp.domain.consent.standing import NextStep, holds_until, said_at
from clinicapp.domain.safety import label_of

EXTRAS = "extras_planned"
UNCONFIRMED = "unconfirmed"


def check_screen_consent(case: Case, consent: Consent) -> Iterator[Finding]:
    """What is found of the full consent that the patient closed last (domain.md 9 check 10)."""
    if {consent.patient_id, case.patient.id} != {case.session.patient_id}:
        yield blocked(
            f"patient:{consent.patient_id}",
            "The consent is that of another patient.",
            "Take the consent of this patient.",
        )
    at = consent.agreed_at
    if at is None or not consent.is_signed:
        yield from _unsigned(case, consent)
        return
    if consent.withdrawal:
        yield taken_back(case, consent.withdrawal.at, "withdrawn")
        return
    yield from _when(case, consent, at)
    yield from _covers(case, consent)
    is_old = at.astimezone(case.zone).date() < min(case.days)
    yield from check_confirmation(case, consent.id, at, is_needed=is_old)


def check_confirmation(
    case: Case, course_id: UUID | None, agreed: datetime, *, is_needed: bool
) -> Iterator[Finding]:
    """What is found of the short consent of the session's day, for a course agreed to before.

    Where none is needed nobody has to ask; a no that was said all the same counts.
    """
    no = case.shelf.refusal(case.days, case.zone)
    said = case.shelf.confirmation(course_id, case.days, case.zone)
    if no and said_at(no) > agreed:
        yield from _unsigned(case, no)
    elif said and said.is_signed:
        yield from _confirmed(case, said)
    elif is_needed:
        yield blocked(
            UNCONFIRMED,
            f"The consent of {show_day(agreed.astimezone(case.zone).date())} is not confirmed "
            "for today.",
            "Ask whether the patient still agrees and what has changed; the patient signs.",
            is_missing=True,
        )


def _confirmed(case: Case, said: Consent) -> Iterator[Finding]:
    if said.closed_at and case.first_dose_at and said.closed_at > case.first_dose_at:
        yield _late(case, "confirmation", said.closed_at, case.first_dose_at)
    elif said.nothing_changed is False:
        change = sha256(said.change.encode("utf-8")).hexdigest()[:12]
        found = f"The patient told of a change: “{said.change}”."
        # Read before the needle, not after it.
        held = _held(f"changed:{said.id}:{change}", found, "Write what it means for today.")
        yield replace(held, stops_first_dose=True)


def next_step_of(case: Case, findings: Iterable[Finding]) -> NextStep:
    """What is to be done next about the consent of a session, from what the checks found."""
    if not case.session.is_open:
        return NextStep.NOTHING
    if case.shelf.being_taken:
        return NextStep.GO_ON
    own = [f for f in findings if f.gate is Gate.CONSENT]
    keys = {f.key for f in own if f.severity is Severity.BLOCK}
    if keys == {f"consent:{UNCONFIRMED}"}:
        return NextStep.CONFIRM
    return NextStep.TAKE if keys else NextStep.NOTHING


def blocked(key: str, happened: str, remedy: str, *, is_missing: bool = False) -> Finding:
    """A finding of check 10 that forbids signing and the first dose."""
    return Finding(
        check=10,
        severity=Severity.BLOCK,
        gate=Gate.CONSENT,
        key=f"consent:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
        stops_first_dose=True,
    )


def taken_back(case: Case, at: datetime, word: str) -> Finding:
    """Who stops a treatment had consented to the doses before: what was done can be signed."""
    last = max((s.performed_at for s in case.session.given if s.performed_at), default=None)
    is_stopped = last is not None and last < at
    found = blocked(
        f"{word}:{at.isoformat()}",
        f"The consent was {word} on {show_day(at.astimezone(case.zone).date())}.",
        "Give no more doses, and omit the rest with a reason."
        if is_stopped
        else "Do not treat without a new consent.",
    )
    if not is_stopped or case.session.planned:
        return replace(found, stops_every_dose=True)
    return replace(
        found,
        severity=Severity.HOLD,
        happened=f"The consent was {word} at {clock_words(at, case.zone)}, after the last dose.",
        remedy="Write that the treatment was stopped, and how.",
        stops_first_dose=False,
    )


def _unsigned(case: Case, consent: Consent) -> Iterator[Finding]:
    at = consent.closed_at or consent.begun_at
    if consent.status is ConsentStatus.DECLINED:
        yield taken_back(case, at, "declined")
    else:
        found = blocked(
            f"postponed:{at.isoformat()}",
            f"The patient did not decide on {show_day(at.astimezone(case.zone).date())}.",
            "Take the consent when the patient has decided.",
        )
        yield replace(found, stops_every_dose=True)


def _when(case: Case, consent: Consent, at: datetime) -> Iterator[Finding]:
    first, months = case.first_dose_at, case.rules.policy.consent_months
    complete = consent.closed_at or at
    if first and complete > first:
        yield _late(case, "consent", complete, first)
    until = holds_until(consent, months, case.zone)
    signed = show_day(at.astimezone(case.zone).date())
    if until and max(case.days) > until:
        yield blocked(
            f"expired:{until}",
            f"The consent was signed on {signed}, more than {counted(months, 'month')} "
            "before this session.",
            "Take a new consent.",
        )
    in_force = case.shelf.in_force.get(consent.language)
    # Of what was signed on that day, nothing that was worded later is asked.
    if case.session.is_open and in_force != consent.texts_digest:
        yield blocked(
            f"words:{in_force}",
            f"The words of the consent have changed since {signed}.",
            "Take a new consent in the words of today.",
        )


def _late(case: Case, what: str, at: datetime, first: datetime) -> Finding:
    return blocked(
        f"late:{at.isoformat()}",
        f"The {what} was signed at {clock_words(at, case.zone)}, "
        f"after the first dose at {clock_words(first, case.zone)}.",
        "A consent cannot be made up for; write an account, and void the session if need be.",
    )


def _covers(case: Case, consent: Consent) -> Iterator[Finding]:
    refused = consent.refused_risks
    if refused:
        labels = listed([label_of(case.rules.lists.risks, code) for code in refused])
        held = _held(
            f"refused:{consent.id}:{'+'.join(refused)}",
            f"The patient does not accept {counted(len(refused), 'risk')}: {labels}.",
            "Write how this was settled, such as sites that are left out.",
        )
        yield replace(held, stops_first_dose=True)
    others = {s.performer_id for s in case.session.given} - {consent.practitioner_id, None}
    if others:
        named = "+".join(sorted(str(who) for who in others))
        found = blocked(
            f"doctor:{consent.id}:{named}",
            "Doses were given by somebody else than the doctor named in the consent.",
            "Tell the patient who treats them.",
        )
        yield replace(found, severity=Severity.WARN, stops_first_dose=False)
    extra = [s for s in case.session.given if s.is_extra]
    if extra and EXTRAS not in consent.conditions:
        yield _held(
            f"extras:{consent.id}:{'+'.join(sorted(s.site_id for s in extra))}",
            "The consent does not tell of extra sites, and some were given.",
            "Write what the patient was told of them.",
        )


def _held(key: str, happened: str, remedy: str) -> Finding:
    found = blocked(key, happened, remedy)
    return replace(found, severity=Severity.HOLD, stops_first_dose=False)
