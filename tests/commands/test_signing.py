"""Signing, and what stays of it: refused while anything is open, sealed, and never changed."""

import inspect
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.commands import (
    after_effects,
    background,
    session_facts,
    session_vials,
    sessions,
    signing,
    vials,
)
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import PaperConsentEntry, acknowledge
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.errors import AccessError, ClinicError, RuleError, SignInError
from clinicapp.domain.seal import digest_of
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.session_facts import Answer, Care
from clinicapp.domain.vials import Source
from tests.closing import complete_session
from tests.factories import PASSWORD
from tests.signable import (
    close_vials,
    later,
    make_ready,
    make_signable,
    make_signed,
    make_vial,
    open_checks,
    sign,
)


@pytest.fixture
def signed(records, session, act, staff):
    return make_signed(records, session.id, act, staff)


@pytest.fixture
def afterwards(act):
    return later(act, 30)


def seal_of(records, session):
    return records.seals(session.id)[-1]


# signing ---------------------------------------------------------------------------------------
def test_a_session_charted_whole_can_be_signed(records, session, act, staff):
    ready = make_signable(records, session.id, act, staff)
    assert open_checks(records, session.id, later(act)) == ()
    when = later(act, 5)
    change = signing.sign_session(records, session.id, PASSWORD, act=when)
    assert change.after.status is SessionStatus.COMPLETED
    assert (change.after.completed_at, change.after.completed_by) == (when.at, act.by.id)
    assert change.after.revision == ready.revision + 1
    assert records.session(session.id) == change.after
    assert records.newest_events()[0] == change.event
    assert change.event.label == "Sign and lock the session"


def test_the_seal_holds_everything_and_its_meaning(records, signed):
    seal = seal_of(records, signed)
    content = json.loads(seal.content)
    assert (seal.version, seal.kind, seal.previous) == (1, "signed", "")
    assert seal.digest == digest_of(seal.content)
    assert seal.meaning == "I gave these 31 injections and this record is complete."
    assert len(content["sites"]) == 31
    assert [line["units"] for line in content["charges"]] == [1, 155, 45]
    assert content["note"].startswith("Botox for chronic migraine, session 1, 22 November 2026.")
    assert content["vials"][0]["label"]["lot_number"] == "C8124C3"
    assert {p["name"] for p in content["people"]} == {"Mara Okafor", "Ruth Adeyemi"}
    assert signing.verify_session(records, signed.id).is_intact


def test_a_wrong_password_signs_nothing_and_is_kept_in_the_trail(records, session, act, staff):
    ready = make_signable(records, session.id, act, staff)
    with pytest.raises(SignInError, match="not the password"):
        sign(records, session.id, act, "something else")
    assert records.session(session.id) == ready
    assert records.seals(session.id) == ()
    assert records.newest_events()[0].act == "signature_refused"
    assert sign(records, session.id, act).completed_by == act.by.id


@pytest.mark.parametrize("who", ["nurse", "administrator"])
def test_only_a_physician_signs(records, session, act, staff, who):
    make_signable(records, session.id, act, staff)
    with pytest.raises(AccessError, match="physician"):
        sign(records, session.id, Act(getattr(staff, who), act.at))
    assert records.session(session.id).is_open


def test_the_password_is_that_of_whoever_signs(records, session, act, staff):
    from clinicapp.commands.people import set_password

    admin = Act(staff.administrator, act.at)
    make_signable(records, session.id, act, staff)
    set_password(records, staff.physician.id, "another long password", act=admin)
    with pytest.raises(SignInError):
        sign(records, session.id, act, PASSWORD)
    sign(records, session.id, act, "another long password")


