"""The same sessions in the program: told by its own acts, read by its own sums and checks."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

from clinicapp.domain import session_acts
from clinicapp.domain.charges import confirmed_charge
from clinicapp.domain.checks.case import Case, EarlierDose
from clinicapp.domain.consent.standing import EMPTY_SHELF, ConsentShelf
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.products import Product
from clinicapp.domain.session import plan_session
from clinicapp.domain.session_facts import Answer, Diagnosis, Discard, VialUse
from clinicapp.domain.vials import Reconstitution, Source, Vial, VialLabel
from tests.case_factory import (
    ZONE,
    make_baseline,
    make_consent,
    make_lists,
    make_outside,
    make_response,
    make_screen,
    make_time_out,
    shipped_rules,
)
from tests.consent_factory import confirmed
from tests.factories import AT, CLINIC_ID, make_patient, make_protocol, new_id
from tests.oracle.random_sessions import PRODUCTS

BY = new_id()
HALF = (Decimal("0.5"), Decimal("0.5"))


def units(hundredths):
    return None if hundredths is None else Decimal(hundredths) / 100


@cache
def rules():
    """The shipped data files with the products an administrator added."""
    added = [
        Product(
            ndc=ndc, name=f"BOTOX {ndc}", generic_name="onabotulinumtoxinA",
            units=units(row["units"]), gtin="", hcpcs="J0585", effective_from=row["from"],
            effective_to=row["to"],
        )
        for ndc, row in PRODUCTS.items()
    ]  # fmt: skip
    shipped = shipped_rules()
    return replace(shipped, catalogue=shipped.catalogue.with_added(added))


@cache
def digest_of_risks():
    return risks_digest(make_lists())


def play(told):
    """The case of a session as told, its vials' ids, and the numbers of the refused acts."""
    vials = tuple(_vial(v) for v in told["vials"])
    unknown = SimpleNamespace(id=new_id(), label=SimpleNamespace(units=Decimal(100)))
    patient = make_patient(birth_date=told["born"])
    session = plan_session(
        session_id=new_id(), clinic_id=CLINIC_ID, patient_id=patient.id, protocol=make_protocol(),
        at=told["started_at"], by=BY,
    )  # fmt: skip
    refused = []
    for number, (verb, *said) in enumerate(told["story"]):
        try:
            session = ACTS[verb]((*vials, unknown), session, *said)
        except ClinicError:
            refused.append(number)
    case = _case(told, session, patient, vials)
    if told["confirmed"]:
        case = _confirmed(case)
    return case, [v.id for v in vials], refused


def _confirmed(case):
    try:
        taken = confirmed_charge(case, at=case.now, by=BY)
    except ClinicError:
        return case
    return replace(case, session=case.session.with_facts(charge=taken))


def _extra(vials, session, site, hundredths):
    suggested = {s.id: s.is_suggested for s in session.protocol.extra_sites}
    place = None if suggested[site] else HALF
    return session.add_extra(site, "tenderness", units(hundredths), place)


def _use(vials, session, n):
    use = VialUse(
        vial_id=vials[n].id, labelled_units=vials[n].label.units, linked_at=AT, linked_by=BY
    )
    return session_acts.use_vial(session, use)


def _discard(vials, session, n, hundredths):
    return session_acts.discard_rest(
        session,
        Discard(
            id=new_id(), vial_id=vials[n].id, units=units(hundredths), reason="rest", note="",
            witness_id=new_id(), at=session.started_at, by=BY,
        ),
    )  # fmt: skip


ACTS = {
    "give": lambda vials, s, ids, at: s.give(ids, at=at, by=BY),
    "dose": lambda vials, s, ids, u: s.change_dose(ids, units(u)),
    "usual": lambda vials, s, u: s.change_default(units(u)),
    "omit": lambda vials, s, ids: s.omit(ids, s.protocol.omission_reasons[0].code),
    "back": lambda vials, s, ids: s.restore(ids),
    "extra": _extra,
    "use": _use,
    "drop": lambda vials, s, n: session_acts.drop_vial(s, vials[n].id),
    "again": lambda vials, s: session_acts.allot_again(s),
    "draw": lambda vials, s, ids, n: session_acts.draw_from(s, ids, vials[n].id),
    "discard": _discard,
    "leave": lambda vials, s, n, u: session_acts.leave_in_vial(s, vials[n].id, units(u)),
}


