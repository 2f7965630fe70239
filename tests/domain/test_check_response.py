from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.checks.response import check_response
from tests.case_factory import make_baseline, make_case, make_response
from tests.factories import make_patient

HOLD, WARN, BLOCK = Severity.HOLD, Severity.WARN, Severity.BLOCK


def responding(number=6, baseline=None, **changes):
    patient = make_patient()
    return make_case(
        patient=patient,
        number=number,
        baseline=make_baseline(patient.id, **(baseline or {})),
        facts={"response": make_response(**changes)},
    )


def severities(case):
    return [f.severity for f in check_response(case)]


@pytest.mark.parametrize(("number", "is_due"), [(1, False), (2, False), (3, True), (4, True)])
def test_evidence_is_asked_for_from_the_third_treatment(number, is_due):
    found = check_response(make_case(number=number, facts={"response": None}))
    assert [(f.severity, f.is_missing, f.gate) for f in found] == (
        [(HOLD, True, Gate.OUTCOMES)] if is_due else []
    )


@pytest.mark.parametrize(
    ("hit6", "midas", "is_enough"),
    [(54, 12, True), (54, None, True), (None, 0, True), (None, None, False)],
)
def test_one_score_is_enough(hit6, midas, is_enough):
    found = check_response(responding(hit6=hit6, midas=midas))
    assert [(f.severity, f.is_missing) for f in found] == ([] if is_enough else [(HOLD, True)])
    assert severities(responding(number=2, hit6=hit6, midas=midas)) == []


@given(st.integers(-5, 120))
def test_a_hit6_is_possible_from_36_to_78_but_for_three(hit6):
    is_possible = 36 <= hit6 <= 78 and hit6 not in (37, 39, 77)
    for number in (1, 6):
        assert severities(responding(number, hit6=hit6)) == ([] if is_possible else [BLOCK])


@pytest.mark.parametrize(("midas", "is_possible"), [(-1, False), (0, True), (270, True)])
def test_a_midas_is_never_below_0(midas, is_possible):
    assert severities(responding(midas=midas)) == ([] if is_possible else [BLOCK])


@pytest.mark.parametrize(
    ("days", "hours", "is_told"),
    [
        ("13", "200", False),  # 7 days fewer
        ("13.01", "100.01", True),  # 6.99 days and 99.99 hours fewer
        ("13.01", "100", False),  # 100 hours fewer
        ("20", "200", True),
    ],
)
def test_seven_days_or_a_hundred_hours_fewer_are_enough(days, hours, is_told):
    before = {"headache_days": Decimal(20), "hours_a_month": Decimal(200)}
    case = responding(baseline=before, headache_days=Decimal(days), headache_hours=Decimal(hours))
    told = [f for f in check_response(case) if f.key.startswith("response:benefit")]
    assert [f.severity for f in told] == [WARN] * is_told


def test_hours_nobody_counted_before_show_no_benefit():
    before = {"headache_days": Decimal(15), "hours_a_month": None}
    case = responding(baseline=before, headache_days=Decimal(10), headache_hours=Decimal(0))
    (found,) = check_response(case)
    assert found.severity is WARN
    assert found.happened == "Headache days a month: 15 before, 10 now."


@pytest.mark.parametrize(("days", "is_told"), [("21", False), ("21.01", True), ("40", True)])
def test_thirty_percent_fewer_days_are_enough(days, is_told):
    case = responding(baseline={"headache_days": Decimal(30)}, headache_days=Decimal(days))
    told = [f for f in check_response(case) if f.key.startswith("response:percent")]
    assert [f.severity for f in told] == [WARN] * is_told


def test_a_baseline_of_nothing_divides_nothing():
    case = responding(baseline={"headache_days": Decimal(0)}, headache_days=Decimal(0))
    assert {f.severity for f in check_response(case)} <= {WARN}


def test_who_improved_is_never_told_to_have_it_no_longer():
    for days in range(16):
        case = responding(headache_days=Decimal(days), headache_hours=Decimal(days))
        assert all("no longer" not in f.happened + f.remedy for f in check_response(case))
    assert check_response(responding(headache_days=Decimal(1))) == ()


def test_without_a_baseline_nothing_is_compared():
    assert check_response(make_case(baseline=None)) == ()
