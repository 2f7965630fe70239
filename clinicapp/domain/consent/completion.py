"""What a consent still lacks: computed from what is in it, whatever way it was reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    ConsentStatus,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.strokes import ink_length
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.policy import Policy

TYPED_LEAST = 2  # letters: the shortest name that is one


class Lack(StrEnum):
    """A kind of thing that is missing."""

    IDENTITY = "identity"
    SECTION = "section"
    RISK = "risk"
    QUESTION = "question"
    CHANGE = "change"
    REPRESENTATIVE = "representative"
    INTERPRETER = "interpreter"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """One thing a consent lacks; `about` is a section, a risk, a part or a role."""

    lack: Lack
    about: str = ""


def open_points(consent: Consent, texts: ConsentTexts, policy: Policy) -> tuple[OpenPoint, ...]:
    """Everything that keeps a consent from being complete, in the order of the screen.

    All sections shown and all risks answered in the language that is signed, every question
    closed, who signs for the patient and who interpreted fully named, and each signature that the
    policy asks for (domain.md 5.1 and 9 check 10). Empty means complete.
    """
    return (*before_signature(consent, texts), *_unsigned(consent, policy))


def before_signature(consent: Consent, texts: ConsentTexts) -> tuple[OpenPoint, ...]:
    """What must be settled before the patient can sign."""
    return (
        *_identity(consent),
        *(_read(consent, texts) if consent.kind is ConsentKind.COURSE else _confirmed(consent)),
        *(OpenPoint(lack=Lack.QUESTION, about=q.about) for q in consent.open_questions),
        *_people(consent),
    )


def settle(
    consent: Consent, texts: ConsentTexts, policy: Policy, *, at: datetime, by: UUID
) -> Consent:
    """The consent, closed as signed if and only if nothing is missing; nothing else signs it."""
    if not consent.is_open or open_points(consent, texts, policy):
        return consent
    # Whatever was written of a decline before the patient agreed is not part of the consent.
    return replace(consent, status=ConsentStatus.SIGNED, reason="", closed_at=at, closed_by=by)


def required_roles(consent: Consent, policy: Policy) -> tuple[SignerRole, ...]:
    """Who has to sign; a confirmation is signed by the patient alone."""
    roles = [consent.patients_role]
    if consent.kind is ConsentKind.COURSE:
        roles.append(SignerRole.CLINICIAN)
        if consent.needs_interpreter:
            roles.append(SignerRole.INTERPRETER)
        if policy.consent_witness_required:
            roles.append(SignerRole.WITNESS)
    return tuple(roles)


def is_drawn(signature: Signature | None, policy: Policy) -> bool:
    """Whether there is something that can be signed with: enough ink, a typed name, or paper."""
    if signature is None or not signature.name.strip():
        return False
    is_inked = ink_length(signature.strokes) >= policy.signature_ink_least
    typed = sum(c.isalpha() for c in signature.typed)
    return is_inked or typed >= TYPED_LEAST or signature.is_on_paper


def _identity(consent: Consent) -> Iterator[OpenPoint]:
    if consent.identity_confirmed_at is None:
        yield OpenPoint(lack=Lack.IDENTITY)


def _read(consent: Consent, texts: ConsentTexts) -> Iterator[OpenPoint]:
    for section in texts.sections:
        if not consent.has_seen(section.id):
            yield OpenPoint(lack=Lack.SECTION, about=section.id)
    for risk in texts.risks:
        if consent.answer_to(risk.code) is None:
            yield OpenPoint(lack=Lack.RISK, about=risk.code)


def _confirmed(consent: Consent) -> Iterator[OpenPoint]:
    is_told = consent.nothing_changed is False and bool(consent.change.strip())
    if consent.nothing_changed is not True and not is_told:
        yield OpenPoint(lack=Lack.CHANGE)


def _people(consent: Consent) -> Iterator[OpenPoint]:
    who = consent.representative
    if who:
        for part in ("name", "relationship", "authority"):
            if not getattr(who, part).strip():
                yield OpenPoint(lack=Lack.REPRESENTATIVE, about=part)
    if consent.needs_interpreter:
        named = consent.interpreter
        if named is None or not (named.name.strip() or named.number.strip()):
            yield OpenPoint(lack=Lack.INTERPRETER, about="name")
        elif not named.language.strip():
            yield OpenPoint(lack=Lack.INTERPRETER, about="language")


def _unsigned(consent: Consent, policy: Policy) -> Iterator[OpenPoint]:
    for role in required_roles(consent, policy):
        signature = consent.signature(role)
        if not consent.has_signed(role) or not is_drawn(signature, policy):
            yield OpenPoint(lack=Lack.SIGNATURE, about=role.value)
