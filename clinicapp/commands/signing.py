"""Closing a session for good: sign and lock, amend, void, and prove that nothing changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from uuid import UUID

from clinicapp.commands.notes import note_text
from clinicapp.commands.records import Act, Change, Closing, Records
from clinicapp.domain.charges import ChargeSummary, charge_of, charge_stands
from clinicapp.domain.checks.all_checks import findings_of, unanswered
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Severity
from clinicapp.domain.checks.shown import check_shown
from clinicapp.domain.errors import ClinicError, RuleError, SignInError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_note
from clinicapp.domain.people import Permission
from clinicapp.domain.seal import (
    Seal,
    seal_amended,
    seal_signed,
    seal_voided,
    sealed_content,
)
from clinicapp.domain.seal_check import SealReport, verify
from clinicapp.domain.seal_trail import SealEntry, baseline_problems, trail_problems
from clinicapp.domain.session import Addendum, Session
from clinicapp.domain.session_facts import Acknowledgement

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def sign_session(records: Records, session_id: UUID, password: str, *, act: Act) -> Change[Session]:
    """Sign and lock a session: refused until every check is clear; sealed from then on."""
    label = "Sign and lock the session"
    records.require(act, Permission.SIGN_SESSION, label)
    _require_password(records, password, act)

    def close(closing: Closing) -> tuple[Session, Seal]:
        _require_still(records, closing, Permission.SIGN_SESSION, label, act)
        ready = seen(closing.case, act)
        signed = ready.session.complete(at=act.at, by=act.by.id)
        return signed, sealed(closing, signed)

    return records.seal_session(act, "sign_session", session_id, label, close)


def add_addendum(
    records: Records, session_id: UUID, reason: str, text: str, *, act: Act
) -> Change[Session]:
    """Correct a signed session by a dated addendum: a new sealed version beside the old ones."""
    label = "Add an addendum"
    records.require(act, Permission.ADD_ADDENDUM, label)
    addendum = Addendum(
        id=new_id(act.at),
        recorded_at=act.at,
        author_id=act.by.id,
        reason=clean_note(reason),
        text=clean_note(text),
    )

    def close(closing: Closing) -> tuple[Session, Seal | None]:
        _require_still(records, closing, Permission.ADD_ADDENDUM, label, act)
        amended = closing.case.session.amend(addendum)
        return amended, seal_amended(closing.seals[-1], addendum) if closing.seals else None

    return records.seal_session(act, "add_addendum", session_id, label, close)


def void_session(records: Records, session_id: UUID, reason: str, *, act: Act) -> Change[Session]:
    """Mark a session as entered in error; it is kept, and every sealed version with it."""
    label = "Void the session"
    records.require(act, Permission.VOID_SESSION, label)
    text = clean_note(reason)

    def close(closing: Closing) -> tuple[Session, Seal | None]:
        _require_still(records, closing, Permission.VOID_SESSION, label, act)
        void = closing.case.session.void(text)
        if not closing.seals:
            return void, None
        return void, seal_voided(closing.seals[-1], text, at=act.at, by=act.by.id)

    return records.seal_session(act, "void_session", session_id, label, close)


def verify_session(records: Records, session_id: UUID) -> SealReport:
    """Whether a session still is exactly what was signed, version by version, on the disk."""
    return _verified(records, session_id, records.seal_entries(session_id).get(session_id, ()))


def verify_all(records: Records) -> tuple[tuple[UUID, SealReport], ...]:
    """Every session that was ever sealed, as the seals or the trail tell, with what was found."""
    told = records.seal_entries()
    every = dict.fromkeys((*records.sealed_sessions(), *told))
    return tuple((key, _verified(records, key, told.get(key, ()))) for key in every)


def _verified(records: Records, session_id: UUID, entries: Collection[SealEntry]) -> SealReport:
    try:
        seals = records.seals(session_id)
    except _UNREADABLE:
        # Only what stands there can be unreadable, so there is at least one version.
        problem = "The sealed versions cannot be read."
        return SealReport(is_intact=False, problems=(problem,), versions=max(1, len(entries)))
    problems = tuple(trail_problems(seals, entries))
    if seals or not entries:
        problems += _of_record(records, session_id, seals)
    versions = max(len(seals), len(entries))
    return SealReport(is_intact=not problems, problems=problems, versions=versions)


def _of_record(records: Records, session_id: UUID, seals: tuple[Seal, ...]) -> tuple[str, ...]:
    try:
        session, vials = records.stored(session_id)
        baselines = records.baselines(session.patient_id)
        found = verify(seals, session, vials).problems
        return found if found else tuple(baseline_problems(seals, baselines))
    except ClinicError as error:
        return (error.happened,)
    except _UNREADABLE:
        # What somebody wrote into the file by hand need not be a record at all.
        return ("The record cannot be read.",)


def seen(case: Case, act: Act) -> Case:
    """The case as it is signed, its warnings kept as seen; refused while anything is open."""
    findings = (*findings_of(case), *check_shown(case))
    still = unanswered(case, findings)
    if still:
        count = "1 check is" if len(still) == 1 else f"{len(still)} checks are"
        raise RuleError(
            f"{count} not clear: {' '.join(f.happened for f in still)}",
            unchanged="The session is not signed.",
            remedy=still[0].remedy,
        )
    return _with_warnings(case, findings, act)


def as_seen(case: Case, act: Act) -> Case:
    """The case as it would be signed now, its warnings among it; asks for nothing to be clear."""
    return _with_warnings(case, findings_of(case), act)


def _with_warnings(case: Case, findings: tuple[Finding, ...], act: Act) -> Case:
    warnings = tuple(
        Acknowledgement(
            key=f.key,
            title=f.happened,
            severity=f.severity.value,
            reason="",
            at=act.at,
            by=act.by.id,
        )
        for f in findings
        if f.severity is Severity.WARN
    )
    answered = {f.key for f in findings if f.severity is Severity.HOLD}
    facts = case.session.facts
    kept = tuple(a for a in facts.acknowledgements if a.key in answered)
    # Figures of a claim that are no longer those of the record were confirmed by nobody.
    charge = facts.charge if charge_stands(case) else None
    session = case.session.with_facts(acknowledgements=(*kept, *warnings), charge=charge)
    return replace(case, session=session)


def sealed(closing: Closing, signed: Session) -> Seal:
    """The first sealed version of a session that was just signed, with its note and charges."""
    case = replace(closing.case, session=signed)
    meaning = case.rules.signature.of(signed, signed.completed_by, closing.people)
    charge = charge_of(case)
    content = sealed_content(
        signed,
        case.shown_number,
        case.vials,
        case.patient,
        closing.people,
        closing.clinic,
        case.baseline,
        note_text(case, closing.people),
        charge.lines if isinstance(charge, ChargeSummary) else (),
        meaning,
        refused=() if isinstance(charge, ChargeSummary) else charge.reasons,
        consents=_consents(case),
    )
    return seal_signed(signed, content, meaning)


def _consents(case: Case) -> Iterator[dict[str, str]]:
    """The consents that the session stands on, each with the digest it was sealed under."""
    facts = case.session.facts
    for consent in case.shelf.stood_on(facts.consent, case.days, case.zone):
        digest = case.shelf.digests.get(consent.id, "")
        yield {"id": str(consent.id), "kind": consent.kind.value, "digest": digest}


def _require_still(
    records: Records, closing: Closing, permission: Permission, label: str, act: Act
) -> None:
    """Refuse what the person may no longer do, as stored in the transaction that seals."""
    person = next((p for p in closing.people if p.id == act.by.id), act.by)
    records.access.require(person, permission, label)


def _require_password(records: Records, password: str, act: Act) -> None:
    from clinicapp.security.passwords import verify_password

    # Their sign-in name may have changed since they signed in, and be somebody else's now.
    found = records.credentials_of(records.person(act.by.id).user_name)
    is_theirs = found is not None and found[0].id == act.by.id and found[0].is_active
    if found is None or not is_theirs or not verify_password(found[1], password):
        records.note(
            act,
            "signature_refused",
            "Signature refused",
            entity="practitioner",
            entity_id=act.by.id,
        )
        raise SignInError(
            "This is not the password of the person who is signed in.",
            unchanged="The session is not signed; nothing in it has changed.",
            remedy="Type the password again.",
        )
