"""What a new session takes over, and a consent that is withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.commands.people import correct_person
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import (
    record_care,
    record_diagnosis,
    record_paper_consent,
    withdraw_consent,
)
from clinicapp.commands.sessions import give_all_planned, start_session, undo
from clinicapp.commands.signing import void_session
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.session_facts import Care
from tests.closing import complete_session
from tests.factories import AT
from tests.signable import paper_consent


def signed_then_started(records, session, act, **facts):
    give_all_planned(records, session.id, act=act)
    records.edit_session(act, "chart", session.id, "Chart", lambda s: s.with_facts(**facts))
    complete_session(records, session.id, act=act)
    return start_session(records, session.patient_id, act=act).after


@pytest.fixture
def withdrawn(records, session, act):
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    later = Act(act.by, AT + timedelta(minutes=1))
    return withdraw_consent(records, session.id, " Too many needles ", act=later).after


def test_a_new_session_takes_over_consent_diagnosis_and_care(records, session, act):
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    record_diagnosis(records, session.id, True, False, False, False, act=act)
    needle = records.rules.lists.needle[0].code
    care = Care(needle=needle, pulse=72, complications=("bruise",), note="Calm")
    record_care(records, session.id, care, act=act)
    give_all_planned(records, session.id, act=act)
    last = complete_session(records, session.id, act=act).after.facts
    new = start_session(records, session.patient_id, act=act).after
    facts = records.session(new.id).facts
    assert facts == new.facts
    assert (facts.consent, facts.diagnosis) == (last.consent, last.diagnosis)
    assert facts.care == Care(needle=needle)
    assert (facts.safety, facts.time_out, facts.vials) == (None, None, ())


def test_a_withdrawal_says_when_by_whom_and_why_and_is_undone_as_one_step(
    records, session, act, withdrawn
):
    fact = withdrawn.facts.consent
    assert fact.withdrawn_at == AT + timedelta(minutes=1)
    assert (fact.withdrawn_by, fact.withdrawal_reason) == (act.by.id, "Too many needles")
    found = findings_of(records.case(session.id, AT))
    assert any(f.severity is Severity.BLOCK and "withdrawn" in f.key for f in found)
    assert undo(records, session.id, act=act).after.facts.consent.withdrawn_at is None


def test_only_a_consent_that_stands_is_withdrawn_and_only_with_a_reason(records, session, act):
    with pytest.raises(RuleError, match="No consent"):
        withdraw_consent(records, session.id, "Because", act=act)
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    with pytest.raises(InputError, match="needs a reason"):
        withdraw_consent(records, session.id, " ", act=act)
    withdraw_consent(records, session.id, "Because", act=act)
    with pytest.raises(RuleError, match="already"):
        withdraw_consent(records, session.id, "Again", act=act)


def test_a_withdrawn_paper_is_not_recorded_again_and_a_new_one_is(records, session, withdrawn):
    later = Act(records.person(withdrawn.started_by), AT + timedelta(minutes=3))
    with pytest.raises(InputError, match="before the consent was withdrawn"):
        record_paper_consent(records, session.id, paper_consent(records), act=later)
    new = paper_consent(records, signed_at=AT + timedelta(minutes=2))
    after = record_paper_consent(records, session.id, new, act=later).after
    assert after.facts.consent.withdrawn_at is None


def test_a_withdrawn_consent_is_not_taken_over(records, session, act, withdrawn):
    assert signed_then_started(records, session, act).facts.consent is None


def test_a_consent_withdrawn_in_a_void_session_is_not_taken_over(records, session, act):
    record_paper_consent(records, session.id, paper_consent(records), act=act)
    second = signed_then_started(records, session, act)
    assert second.facts.consent
    withdraw_consent(records, second.id, "Changed their mind", act=act)
    void_session(records, second.id, "No treatment", act=act)
    assert start_session(records, session.patient_id, act=act).after.facts.consent is None


def test_a_status_that_was_ends_and_the_diagnosis_is_open_again(records, session, act):
    record_diagnosis(records, session.id, True, False, True, True, act=act)
    assert signed_then_started(records, session, act).facts.diagnosis is None


def test_an_attack_is_of_its_own_day(records, session, act):
    record_diagnosis(records, session.id, True, True, False, True, act=act)
    kept = signed_then_started(records, session, act).facts.diagnosis
    assert (kept.aura, kept.intractable, kept.attack_over_72_hours) == (True, True, False)


@pytest.mark.parametrize("is_active", [True, False])
def test_care_is_taken_over_without_how_it_was_borne_or_an_assistant_who_left(
    records, session, act, staff, is_active
):
    nurse = replace(records.person(staff.nurse.id), is_active=is_active)
    correct_person(records, nurse, act=Act(staff.administrator, AT))
    care = Care(tolerance="well", position="sitting", assistant_id=nurse.id)
    kept = signed_then_started(records, session, act, care=care).facts.care
    assert kept == Care(position="sitting", assistant_id=nurse.id if is_active else None)


def test_care_of_its_own_day_alone_is_not_taken_over(records, session, act):
    assert (
        signed_then_started(records, session, act, care=Care(tolerance="well")).facts.care is None
    )
