"""How a signature comes to be: drawn stroke by stroke or typed, then signed, or taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from clinicapp.domain.consent.completion import before_signature, is_drawn
from clinicapp.domain.consent.reading import require_open
from clinicapp.domain.consent.record import (
    PATIENTS_ROLES,
    Consent,
    Medium,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.strokes import Stroke, is_within_pad
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.policy import Policy

NO_SIGNATURE = "There is no signature yet."


def draw_stroke(
    consent: Consent,
    role: SignerRole,
    place: int,
    stroke: Stroke,
    *,
    name: str,
    person_id: UUID | None = None,
) -> Consent:
    """Stroke number `place`, from 0: a new one, or the last one as far as it is drawn by now.

    A stroke grows only from its own beginning, and nobody draws on in another person's signature.
    """
    drawn = _being_drawn(consent, role, person_id)
    if not is_within_pad(stroke):
        raise InputError("This stroke does not lie on the pad.", remedy="Draw it again.")
    known = drawn.strokes if drawn else ()
    is_new = place == len(known)
    grows = place == len(known) - 1 and known[-1].began_at == stroke.began_at
    if not (is_new or grows):
        raise RuleError("The signature changed meanwhile.", remedy="Look at it, and draw again.")
    strokes = (*known[:place], stroke)
    signature = drawn or Signature(role=role, name=name, person_id=person_id)
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


def type_name(
    consent: Consent, role: SignerRole, typed: str, *, name: str, person_id: UUID | None = None
) -> Consent:
    """A typed name instead of strokes: the signer attests by signing that it stands for theirs.

    What was drawn before is kept until then.
    """
    drawn = _being_drawn(consent, role, person_id)
    signature = drawn or Signature(role=role, name=name, person_id=person_id)
    return _with(consent, replace(signature, name=name, typed=typed))


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
    without a name or a signature, with what somebody else has drawn, and for a witness who is
    the patient or who explained the treatment.
    """
    drawn = _being_drawn(consent, role, person_id)
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
    if drawn is None or not is_drawn(replace(drawn, name=name), policy):
        raise InputError(NO_SIGNATURE, remedy="Sign in the field, or type the name.")
    _require_two_people(consent, role, name, person_id)
    strokes = () if drawn.typed.strip() else drawn.strokes
    signed = replace(drawn, name=name, person_id=person_id, strokes=strokes, signed_at=at)
    return _with(consent, signed)


class _Signed(Protocol):
    """Somebody who has signed, on the screen or on paper."""

    @property
    def name(self) -> str: ...

    @property
    def person_id(self) -> UUID | None: ...


def _require_two_people(
    consent: Consent, role: SignerRole, name: str, person_id: UUID | None
) -> None:
    is_witness = role is SignerRole.WITNESS
    others = {SignerRole.CLINICIAN, *PATIENTS_ROLES} if is_witness else {SignerRole.WITNESS}
    if is_witness or role is SignerRole.CLINICIAN:
        signed = (s for s in consent.signatures if s.signed_at and s.role in others)
        require_other_person(name, person_id, signed)


def require_other_person(name: str, person_id: UUID | None, others: Iterable[_Signed]) -> None:
    """A witness is neither who signed for the patient nor who explained, by account or name."""
    for other in others:
        is_account = person_id is not None and person_id == other.person_id
        if is_account or _bare(name) == _bare(other.name):
            raise RuleError(
                "Nobody witnesses their own signature or explanation.",
                remedy="Ask another person.",
            )


def _bare(name: str) -> str:
    """A name without credentials, marks and spaces, so that it can be told from another."""
    first = unicodedata.normalize("NFKD", name.split(",")[0]).casefold()
    return "".join(c for c in first if c.isalnum())


def _being_drawn(consent: Consent, role: SignerRole, person_id: UUID | None) -> Signature | None:
    """What is drawn of a signature; refused on paper for the patient, and for anybody else's."""
    found = _unsigned(consent, role)
    if role in PATIENTS_ROLES and consent.medium is Medium.PAPER:
        raise RuleError("This consent is signed on its form.", remedy="Record what is on the form.")
    is_own = role is not SignerRole.CLINICIAN or (found and found.person_id == person_id)
    if found and (found.strokes or found.typed) and not is_own:
        raise RuleError("Somebody else has drawn this.", remedy="Clear it, and sign yourself.")
    return found


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
