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
    return take(
        records,
        act,
        consent_id,
        ("draw_stroke", "Stroke of a signature"),
        lambda c, _: signing.draw_stroke(c, role, place, stroke, name=clean_line(name)),
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
    return take(
        records,
        act,
        consent_id,
        ("type_name", "Name typed"),
        lambda c, _: signing.type_name(c, role, clean_line(typed), name=clean_line(name)),
    )


def sign_consent(
    records: Records, consent_id: UUID, role: SignerRole, name: str = "", *, act: Act
) -> Change[Consent]:
    """Sign in a role; the clinician and a witness of the staff sign as themselves."""
    label = "Sign the consent"
    is_clinician = role is SignerRole.CLINICIAN
    needs = Permission.EXPLAIN_CONSENT if is_clinician else Permission.TAKE_CONSENT
    records.require(act, needs, label)
    is_own = is_clinician or (role is SignerRole.WITNESS and not name.strip())
    signer = act.by.signed_name if is_own else clean_line(name)
    return records.edit_consent(
        act,
        "sign_consent",
        consent_id,
        label,
        lambda c, texts: signing.sign(
            c,
            texts,
            records.rules.policy,
            role,
            name=signer,
            person_id=act.by.id if is_own else None,
            at=act.at,
        ),
    )
