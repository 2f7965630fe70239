from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clinicapp.domain.checks.consent import check_consent
from clinicapp.domain.checks.finding import Gate, Severity
from tests.case_factory import FIRST_DOSE, make_case, make_consent, make_lists, make_rules
from tests.factories import make_patient, make_session, new_id

FIXED = "COR-L1"
RISKS = tuple(r.code for r in make_lists().risks)


def case_with(**changes):
    patient = make_patient()
    consent = make_consent(patient.id, **changes)
    return make_case(patient=patient, facts={"consent": consent})


def only_block(case):
    (found,) = check_consent(case)
    assert (found.severity, found.gate, found.check) == (Severity.BLOCK, Gate.CONSENT, 10)
    return found


def test_a_complete_consent_of_this_patient_passes():
    assert check_consent(case_with()) == ()


def test_no_consent_is_missing():
    found = only_block(make_case(facts={"consent": None}))
    assert found.is_missing
    assert found.stops_first_dose


def test_the_consent_of_another_patient_does_not_count():
    assert "another patient" in only_block(case_with(patient_id=new_id())).happened


def test_a_withdrawn_consent_does_not_count():
    found = only_block(case_with(withdrawn_at=datetime(2026, 3, 1, 3, tzinfo=UTC)))
    assert found.happened == "The consent was withdrawn on 28 Feb 2026."


@pytest.mark.parametrize(("seconds", "severity"), [(0, Severity.BLOCK), (1, Severity.HOLD)])
def test_a_treatment_that_was_stopped_by_withdrawing_is_signed_with_a_reason(seconds, severity):
    (found,) = check_consent(case_with(withdrawn_at=FIRST_DOSE + timedelta(seconds=seconds)))
    assert found.severity is severity
    begun = make_session().give([FIXED], at=FIRST_DOSE, by=new_id())
    patient = make_patient()
    consent = make_consent(patient.id, withdrawn_at=FIRST_DOSE + timedelta(seconds=seconds))
    found = only_block(make_case(patient=patient, session=begun, facts={"consent": consent}))
    assert ("omit the rest" in found.remedy) == bool(seconds)


@pytest.mark.parametrize(("late", "is_fine"), [(-1, True), (0, True), (1, False)])
def test_it_is_signed_at_the_latest_with_the_first_dose(late, is_fine):
    case = case_with(signed_at=FIRST_DOSE + timedelta(seconds=late))
    if is_fine:
        assert check_consent(case) == ()
    else:
        assert "after the first dose at 14:07" in only_block(case).happened


def test_before_the_first_dose_a_consent_of_today_is_never_late():
    patient = make_patient()
    consent = make_consent(patient.id, signed_at=FIRST_DOSE + timedelta(hours=1))
    case = make_case(patient=patient, session=make_session(), facts={"consent": consent})
    assert check_consent(case) == ()


@pytest.mark.parametrize(
    ("signed", "is_fine"),
    [
        (datetime(2025, 11, 22, 18, tzinfo=UTC), True),  # its last day
        (datetime(2025, 11, 22, 6, tzinfo=UTC), True),  # midnight of it in Chicago
        (datetime(2025, 11, 22, 5, 59, tzinfo=UTC), False),  # the evening before
        (datetime(2025, 11, 21, 18, tzinfo=UTC), False),
    ],
)
def test_it_holds_to_the_same_day_a_year_later_on_the_clinics_calendar(signed, is_fine):
    case = case_with(signed_at=signed)
    if is_fine:
        assert check_consent(case) == ()
    else:
        assert "signed on 21 Nov 2025, more than 12 months" in only_block(case).happened


def test_the_window_is_that_of_the_policy():
    case = case_with(signed_at=datetime(2026, 8, 21, 18, tzinfo=UTC))
    assert check_consent(case) == ()
    assert only_block(replace(case, rules=make_rules(policy={"consent_months": 3})))


@pytest.mark.parametrize("risk", RISKS)
def test_each_of_the_12_risks_must_be_named(risk):
    case = case_with(risks=tuple(r for r in RISKS if r != risk))
    assert "does not name 1 of the 12 risks" in only_block(case).happened


def test_the_words_of_the_risks_must_be_those_that_were_seen():
    assert "have changed" in only_block(case_with(risks_digest="0" * 64)).happened
    lists = make_lists()
    changed = (replace(lists.risks[0], label="Neck ache"), *lists.risks[1:])
    rules = make_rules(lists=replace(lists, risks=changed))
    assert "have changed" in only_block(replace(case_with(), rules=rules)).happened


REPRESENTATIVE = {
    "signer": "representative",
    "representative": "Ana Vasquez",
    "relationship": "parent",
    "authority": "health care proxy",
}


@pytest.mark.parametrize("lacking", ["", "representative", "relationship", "authority"])
def test_a_representative_needs_name_relationship_and_authority(lacking):
    changes = REPRESENTATIVE | ({lacking: "  "} if lacking else {})
    case = case_with(**changes)
    if lacking:
        name = "name" if lacking == "representative" else lacking
        assert only_block(case).happened == f"A representative signed; not recorded: {name}."
    else:
        assert check_consent(case) == ()


@pytest.mark.parametrize("signer", ["", "nurse"])
def test_nobody_else_signs(signer):
    assert only_block(case_with(signer=signer))


def test_a_practitioner_is_named():
    assert "no practitioner" in only_block(case_with(practitioner=" ")).happened


@pytest.mark.parametrize(
    ("needs", "who", "is_fine"),
    [(False, "", True), (True, "", False), (True, "  ", False), (True, "L. Ortiz", True)],
)
def test_an_interpreter_is_named_where_one_is_needed(needs, who, is_fine):
    case = case_with(needs_interpreter=needs, interpreter=who)
    assert (check_consent(case) == ()) is is_fine


def test_every_fault_is_told_at_once():
    faults = {"patient_id": new_id(), "risks": (), "practitioner": "", "needs_interpreter": True}
    assert len(check_consent(case_with(**faults))) == 4
