"""What a user can record of a session beside its sites: one function, one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.charges import confirmed_charge
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.fact_rules import (
    check_answers,
    check_care,
    check_consent,
    check_held,
    check_new_paper,
    check_response,
    check_time_out,
    check_withdrawal,
)
from clinicapp.domain.patient import clean_line, clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.domain.session_acts import acknowledge as take_on
from clinicapp.domain.session_facts import (
    Acknowledgement,
    Answer,
    Care,
    Diagnosis,
    PaperConsent,
    Response,
    SafetyScreen,
    TimeOut,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperConsentEntry:
    """What somebody reads off a signed consent on paper; `seen_by` None: whoever records it."""

    signed_at: datetime
    signer: str
    practitioner: str
    representative: str = ""
    relationship: str = ""
    authority: str = ""
    needs_interpreter: bool = False
    interpreter: str = ""
    risks: tuple[str, ...] = ()
    seen_by: UUID | None = None


def record_time_out(
    records: Records,
    session_id: UUID,
    identifiers: tuple[str, ...],
    participants: tuple[UUID, ...],
    held_at: datetime | None = None,
    *,
    act: Act,
) -> Change[Session]:
    """Record the time-out: identifiers checked, people present, now or at the time it was held."""
    label = "Time-out"
    at = held_at.astimezone(UTC) if held_at else act.at
    check_held(at, records.session(session_id).started_at, now=act.at, zone=records.zone)
    fact = TimeOut(
        identifiers=identifiers, participants=participants, at=at, by=act.by.id, recorded_at=act.at
    )
    check_time_out(fact, records.rules, {p.id for p in records.people()})
    return _record(records, session_id, "record_time_out", label, act, time_out=fact)


def record_safety(
    records: Records, session_id: UUID, answers: Iterable[Answer], *, act: Act
) -> Change[Session]:
    """Record the answers of the safety screen; questions may still be open."""
    questions = records.rules.questions
    tidy = tuple(replace(a, note=clean_note(a.note)) for a in answers)
    check_answers(tidy, questions)
    fact = SafetyScreen(version=questions.version, answers=tidy, at=act.at, by=act.by.id)
    return _record(records, session_id, "record_safety", "Safety screen", act, safety=fact)


def record_diagnosis(
    records: Records,
    session_id: UUID,
    aura: bool,
    intractable: bool,
    status_migrainosus: bool,
    attack_over_72_hours: bool,
    *,
    act: Act,
) -> Change[Session]:
    """Record what the diagnosis code is made from; the code follows from it."""
    table = records.rules.diagnoses
    code = table.derive(
        aura=aura,
        intractable=intractable,
        status_migrainosus=status_migrainosus,
        day=records.case(session_id, act.at).day,
    )
    if code is None:
        raise RuleError("The table of diagnosis codes has no code for this day.")
    fact = Diagnosis(
        aura=aura,
        intractable=intractable,
        status_migrainosus=status_migrainosus,
        attack_over_72_hours=attack_over_72_hours,
        code=code.code,
        table_version=table.version,
        at=act.at,
        by=act.by.id,
    )
    label = f"Diagnosis {code.code}"
    return _record(records, session_id, "record_diagnosis", label, act, diagnosis=fact)


def record_response(
    records: Records,
    session_id: UUID,
    headache_days: Decimal,
    headache_hours: Decimal,
    hit6: int | None,
    midas: int | None,
    *,
    act: Act,
) -> Change[Session]:
    """Record how the patient is today: headache days and hours a month, scores if asked."""
    fact = Response(
        headache_days=headache_days,
        headache_hours=headache_hours,
        hit6=hit6,
        midas=midas,
        at=act.at,
        by=act.by.id,
    )
    check_response(fact, records.rules.policy)
    return _record(records, session_id, "record_response", "Outcome scores", act, response=fact)


def record_paper_consent(
    records: Records, session_id: UUID, entry: PaperConsentEntry, *, act: Act
) -> Change[Session]:
    """Record that a signed consent on paper was seen, and what it says."""
    session = records.session(session_id)
    lists = records.rules.lists
    fact = PaperConsent(
        patient_id=session.patient_id,
        signed_at=entry.signed_at.astimezone(UTC),
        signer=entry.signer,
        representative=clean_line(entry.representative),
        relationship=entry.relationship,
        authority=clean_line(entry.authority),
        practitioner=clean_line(entry.practitioner),
        risks=entry.risks,
        risks_digest=risks_digest(lists),
        needs_interpreter=entry.needs_interpreter,
        interpreter=clean_line(entry.interpreter),
        seen_at=act.at,
        seen_by=entry.seen_by or act.by.id,
    )
    if fact.seen_by not in {p.id for p in records.people() if p.is_active}:
        raise InputError("Who has seen the paper has no active account.", remedy="Choose another.")
    check_consent(fact, lists, now=act.at)
    for known in records.papers_seen_of(session.patient_id):
        check_new_paper(fact, known)
    return _record(
        records, session_id, "record_paper_consent", "Paper consent seen", act, consent=fact
    )


def withdraw_consent(
    records: Records, session_id: UUID, reason: str, *, act: Act
) -> Change[Session]:
    """Record that the consent is withdrawn now, and what was said."""
    text = clean_note(reason)
    standing = check_withdrawal(records.session(session_id).facts.consent, text)
    fact = replace(standing, withdrawn_at=act.at, withdrawn_by=act.by.id, withdrawal_reason=text)
    return _record(records, session_id, "withdraw_consent", "Consent withdrawn", act, consent=fact)


def record_care(records: Records, session_id: UUID, care: Care, *, act: Act) -> Change[Session]:
    """Record tolerance, complications, vitals, position, skin, needle and team."""
    tidy = replace(care, note=clean_note(care.note))
    check_care(tidy, records.rules.lists, records.rules.policy)
    return _record(records, session_id, "record_care", "Care", act, care=tidy)


def acknowledge(
    records: Records, session_id: UUID, key: str, reason: str, *, act: Act
) -> Change[Session]:
    """Take on a finding that holds signing, with a typed reason."""
    label = "Take on a finding"
    records.require(act, Permission.ANSWER_HOLD, label)
    text = clean_note(reason)
    if not text:
        raise InputError("This needs a reason.", remedy="Write why it is right here.")
    case = records.case(session_id, act.at)
    found = next((f for f in findings_of(case) if f.key == key), None)
    if found is None:
        raise RuleError("This is no longer found.", remedy="Look at the checks again.")
    if found.severity is not Severity.HOLD:
        raise RuleError(f"{found.happened} This cannot be taken on.", remedy=found.remedy)
    taken = Acknowledgement(
        key=key,
        title=found.happened,
        severity=found.severity.value,
        reason=text,
        at=act.at,
        by=act.by.id,
    )
    return records.edit_session(act, "acknowledge", session_id, label, lambda s: take_on(s, taken))


def confirm_charge(records: Records, session_id: UUID, *, act: Act) -> Change[Session]:
    """Confirm the whole units of the claim beside the exact units of the record."""
    fact = confirmed_charge(records.case(session_id, act.at), at=act.at, by=act.by.id)
    return _record(records, session_id, "confirm_charge", "Confirm claim units", act, charge=fact)


def _record(
    records: Records, session_id: UUID, verb: str, label: str, act: Act, **facts: object
) -> Change[Session]:
    records.require(act, Permission.RECORD_FACTS, label)
    return records.edit_session(act, verb, session_id, label, lambda s: s.with_facts(**facts))
