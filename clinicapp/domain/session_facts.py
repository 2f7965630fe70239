"""What is recorded of a session beside its sites: each fact with a time and a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.units import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class VialUse:
    """A vial this session draws from. `left_units` stay in it only where the policy allows.

    `labelled_units` are what the session finds in it: those of the label, or what the patient's
    last session left. `ml` is the volume they are in, as far as it is known: it follows from what
    was put into the vial, and is not kept twice.
    """

    vial_id: UUID
    labelled_units: Decimal
    linked_at: datetime
    linked_by: UUID
    left_units: Decimal = ZERO
    ml: Decimal | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discard:
    """Units of one vial that no patient was given, with coded reason and witness."""

    id: UUID
    vial_id: UUID
    units: Decimal
    reason: str
    note: str
    witness_id: UUID | None
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOut:
    """The pause before the first dose: which identifiers were checked, who took part, when.

    `at` is when it was held; `recorded_at` when it was written down, which may be later.
    """

    identifiers: tuple[str, ...]
    participants: tuple[UUID, ...]
    at: datetime
    by: UUID
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the safety screen: a question's code and "yes", "no", "unknown" or "na"."""

    question: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyScreen:
    """The answers of one session, under the version of the questions that were asked."""

    version: str
    answers: tuple[Answer, ...]
    at: datetime
    by: UUID

    def value(self, question: str) -> str:
        """The answer to a question; "" when it was not answered."""
        return next((a.value for a in self.answers if a.question == question), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the diagnosis code is made from, and the code of the table of its day."""

    aura: bool
    intractable: bool
    status_migrainosus: bool
    attack_over_72_hours: bool
    code: str
    table_version: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How the patient is today: headache days and hours a month; scores None when not asked."""

    headache_days: Decimal
    headache_hours: Decimal
    hit6: int | None
    midas: int | None
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperConsent:
    """A signed consent on paper that somebody has seen; it may hold for several sessions.

    `risks` are the codes of the listed risks that the form names, `risks_digest` the SHA-256 of
    their list on that day. `signer` is "patient" or "representative". `withdrawn_by` is the person
    who took the withdrawal down.
    """

    patient_id: UUID
    signed_at: datetime
    signer: str
    representative: str
    relationship: str
    authority: str
    practitioner: str
    risks: tuple[str, ...]
    risks_digest: str
    needs_interpreter: bool
    interpreter: str
    seen_at: datetime
    seen_by: UUID
    withdrawn_at: datetime | None = None
    withdrawn_by: UUID | None = None
    withdrawal_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """Coded particulars of the procedure; an empty code was not recorded."""

    tolerance: str = ""
    complications: tuple[str, ...] = ()
    position: str = ""
    skin_preparation: str = ""
    needle: str = ""
    guidance: str = ""
    aspiration: str = ""
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    assistant_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A finding a person took on: `key` names exactly what was found, `reason` is typed."""

    key: str
    title: str
    severity: str
    reason: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeConfirmation:
    """The exact and the whole units of a claim, as somebody confirmed them."""

    given_units: Decimal
    discarded_units: Decimal
    claimed_given: int
    claimed_discarded: int
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """Everything recorded of one session beside its sites."""

    vials: tuple[VialUse, ...] = ()
    discards: tuple[Discard, ...] = ()
    time_out: TimeOut | None = None
    safety: SafetyScreen | None = None
    diagnosis: Diagnosis | None = None
    response: Response | None = None
    consent: PaperConsent | None = None
    care: Care | None = None
    acknowledgements: tuple[Acknowledgement, ...] = ()
    charge: ChargeConfirmation | None = None

    def vial_use(self, vial_id: UUID) -> VialUse | None:
        """How this session uses a vial."""
        return next((v for v in self.vials if v.vial_id == vial_id), None)

    def acknowledged(self, key: str) -> Acknowledgement | None:
        """The acknowledgement of exactly this finding."""
        return next((a for a in self.acknowledgements if a.key == key), None)


NO_FACTS = SessionFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How the migraine was before the first treatment; kept for ever, amended with a reason.

    Days and migraine days a month, hours of headache on a headache day and in a month, months
    since it is so.
    """

    id: UUID
    patient_id: UUID
    headache_days: Decimal
    migraine_days: Decimal
    hours_a_day: Decimal
    hours_a_month: Decimal | None
    months: int
    hit6: int | None
    midas: int | None
    reason: str
    recorded_at: datetime
    recorded_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDose:
    """A toxin the patient had elsewhere; `units` are as labelled and may be unknown."""

    id: UUID
    patient_id: UUID
    toxin: str
    toxin_name: str
    on: date | None
    units: Decimal | None
    indication: str
    recorded_at: datetime
    recorded_by: UUID
    error_reason: str = ""
    error_at: datetime | None = None
    error_by: UUID | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands, and was not entered in error."""
        return not self.error_reason
