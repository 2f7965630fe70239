"""What stands on our own signed paper form, taken over under the rules of the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.completion import before_signature
from clinicapp.domain.consent.reading import require_unsigned
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
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.signing import require_other_person
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature:
    """A signature on the form: whose, and when; `person_id` for a member of staff."""

    role: SignerRole
    name: str
    signed_at: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswers:
    """What somebody reads off the form; a risk without a tick has no reply.

    `agrees` is the decision that is ticked on it, None for neither; `asked` are the risks with a
    question there, told as `asked_words`. `answered_words` are the answer of the clinician who
    signed the form.
    """

    replies: tuple[tuple[str, RiskReply], ...]
    signatures: tuple[PaperSignature, ...]
    identity_checked: bool
    agrees: bool | None
    asked: tuple[str, ...] = ()
    asked_words: str = ""
    answered_words: str = ""
    representative: Representative | None = None
    interpreter: Interpreter | None = None
    teach_back: str = ""


def take_over_paper(
    consent: Consent, texts: ConsentTexts, paper: PaperAnswers, *, at: datetime, by: UUID
) -> Consent:
    """The consent as its paper form says it; whatever is missing there stays missing here.

    A form on which the patient does not agree is refused, as is a signature before the form was
    printed, or ahead of the clock. A question counts as answered by the clinician who signed.
    """
    _require_form(consent, texts, paper)
    _require_times(consent, paper, at)
    _require_two_people(paper)
    language, digest = consent.language, consent.texts_digest
    # What stands on a form was answered when it was signed, whenever somebody copies it.
    own = (s.signed_at for s in paper.signatures if s.role in PATIENTS_ROLES)
    said = next(own, at)
    read = replace(
        consent,
        identity_confirmed_at=at if paper.identity_checked else None,
        # The form shows every section, whoever signs it has had them before them.
        seen=tuple(
            Seen(section=s.id, language=language, texts_digest=digest, at=said)
            for s in texts.sections
        ),
        answers=tuple(
            RiskAnswer(risk=risk, reply=reply, language=language, texts_digest=digest, at=said)
            for risk, reply in paper.replies
        ),
        questions=_asked(consent, paper, said, at),
        teach_back=paper.teach_back or consent.teach_back,
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
            seen_by=by,
            signed_at=s.signed_at,
        )
        for s in sorted(paper.signatures, key=lambda s: list(SignerRole).index(s.role))
    )
    return replace(read, signatures=signed)


def _require_form(consent: Consent, texts: ConsentTexts, paper: PaperAnswers) -> None:
    require_unsigned(consent)
    if consent.medium is not Medium.PAPER or consent.kind is not ConsentKind.COURSE:
        raise RuleError("This consent is not on paper.", remedy="Print its form first.")
    if paper.agrees is None:
        raise InputError(
            "Nothing says which decision is ticked on the form.",
            remedy="Choose the one that is ticked.",
        )
    if not paper.agrees:
        raise RuleError(
            "The form does not say that the patient agrees.",
            remedy="Record that the patient declines, or not today.",
        )
    known, told = {r.code for r in texts.risks}, [risk for risk, _ in paper.replies]
    if not {*told, *paper.asked} <= known:
        raise RuleError("A risk of the form is not part of the consent.")
    if len(told) != len(set(told)):
        raise InputError("A risk is answered twice.", remedy="Copy one answer to each risk.")


def _asked(
    consent: Consent, paper: PaperAnswers, said: datetime, at: datetime
) -> tuple[Question, ...]:
    """All questions with those on the form, whose words are on the paper and its scan.

    One that is open already is the same one. Only who signed as clinician has answered.
    """
    signed = (s for s in paper.signatures if s.role is SignerRole.CLINICIAN)
    clinician = next(signed, None) if paper.answered_words.strip() else None
    known = {q.about: q for q in consent.open_questions}
    told = {}
    for risk in dict.fromkeys(paper.asked):
        new = Question(id=new_id(at), about=risk, text=paper.asked_words, asked_at=said)
        question = known.get(risk, new)
        if clinician:
            question = replace(
                question,
                answer=paper.answered_words,
                closed_at=clinician.signed_at,
                closed_by=clinician.person_id,
            )
        told[question.id] = question
    kept = tuple(told.pop(q.id, q) for q in consent.questions)
    return (*kept, *told.values())


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
    """As on the screen: a witness is neither who signed for the patient nor who explained."""
    witness = next((s for s in paper.signatures if s.role is SignerRole.WITNESS), None)
    if witness is not None:
        ours = (SignerRole.CLINICIAN, *PATIENTS_ROLES)
        others = tuple(s for s in paper.signatures if s.role in ours)
        require_other_person(witness.name, witness.person_id, others)
