"""What a new session takes over from the last one until somebody says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from clinicapp.domain.session_facts import Care, Diagnosis, PaperConsent, SessionFacts


def carried(
    last: SessionFacts, active: Collection[UUID], void: Iterable[SessionFacts] = ()
) -> dict[str, object]:
    """Consent, diagnosis and care of the last session; what is measured or seen anew is left out.

    The time-out, the safety screen, scores, vital signs, an attack and how it was borne are of
    their own day. `active` are the people who can assist, `void` the facts of the patient's void
    sessions: a consent that was withdrawn in one of them is not taken over either.
    """
    return {
        "consent": _consent(last.consent, void),
        "diagnosis": _diagnosis(last.diagnosis),
        "care": _care(last.care, active),
    }


def _consent(consent: PaperConsent | None, void: Iterable[SessionFacts]) -> PaperConsent | None:
    if consent is None or consent.withdrawn_at:
        return None
    others = (facts.consent for facts in void)
    withdrawn = {(c.signed_at, c.seen_at) for c in others if c and c.withdrawn_at}
    return None if (consent.signed_at, consent.seen_at) in withdrawn else consent


def _diagnosis(diagnosis: Diagnosis | None) -> Diagnosis | None:
    # A status ends: whether there is one is said anew, and the code with it.
    if diagnosis is None or diagnosis.status_migrainosus:
        return None
    return replace(diagnosis, attack_over_72_hours=False)


def _care(care: Care | None, active: Collection[UUID]) -> Care | None:
    if care is None:
        return None
    kept = replace(
        care,
        tolerance="",
        complications=(),
        systolic=None,
        diastolic=None,
        pulse=None,
        note="",
        assistant_id=care.assistant_id if care.assistant_id in active else None,
    )
    return None if kept == Care() else kept
