"""Who signs, as stored now: the account, the role, and what the signature can truly say."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from clinicapp.commands import sessions, signing
from clinicapp.commands.people import add_person, correct_person
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import acknowledge
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.errors import AccessError, SignInError
from clinicapp.domain.people import Role
from tests.factories import PASSWORD, make_person
from tests.signable import (
    close_vials,
    later,
    make_ready,
    make_signable,
    make_signed,
    open_checks,
    sign,
)


@pytest.fixture
def admin(staff, act):
    return Act(staff.administrator, act.at)


@pytest.fixture
def second(records, admin):
    person = make_person(user_name="second", name="Bo Two", credentials="MD")
    return add_person(records, person, PASSWORD, act=admin).after


def meaning_of(records, session_id):
    (seal,) = records.seals(session_id)
    assert json.loads(seal.content)["seal"]["meaning"] == seal.meaning
    return seal.meaning


def test_who_gave_no_dose_signs_that_they_reviewed_them(records, session, act, staff, second):
    make_signable(records, session.id, act, staff)
    sign(records, session.id, Act(second, act.at))
    assert meaning_of(records, session.id) == (
        "I reviewed these 31 injections, given by Mara Okafor, MD, and this record is complete."
    )


def test_where_two_gave_doses_both_are_named(records, session, act, staff, second):
    make_ready(records, session.id, act, staff)
    sessions.give_sites(records, session.id, ["TEM-L1"], act=Act(second, later(act).at))
    sessions.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)
    sign(records, session.id, act)
    assert meaning_of(records, session.id) == (
        "I reviewed these 31 injections, given by Bo Two, MD and Mara Okafor, MD, "
        "and this record is complete."
    )


def test_the_password_of_whoever_has_the_sign_in_name_now_signs_nothing(
    records, session, act, staff, admin
):
    make_signable(records, session.id, act, staff)
    name = staff.physician.user_name
    correct_person(records, replace(staff.physician, user_name="mara.old"), act=admin)
    other = make_person(Role.NURSE, user_name=name, name="Another Mara")
    add_person(records, other, "nurse long password", act=admin)
    with pytest.raises(SignInError):
        sign(records, session.id, act, "nurse long password")
    assert sign(records, session.id, act, PASSWORD).completed_by == staff.physician.id


@pytest.mark.parametrize("verb", ["sign", "amend", "void"])
def test_a_role_that_was_taken_away_counts_at_once(records, session, act, staff, admin, verb):
    chart = make_signable if verb == "sign" else make_signed
    before = chart(records, session.id, act, staff)
    correct_person(records, replace(staff.physician, role=Role.NURSE), act=admin)
    calls = {
        "sign": lambda: sign(records, session.id, act),
        "amend": lambda: signing.add_addendum(records, session.id, "why", "what", act=later(act)),
        "void": lambda: signing.void_session(records, session.id, "why", act=later(act)),
    }
    with pytest.raises(AccessError, match="physician"):
        calls[verb]()
    assert records.session(session.id) == before
    assert records.newest_events()[0].act == "refused"


def test_an_account_that_was_closed_signs_nothing(records, session, act, staff, admin):
    make_signable(records, session.id, act, staff)
    correct_person(records, replace(staff.physician, is_active=False), act=admin)
    with pytest.raises(AccessError, match="is closed"):
        sign(records, session.id, act)


def test_a_nurse_brings_no_answer_to_a_hold_back(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.change_dose(records, session.id, ["FRO-R1"], Decimal("2.5"), act=act)
    sessions.give_all_planned(records, session.id, act=later(act))
    (hold, *_) = [
        f for f in open_checks(records, session.id, later(act)) if f.severity is Severity.HOLD
    ]
    acknowledge(records, session.id, hold.key, "thin forehead", act=later(act))
    nurse = Act(staff.nurse, later(act).at)
    sessions.undo(records, session.id, act=nurse)
    with pytest.raises(AccessError, match="physician"):
        sessions.redo(records, session.id, act=nurse)
    assert records.session(session.id).facts.acknowledgements == ()
    sessions.redo(records, session.id, act=later(act))
    assert records.session(session.id).facts.acknowledged(hold.key).reason == "thin forehead"
