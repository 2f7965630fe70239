"""Sessions that can be signed, charted through the verbs like a person does it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from clinicapp.commands.background import BaselineEntry, record_baseline
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import (
    PaperConsentEntry,
    confirm_charge,
    record_care,
    record_diagnosis,
    record_paper_consent,
    record_response,
    record_safety,
    record_time_out,
)
from clinicapp.commands.session_vials import discard_rest, use_vial
from clinicapp.commands.sessions import give_all_planned
from clinicapp.commands.signing import sign_session
from clinicapp.commands.vials import receive_vial, reconstitute_vial
from clinicapp.domain.charges import billed_units
from clinicapp.domain.checks.all_checks import findings_of, unanswered
from clinicapp.domain.equation import equation_of
from clinicapp.domain.session_facts import Answer, Care
from clinicapp.domain.vials import Source, VialLabel
from tests.consent_factory import agree
from tests.factories import AT, PASSWORD

LOT, EXPIRES = "C8124C3", date(2028, 5, 31)


def later(act, minutes=1):
    """The same person some minutes later."""
    return Act(act.by, act.at + timedelta(minutes=minutes))


def make_vial(records, act, *, lot=LOT, serial="", units=200, source=Source.BOUGHT):
    """A vial in stock, reconstituted with 2 mL for each 100 units at the act's time."""
    product = next(p for p in records.catalogue.products if p.units == units)
    label = VialLabel(
        ndc=product.ndc,
        units=product.units,
        lot_number=lot,
        expiration_date=EXPIRES,
        serial=serial,
        gtin=product.gtin,
    )
    vial = receive_vial(records, label, source, True, act=act).after
    ml = product.units / 50
    return reconstitute_vial(
        records, vial.id, "saline", "88-214-FW", ml, act.at, True, act=act
    ).after


def paper_consent(records, **changes):
    """What is read off a paper that the patient signed 30 days ago, with all risks."""
    entry = PaperConsentEntry(
        signed_at=AT - timedelta(days=30),
        signer="patient",
        practitioner="Mara Okafor, MD",
        risks=tuple(r.code for r in records.rules.lists.risks),
    )
    return replace(entry, **changes)


def make_ready(records, session_id, act, staff):
    """Everything before the first dose: consent, time-out, safety screen, diagnosis, a vial.

    Doses are given later: `later(act)` is a minute after.
    """
    patient_id = records.session(session_id).patient_id
    lists, questions = records.rules.lists, records.rules.questions
    if records.session(session_id).facts.consent is None:
        entry = PaperConsentEntry(
            signed_at=act.at - timedelta(days=1),
            signer="patient",
            practitioner=act.by.name,
            risks=tuple(r.code for r in lists.risks),
        )
        record_paper_consent(records, session_id, entry, act=act)
    agree(records, patient_id, act)
    identifiers = tuple(c.code for c in lists.identifiers[:2])
    present = (staff.physician.id, staff.nurse.id)
    record_time_out(records, session_id, identifiers, present, act=act)
    answers = [
        Answer(question=q.code, value="na" if q.may_be_na else "no") for q in questions.questions
    ]
    record_safety(records, session_id, answers, act=act)
    record_diagnosis(records, session_id, False, False, False, False, act=act)
    record_response(records, session_id, Decimal(9), Decimal(50), 54, None, act=act)
    care = Care(
        tolerance="well", position="sitting", needle="30g-half-inch", assistant_id=staff.nurse.id
    )
    record_care(records, session_id, care, act=act)
    if records.baseline(patient_id) is None:
        baseline = BaselineEntry(
            headache_days=Decimal(22),
            migraine_days=Decimal(14),
            hours_a_day=Decimal(8),
            hours_a_month=Decimal(176),
            months=24,
            hit6=66,
        )
        record_baseline(records, patient_id, baseline, act=act)
    vial = make_vial(records, act)
    use_vial(records, session_id, vial.id, act=act)
    return vial


def make_signable(records, session_id, act, staff):
    """Chart a whole session so that nothing is open: what is planned is given, the rest discarded.

    Doses are given a minute after the act, the rest is discarded then. Returns the session.
    """
    make_ready(records, session_id, act, staff)
    if records.session(session_id).planned:
        give_all_planned(records, session_id, act=later(act))
    close_vials(records, session_id, later(act), staff)
    return records.session(session_id)


def close_vials(records, session_id, act, staff):
    """Discard what is left in every vial before a witness, and confirm the claim's units."""
    session = records.session(session_id)
    for part in equation_of(session).vials:
        if part.rest > 0:
            discard_rest(
                records, session_id, part.vial_id, part.rest, "rest", "", staff.nurse.id, act=act
            )
    units = billed_units(records.case(session_id, act.at))
    if units and not units.is_whole:
        confirm_charge(records, session_id, act=act)


def open_checks(records, session_id, act):
    """What still forbids signing."""
    case = records.case(session_id, act.at)
    return unanswered(case, findings_of(case))


def sign(records, session_id, act, password=PASSWORD):
    """Sign a session as its physician, five minutes after the act that began to chart it."""
    return sign_session(records, session_id, password, act=later(act, 5)).after


def make_signed(records, session_id, act, staff):
    """Chart a session as `make_signable` does, and sign it."""
    make_signable(records, session_id, act, staff)
    return sign(records, session_id, act)
