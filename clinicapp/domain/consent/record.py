"""A consent as it is recorded: each thing the patient saw and said, with its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.consent.strokes import Stroke


class ConsentKind(StrEnum):
    """The full consent of a course, or the short one before a later session of it."""

    COURSE = "course"
    CONFIRMATION = "confirmation"


class Medium(StrEnum):
    """Where it was signed."""

    SCREEN = "screen"
    PAPER = "paper"


class ConsentStatus(StrEnum):
    """What became of it; SIGNED is reached by being complete, never by a button."""

    IN_PROGRESS = "in-progress"
    SIGNED = "signed"
    DECLINED = "declined"
    POSTPONED = "postponed"
    ENTERED_IN_ERROR = "entered-in-error"


class RiskReply(StrEnum):
    """What the patient says to one risk; a question is kept beside it."""

    UNDERSTOOD = "understood"
    REFUSED = "refused"


class SignerRole(StrEnum):
    """Who signs, in the order of the paper."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    CLINICIAN = "clinician"
    INTERPRETER = "interpreter"
    WITNESS = "witness"


PATIENTS_ROLES = (SignerRole.PATIENT, SignerRole.REPRESENTATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A section that was shown, in the exact words of a digest."""

    section: str
    language: str
    texts_digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAnswer:
    """What was said to one risk, as it was read in the exact words of a digest."""

    risk: str
    reply: RiskReply
    language: str
    texts_digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the patient, as text or as a bare mark; closed by a clinician's answer.

    `about` is the code of a risk or the id of a section.
    """

    id: UUID
    about: str
    text: str
    asked_at: datetime
    answer: str = ""
    closed_at: datetime | None = None
    closed_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who decides for the patient, how they are related, and by what authority."""

    name: str
    relationship: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """Who interpreted, by name or identification number, and into which language."""

    name: str
    number: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: strokes, or a typed name that its signer attests, or seen on the paper.

    Until `signed_at` is set it is only being drawn. `person_id` is an account of the staff, of a
    signature on paper `seen_by` is whose account has seen it.
    """

    role: SignerRole
    name: str
    person_id: UUID | None = None
    strokes: tuple[Stroke, ...] = ()
    typed: str = ""
    is_on_paper: bool = False
    seen_by: UUID | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That the consent was taken back: by whom, in what words, and who took it down."""

    said_by: str
    reason: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGiven:
    """That the patient was given a copy: "printed", "saved" or "declined"."""

    how: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent of one patient.

    `texts_digest` and `language` name the exact words; `practitioner_id` is the clinician named in
    them, `conditions` what else they cover. A confirmation names its course: `course_id`, or None
    for one on a paper of another clinic. `nothing_changed` is the confirmation's answer, `change`
    what the patient told of. `form_digest` names the words of its paper form, once there may be
    one. `scan_digests` are the SHA-256 of the scans, in the order of their
    ids. `reason` and `said_by` belong to a decline, "not today" or an error; while the consent is
    being taken, `reason` is what the patient has begun to write.
    """

    id: UUID
    clinic_id: UUID
    patient_id: UUID
    kind: ConsentKind
    course_id: UUID | None
    medium: Medium
    status: ConsentStatus
    language: str
    version: str
    texts_digest: str
    practitioner_id: UUID
    conditions: tuple[str, ...]
    begun_at: datetime
    begun_by: UUID
    identity_confirmed_at: datetime | None = None
    seen: tuple[Seen, ...] = ()
    answers: tuple[RiskAnswer, ...] = ()
    questions: tuple[Question, ...] = ()
    nothing_changed: bool | None = None
    change: str = ""
    teach_back: str = ""
    representative: Representative | None = None
    needs_interpreter: bool = False
    interpreter: Interpreter | None = None
    form_digest: str = ""
    signatures: tuple[Signature, ...] = ()
    scan_ids: tuple[UUID, ...] = ()
    scan_digests: tuple[str, ...] = ()
    reason: str = ""
    said_by: str = ""
    closed_at: datetime | None = None
    closed_by: UUID | None = None
    withdrawal: Withdrawal | None = None
    copy_given: CopyGiven | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still being taken."""
        return self.status is ConsentStatus.IN_PROGRESS

    @property
    def is_signed(self) -> bool:
        """Whether it was completed; it may have been withdrawn since."""
        return self.status is ConsentStatus.SIGNED

    @property
    def agreed_at(self) -> datetime | None:
        """When the patient, or who decides for them, signed; for any other end, when it ended.

        What a consent is worth counts from here, whenever the staff signed or wrote it down.
        """
        signature = self.signature(self.patients_role)
        if self.is_signed and signature and signature.signed_at:
            return signature.signed_at
        return self.closed_at

    @property
    def patients_role(self) -> SignerRole:
        """Who signs for the patient."""
        return SignerRole.REPRESENTATIVE if self.representative else SignerRole.PATIENT

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that no clinician has answered yet."""
        return tuple(q for q in self.questions if q.closed_at is None)

    @property
    def refused_risks(self) -> tuple[str, ...]:
        """The risks that the patient does not accept, as read in the words of the consent."""
        return tuple(a.risk for a in self.answers_here if a.reply is RiskReply.REFUSED)

    @property
    def answers_here(self) -> tuple[RiskAnswer, ...]:
        """What was said to the risks as they were read in the words of the consent."""
        return tuple(a for a in self.answers if a.texts_digest == self.texts_digest)

    def answer_to(self, risk: str) -> RiskAnswer | None:
        """What was said to a risk as it was read in the words of the consent."""
        return next((a for a in self.answers_here if a.risk == risk), None)

    def has_seen(self, section: str) -> bool:
        """Whether a section was shown in the words of the consent."""
        digest = self.texts_digest
        return any(s.section == section and s.texts_digest == digest for s in self.seen)

    def signature(self, role: SignerRole) -> Signature | None:
        """The signature of a role, drawn, being drawn, or None."""
        return next((s for s in self.signatures if s.role is role), None)

    def has_signed(self, role: SignerRole) -> bool:
        """Whether a role has signed."""
        found = self.signature(role)
        return found is not None and found.signed_at is not None

    @property
    def patient_has_signed(self) -> bool:
        """Whether the patient, or who decides for them, has signed."""
        return any(self.has_signed(role) for role in PATIENTS_ROLES)
