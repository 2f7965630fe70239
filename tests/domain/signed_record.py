"""A session with every kind of fact in it, and what stands around it, for tests of signing."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from clinicapp.domain.session_acts import discard_rest, use_vial
from clinicapp.domain.session_facts import (
    Acknowledgement,
    Answer,
    Baseline,
    Care,
    ChargeConfirmation,
    Diagnosis,
    Discard,
    PaperConsent,
    Response,
    SafetyScreen,
    TimeOut,
    VialUse,
)
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialLabel
from tests.factories import (
    AT,
    CLINIC_ID,
    make_clinic,
    make_patient,
    make_person,
    make_session,
    new_id,
)

DOSED_AT = AT + timedelta(minutes=5)


@dataclass
class Record:
    """A session and everything around it that is sealed or told."""

    session: object
    vials: tuple
    patient: object
    people: tuple
    clinic: object
    baseline: object


def make_vial(by, **changes):
    units = changes.pop("units", Decimal(200))
    label = VialLabel(
        ndc="0023-3921-02",
        units=units,
        lot_number=changes.pop("lot", "C8124C3"),
        expiration_date=date(2028, 5, 31),
        serial="100000000001",
        gtin="00300233921029",
    )
    made = Reconstitution(
        diluent="saline", diluent_lot="S77", ml=units / 50, at=AT - timedelta(minutes=10), by=by
    )
    vial = Vial(
        id=new_id(),
        clinic_id=CLINIC_ID,
        label=label,
        product_name="BOTOX 200 units",
        source=Source.BOUGHT,
        was_scanned=True,
        received_at=AT - timedelta(days=9),
        received_by=by,
        reconstitution=made,
    )
    return replace(vial, **changes)


def with_vial(session, vial, by):
    use = VialUse(vial_id=vial.id, labelled_units=vial.label.units, linked_at=AT, linked_by=by)
    return use_vial(session, use)


def discard(session, vial, units, by, witness=None, reason="rest"):
    rest = Discard(
        id=new_id(),
        vial_id=vial.id,
        units=Decimal(units),
        reason=reason,
        note="",
        witness_id=witness,
        at=AT + timedelta(minutes=8),
        by=by,
    )
    return discard_rest(session, rest)


def consent_of(session, physician, nurse):
    return PaperConsent(
        patient_id=session.patient_id,
        signed_at=AT - timedelta(days=345),
        signer="patient",
        representative="",
        relationship="",
        authority="",
        practitioner=physician.name,
        risks=("neck-pain", "headache"),
        risks_digest="0" * 64,
        needs_interpreter=False,
        interpreter="",
        seen_at=AT,
        seen_by=nurse.id,
    )


def diagnosis_of(stamp):
    return Diagnosis(
        aura=False,
        intractable=False,
        status_migrainosus=False,
        attack_over_72_hours=False,
        code="G43.709",
        table_version="2026.1",
        **stamp,
    )


def facts_of(session, physician, nurse):
    """One of each fact beside vials and discards, as recorded by the physician."""
    stamp = {"at": AT, "by": physician.id}
    people = (physician.id, nurse.id)
    answers = (
        Answer(question="site-infection", value="no"),
        Answer(question="anticoagulant", value="yes", note="apixaban"),
    )
    return {
        "time_out": TimeOut(identifiers=("name", "birth-date"), participants=people, **stamp),
        "safety": SafetyScreen(version="2026.1", answers=answers, **stamp),
        "diagnosis": diagnosis_of(stamp),
        "response": Response(
            headache_days=Decimal(9), headache_hours=Decimal(54), hit6=54, midas=18, **stamp
        ),
        "consent": consent_of(session, physician, nurse),
        "care": Care(
            tolerance="well",
            position="sitting",
            needle="30g-half-inch",
            systolic=124,
            diastolic=78,
            pulse=72,
            assistant_id=nurse.id,
        ),
        "acknowledgements": (
            Acknowledgement(
                key="dose:FRO-R1:2.5",
                title="FRO-R1 at 2.5 units",
                severity="hold",
                reason="thin forehead",
                **stamp,
            ),
        ),
        "charge": ChargeConfirmation(
            given_units=Decimal(150),
            discarded_units=Decimal(50),
            claimed_given=150,
            claimed_discarded=50,
            **stamp,
        ),
    }


def make_baseline(patient_id, by):
    return Baseline(
        id=new_id(),
        patient_id=patient_id,
        headache_days=Decimal(22),
        migraine_days=Decimal(14),
        hours_a_day=Decimal(9),
        hours_a_month=None,
        months=26,
        hit6=66,
        midas=61,
        reason="",
        recorded_at=AT,
        recorded_by=by,
    )


def give_rest(session, by):
    """Give every site that is still planned."""
    planned = [s.site_id for s in session.planned]
    return session.give(planned, at=DOSED_AT, by=by) if planned else session


def make_record(*, plan=None, facts=True):
    """A completed session of one vial: three exceptions, or what `plan` does to the new session."""
    physician, nurse, clinic = make_person("physician"), make_person("nurse"), make_clinic()
    patient = make_patient()
    vial = make_vial(nurse.id)
    session = with_vial(make_session(patient_id=patient.id), vial, physician.id)
    session = give_rest((plan or three_exceptions)(session), physician.id)
    rest = vial.label.units - sum(s.units for s in session.given)
    session = discard(session, vial, rest, physician.id, nurse.id) if rest > 0 else session
    if facts:
        session = session.with_facts(**facts_of(session, physician, nurse))
    session = session.complete(at=AT + timedelta(minutes=10), by=physician.id)
    baseline = make_baseline(patient.id, physician.id)
    return Record(session, (vial,), patient, (physician, nurse), clinic, baseline)


def three_exceptions(session):
    """One site omitted, two at half the dose, one added; one moved or annotated by the caller."""
    session = session.omit(["FRO-L2"], "prior-brow-ptosis")
    session = session.change_dose(["FRO-R1", "FRO-R2"], Decimal("2.5"))
    return session.add_extra("OCC-RX1", "predominant-pain", Decimal(5))
