"""How a signature comes to be: drawn stroke by stroke or typed, then signed, or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.completion import before_signature, is_drawn
from clinicapp.domain.consent.reading import require_open
from clinicapp.domain.consent.record import (
    PATIENTS_ROLES,
    Consent,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.strokes import Stroke, is_within_pad
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.policy import Policy

NO_SIGNATURE = "There is no signature yet."


def draw_stroke(
    consent: Consent, role: SignerRole, place: int, stroke: Stroke, *, name: str
) -> Consent:
    """Stroke number `place`, from 0: a new one, or the last one as far as it is drawn by now."""
    drawn = _unsigned(consent, role)
    if not is_within_pad(stroke):
        raise InputError("This stroke does not lie on the pad.", remedy="Draw it again.")
    known = drawn.strokes if drawn else ()
    if place not in (len(known), len(known) - 1) or place < 0:
        raise RuleError("The signature changed meanwhile.", remedy="Look at it, and draw again.")
    strokes = (*known[:place], stroke)
    signature = drawn or Signature(role=role, name=name)
    return _with(consent, replace(signature, name=name, strokes=strokes, typed=""))


def undo_stroke(consent: Consent, role: SignerRole) -> Consent:
    """Without the last stroke."""
    drawn = _unsigned(consent, role)
    if drawn is None or not drawn.strokes:
        return consent
    return _with(consent, replace(drawn, strokes=drawn.strokes[:-1]))


def clear_signature(consent: Consent, role: SignerRole) -> Consent:
    """Take a signature back, drawn or signed, while the consent is open.

    With the patient's goes every other one: they answer for a consent that the patient signed.
    """
    require_open(consent)
    gone = set(SignerRole) if role in PATIENTS_ROLES and consent.has_signed(role) else {role}
    return replace(consent, signatures=tuple(s for s in consent.signatures if s.role not in gone))


def type_name(consent: Consent, role: SignerRole, typed: str, *, name: str) -> Consent:
    """A typed name instead of strokes: the signer attests by signing that it stands for theirs."""
    drawn = _unsigned(consent, role)
    signature = drawn or Signature(role=role, name=name)
    return _with(consent, replace(signature, name=name, typed=typed, strokes=()))


def sign(
    consent: Consent,
    texts: ConsentTexts,
    policy: Policy,
    role: SignerRole,
    *,
    name: str,
    person_id: UUID | None,
    at: datetime,
) -> Consent:
    """Sign with what is drawn or typed.

    The patient signs when everything before is settled, all others after the patient. Refused
    without a name or a signature, and for a witness who explained the treatment.
    """
    drawn = _unsigned(consent, role)
    if role in PATIENTS_ROLES:
        if role is not consent.patients_role:
            raise RuleError("Somebody else signs for the patient.")
        if before_signature(consent, texts):
            raise RuleError(
                "Something is still open before this can be signed.",
                remedy="The screen lists what is open.",
            )
    elif not consent.patient_has_signed:
        raise RuleError("The patient has not signed yet.", remedy="The patient signs first.")
    signature = replace(drawn, name=name, person_id=person_id) if drawn else None
    if not is_drawn(signature, policy):
        raise InputError(NO_SIGNATURE, remedy="Sign in the field, or type the name.")
    _require_two_people(consent, role, name, person_id)
    if signature is None:
        raise InputError(NO_SIGNATURE)
    return _with(consent, replace(signature, signed_at=at))


def _require_two_people(
    consent: Consent, role: SignerRole, name: str, person_id: UUID | None
) -> None:
    """A witness is neither the patient nor who explained."""
    pair = {SignerRole.WITNESS: SignerRole.CLINICIAN, SignerRole.CLINICIAN: SignerRole.WITNESS}
    other = consent.signature(pair[role]) if role in pair else None
    if other is None or other.signed_at is None:
        return
    is_same = person_id == other.person_id if person_id else name == other.name
    if is_same:
        raise RuleError("Nobody witnesses their own explanation.", remedy="Ask another person.")


def _unsigned(consent: Consent, role: SignerRole) -> Signature | None:
    require_open(consent)
    found = consent.signature(role)
    if found and found.signed_at:
        raise RuleError("This is signed already.", remedy="Clear the signature to sign again.")
    return found


def _with(consent: Consent, signature: Signature) -> Consent:
    others = [s for s in consent.signatures if s.role is not signature.role]
    order = list(SignerRole)
    every = sorted((*others, signature), key=lambda s: order.index(s.role))
    return replace(consent, signatures=tuple(every))
