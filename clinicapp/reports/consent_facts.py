"""What the papers of a consent say about it, taken from the record and never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.consent.paper_code import paper_code
from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    CopyGiven,
    Interpreter,
    Representative,
    RiskAnswer,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.errors import RuleError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.reports import letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose paper it is: what stands on top of every page."""

    clinic_name: str
    clinic_phone: str
    patient_name: str
    birth_date: date
    record_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with its answer, and who gave it; both empty while it is open."""

    about: str
    text: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts:
    """One signed consent as its copy states it; times are in the clinic's zone.

    `seen_by` took down what stands on a signed paper; `course_signed_at` is the time of the
    consent that a confirmation belongs to, None where that is on another clinic's paper.
    """

    kind: ConsentKind
    heading: Heading
    clinician: str
    zone: str
    language: str
    version: str
    conditions: tuple[str, ...]
    texts_digest: str
    record_digest: str
    answers: tuple[RiskAnswer, ...]
    questions: tuple[AskedQuestion, ...]
    nothing_changed: bool | None
    change: str
    teach_back: str
    representative: Representative | None
    interpreter: Interpreter | None
    signatures: tuple[Signature, ...]
    seen_by: str
    course_signed_at: datetime | None
    copy_given: CopyGiven | None
    signed_at: datetime

    def questions_about(self, about: str) -> tuple[AskedQuestion, ...]:
        """The questions about a risk or a section."""
        return tuple(q for q in self.questions if q.about == about)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """One consent that is to be signed by hand; `code` brings the paper back to it."""

    heading: Heading
    clinician: str
    conditions: tuple[str, ...]
    roles: tuple[SignerRole, ...]
    representative: Representative | None
    interpreter: Interpreter | None
    code: str
    begun_at: datetime

    def name_of(self, role: SignerRole) -> str:
        """The name of who signs, as far as it is known before."""
        known = {
            SignerRole.PATIENT: self.heading.patient_name,
            SignerRole.CLINICIAN: self.clinician,
            SignerRole.REPRESENTATIVE: self.representative.name if self.representative else "",
            SignerRole.INTERPRETER: self.interpreter.name if self.interpreter else "",
        }
        return known.get(role, "")


def consent_facts(
    consent: Consent,
    texts: ConsentTexts,
    patient: Patient,
    clinic: Clinic,
    people: Iterable[Practitioner],
    zone: ZoneInfo,
    record_digest: str,
    course: Consent | None = None,
) -> ConsentFacts:
    """The facts of a signed consent; refused when it is open, or for words that were not signed.

    `people` are everybody whose id stands in it, `course` is the consent that a confirmation
    belongs to. What people wrote is printed with a visible sign for letters papers cannot show.
    """
    if not consent.is_signed or consent.closed_at is None or consent.closed_by is None:
        raise RuleError("Only a signed consent has a copy.")
    if digest_of_texts(texts) != consent.texts_digest:
        raise RuleError("These are not the words that were signed.")
    names = {p.id: letters.printable(p.signed_name) for p in people}
    copy, began = consent.copy_given, course.closed_at if course else None
    return ConsentFacts(
        kind=consent.kind,
        heading=_heading(patient, clinic),
        clinician=names[consent.practitioner_id],
        zone=zone.key,
        language=consent.language,
        version=consent.version,
        conditions=consent.conditions,
        texts_digest=consent.texts_digest,
        record_digest=record_digest,
        answers=_answers(consent, texts, zone),
        questions=_questions(consent, names, zone),
        nothing_changed=consent.nothing_changed,
        change=letters.printable(consent.change),
        teach_back=letters.printable(consent.teach_back),
        representative=_representative(consent),
        interpreter=_interpreter(consent),
        signatures=_signatures(consent, zone),
        seen_by=_seen_by(consent, names),
        course_signed_at=began.astimezone(zone) if began else None,
        copy_given=replace(copy, at=copy.at.astimezone(zone)) if copy else None,
        signed_at=consent.closed_at.astimezone(zone),
    )


def _seen_by(consent: Consent, names: Mapping[UUID, str]) -> str:
    """Who has seen the signatures on the form; the last one, should there be several."""
    seen = [s.seen_by for s in consent.signatures if s.seen_by]
    by = seen[-1] if seen else consent.closed_by
    return names[by] if by else ""


def form_facts(
    consent: Consent,
    patient: Patient,
    clinic: Clinic,
    clinician: Practitioner,
    roles: tuple[SignerRole, ...],
) -> FormFacts:
    """The facts of a consent that goes on on paper; `roles` are those who have to sign it."""
    return FormFacts(
        heading=_heading(patient, clinic),
        clinician=letters.printable(clinician.signed_name),
        conditions=consent.conditions,
        roles=roles,
        representative=_representative(consent),
        interpreter=_interpreter(consent),
        code=paper_code(consent.id),
        begun_at=consent.begun_at,
    )


def _heading(patient: Patient, clinic: Clinic) -> Heading:
    return Heading(
        clinic_name=letters.printable(clinic.name),
        clinic_phone=letters.printable(clinic.phone),
        patient_name=letters.require_printable_name(patient),
        birth_date=patient.birth_date,
        record_number=letters.printable(patient.record_number),
    )


def _answers(consent: Consent, texts: ConsentTexts, zone: ZoneInfo) -> tuple[RiskAnswer, ...]:
    found = (consent.answer_to(risk.code) for risk in texts.risks)
    return tuple(replace(a, at=a.at.astimezone(zone)) for a in found if a)


def _questions(
    consent: Consent, names: Mapping[UUID, str], zone: ZoneInfo
) -> tuple[AskedQuestion, ...]:
    return tuple(
        AskedQuestion(
            about=q.about,
            text=letters.printable(q.text),
            asked_at=q.asked_at.astimezone(zone),
            answer=letters.printable(q.answer),
            answered_by=names[q.closed_by] if q.closed_by else "",
            answered_at=q.closed_at.astimezone(zone) if q.closed_at else None,
        )
        for q in consent.questions
    )


def _representative(consent: Consent) -> Representative | None:
    who = consent.representative
    if who is None:
        return None
    return Representative(
        name=letters.printable(who.name),
        relationship=letters.printable(who.relationship),
        authority=letters.printable(who.authority),
    )


def _interpreter(consent: Consent) -> Interpreter | None:
    who = consent.interpreter
    if who is None:
        return None
    return Interpreter(
        name=letters.printable(who.name),
        number=letters.printable(who.number),
        language=letters.printable(who.language),
    )


def _signatures(consent: Consent, zone: ZoneInfo) -> tuple[Signature, ...]:
    return tuple(
        replace(
            s,
            name=letters.printable(s.name),
            typed=letters.printable(s.typed),
            signed_at=s.signed_at.astimezone(zone),
        )
        for s in consent.signatures
        if s.signed_at
    )