def _vial(told):
    made = None
    if told["ml"] is not None:
        made = Reconstitution(
            diluent=told["diluent"], diluent_lot="88-214", ml=Decimal(told["ml"]) / 1000,
            at=told["made_at"], by=BY, kept_cold=told["cold"],
        )  # fmt: skip
    return Vial(
        id=new_id(), clinic_id=CLINIC_ID,
        label=VialLabel(
            ndc=told["ndc"], units=units(told["units"]), lot_number=told["lot"],
            expiration_date=told["expires"],
        ),
        product_name="BOTOX", source=Source(told["source"]), was_scanned=False, received_at=AT,
        received_by=BY, reconstitution=made,
    )  # fmt: skip


def _case(told, session, patient, vials):
    session = session.with_facts(
        time_out=_pause(told["time_out"]),
        safety=_screen(told["safety"], told["screened_at"]),
        diagnosis=_diagnosis(told["diagnosis"]),
        response=_response(told["response"]),
        consent=_consent(told["consent"], told["started_at"], patient.id),
    )
    used = tuple(v for u in session.facts.vials for v in vials if v.id == u.vial_id)
    outside = tuple(
        make_outside(
            patient.id, toxin="botox" if ours else "dysport", toxin_name="a toxin", on=on,
            units=units(amount),
        )
        for ours, on, amount in told["outside"]
    )  # fmt: skip
    ours = [(d.on, d.units) for d in outside if d.toxin == "botox"]
    here = [(on, units(amount)) for on, amount in told["here"]]
    shared = {v.id for v, said in zip(vials, told["vials"], strict=True) if said["shared"]}
    return Case(
        session=session, number=told["number"], patient=patient, vials=used,
        shared_vials=frozenset(shared & {v.id for v in used}),
        earlier=tuple(EarlierDose(on=on, units=u, where="told") for on, u in (*here, *ours)),
        outside=outside, baseline=_baseline(told["baseline"], patient.id), rules=rules(),
        zone=ZONE, now=told["now"], shelf=_shelf(told, session),
    )  # fmt: skip


def _pause(told):
    if told is None:
        return None
    names = ("name", "birth-date", "phone")[: told["identifiers"]]
    return make_time_out(
        identifiers=names, participants=(BY,) if told["people"] else (), at=told["at"],
        recorded_at=told["written_at"],
    )  # fmt: skip


@cache
def an_empty_screen():
    return make_screen()


def _screen(told, at):
    if told is None:
        return None
    answers = tuple(Answer(question=q, value=v) for q, v in told.items() if v)
    return replace(an_empty_screen(), answers=answers, at=at)


def _diagnosis(told):
    if told is None:
        return None
    return Diagnosis(
        aura=told["aura"], intractable=told["intractable"], status_migrainosus=told["status"],
        attack_over_72_hours=told["attack"], code=told["code"] or "", table_version="test", at=AT,
        by=BY,
    )  # fmt: skip


def _response(told):
    if told is None:
        return None
    return make_response(
        headache_days=units(told["days"]), headache_hours=units(told["hours"]), hit6=told["hit6"],
        midas=told["midas"],
    )  # fmt: skip


def _baseline(told, patient_id):
    if told is None:
        return None
    return make_baseline(
        patient_id, headache_days=units(told["days"]), migraine_days=units(told["migraine_days"]),
        hours_a_day=units(told["hours_a_day"]), hours_a_month=units(told["hours_a_month"]),
        months=told["months"],
    )  # fmt: skip


def _shelf(told, session):
    """What the patient said, before the first dose, to a consent seen in an earlier session."""
    if not told["consent"] or not told["consent"]["agreed_today"]:
        return EMPTY_SHELF
    at = min((s.performed_at for s in session.given), default=told["now"])
    said = confirmed(session.patient_id, None, at=at)
    return ConsentShelf(consents=(said,))


def _consent(told, started_at, patient_id):
    if told is None:
        return None
    seen = started_at - timedelta(days=84) if told["carried"] else started_at
    return make_consent(
        patient_id if told["own"] else new_id(),
        signed_at=told["signed_at"],
        signer=told["signer"],
        representative="A. Vasquez",
        relationship="parent",
        authority="guardian" if told["authority"] else "",
        practitioner="Mara Okafor, MD" if told["practitioner"] else "",
        risks=tuple(r.code for r in make_lists().risks)[: told["risks"]],
        risks_digest=digest_of_risks(),
        needs_interpreter=told["needs_interpreter"],
        interpreter="B. Cole" if told["interpreter"] else "",
        withdrawn_at=told["withdrawn_at"],
        seen_at=seen,
    )