def leave_a_site_planned(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.give_sites(
        records, session.id, [s.site_id for s in session.planned[1:]], act=later(act)
    )
    close_vials(records, session.id, later(act), staff)


def discard_nothing(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.give_all_planned(records, session.id, act=later(act))


def drop_the_vial(records, session, act, staff):
    make_signable(records, session.id, act, staff)
    vial = records.session(session.id).facts.vials[0].vial_id
    session_vials.drop_vial(records, session.id, vial, act=act)


def report_an_infection(records, session, act, staff):
    make_signable(records, session.id, act, staff)
    screen = records.session(session.id).facts.safety
    answers = [
        Answer(question=a.question, value="yes" if a.question == "site-infection" else a.value)
        for a in screen.answers
    ]
    session_facts.record_safety(records, session.id, answers, act=act)


def give_less(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.change_dose(records, session.id, ["FRO-R1"], Decimal("2.5"), act=act)
    sessions.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)


def do_nothing(records, session, act, staff):
    sessions.give_all_planned(records, session.id, act=later(act))


@pytest.mark.parametrize(
    "chart",
    [
        leave_a_site_planned,
        discard_nothing,
        drop_the_vial,
        report_an_infection,
        give_less,
        do_nothing,
    ],
)
def test_nothing_is_signed_while_a_check_is_open(records, session, act, staff, chart):
    chart(records, session, act, staff)
    before = records.session(session.id)
    with pytest.raises(RuleError, match="not clear"):
        sign(records, session.id, act)
    assert records.session(session.id) == before
    assert records.seals(session.id) == ()


def test_a_hold_is_signed_with_its_reason_and_a_new_one_needs_another(records, session, act, staff):
    give_less(records, session, act, staff)
    act = later(act)
    (hold,) = open_checks(records, session.id, act)
    assert hold.severity is Severity.HOLD
    acknowledge(records, session.id, hold.key, "thin forehead", act=act)
    assert open_checks(records, session.id, act) == ()
    signed = sign(records, session.id, act)
    assert [a.reason for a in signed.facts.acknowledgements] == ["thin forehead"]
    assert "thin forehead" in seal_of(records, signed).content


def test_warnings_are_kept_as_seen_when_it_is_signed(records, session, act, staff):
    background.report_outside_dose(
        records, session.patient_id, "botox", None, Decimal(50), "", act=act
    )
    make_signable(records, session.id, act, staff)
    signed = sign(records, session.id, act)
    seen = [a for a in signed.facts.acknowledgements if a.severity == "warn"]
    assert seen
    assert {(a.by, a.at, a.reason) for a in seen} == {(act.by.id, later(act, 5).at, "")}


def test_a_session_is_signed_once(records, signed, afterwards):
    with pytest.raises(ClinicError):
        sign(records, signed.id, afterwards)
    assert len(records.seals(signed.id)) == 1


# nothing is added ------------------------------------------------------------------------------
def calls(records, signed, act, staff):
    """Every verb that could change a session, each as it would be called."""
    sid, vial = signed.id, signed.facts.vials[0].vial_id
    other = make_vial(records, act, lot="D1000", serial="2")
    answers = signed.facts.safety.answers
    consent = PaperConsentEntry(signed_at=act.at, signer="patient", practitioner="x")
    care = Care(tolerance="poor")
    witness = staff.nurse.id
    return {
        sessions.plan_again: (sid,),
        sessions.give_sites: (sid, ["TEM-L1"]),
        sessions.give_all_planned: (sid,),
        sessions.change_dose: (sid, ["TEM-L1"], Decimal(3)),
        sessions.change_default: (sid, Decimal(4)),
        sessions.omit_sites: (sid, ["TEM-L1"], "patient-wish"),
        sessions.omit_rest: (sid, "patient-wish"),
        sessions.restore_sites: (sid, ["TEM-L1"]),
        sessions.annotate_site: (sid, "TEM-L1", "sore"),
        sessions.shift_site: (sid, "TEM-L1", Decimal("0.5"), Decimal(0)),
        sessions.add_extra_site: (sid, "OCC-RX1", "tenderness", Decimal(5), True),
        sessions.undo: (sid,),
        sessions.redo: (sid,),
        session_facts.record_time_out: (sid, ("name", "birth-date"), (act.by.id,)),
        session_facts.record_safety: (sid, answers),
        session_facts.record_diagnosis: (sid, True, True, True, True),
        session_facts.record_response: (sid, Decimal(1), Decimal(1), None, None),
        session_facts.record_paper_consent: (sid, consent),
        session_facts.withdraw_consent: (sid, "Changed their mind"),
        session_facts.record_care: (sid, care),
        session_facts.acknowledge: (sid, "any", "because"),
        session_facts.confirm_charge: (sid,),
        session_vials.use_vial: (sid, other.id),
        session_vials.drop_vial: (sid, vial),
        session_vials.draw_from: (sid, ["TEM-L1"], vial),
        session_vials.allot_again: (sid,),
        session_vials.discard_rest: (sid, vial, Decimal(1), "rest", "", witness),
        session_vials.take_discard_back: (sid, signed.facts.discards[0].id),
        session_vials.leave_in_vial: (sid, vial, Decimal(1)),
        signing.sign_session: (sid, PASSWORD),
    }


AFTERWARDS = {
    # These come after a signature and change nothing of what was signed.
    signing.add_addendum,
    signing.void_session,
    after_effects.record_after_effect,
    after_effects.retract_after_effect,
}


def test_no_verb_changes_a_signed_session(records, signed, act, staff, afterwards):
    seals = records.seals(signed.id)
    for verb, args in calls(records, signed, act, staff).items():
        with pytest.raises(ClinicError):
            verb(records, *args, act=afterwards)
        assert records.session(signed.id) == signed, verb.__name__
    assert records.seals(signed.id) == seals
    assert signing.verify_session(records, signed.id).is_intact


def test_every_verb_of_a_session_was_tried(records, signed, act, staff):
    tried = {verb.__name__ for verb in calls(records, signed, act, staff)}
    found = {
        name
        for module in (sessions, session_facts, session_vials, signing, after_effects)
        for name, verb in inspect.getmembers(module, inspect.isfunction)
        if verb.__module__ == module.__name__
        and {"session_id", "act"} <= set(inspect.signature(verb).parameters)
        and not name.startswith("_")
    }
    assert found == tried | {verb.__name__ for verb in AFTERWARDS}


def test_the_vial_of_a_signed_session_is_not_changed(records, signed, afterwards):
    vial = records.vial(signed.facts.vials[0].vial_id)
    label = replace(vial.label, lot_number="OTHER")
    for verb, args in (
        (vials.correct_vial, (vial.id, label, Source.SAMPLE)),
        (
            vials.reconstitute_vial,
            (vial.id, "saline", "1", Decimal(2), afterwards.at, True),
        ),
        (vials.discard_vial, (vial.id, "rest", "", None)),
    ):
        with pytest.raises(ClinicError):
            verb(records, *args, act=afterwards)
    assert records.vial(vial.id) == vial
    assert signing.verify_session(records, signed.id).is_intact


def test_what_is_told_later_leaves_the_seal_intact(records, signed, afterwards, staff):
    from clinicapp.commands.patients import correct_patient
    from clinicapp.commands.people import correct_person

    after_effects.record_after_effect(records, signed.id, "neck-pain", None, act=afterwards)
    patient = records.patient(signed.patient_id)
    correct_patient(records, replace(patient, family_name="Vasquez-Ruiz"), act=afterwards)
    admin = Act(staff.administrator, afterwards.at)
    correct_person(records, replace(staff.physician, name="Mara Okafor-Lind"), act=admin)
    assert signing.verify_session(records, signed.id).is_intact


# versions --------------------------------------------------------------------------------------
def test_an_addendum_makes_a_version_and_keeps_the_first_byte_for_byte(records, signed, afterwards):
    (first,) = records.seals(signed.id)
    amended = signing.add_addendum(
        records, signed.id, "wrong side typed", "FRO-L1 was FRO-R1", act=afterwards
    ).after
    kept, second = records.seals(signed.id)
    assert kept == first
    assert (second.version, second.kind, second.previous) == (2, "amended", first.digest)
    assert (second.reason, second.sealed_by) == ("wrong side typed", afterwards.by.id)
    assert json.loads(second.content)["addendum"]["text"] == "FRO-L1 was FRO-R1"
    assert [a.text for a in amended.addenda] == ["FRO-L1 was FRO-R1"]
    assert replace(amended, addenda=(), revision=signed.revision) == signed
    assert signing.verify_session(records, signed.id).versions == 2


def test_a_signed_session_is_voided_with_a_reason_and_deleted_never(records, signed, afterwards):
    signing.add_addendum(records, signed.id, "one", "first", act=afterwards)
    before = records.seals(signed.id)
    void = signing.void_session(records, signed.id, "wrong patient", act=afterwards).after
    *kept, last = records.seals(signed.id)
    assert tuple(kept) == before
    assert (last.kind, last.reason) == ("voided", "wrong patient")
    assert void.status is SessionStatus.ENTERED_IN_ERROR
    assert void.sites == signed.sites
    assert signing.verify_session(records, signed.id).is_intact
    with pytest.raises(RuleError):
        signing.add_addendum(records, signed.id, "two", "second", act=afterwards)


def test_a_nurse_neither_amends_nor_voids(records, signed, staff, afterwards):
    nurse = Act(staff.nurse, afterwards.at)
    with pytest.raises(AccessError):
        signing.add_addendum(records, signed.id, "why", "what", act=nurse)
    with pytest.raises(AccessError):
        signing.void_session(records, signed.id, "why", act=nurse)
    assert len(records.seals(signed.id)) == 1


def test_a_session_completed_before_there_were_seals_says_so(records, session, act, afterwards):
    sessions.give_all_planned(records, session.id, act=later(act))
    complete_session(records, session.id, act=act)
    report = signing.verify_session(records, session.id)
    assert (report.is_sealed, report.versions) == (False, 0)
    signing.add_addendum(records, session.id, "why", "what", act=afterwards)
    assert records.seals(session.id) == ()


def test_a_second_session_carries_consent_and_care_over(records, signed, act, staff):
    in_spring = Act(act.by, act.at + timedelta(days=90))
    again = sessions.start_session(records, signed.patient_id, act=in_spring).after
    assert again.facts.consent == signed.facts.consent
    assert again.facts.care == replace(signed.facts.care, tolerance="")
    second = make_signed(records, again.id, in_spring, staff)
    assert json.loads(seal_of(records, second).content)["number"] == 2
