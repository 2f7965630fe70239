"""What a patient does with the words: sees them, answers, asks, changes the language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.record import (
    PATIENTS_ROLES,
    Consent,
    ConsentKind,
    Interpreter,
    Medium,
    Question,
    Representative,
    RiskAnswer,
    RiskReply,
    Seen,
    SignerRole,
)
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.errors import InputError, RuleError

SIGNED_REMEDY = "Clear the patient’s signature first; it is asked for again."


def require_open(consent: Consent) -> None:
    """Refuse a change of a consent that is closed."""
    if not consent.is_open:
        raise RuleError(
            "This consent is closed, so nothing in it can be changed.",
            remedy="Take a new consent.",
        )


def require_unsigned(consent: Consent) -> None:
    """Refuse a change of what the patient has signed already."""
    require_open(consent)
    if consent.patient_has_signed:
        raise RuleError("The patient has signed this.", remedy=SIGNED_REMEDY)


def confirm_identity(consent: Consent, *, at: datetime) -> Consent:
    """The patient says that the name and birth date on the screen are theirs."""
    require_unsigned(consent)
    return replace(consent, identity_confirmed_at=at)


def use_language(consent: Consent, texts: ConsentTexts, patients_language: str) -> Consent:
    """The same consent in the words of another language; what was read in others does not count.

    An interpreter is needed where the patient's own language is another one. A form that may be
    printed already keeps its words.
    """
    require_unsigned(consent)
    if consent.medium is Medium.PAPER:
        raise RuleError(
            "The form of this consent is in another language.",
            remedy="Mark this consent as entered in error, and begin one in the other language.",
        )
    return replace(
        consent,
        language=texts.language,
        version=texts.version,
        texts_digest=digest_of_texts(texts),
        needs_interpreter=texts.language != patients_language or consent.interpreter is not None,
    )


def see_section(consent: Consent, texts: ConsentTexts, section: str, *, at: datetime) -> Consent:
    """A section was shown; the first time counts."""
    require_unsigned(consent)
    if section not in {s.id for s in texts.sections}:
        raise RuleError("This section is not part of the consent.")
    if consent.has_seen(section):
        return consent
    seen = Seen(
        section=section, language=consent.language, texts_digest=consent.texts_digest, at=at
    )
    return replace(consent, seen=(*consent.seen, seen))


def answer_risk(
    consent: Consent, texts: ConsentTexts, risk: str, reply: RiskReply, *, at: datetime
) -> Consent:
    """One risk is understood or refused; a later answer takes the place of the first."""
    require_unsigned(consent)
    if risk not in {r.code for r in texts.risks}:
        raise RuleError("This risk is not part of the consent.")
    known = consent.answer_to(risk)
    if known and known.reply is reply:
        return consent
    others = tuple(a for a in consent.answers if a is not known)
    answer = RiskAnswer(
        risk=risk,
        reply=reply,
        language=consent.language,
        texts_digest=consent.texts_digest,
        at=at,
    )
    return replace(consent, answers=(*others, answer))


def ask_question(consent: Consent, texts: ConsentTexts, question: Question) -> Consent:
    """A question about a risk or a section; one that is open takes the new words."""
    require_unsigned(consent)
    known = {r.code for r in texts.risks} | {s.id for s in texts.sections}
    if question.about not in known:
        raise RuleError("There is nothing of this name to ask about.")
    same = next((q for q in consent.open_questions if q.about == question.about), None)
    if same is None:
        return replace(consent, questions=(*consent.questions, question))
    changed = replace(same, text=question.text)
    kept = tuple(changed if q is same else q for q in consent.questions)
    return replace(consent, questions=kept)


def close_question(
    consent: Consent, question_id: UUID, answer: str, *, at: datetime, by: UUID
) -> Consent:
    """A clinician's answer closes a question."""
    require_open(consent)
    found = next((q for q in consent.questions if q.id == question_id), None)
    if found is None or found.closed_at is not None:
        raise RuleError("This question is not open.")
    if not answer.strip():
        raise InputError("An answer needs words.", remedy="Write what you told the patient.")
    closed = replace(found, answer=answer, closed_at=at, closed_by=by)
    kept = tuple(closed if q is found else q for q in consent.questions)
    return replace(consent, questions=kept)


def say_in_own_words(consent: Consent, text: str) -> Consent:
    """What the patient understood, in their own words; it may stay empty."""
    require_unsigned(consent)
    return replace(consent, teach_back=text)


def say_why_ending(consent: Consent, reason: str) -> Consent:
    """Why the patient is about to decline or to wait, as far as it is written; it may go again."""
    require_unsigned(consent)
    return replace(consent, reason=reason)


def say_what_changed(
    consent: Consent, *, nothing_changed: bool, change: str, at: datetime
) -> Consent:
    """The answer of a confirmation: nothing has changed, or what has; it says who answers, too.

    That something has can be said before it is written what; until then it is no answer.
    """
    require_unsigned(consent)
    if consent.kind is not ConsentKind.CONFIRMATION:
        raise RuleError("A full consent does not ask this.")
    return replace(
        consent,
        nothing_changed=nothing_changed,
        change="" if nothing_changed else change,
        identity_confirmed_at=at,
    )


def name_representative(consent: Consent, who: Representative | None) -> Consent:
    """Who decides for the patient; None: the patient does. What others drew for it goes."""
    require_unsigned(consent)
    others = tuple(s for s in consent.signatures if s.role not in PATIENTS_ROLES)
    known = consent.representative
    is_same = (who and who.name) == (known and known.name)
    signatures = consent.signatures if is_same else others
    return replace(consent, representative=who, signatures=signatures)


def name_interpreter(consent: Consent, who: Interpreter | None, *, needed: bool) -> Consent:
    """Whether an interpreter is needed, and who it is; a signature of another one is dropped."""
    require_unsigned(consent)
    if (needed, who) == (consent.needs_interpreter, consent.interpreter):
        return consent
    others = tuple(s for s in consent.signatures if s.role is not SignerRole.INTERPRETER)
    return replace(
        consent,
        needs_interpreter=needed,
        interpreter=who if needed else None,
        signatures=others,
    )


def use_medium(consent: Consent, medium: Medium) -> Consent:
    """Go on on paper, or back on the screen.

    A form that may be printed already brings back these words and no others.
    """
    require_unsigned(consent)
    if medium is Medium.SCREEN:
        return replace(consent, medium=medium)
    if consent.form_digest not in ("", consent.texts_digest):
        raise RuleError(
            "A form of this consent may be printed in other words.",
            remedy="Mark this consent as entered in error, and begin a new one.",
        )
    return replace(consent, medium=medium, form_digest=consent.texts_digest)
