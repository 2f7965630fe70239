"""What stands on our own signed paper form, taken over under the rules of the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.completion import before_signature
from clinicapp.domain.consent.reading import require_unsigned
from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    Interpreter,
    Medium,
    Representative,
    RiskAnswer,
    RiskReply,
    Seen,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.errors import InputError, RuleError


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature:
    """A signature on the form: whose, and when; `person_id` for a member of staff."""

    role: SignerRole
    name: str
    signed_at: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswers:
    """What somebody reads off the form; a risk without a tick has no reply."""

    replies: tuple[tuple[str, RiskReply], ...]
    signatures: tuple[PaperSignature, ...]
    identity_checked: bool
    representative: Representative | None = None
    interpreter: Interpreter | None = None
    teach_back: str = ""


def take_over_paper(
    consent: Consent, texts: ConsentTexts, paper: PaperAnswers, *, at: datetime
) -> Consent:
    """The consent as its paper form says it; whatever is missing there stays missing here.

    A signature before the form was printed, or ahead of the clock, is refused.
    """
    require_unsigned(consent)
    if consent.medium is not Medium.PAPER or consent.kind is not ConsentKind.COURSE:
        raise RuleError("This consent is not on paper.", remedy="Print its form first.")
    _require_times(consent, paper, at)
    _require_two_people(paper)
    known = {r.code for r in texts.risks}
    if not {risk for risk, _ in paper.replies} <= known:
        raise RuleError("A risk of the form is not part of the consent.")
    language = consent.language
    read = replace(
        consent,
        identity_confirmed_at=at if paper.identity_checked else None,
        # The form shows every section, whoever signs it has had them before them.
        seen=tuple(Seen(section=s.id, language=language, at=at) for s in texts.sections),
        answers=tuple(
            RiskAnswer(risk=risk, reply=reply, language=language, at=at)
            for risk, reply in paper.replies
        ),
        teach_back=paper.teach_back,
        representative=paper.representative,
        interpreter=paper.interpreter if consent.needs_interpreter else None,
        signatures=(),
    )
    if before_signature(read, texts):
        return read
    signed = tuple(
        Signature(
            role=s.role,
            name=s.name,
            person_id=s.person_id,
            is_on_paper=True,
            signed_at=s.signed_at,
        )
        for s in sorted(paper.signatures, key=lambda s: list(SignerRole).index(s.role))
    )
    return replace(read, signatures=signed)


def _require_times(consent: Consent, paper: PaperAnswers, at: datetime) -> None:
    roles = [s.role for s in paper.signatures]
    if len(roles) != len(set(roles)):
        raise InputError("A role signs twice.", remedy="Record each signature once.")
    for signature in paper.signatures:
        if signature.signed_at > at:
            raise InputError("A signature lies ahead.", remedy="Check date and time.")
        if signature.signed_at < consent.begun_at.replace(second=0, microsecond=0):
            raise InputError(
                "A signature lies before the form was printed.", remedy="Check date and time."
            )


def _require_two_people(paper: PaperAnswers) -> None:
    """As on the screen: who explained is no witness of it."""
    by_role = {s.role: s for s in paper.signatures}
    witness, clinician = by_role.get(SignerRole.WITNESS), by_role.get(SignerRole.CLINICIAN)
    if witness is None or clinician is None:
        return
    is_same = witness.person_id is not None and witness.person_id == clinician.person_id
    if is_same or witness.name == clinician.name:
        raise RuleError("Nobody witnesses their own explanation.", remedy="Ask another person.")
