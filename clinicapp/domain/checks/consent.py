"""Check 10: a signed consent of this patient, complete and valid before the first dose."""

from __future__ import annotations

from collections.abc import Iterator

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.domain.checks.screen_consent import (
    blocked,
    check_confirmation,
    check_screen_consent,
    taken_back,
)
from clinicapp.domain.checks.spans import clock_words
from clinicapp.domain.checks.wording import counted, listed, show_day
from clinicapp.domain.consent.standing import paper_holds_until, said_on_paper
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import PaperConsent

_SIGNERS = ("patient", "representative")


def check_consent(case: Case) -> tuple[Finding, ...]:
    """Check 10 (domain.md 9): nothing but a consent that holds for this session passes.

    What the patient said last goes: on the screen, or on a paper that somebody has seen. None of
    what blocks lets a first dose be given.
    """
    paper, on_screen = case.session.facts.consent, case.screen_consent
    if on_screen:
        return tuple(check_screen_consent(case, on_screen))
    if paper is None:
        return (
            blocked(
                "missing",
                "No signed consent is recorded.",
                "Take the consent, or record the paper one that you have seen.",
                is_missing=True,
            ),
        )
    return (
        *_whose(case, paper),
        *_when(case, paper),
        *_what(case, paper),
        *_who(paper),
        *_still_agreed(case, paper),
    )


def _still_agreed(case: Case, paper: PaperConsent) -> Iterator[Finding]:
    # A paper that was looked at for this very session needs no second word.
    seen = paper.seen_at.astimezone(case.zone).date()
    is_fresh = paper.seen_at >= case.session.started_at or seen >= min(case.days)
    if not paper.withdrawn_at:
        agreed = said_on_paper(paper, case.shelf.refusal(case.days, case.zone))
        yield from check_confirmation(case, None, agreed, is_needed=not is_fresh)


def _whose(case: Case, consent: PaperConsent) -> Iterator[Finding]:
    if {consent.patient_id, case.patient.id} != {case.session.patient_id}:
        yield blocked(
            f"patient:{consent.patient_id}",
            "The consent is that of another patient.",
            "Record the consent of this patient.",
        )
    if consent.withdrawn_at:
        yield taken_back(case, consent.withdrawn_at, "withdrawn")


def _when(case: Case, consent: PaperConsent) -> Iterator[Finding]:
    first, months = case.first_dose_at, case.rules.policy.consent_months
    if first and consent.signed_at > first:
        yield blocked(
            f"late:{consent.signed_at.isoformat()}",
            f"The consent was signed at {clock_words(consent.signed_at, case.zone)}, "
            f"after the first dose at {clock_words(first, case.zone)}.",
            "Record a consent that was signed before, if there is one.",
        )
    signed = consent.signed_at.astimezone(case.zone).date()
    if case.day > paper_holds_until(consent, months, case.zone):
        yield blocked(
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
        yield blocked(
            f"risks:{'+'.join(missing)}",
            f"The consent does not name {len(missing)} of the {len(risks)} risks: {labels}.",
            "Take a consent that names all of them.",
        )
    if consent.risks_digest != risks_digest(case.rules.lists):
        yield blocked(
            f"digest:{consent.risks_digest}",
            "The words of the listed risks have changed since this consent was recorded.",
            "Compare the signed paper with the list, and record it again or take a new one.",
        )


def _who(consent: PaperConsent) -> Iterator[Finding]:
    if consent.signer not in _SIGNERS:
        yield blocked("signer", "Nobody says who signed the consent.", "Record who signed it.")
    if consent.signer == "representative":
        parts = {
            "name": consent.representative,
            "relationship": consent.relationship,
            "authority": consent.authority,
        }
        lacking = [name for name, text in parts.items() if not text.strip()]
        if lacking:
            yield blocked(
                f"representative:{'+'.join(lacking)}",
                f"A representative signed; not recorded: {listed(lacking)}.",
                "Record the representative’s name, relationship and authority.",
            )
    if not consent.practitioner.strip():
        yield blocked(
            "practitioner",
            "The consent names no practitioner.",
            "Record who explained the treatment.",
        )
    if consent.needs_interpreter and not consent.interpreter.strip():
        yield blocked(
            "interpreter",
            "The patient needs an interpreter; none is named in the consent.",
            "Record who interpreted.",
        )
