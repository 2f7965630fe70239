"""A complete session that could be signed, with everything the checks look at; change one thing."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from clinicapp.catalog.rulebook import load_rulebook
from clinicapp.domain.checks.case import Case, EarlierDose
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.session_facts import (
    Answer,
    Baseline,
    Care,
    ChargeConfirmation,
    Diagnosis,
    Discard,
    OutsideDose,
    PaperConsent,
    Response,
    SafetyScreen,
    SessionFacts,
    TimeOut,
    VialUse,
)
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialLabel
from tests.factories import AT, CLINIC_ID, RESOURCES, make_patient, make_session, new_id

ZONE = ZoneInfo("America/Chicago")
DAY = AT.astimezone(ZONE).date()
FIRST_DOSE = AT + timedelta(minutes=5)  # as make_session gives every site
PHYSICIAN, NURSE = new_id(), new_id()


@cache
def shipped_rules():
    return load_rulebook(RESOURCES)


def make_policy():
    return shipped_rules().policy


def make_questions():
    return shipped_rules().questions


def make_diagnoses():
    return shipped_rules().diagnoses


def make_lists():
    return shipped_rules().lists


def make_rules(**changes):
    """The shipped data files; `policy` may be a dict of changes to it."""
    policy = changes.pop("policy", {})
    changed = replace(make_policy(), **policy) if isinstance(policy, dict) else policy
    return replace(shipped_rules(), policy=changed, **changes)


def make_vial(**changes):
    """A 200-unit vial in 4 mL, reconstituted an hour before the session and kept cold."""
    label = VialLabel(
        ndc="0023-3921-02",
        units=Decimal(200),
        lot_number="C8124C3",
        expiration_date=date(2028, 5, 31),
        serial="44719026",
        gtin="00300233921029",
    )
    made = Reconstitution(
        diluent="saline",
        diluent_lot="88-214-FW",
        ml=Decimal(4),
        at=AT - timedelta(hours=1),
        by=NURSE,
    )
    vial = Vial(
        id=new_id(),
        clinic_id=CLINIC_ID,
        label=label,
        product_name="BOTOX 200 units",
        source=Source.BOUGHT,
        was_scanned=True,
        received_at=AT - timedelta(days=20),
        received_by=NURSE,
        reconstitution=made,
    )
    return replace(vial, **changes)


def make_screen(**values):
    """Every question answered "no", or "na" where that can be; name codes with underscores."""
    named = {code.replace("_", "-"): value for code, value in values.items()}
    answers = {q.code: "na" if q.may_be_na else "no" for q in make_questions().questions}
    return SafetyScreen(
        version=make_questions().version,
        answers=tuple(Answer(question=c, value=v) for c, v in (answers | named).items() if v),
        at=AT - timedelta(minutes=10),
        by=NURSE,
    )


def make_consent(patient_id, /, **changes):
    """Signed on 12 Dec 2025 by the patient, naming all 12 risks; looked at again today."""
    signed = AT.replace(year=2025, month=12, day=12)
    consent = PaperConsent(
        patient_id=patient_id,
        signed_at=signed,
        signer="patient",
        representative="",
        relationship="",
        authority="",
        practitioner="Mara Okafor, MD",
        risks=tuple(c.code for c in make_lists().risks),
        risks_digest=risks_digest(make_lists()),
        needs_interpreter=False,
        interpreter="",
        seen_at=AT,
        seen_by=NURSE,
    )
    return replace(consent, **changes)


def make_diagnosis(**changes):
    """Chronic migraine without aura, not intractable, without status; the code follows."""
    at = AT - timedelta(minutes=8)
    three = {"aura": False, "intractable": False, "status_migrainosus": False}
    three |= {name: value for name, value in changes.items() if name in three}
    derived = make_diagnoses().derive(**three, day=DAY)
    diagnosis = Diagnosis(
        **three,
        attack_over_72_hours=False,
        code=derived.code,
        table_version=make_diagnoses().version,
        at=at,
        by=PHYSICIAN,
    )
    return replace(diagnosis, **changes)


def make_response(**changes):
    response = Response(
        headache_days=Decimal(9),
        headache_hours=Decimal(50),
        hit6=54,
        midas=12,
        at=AT - timedelta(minutes=9),
        by=NURSE,
    )
    return replace(response, **changes)


def make_baseline(patient_id, /, **changes):
    baseline = Baseline(
        id=new_id(),
        patient_id=patient_id,
        headache_days=Decimal(22),
        migraine_days=Decimal(14),
        hours_a_day=Decimal(8),
        hours_a_month=Decimal(176),
        months=24,
        hit6=66,
        midas=48,
        reason="",
        recorded_at=AT - timedelta(days=500),
        recorded_by=PHYSICIAN,
    )
    return replace(baseline, **changes)


def make_outside(patient_id, /, **changes):
    """50 units of our product for the face, four weeks before the session."""
    dose = OutsideDose(
        id=new_id(),
        patient_id=patient_id,
        toxin="botox-cosmetic",
        toxin_name="BOTOX Cosmetic (onabotulinumtoxinA)",
        on=DAY - timedelta(days=28),
        units=Decimal(50),
        indication="cosmetic",
        recorded_at=AT,
        recorded_by=NURSE,
    )
    return replace(dose, **changes)


def make_time_out(**changes):
    time_out = TimeOut(
        identifiers=("name", "birth-date"),
        participants=(PHYSICIAN, NURSE),
        at=AT - timedelta(minutes=11),
        by=NURSE,
    )
    return replace(time_out, **changes)


def make_facts(patient_id, vial, session, **changes):
    """Everything recorded: the rest of the vial discarded before a witness, the charge as well."""
    given = sum((s.units for s in session.given), Decimal(0))
    rest = vial.label.units - given
    discard = Discard(
        id=new_id(),
        vial_id=vial.id,
        units=rest,
        reason="rest",
        note="",
        witness_id=NURSE,
        at=FIRST_DOSE + timedelta(minutes=5),
        by=PHYSICIAN,
    )
    use = VialUse(vial_id=vial.id, labelled_units=vial.label.units, linked_at=AT, linked_by=NURSE)
    facts = SessionFacts(
        vials=(use,),
        discards=(discard,) if rest > 0 else (),
        time_out=make_time_out(),
        safety=make_screen(),
        diagnosis=make_diagnosis(),
        response=make_response(),
        consent=make_consent(patient_id),
        care=Care(tolerance="well", position="sitting", needle="30g-half-inch"),
        charge=ChargeConfirmation(
            given_units=given,
            discarded_units=rest,
            claimed_given=int(given),
            claimed_discarded=int(rest),
            at=FIRST_DOSE + timedelta(minutes=6),
            by=PHYSICIAN,
        ),
    )
    return replace(facts, **changes)


def make_case(**changes):
    """A case without a finding: 31 sites given from one vial, 12 weeks 1 day after the last.

    Fields of the case are changed by name; `facts` are changes to the facts of the session.
    """
    facts = changes.pop("facts", {})
    patient = changes.pop("patient", None) or make_patient()
    vial = make_vial()
    session = changes.pop("session", None) or make_session(give_all=True)
    sites = tuple(replace(s, vial_id=vial.id) if s.is_given else s for s in session.sites)
    session = replace(session, patient_id=patient.id, sites=sites)
    session = replace(session, facts=make_facts(patient.id, vial, session, **facts))
    case = Case(
        session=session,
        number=6,
        patient=patient,
        vials=(vial,),
        shared_vials=frozenset(),
        earlier=(earlier(85),),
        outside=(),
        baseline=make_baseline(patient.id),
        rules=make_rules(),
        zone=ZONE,
        now=(AT + timedelta(minutes=20)).astimezone(UTC),
    )
    return replace(case, **changes)


def earlier(days, units=155):
    """Units given in this clinic some days before the session."""
    return EarlierDose(
        on=DAY - timedelta(days=days),
        units=None if units is None else Decimal(units),
        where="this clinic",
        session_id=new_id(),
    )
