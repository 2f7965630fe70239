"""How a signature on the screen comes to be: kept stroke by stroke, then signed."""

from __future__ import annotations

from uuid import UUID

from clinicapp.commands.consents import take
from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.consent import signing
from clinicapp.domain.consent.record import Consent, SignerRole
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.domain.patient import clean_line
from clinicapp.domain.people import Permission


def draw_stroke(
    records: Records,
    consent_id: UUID,
    role: SignerRole,
    place: int,
    stroke: Stroke,
    name: str,
    *,
    act: Act,
) -> Change[Consent]:
    """Keep a stroke of a signature as far as it is drawn; `place` counts strokes from 0."""
    person = _own_account(records, role, "Stroke of a signature", act)
    return take(
        records,
        act,
        consent_id,
        ("draw_stroke", "Stroke of a signature"),
        lambda c, _: signing.draw_stroke(
            c, role, place, stroke, name=_printed(records, c, role, name), person_id=person
        ),
    )


def undo_stroke(
    records: Records, consent_id: UUID, role: SignerRole, *, act: Act
) -> Change[Consent]:
    """Take the last stroke back."""
    return take(
        records,
        act,
        consent_id,
        ("undo_stroke", "Stroke taken back"),
        lambda c, _: signing.undo_stroke(c, role),
    )


def clear_signature(
    records: Records, consent_id: UUID, role: SignerRole, *, act: Act
) -> Change[Consent]:
    """Take a signature back while the consent is being taken."""
    return take(
        records,
        act,
        consent_id,
        ("clear_signature", "Signature cleared"),
        lambda c, _: signing.clear_signature(c, role),
    )


def type_name(
    records: Records, consent_id: UUID, role: SignerRole, typed: str, name: str, *, act: Act
) -> Change[Consent]:
    """A typed name stands for the strokes."""
    person = _own_account(records, role, "Name typed", act)
    return take(
        records,
        act,
        consent_id,
        ("type_name", "Name typed"),
        lambda c, _: signing.type_name(
            c, role, clean_line(typed), name=_printed(records, c, role, name), person_id=person
        ),
    )


def sign_consent(
    records: Records, consent_id: UUID, role: SignerRole, name: str = "", *, act: Act
) -> Change[Consent]:
    """Sign in a role: the patient under their own name, the clinician as who is signed in.

    So does a witness for whom no other name is given.
    """
    label = "Sign the consent"
    person = _own_account(records, role, label, act)
    if role is SignerRole.WITNESS and not name.strip():
        person = act.by.id
    return take(
        records,
        act,
        consent_id,
        ("sign_consent", label),
        lambda c, texts: signing.sign(
            c,
            texts,
            records.rules.policy,
            role,
            name=act.by.signed_name if person else _printed(records, c, role, name),
            person_id=person,
            at=act.at,
        ),
    )


def _own_account(records: Records, role: SignerRole, label: str, act: Act) -> UUID | None:
    """The account of who signs as clinician, which is nobody else's; None for any other role."""
    if role is not SignerRole.CLINICIAN:
        return None
    records.require(act, Permission.EXPLAIN_CONSENT, label)
    return act.by.id


def _printed(records: Records, consent: Consent, role: SignerRole, name: str) -> str:
    """The name under a signature: the record's own where it knows who signs."""
    if role is SignerRole.PATIENT:
        return records.patient(consent.patient_id).full_name
    if role is SignerRole.REPRESENTATIVE and consent.representative:
        return consent.representative.name
    if role is SignerRole.INTERPRETER and consent.interpreter:
        return consent.interpreter.name or consent.interpreter.number
    return clean_line(name)
