"""Check 10: a signed consent of this patient, complete and valid before the first dose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.domain.checks.spans import clock_words
from clinicapp.domain.checks.wording import counted, listed, show_day
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import PaperConsent

_SIGNERS = ("patient", "representative")


def check_consent(case: Case) -> tuple[Finding, ...]:
    """Check 10 (domain.md 9): nothing but a consent that holds for this session passes."""
    consent = case.session.facts.consent
    if consent is None:
        return (
            _block(
                "missing",
                "No signed consent is recorded.",
                "Take the consent, or record the paper one that you have seen.",
                is_missing=True,
            ),
        )
    return (
        *_whose(case, consent),
        *_when(case, consent),
        *_what(case, consent),
        *_who(consent),
    )


def _block(key: str, happened: str, remedy: str, *, is_missing: bool = False) -> Finding:
    return Finding(
        check=10,
        severity=Severity.BLOCK,
        gate=Gate.CONSENT,
        key=f"consent:{key}",
        happened=happened,
        remedy=remedy,
        is_missing=is_missing,
    )


def _whose(case: Case, consent: PaperConsent) -> Iterator[Finding]:
    if {consent.patient_id, case.patient.id} != {case.session.patient_id}:
        yield _block(
            f"patient:{consent.patient_id}",
            "The consent is that of another patient.",
            "Record the consent of this patient.",
        )
    if consent.withdrawn_at:
        yield _withdrawn(case, consent.withdrawn_at)


def _withdrawn(case: Case, at: datetime) -> Finding:
    """Who stops a treatment had consented to the doses before: what was done can be signed."""
    last = max((s.performed_at for s in case.session.given if s.performed_at), default=None)
    is_stopped = last is not None and last < at
    found = _block(
        f"withdrawn:{at.isoformat()}",
        f"The consent was withdrawn on {show_day(at.astimezone(case.zone).date())}.",
        "Give no more doses, and omit the rest with a reason."
        if is_stopped
        else "Do not treat without a new consent.",
    )
    if not is_stopped or case.session.planned:
        return found
    return replace(
        found,
        severity=Severity.HOLD,
        happened=f"The consent was withdrawn at {clock_words(at, case.zone)}, after the last dose.",
        remedy="Write that the treatment was stopped, and how.",
    )


def _when(case: Case, consent: PaperConsent) -> Iterator[Finding]:
    first, months = case.first_dose_at, case.rules.policy.consent_months
    if first and consent.signed_at > first:
        yield _block(
            f"late:{consent.signed_at.isoformat()}",
            f"The consent was signed at {clock_words(consent.signed_at, case.zone)}, "
            f"after the first dose at {clock_words(first, case.zone)}.",
            "Record a consent that was signed before, if there is one.",
        )
    signed = consent.signed_at.astimezone(case.zone).date()
    # The last valid day is the same day of the month, so many calendar months later.
    if case.day > months_after(signed, months):
        yield _block(
            f"expired:{signed}",
            f"The consent was signed on {show_day(signed)}, more than "
            f"{counted(months, 'month')} before this session.",
            "Take a new consent.",
        )


def _what(case: Case, consent: PaperConsent) -> Iterator[Finding]:
    risks = case.rules.lists.risks
    missing = [r.code for r in risks if r.code not in consent.risks]
    if missing:
        labels = listed([label_of(risks, code) for code in missing])
        yield _block(
            f"risks:{'+'.join(missing)}",
            f"The consent does not name {len(missing)} of the {len(risks)} risks: {labels}.",
            "Take a consent that names all of them.",
        )
    if consent.risks_digest != risks_digest(case.rules.lists):
        yield _block(
            f"digest:{consent.risks_digest}",
            "The words of the listed risks have changed since this consent was recorded.",
            "Compare the signed paper with the list, and record it again or take a new one.",
        )


def _who(consent: PaperConsent) -> Iterator[Finding]:
    if consent.signer not in _SIGNERS:
        yield _block("signer", "Nobody says who signed the consent.", "Record who signed it.")
    if consent.signer == "representative":
        parts = {
            "name": consent.representative,
            "relationship": consent.relationship,
            "authority": consent.authority,
        }
        lacking = [name for name, text in parts.items() if not text.strip()]
        if lacking:
            yield _block(
                f"representative:{'+'.join(lacking)}",
                f"A representative signed; not recorded: {listed(lacking)}.",
                "Record the representative’s name, relationship and authority.",
            )
    if not consent.practitioner.strip():
        yield _block(
            "practitioner",
            "The consent names no practitioner.",
            "Record who explained the treatment.",
        )
    if consent.needs_interpreter and not consent.interpreter.strip():
        yield _block(
            "interpreter",
            "The patient needs an interpreter; none is named in the consent.",
            "Record who interpreted.",
        )
