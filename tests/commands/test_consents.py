"""Consents through the verbs: begun, read, signed, sealed with a copy, withdrawn, verified."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinicapp.commands import consent_endings as endings
from clinicapp.commands import consent_signing as sign
from clinicapp.commands import consents as verbs
from clinicapp.commands.consent_verifying import verify_consent, verify_consents
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import acknowledge, record_paper_consent, withdraw_consent
from clinicapp.commands.sessions import give_all_planned, give_sites, start_session
from clinicapp.commands.signing import void_session
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.consent.record import (
    ConsentStatus,
    Interpreter,
    Representative,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.consent.standing import NextStep
from clinicapp.domain.errors import (
    AccessError,
    ClinicError,
    InputError,
    RuleError,
    StaleRecordError,
    StoppedError,
)
from tests.closing import complete_session
from tests.consent_factory import make_stroke
from tests.factories import AT
from tests.signable import later, make_signed, paper_consent
from tests.ui.consent.hands import sign_everything

PATIENT, CLINICIAN = SignerRole.PATIENT, SignerRole.CLINICIAN


@pytest.fixture
def begun(records, stranger, staff, act):
    return verbs.begin_consent(records, stranger.id, "en", staff.physician.id, act=act).after


@pytest.fixture
def signed(records, begun, act):
    return sign_everything(records, begun.id, act)


def pdf_text(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_last_signature_completes_it_seals_it_and_keeps_the_copy(records, signed, act):
    assert (signed.status, signed.closed_at) == (ConsentStatus.SIGNED, act.at)
    (seal,) = records.consent_seals(signed.id)
    told = records.consent_entries(signed.id)[signed.id]
    assert [(e.version, e.digest, e.copy) for e in told] == [(1, seal.digest, seal.copy_digest)]
    text = pdf_text(records.consent_copy(signed.id)).replace("\n", " ")
    for words in (seal.digest, signed.texts_digest, signed.version, "Elena María Vasquez"):
        assert words in text
    assert verify_consent(records, signed.id).is_intact


def test_until_then_nothing_is_sealed_and_nobody_may_be_treated(records, begun, stranger, act):
    assert records.consent_seals(begun.id) == ()
    assert records.consent_copy(begun.id) is None
    session = start_session(records, stranger.id, act=act).after
    with pytest.raises(StoppedError, match="No signed consent"):
        give_sites(records, session.id, ["TEM-L3"], act=act)
    assert not records.session(session.id).given


def test_with_it_the_first_dose_is_given(records, signed, stranger, act):
    session = start_session(records, stranger.id, act=act).after
    assert give_sites(records, session.id, ["TEM-L3"], act=later(act)).after.given


@pytest.mark.parametrize("end", [endings.decline_consent, endings.postpone_consent])
def test_declining_keeps_who_when_why_and_stops_the_first_dose(records, begun, stranger, act, end):
    ended = end(records, begun.id, "Elena Vasquez", "Wants to think", act=act).after
    assert (ended.said_by, ended.reason, ended.closed_by) == (
        "Elena Vasquez", "Wants to think", act.by.id,
    )  # fmt: skip
    assert records.consent_seals(begun.id)[0].copy_digest == ""
    assert verify_consent(records, begun.id).is_intact
    session = start_session(records, stranger.id, act=act).after
    with pytest.raises(StoppedError):
        give_sites(records, session.id, ["TEM-L3"], act=later(act))


def test_every_act_is_one_entry_of_the_trail(records, begun, act):
    def entries():
        return [e.act for e in records.newest_events(20) if e.entity_id == begun.id]

    before = len(entries())
    verbs.confirm_identity(records, begun.id, act=act)
    verbs.answer_risk(records, begun.id, "headache", RiskReply.UNDERSTOOD, act=act)
    verbs.answer_risk(records, begun.id, "headache", RiskReply.UNDERSTOOD, act=act)
    assert entries()[:2] == ["answer_risk", "confirm_identity"]
    assert len(entries()) == before + 2


def test_a_stroke_is_kept_as_it_grows_and_read_back_point_by_point(records, begun, act):
    half, whole = make_stroke(((10, 20), (500, 600))), make_stroke()
    sign.draw_stroke(records, begun.id, PATIENT, 0, half, "Elena", act=act)
    sign.draw_stroke(records, begun.id, PATIENT, 0, whole, "Elena", act=act)
    sign.draw_stroke(records, begun.id, PATIENT, 1, half, "Elena", act=act)
    kept = records.consent(begun.id).signature(PATIENT).strokes
    assert kept == (whole, half)
    sign.undo_stroke(records, begun.id, PATIENT, act=act)
    assert records.consent(begun.id).signature(PATIENT).strokes == (whole,)
    with pytest.raises(RuleError, match="changed meanwhile"):
        sign.draw_stroke(records, begun.id, PATIENT, 3, half, "Elena", act=act)


def test_the_trail_keeps_no_stroke_but_its_digest(records, begun, act, database):
    sign.draw_stroke(records, begun.id, PATIENT, 0, make_stroke(), "Elena", act=act)
    with database.reading() as work:
        event = work.audit.newest(1)[0]
        delta = work.audit.delta(event.seq)
    (told,) = delta["signatures"][1]
    assert told["strokes"] == 1
    assert "points" not in str(delta)


def test_only_a_clinician_answers_questions_and_signs_as_who_explained(records, begun, staff, act):
    nurse = Act(staff.nurse, act.at)
    verbs.ask_question(records, begun.id, "headache", "Will it hurt?", act=nurse)
    question = records.consent(begun.id).open_questions[0]
    with pytest.raises(AccessError):
        verbs.close_question(records, begun.id, question.id, "A little", act=nurse)
    with pytest.raises(AccessError):
        sign.sign_consent(records, begun.id, CLINICIAN, act=nurse)
    with pytest.raises(InputError, match="needs words"):
        verbs.close_question(records, begun.id, question.id, "  ", act=act)
    closed = verbs.close_question(records, begun.id, question.id, "A little", act=act).after
    assert closed.questions[0].closed_by == act.by.id


def test_an_administrator_takes_no_consent(records, stranger, staff):
    with pytest.raises(AccessError):
        verbs.begin_consent(
            records, stranger.id, "en", staff.physician.id, act=Act(staff.administrator, AT)
        )


def test_a_patient_has_one_consent_at_a_time_and_it_names_a_physician(
    records, begun, stranger, staff, act
):
    with pytest.raises(RuleError, match="being taken already"):
        verbs.begin_consent(records, stranger.id, "es", staff.physician.id, act=act)
    endings.mark_consent_as_error(records, begun.id, "Wrong language", act=act)
    with pytest.raises(RuleError, match="who gives the treatment"):
        verbs.begin_consent(records, stranger.id, "es", staff.nurse.id, act=act)
    again = verbs.begin_consent(records, stranger.id, "es", staff.physician.id, act=act).after
    assert (again.language, again.needs_interpreter) == ("es", True)


def test_what_was_read_in_one_language_does_not_sign_the_other(records, begun, act):
    for risk in records.texts_of(begun).risks:
        verbs.answer_risk(records, begun.id, risk.code, RiskReply.UNDERSTOOD, act=act)
    spanish = verbs.use_language(records, begun.id, "es", act=act).after
    assert spanish.texts_digest != begun.texts_digest
    assert len([p for p in records.open_points_of(spanish) if p.lack == "risk"]) == 12
    english = verbs.use_language(records, begun.id, "en", act=act).after
    assert not [p for p in records.open_points_of(english) if p.lack == "risk"]


def test_all_roles_sign_and_stand_in_the_copy(records, begun, act):
    rules = records.rules
    records._rules = replace(rules, policy=replace(rules.policy, consent_witness_required=True))
    who = Representative(name="Luis Vasquez", relationship="parent", authority="Guardianship")
    verbs.name_representative(records, begun.id, who, act=act)
    speaks = Interpreter(name="Ana Ruiz", number="4711", language="Spanish")
    verbs.name_interpreter(records, begun.id, speaks, True, act=act)
    verbs.confirm_identity(records, begun.id, act=act)
    for section in records.texts_of(begun).sections:
        verbs.see_section(records, begun.id, section.id, act=act)
    for risk in records.texts_of(begun).risks:
        verbs.answer_risk(records, begun.id, risk.code, RiskReply.UNDERSTOOD, act=act)
    names = {
        SignerRole.REPRESENTATIVE: "Luis Vasquez", CLINICIAN: "",
        SignerRole.INTERPRETER: "Ana Ruiz", SignerRole.WITNESS: "Paula Stein",
    }  # fmt: skip
    for role, name in names.items():
        assert records.consent(begun.id).is_open
        sign.draw_stroke(records, begun.id, role, 0, make_stroke(), name or "M", act=act)
        sign.sign_consent(records, begun.id, role, name, act=act)
    done = records.consent(begun.id)
    assert done.is_signed
    text = pdf_text(records.consent_copy(begun.id))
    for name in ("Luis Vasquez", "Ana Ruiz", "Paula Stein", act.by.signed_name, "Guardianship"):
        assert name in text


# afterwards -------------------------------------------------------------------------------------
def test_copy_and_withdrawal_are_sealed_versions_of_their_own(records, signed, act):
    given = endings.give_copy(records, signed.id, "printed", act=act).after
    assert given.copy_given.by == act.by.id
    with pytest.raises(InputError, match="needs a reason"):
        endings.withdraw_signed_consent(records, signed.id, "Elena", " ", act=act)
    endings.withdraw_signed_consent(records, signed.id, "Elena", "No more", act=later(act))
    seals = records.consent_seals(signed.id)
    assert [s.kind for s in seals] == ["closed", "copy-given", "withdrawn"]
    assert [s.previous for s in seals[1:]] == [s.digest for s in seals[:2]]
    assert verify_consent(records, signed.id).is_intact
    with pytest.raises(RuleError, match="already"):
        endings.withdraw_signed_consent(records, signed.id, "Elena", "Again", act=later(act))


def test_a_withdrawn_consent_stops_the_next_dose_and_the_signature(records, signed, stranger, act):
    endings.withdraw_signed_consent(records, signed.id, "Elena", "No more", act=act)
    session = start_session(records, stranger.id, act=act).after
    with pytest.raises(StoppedError, match="withdrawn"):
        give_sites(records, session.id, ["TEM-L3"], act=later(act))


def test_nothing_of_a_closed_consent_is_changed(records, signed, act):
    for verb, args in (
        (verbs.confirm_identity, ()), (verbs.see_section, ("what",)),
        (verbs.answer_risk, ("headache", RiskReply.REFUSED)), (verbs.ask_question, ("what", "x")),
        (endings.decline_consent, ("Elena", "")), (endings.mark_consent_as_error, ("x",)),
        (sign.clear_signature, (PATIENT,)), (sign.draw_stroke, (PATIENT, 1, make_stroke(), "E")),
    ):  # fmt: skip
        with pytest.raises(ClinicError):
            verb(records, signed.id, *args, act=act)
    assert records.consent(signed.id) == signed


def test_the_signed_session_names_consent_and_confirmation_with_their_digests(
    records, signed, stranger, act, staff
):
    import json

    first = start_session(records, stranger.id, act=act).after
    give_all_planned(records, first.id, act=later(act))
    complete_session(records, first.id, act=later(act, 2))
    spring = Act(act.by, act.at + timedelta(days=90))
    again = verbs.begin_confirmation(records, stranger.id, act=spring).after
    assert again.course_id == signed.id
    verbs.say_what_changed(records, again.id, True, act=spring)
    sign.draw_stroke(records, again.id, PATIENT, 0, make_stroke(), "Elena", act=spring)
    said = sign.sign_consent(records, again.id, PATIENT, "Elena", act=spring).after
    assert said.is_signed
    session = start_session(records, stranger.id, act=later(spring)).after
    make_signed(records, session.id, later(spring, 2), staff, paper=False)
    content = json.loads(records.seals(session.id)[0].content)
    digests = [records.consent_seals(c)[0].digest for c in (signed.id, again.id)]
    assert [c["digest"] for c in content["consents"]] == digests
    assert "Re-confirmed with a signature" in content["note"]
    assert "Consent signed on the screen by the patient" in content["note"]


def test_a_withdrawn_paper_is_not_taken_in_a_new_session(records, stranger, act):
    session = start_session(records, stranger.id, act=act).after
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    withdraw_consent(records, session.id, "No more", act=act)
    void_session(records, session.id, "Stopped", act=act)
    again = start_session(records, stranger.id, act=later(act)).after
    with pytest.raises(InputError, match="before the consent was withdrawn"):
        record_paper_consent(records, again.id, paper_consent(records), act=later(act))


# the next step ----------------------------------------------------------------------------------
def test_the_next_step_follows_what_was_said(records, stranger, staff, act):
    def step(at=act):
        return verbs.next_step(records, stranger.id, at)

    assert step() is NextStep.TAKE
    begun = verbs.begin_consent(records, stranger.id, "en", staff.physician.id, act=act).after
    assert step() is NextStep.GO_ON
    sign_everything(records, begun.id, act)
    assert step() is NextStep.NOTHING
    spring = Act(act.by, act.at + timedelta(days=84))
    assert step(spring) is NextStep.CONFIRM
    after_a_year = Act(act.by, act.at + timedelta(days=367))
    assert step(after_a_year) is NextStep.TAKE
    with pytest.raises(RuleError, match="expired"):
        verbs.begin_confirmation(records, stranger.id, act=after_a_year)
    endings.withdraw_signed_consent(records, begun.id, "Elena", "No more", act=act)
    assert step(spring) is NextStep.TAKE


def test_a_paper_consent_of_an_earlier_session_is_confirmed_too(records, stranger, act):
    session = start_session(records, stranger.id, act=act).after
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    assert verbs.next_step(records, stranger.id, act) is NextStep.NOTHING
    give_all_planned(records, session.id, act=later(act))
    complete_session(records, session.id, act=later(act, 2))
    spring = Act(act.by, act.at + timedelta(days=84))
    assert verbs.next_step(records, stranger.id, spring) is NextStep.CONFIRM
    assert verbs.begin_confirmation(records, stranger.id, act=spring).after.course_id is None


def test_two_screens_do_not_write_over_each_other(records, begun, database):
    with database.writing() as work:
        work.consents.save(replace(begun, teach_back="one"))
        work.commit()
    with database.writing() as work, pytest.raises(StaleRecordError):
        work.consents.save(replace(begun, teach_back="other"))


def test_all_closed_consents_are_verified_at_once(records, signed, act):
    found = verify_consents(records)
    assert [key for key, report in found if report.is_intact] == [signed.id]


def test_what_has_changed_is_read_by_a_physician_before_the_first_dose(
    records, signed, stranger, act
):
    spring = Act(act.by, act.at + timedelta(days=84))
    again = verbs.begin_confirmation(records, stranger.id, act=spring).after
    verbs.say_what_changed(records, again.id, False, "A blood thinner", act=spring)
    sign.draw_stroke(records, again.id, PATIENT, 0, make_stroke(), "Elena", act=spring)
    sign.sign_consent(records, again.id, PATIENT, act=spring)
    session = start_session(records, stranger.id, act=later(spring)).after
    with pytest.raises(StoppedError, match="A blood thinner"):
        give_sites(records, session.id, ["TEM-L3"], act=later(spring))
    (held,) = [f for f in findings_of(records.case(session.id, later(spring).at)) if f.check == 10]
    acknowledge(records, session.id, held.key, "Pressure after each shot", act=later(spring))
    assert give_sites(records, session.id, ["TEM-L3"], act=later(spring)).after.given


def test_a_paper_seen_in_the_minute_of_a_not_today_counts(records, begun, stranger, act):
    endings.postpone_consent(records, begun.id, "Elena", "", act=act)
    session = start_session(records, stranger.id, act=act).after
    minute = act.at.replace(second=0, microsecond=0)
    entry = paper_consent(records, signed_at=minute)
    record_paper_consent(records, session.id, entry, act=later(act))
    assert give_sites(records, session.id, ["TEM-L3"], act=later(act)).after.given
