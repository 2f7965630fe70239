"""Check 10 on the screen: what the patient said last, and whether it holds."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.domain.checks.consent import check_consent
from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.consent.record import (
    ConsentStatus,
    RiskReply,
    Withdrawal,
)
from clinicapp.domain.consent.standing import ConsentShelf, shelf_now
from clinicapp.domain.consent.texts import digest_of_texts
from tests.case_factory import FIRST_DOSE, PHYSICIAN, make_case, make_consent
from tests.consent_factory import (
    begun_consent,
    confirmed,
    make_answer,
    make_texts,
    signed_consent,
)
from tests.factories import AT, make_patient, make_session, new_id

IN_FORCE = {code: digest_of_texts(make_texts(code)) for code in ("en", "es")}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def case_on(*consents, patient, session=None, paper=None, in_force=IN_FORCE):
    shelf = ConsentShelf(consents=consents, in_force=in_force)
    case = make_case(patient=patient, session=session, facts={"consent": paper}, shelf=shelf)
    # Given by whom the consents name.
    sites = (replace(s, performer_id=PHYSICIAN if s.is_given else None) for s in case.session.sites)
    return replace(case, session=replace(case.session, sites=tuple(sites)))


@pytest.fixture
def patient():
    return make_patient()


def course(patient, *, at=AT - 5 * MINUTE, **changes):
    return signed_consent(patient, PHYSICIAN, at=at, **changes)


def only(case):
    (found,) = check_consent(case)
    assert (found.check, found.gate) == (10, Gate.CONSENT)
    return found


def test_a_consent_of_today_passes(patient):
    assert check_consent(case_on(course(patient), patient=patient)) == ()


def test_one_that_is_still_being_taken_does_not_count(patient):
    found = only(case_on(begun_consent(patient, PHYSICIAN), patient=patient))
    assert found.is_missing
    assert found.stops_first_dose


def test_that_of_another_patient_does_not_count(patient):
    found = only(case_on(course(make_patient()), patient=patient))
    assert "another patient" in found.happened


@pytest.mark.parametrize(("seconds", "is_fine"), [(0, True), (1, False)])
def test_it_is_complete_at_the_latest_with_the_first_dose(patient, seconds, is_fine):
    case = case_on(course(patient, at=FIRST_DOSE + timedelta(seconds=seconds)), patient=patient)
    assert (check_consent(case) == ()) is is_fine


def test_new_words_in_force_ask_for_a_new_consent_while_the_session_is_open(patient):
    changed = IN_FORCE | {"en": "0" * 64}
    found = only(case_on(course(patient), patient=patient, in_force=changed))
    assert found.severity is Severity.BLOCK
    assert "words of the consent have changed" in found.happened
    spanish = IN_FORCE | {"es": "0" * 64}
    assert check_consent(case_on(course(patient), patient=patient, in_force=spanish)) == ()
    done = make_session(complete=True)
    closed = case_on(course(patient), patient=patient, session=done, in_force=changed)
    assert check_consent(closed) == ()


@pytest.mark.parametrize(("days", "is_fine"), [(365, True), (366, False)])
def test_it_ends_with_the_time_of_the_policy(patient, days, is_fine):
    old = course(patient, at=AT - days * DAY)
    again = confirmed(patient.id, old.id)
    found = check_consent(case_on(old, again, patient=patient))
    assert (found == ()) is is_fine


def test_a_consent_of_an_earlier_day_is_confirmed_before_each_session(patient):
    old = course(patient, at=AT - 84 * DAY)
    found = only(case_on(old, patient=patient))
    assert found.key == "consent:unconfirmed"
    assert found.stops_first_dose
    assert check_consent(case_on(old, confirmed(patient.id, old.id), patient=patient)) == ()
    yesterday = confirmed(patient.id, old.id, at=AT - DAY)
    assert only(case_on(old, yesterday, patient=patient)).key == "consent:unconfirmed"
    of_another_course = confirmed(patient.id, new_id())
    assert only(case_on(old, of_another_course, patient=patient)).key == "consent:unconfirmed"


def test_a_confirmation_after_the_first_dose_comes_too_late(patient):
    old = course(patient, at=AT - 84 * DAY)
    late = confirmed(patient.id, old.id, at=FIRST_DOSE + MINUTE)
    assert "after the first dose" in only(case_on(old, late, patient=patient)).happened


def test_what_has_changed_holds_until_somebody_says_what_it_means(patient):
    old = course(patient, at=AT - 84 * DAY)
    told = confirmed(patient.id, old.id, nothing_changed=False, change="Pregnant")
    found = only(case_on(old, told, patient=patient))
    assert (found.severity, found.stops_first_dose) == (Severity.HOLD, True)
    assert "“Pregnant”" in found.happened


def test_declining_the_second_word_blocks_this_day_alone(patient):
    old = course(patient, at=AT - 84 * DAY)
    no = confirmed(patient.id, old.id, status=ConsentStatus.DECLINED)
    assert only(case_on(old, no, patient=patient)).severity is Severity.BLOCK
    yes = confirmed(patient.id, old.id, at=AT + MINUTE)
    assert check_consent(case_on(old, no, yes, patient=patient)) == ()


@pytest.mark.parametrize("status", [ConsentStatus.DECLINED, ConsentStatus.POSTPONED])
def test_what_the_patient_said_last_goes(patient, status):
    first = course(patient, at=AT - 30 * MINUTE)
    no = replace(begun_consent(patient, PHYSICIAN), status=status, closed_at=AT + MINUTE)
    found = only(case_on(first, no, patient=patient))
    assert (found.severity, found.stops_first_dose) == (Severity.BLOCK, True)
    yes = course(patient, at=AT + 4 * MINUTE)
    assert check_consent(case_on(first, no, yes, patient=patient)) == ()


def test_not_today_says_nothing_of_a_later_day(patient):
    later = replace(
        begun_consent(patient, PHYSICIAN), status=ConsentStatus.POSTPONED, closed_at=AT - DAY
    )
    assert only(case_on(later, patient=patient)).key == "consent:missing"


def test_a_withdrawn_consent_blocks_and_after_the_last_dose_holds(patient):
    def taken_back(at):
        back = Withdrawal(said_by="Elena", reason="No more", at=at, by=PHYSICIAN)
        return course(patient, withdrawal=back)

    before = only(case_on(taken_back(AT - MINUTE), patient=patient))
    assert before.severity is Severity.BLOCK
    after = only(case_on(taken_back(FIRST_DOSE + MINUTE), patient=patient))
    assert after.severity is Severity.HOLD


def test_a_refused_risk_and_extra_sites_nobody_told_of_hold(patient):
    answers = course(patient).answers
    refused = make_answer("migraine", RiskReply.REFUSED)
    kept = tuple(refused if a.risk == "migraine" else a for a in answers)
    found = only(case_on(course(patient, answers=kept), patient=patient))
    assert (found.severity, found.stops_first_dose) == (Severity.HOLD, True)
    assert "Migraine" in found.happened
    extra = make_session(give_all=True).add_extra("OCC-RX1", "tenderness", Decimal(5))
    extra = extra.give(["OCC-RX1"], at=FIRST_DOSE, by=PHYSICIAN)
    untold = course(patient, conditions=())
    assert "extra sites" in only(case_on(untold, patient=patient, session=extra)).happened
    assert check_consent(case_on(course(patient), patient=patient, session=extra)) == ()


def test_a_paper_signed_later_goes_before_a_decline_and_one_signed_earlier_does_not(patient):
    no = replace(
        begun_consent(patient, PHYSICIAN), status=ConsentStatus.DECLINED, closed_at=AT - DAY
    )
    new = make_consent(patient.id, signed_at=AT - MINUTE)
    assert check_consent(case_on(no, patient=patient, paper=new)) == ()
    old = make_consent(patient.id, signed_at=AT - 2 * DAY)
    assert "declined" in only(case_on(no, patient=patient, paper=old)).happened


def test_a_paper_that_was_carried_over_is_confirmed_like_any_other(patient):
    paper = make_consent(patient.id, seen_at=AT - 84 * DAY)
    assert only(case_on(patient=patient, paper=paper)).key == "consent:unconfirmed"
    said = confirmed(patient.id, None)
    assert check_consent(case_on(said, patient=patient, paper=paper)) == ()


# ways round that were found --------------------------------------------------------------------
def test_a_no_of_today_stands_whatever_paper_is_looked_at_afterwards(patient):
    old = make_consent(patient.id, signed_at=AT - 84 * DAY, seen_at=AT + MINUTE)
    no = confirmed(patient.id, None, status=ConsentStatus.DECLINED)
    assert only(case_on(no, patient=patient, paper=old)).severity is Severity.BLOCK
    new = make_consent(patient.id, signed_at=AT + 2 * MINUTE, seen_at=AT + 3 * MINUTE)
    assert check_consent(case_on(no, patient=patient, paper=new)) == ()


def test_a_no_to_the_second_word_counts_after_a_full_consent_of_the_same_day(patient):
    full = course(patient, at=AT - 5 * MINUTE)
    no = confirmed(patient.id, full.id, status=ConsentStatus.DECLINED, at=AT + MINUTE)
    assert only(case_on(full, no, patient=patient)).stops_first_dose


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_not_today_does_not_make_an_earlier_no_undone(patient, how):
    old = make_consent(patient.id, signed_at=AT - 30 * DAY)
    if how == "declined":
        no = replace(
            begun_consent(patient, PHYSICIAN),
            status=ConsentStatus.DECLINED,
            closed_at=AT - 3 * DAY,
        )
    else:
        back = Withdrawal(said_by="Elena", reason="No", at=AT - 3 * DAY, by=PHYSICIAN)
        no = course(patient, at=AT - 9 * DAY, withdrawal=back)
    later = replace(
        begun_consent(patient, PHYSICIAN), status=ConsentStatus.POSTPONED, closed_at=AT - DAY
    )
    assert how in only(case_on(no, later, patient=patient, paper=old)).happened


def test_a_consent_is_worth_what_it_was_when_the_patient_signed(patient):
    late = course(patient, closed_at=AT - MINUTE)
    signed = tuple(replace(s, signed_at=AT - 600 * DAY) for s in late.signatures)
    keys = {
        f.key for f in check_consent(case_on(replace(late, signatures=signed), patient=patient))
    }
    assert any(key.startswith("consent:expired") for key in keys)
    paper = make_consent(patient.id, withdrawn_at=AT - 20 * DAY)
    recorded = replace(late, signatures=tuple(replace(s, signed_at=AT - 40 * DAY) for s in signed))
    assert "withdrawn" in only(case_on(recorded, patient=patient, paper=paper)).happened


def test_a_session_left_open_asks_for_a_consent_of_the_day_it_goes_on(patient):
    full = course(patient, at=AT - 5 * MINUTE)
    session = make_session().give(["TEM-L3"], at=AT + 60 * DAY, by=PHYSICIAN)
    found = check_consent(case_on(full, patient=patient, session=session))
    assert [f.key for f in found] == ["consent:unconfirmed"]
    after_midnight = make_session().give(["TEM-L3"], at=AT + timedelta(hours=11), by=PHYSICIAN)
    assert check_consent(case_on(full, patient=patient, session=after_midnight)) == ()


def test_a_clock_that_was_set_back_hides_no_refusal(patient):
    back = Withdrawal(said_by="Elena", reason="No", at=AT + 60 * MINUTE, by=PHYSICIAN)
    full = course(patient, withdrawal=back)
    known = shelf_now((full,), AT + 30 * MINUTE)
    assert only(case_on(*known, patient=patient)).happened.startswith("The consent was withdrawn")
    ahead = course(patient, at=AT + 60 * MINUTE)
    assert shelf_now((ahead,), AT + 30 * MINUTE) == ()


def test_what_was_said_in_another_language_is_not_told_of_this_one(patient):
    full = course(patient)
    refused = make_answer("migraine", RiskReply.REFUSED, language="es")
    assert replace(full, answers=(refused, *full.answers)).refused_risks == ()


def test_another_doctor_than_the_named_one_is_shown():
    patient = make_patient()
    named = replace(course(patient), practitioner_id=new_id())
    found = only(case_on(named, patient=patient))
    assert (found.severity, found.stops_first_dose) == (Severity.WARN, False)
    assert "somebody else than the doctor named" in found.happened
