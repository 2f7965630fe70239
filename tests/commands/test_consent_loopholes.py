"""Orders of acts that once led round a consent: each is stopped at the first dose."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.commands.consent_endings import (
    decline_consent,
    postpone_consent,
    withdraw_signed_consent,
)
from clinicapp.commands.consent_signing import draw_stroke, sign_consent
from clinicapp.commands.consent_texts import save_consent_texts
from clinicapp.commands.consents import (
    answer_risk,
    begin_confirmation,
    begin_consent,
    confirm_identity,
    name_interpreter,
    next_step,
    say_what_changed,
    see_section,
    use_language,
)
from clinicapp.commands.people import correct_person
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import record_paper_consent
from clinicapp.commands.sessions import give_sites, start_session
from clinicapp.commands.signing import void_session
from clinicapp.domain.consent.completion import Lack
from clinicapp.domain.consent.record import Interpreter, RiskReply, SignerRole
from clinicapp.domain.consent.standing import NextStep
from clinicapp.domain.errors import AccessError, RuleError, StoppedError
from tests.commands.test_consent_words import reworded
from tests.signable import later, paper_consent
from tests.ui.consent.hands import sign_everything, stroke

DAY = timedelta(days=1)


def on(act, days):
    return Act(act.by, act.at + days * DAY)


@pytest.fixture
def begun(records, stranger, act):
    return begin_consent(records, stranger.id, "en", act.by.id, act=act).after


@pytest.fixture
def signed(records, begun, act):
    return sign_everything(records, begun.id, act)


def is_open(records, patient, act, *, paper=None):
    """Whether the first dose can be given in a session that begins now."""
    if session := records.open_session_of(patient.id):
        void_session(records, session, "Made to try", act=act)
    session = start_session(records, patient.id, act=act).after
    if paper:
        record_paper_consent(records, session.id, paper, act=act)
    try:
        give_sites(records, session.id, ["COR-L1"], act=later(act))
    except StoppedError:
        return False
    return True


def put_off(records, patient, act):
    other = begin_consent(records, patient.id, "en", act.by.id, act=act).after
    postpone_consent(records, other.id, "Elena", "", act=act)


def confirm(records, patient, act, *, agrees=True):
    said = begin_confirmation(records, patient.id, act=act).after
    if not agrees:
        return decline_consent(records, said.id, "Elena", "No more", act=act).after
    say_what_changed(records, said.id, True, act=act)
    draw_stroke(records, said.id, SignerRole.PATIENT, 0, stroke(), "Elena", act=act)
    return sign_consent(records, said.id, SignerRole.PATIENT, act=act).after


def test_not_today_counts_though_the_session_begins_after_it(records, signed, stranger, act):
    put_off(records, stranger, later(act, 5))
    assert not is_open(records, stranger, later(act, 9))
    assert next_step(records, stranger.id, later(act, 9)) is NextStep.TAKE


def test_not_today_is_over_tomorrow_and_once_the_patient_agrees(records, signed, stranger, act):
    put_off(records, stranger, later(act, 5))
    tomorrow = on(act, 1)
    assert next_step(records, stranger.id, tomorrow) is NextStep.CONFIRM
    confirm(records, stranger, tomorrow)
    assert is_open(records, stranger, later(tomorrow))


def test_not_today_after_a_confirmation_of_the_day_counts(records, signed, stranger, act):
    spring = on(act, 84)
    confirm(records, stranger, spring)
    put_off(records, stranger, later(spring, 5))
    assert not is_open(records, stranger, later(spring, 9))


def test_a_no_to_the_confirmation_stands_until_the_patient_agrees(records, signed, stranger, act):
    confirm(records, stranger, on(act, 84), agrees=False)
    morrow = on(act, 85)
    old = paper_consent(records, signed_at=on(act, 3).at)
    assert not is_open(records, stranger, morrow, paper=old)
    assert next_step(records, stranger.id, morrow) is NextStep.TAKE
    void_session(records, records.open_session_of(stranger.id), "Made to try", act=morrow)
    confirm(records, stranger, later(morrow, 5))
    assert is_open(records, stranger, later(morrow, 6))


def test_a_paper_that_the_patient_took_back_in_words_is_not_seen_again(records, stranger, act):
    paper = paper_consent(records, signed_at=on(act, -7).at)
    assert is_open(records, stranger, act, paper=paper)
    confirm(records, stranger, on(act, 1), agrees=False)
    assert not is_open(records, stranger, on(act, 2), paper=paper)
    new = paper_consent(records, signed_at=later(on(act, 2), 5).at)
    assert is_open(records, stranger, later(on(act, 2), 6), paper=new)


def test_a_no_is_not_lifted_by_a_paper_of_the_same_minute(records, signed, begun, stranger, act):
    at = act.at.replace(second=40) + timedelta(minutes=9)
    withdraw_signed_consent(records, begun.id, "Elena", "No", act=Act(act.by, at))
    same = paper_consent(records, signed_at=at.replace(second=0))
    assert not is_open(records, stranger, Act(act.by, at + timedelta(minutes=2)), paper=same)
    next_minute = paper_consent(records, signed_at=at.replace(second=0) + timedelta(minutes=1))
    assert is_open(records, stranger, Act(act.by, at + timedelta(minutes=4)), paper=next_minute)


def test_an_expired_paper_is_not_confirmed(records, stranger, act):
    paper = paper_consent(records, signed_at=on(act, -300).at)
    assert is_open(records, stranger, act, paper=paper)
    autumn = on(act, 70)
    assert next_step(records, stranger.id, autumn) is NextStep.TAKE
    with pytest.raises(RuleError, match="no consent that could be confirmed"):
        begin_confirmation(records, stranger.id, act=autumn)


def test_words_that_were_never_shown_are_never_signed(records, begun, staff, act):
    confirm_identity(records, begun.id, act=act)
    texts = records.texts_of(begun)
    for section in texts.sections:
        see_section(records, begun.id, section.id, act=act)
    for risk in texts.risks:
        answer_risk(records, begun.id, risk.code, RiskReply.UNDERSTOOD, act=act)
    new = reworded(records.consent_texts("en"), "A new serious warning.")
    save_consent_texts(records, new, "A warning", act=Act(staff.administrator, act.at))
    use_language(records, begun.id, "es", act=act)
    after = use_language(records, begun.id, "en", act=act).after
    lacks = {p.lack for p in records.open_points_of(after)}
    assert {Lack.SECTION, Lack.RISK} <= lacks


def test_who_has_left_meanwhile_signs_nothing(records, begun, staff, act):
    correct_person(
        records, replace(staff.physician, is_active=False), act=Act(staff.administrator, act.at)
    )
    for role in (SignerRole.PATIENT, SignerRole.CLINICIAN):
        with pytest.raises(AccessError, match="is closed"):
            draw_stroke(records, begun.id, role, 0, stroke(), "Elena", act=act)


@pytest.mark.parametrize("end", ["withdrawn", "declined", "postponed"])
def test_no_further_dose_is_given_once_the_patient_says_no(
    records, signed, begun, stranger, act, end
):
    session = start_session(records, stranger.id, act=act).after
    give_sites(records, session.id, ["COR-L1"], act=later(act))
    if end == "withdrawn":
        withdraw_signed_consent(records, begun.id, "Elena", "It hurts", act=later(act, 2))
    elif end == "postponed":
        put_off(records, stranger, later(act, 2))
    else:
        confirm(records, stranger, later(act, 2), agrees=False)
    with pytest.raises(StoppedError):
        give_sites(records, session.id, ["COR-R1"], act=later(act, 3))
    assert len(records.session(session.id).given) == 1


def test_what_else_stops_a_first_dose_does_not_stop_the_others(records, signed, stranger, act):
    session = start_session(records, stranger.id, act=act).after
    give_sites(records, session.id, ["COR-L1"], act=later(act))
    # A session that goes on after midnight is one sitting, and its consent is asked for once.
    give_sites(records, session.id, ["COR-R1"], act=on(act, 1))
    assert len(records.session(session.id).given) == 2


def test_the_interpreter_signs_under_the_name_on_record(records, begun, act):
    who = Interpreter(name="Ana Ruiz", number="", language="Spanish")
    name_interpreter(records, begun.id, who, True, act=act)
    role = SignerRole.INTERPRETER
    drawn = draw_stroke(records, begun.id, role, 0, stroke(), "Somebody Else", act=act).after
    assert drawn.signature(role).name == "Ana Ruiz"
