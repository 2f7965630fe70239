"""Gathering all that the checks look at, inside the transaction that needs it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.domain.checks.case import Case, EarlierDose, Rulebook
from clinicapp.domain.consent.standing import ConsentShelf, shelf_now, shelf_until
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.safety import label_of
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import OutsideDose
from clinicapp.store.unit_of_work import UnitOfWork

HERE = "this clinic"


def case_of(
    work: UnitOfWork, session: Session, *, rules: Rulebook, zone: ZoneInfo, now: datetime
) -> Case:
    """A session with everything around it, as it stands in one transaction.

    Of a closed session, what was told later is left out: it is looked at as it was signed.
    """
    until = session.completed_at or now
    ids = [v.vial_id for v in session.facts.vials]
    outside = tuple(
        d
        for d in work.background.outside_doses(session.patient_id)
        if d.recorded_at <= until and (d.error_at is None or d.error_at > until)
    )
    baselines = [b for b in work.background.baselines(session.patient_id) if b.recorded_at <= until]
    # By their order in the record: a clock may have been wrong when one of them was started.
    number = work.sessions.number_of(session.id)
    before = [
        (key, end, units)
        for key, place, end, units in work.sessions.doses_of(session.patient_id)
        if place < number
    ]
    return Case(
        session=session,
        number=len(before) + 1,
        session_number=work.sessions.number_of(session.id),
        patient=work.patients.get(session.patient_id),
        vials=work.vials.get_many(ids),
        shared_vials=work.vials.used_by_others(ids, session.patient_id),
        earlier=(*(dose_here(*dose, zone) for dose in before), *doses_elsewhere(outside, rules)),
        outside=outside,
        baseline=next(reversed(baselines), None),
        rules=rules,
        zone=zone,
        now=now,
        latest_known=_latest_known(work, session) if session.is_open else None,
        left_before=work.vials.left_before(ids, session),
        shelf=_shelf(work, session, rules, until),
    )


def _shelf(work: UnitOfWork, session: Session, rules: Rulebook, until: datetime) -> ConsentShelf:
    """The patient's consents as they stood, with the words that were in force at the first dose."""
    known = work.consents.of_patient(session.patient_id)
    consents = shelf_now(known, until) if session.is_open else shelf_until(known, until)
    given = (s.performed_at for s in session.given if s.performed_at)
    shipped = {code: digest_of_texts(texts) for code, texts in rules.consent_texts.items()}
    return ConsentShelf(
        consents=consents,
        in_force=shipped | work.consent_texts.in_force_at(min(given, default=until)),
        digests=work.consents.first_digests(c.id for c in consents),
    )


def _latest_known(work: UnitOfWork, session: Session) -> datetime | None:
    signed = work.sessions.last_completion(session.patient_id)
    known = [m for m in (work.audit.latest_moment(), signed) if m]
    return max(known, default=None)


def dose_here(key: UUID, end: datetime, units: Decimal, zone: ZoneInfo) -> EarlierDose:
    """What a completed session of this clinic gave, on the clinic's date of its last dose."""
    day = end.astimezone(zone).date()
    return EarlierDose(on=day, units=units, where=HERE, session_id=key)


def doses_elsewhere(outside: tuple[OutsideDose, ...], rules: Rulebook) -> tuple[EarlierDose, ...]:
    """Doses of our own product from elsewhere; units of others are never added to ours."""
    doses = []
    for dose in outside:
        toxin = rules.catalogue.toxin(dose.toxin)
        if toxin and toxin.counts:
            what = label_of(rules.lists.indications, dose.indication)
            where = f"elsewhere, {what}" if what else "elsewhere"
            doses.append(EarlierDose(on=dose.on, units=dose.units, where=where))
    return tuple(doses)
