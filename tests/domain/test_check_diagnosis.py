from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product

import pytest

from clinicapp.domain.checks.diagnosis import check_diagnosis
from clinicapp.domain.checks.finding import Gate, Severity
from tests.case_factory import make_baseline, make_case, make_diagnoses, make_diagnosis
from tests.factories import make_patient, make_session

CODES = [c.code for c in make_diagnoses().codes]


def diagnosed(**changes):
    return make_case(facts={"diagnosis": make_diagnosis(**changes)})


def with_baseline(**changes):
    patient = make_patient()
    return make_case(patient=patient, baseline=make_baseline(patient.id, **changes))


def test_no_diagnosis_and_no_baseline_are_missing():
    found = check_diagnosis(make_case(facts={"diagnosis": None}, baseline=None))
    assert [(f.severity, f.is_missing) for f in found] == [
        (Severity.BLOCK, True),
        (Severity.HOLD, True),
    ]
    assert {f.gate for f in found} == {Gate.DIAGNOSIS}


@pytest.mark.parametrize("three", list(product((True, False), repeat=3)))
@pytest.mark.parametrize("code", [*CODES, "G43.009", ""])
def test_only_the_derived_code_passes(three, code):
    aura, intractable, status = three
    case = diagnosed(
        aura=aura,
        intractable=intractable,
        status_migrainosus=status,
        attack_over_72_hours=True,
        code=code,
    )
    wanted = "G43." + ("E" if aura else "7") + str(int(intractable)) + ("1" if status else "9")
    found = check_diagnosis(case)
    if code == wanted:
        assert found == ()
    else:
        assert [f.severity for f in found] == [Severity.BLOCK]
        assert wanted in found[0].happened


@pytest.mark.parametrize(("attack", "is_fine"), [(True, True), (False, False)])
def test_status_needs_an_attack_of_more_than_72_hours(attack, is_fine):
    found = check_diagnosis(diagnosed(status_migrainosus=True, attack_over_72_hours=attack))
    assert [f.severity for f in found] == [] if is_fine else [Severity.BLOCK]


def test_an_attack_of_more_than_72_hours_does_not_make_it_status():
    assert check_diagnosis(diagnosed(attack_over_72_hours=True)) == ()


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [(datetime(2023, 10, 1, 18, tzinfo=UTC), True), (datetime(2023, 9, 30, 18, tzinfo=UTC), False)],
)
def test_a_code_counts_on_the_day_of_the_session(day, is_valid):
    diagnosis = make_diagnosis(aura=True)
    case = make_case(session=make_session(started_at=day), facts={"diagnosis": diagnosis})
    found = check_diagnosis(case)
    assert [f.severity for f in found] == ([] if is_valid else [Severity.BLOCK])
    if not is_valid:
        assert "30 Sep 2023" in found[0].happened


@pytest.mark.parametrize(
    ("name", "enough", "below"),
    [
        ("headache_days", Decimal(15), Decimal("14.99")),
        ("hours_a_day", Decimal(4), Decimal("3.99")),
        ("migraine_days", Decimal(8), Decimal("7.99")),
        ("months", 3, 2),
    ],
)
def test_the_baseline_holds_from_its_border_on(name, enough, below):
    assert check_diagnosis(with_baseline(**{name: enough})) == ()
    (found,) = check_diagnosis(with_baseline(**{name: below}))
    assert found.severity is Severity.HOLD
    assert not found.is_missing
    assert f" {below}, at least {enough}" in found.happened


def test_everything_that_is_too_little_is_one_finding_that_names_its_values():
    one = with_baseline(headache_days=Decimal(10), months=1)
    (found,) = check_diagnosis(one)
    assert found.happened == (
        "The baseline is below that of chronic migraine: "
        "headache days a month 10, at least 15; months 1, at least 3."
    )
    other = replace(one, baseline=replace(one.baseline, headache_days=Decimal(11)))
    assert check_diagnosis(other)[0].key != found.key
