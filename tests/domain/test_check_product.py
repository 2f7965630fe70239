from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.checks.one_product import check_product
from tests.case_factory import make_case, make_outside, make_rules, make_vial, shipped_rules
from tests.factories import make_patient


def labelled(**changes):
    vial = make_vial()
    return replace(vial, label=replace(vial.label, **changes))


def with_product(ndc="0023-3921-02", **changes):
    catalogue = shipped_rules().catalogue
    product = replace(catalogue.of_ndc("0023-3921-02"), ndc=ndc, **changes)
    return make_rules(catalogue=catalogue.with_added([product]))


def assert_stopped(case, words):
    findings = check_product(case)
    assert findings
    for finding in findings:
        assert finding.severity is Severity.BLOCK
        assert finding.gate is Gate.VIAL
        assert finding.stops_first_dose
    assert any(words in f.happened for f in findings)


def test_both_strengths_of_the_one_product_may_be_used_together():
    small = labelled(ndc="0023-1145-01", units=Decimal(100), gtin="00300231145014")
    assert check_product(make_case(vials=(make_vial(), small))) == ()


def test_a_label_without_a_gtin_is_known_by_its_ndc():
    assert check_product(make_case(vials=(labelled(gtin=""),))) == ()


@pytest.mark.parametrize("ndc", ["0023-9232-01", "0023-9232-02", "0023-3919-50"])
def test_a_cosmetic_vial_is_stopped_with_the_reason(ndc):
    assert_stopped(make_case(vials=(labelled(ndc=ndc),)), "BOTOX Cosmetic")


def test_the_gtin_of_a_refused_product_is_stopped_whatever_the_ndc_says():
    refused = next(r for r in shipped_rules().catalogue.refused if r.gtins)
    assert_stopped(make_case(vials=(labelled(gtin=refused.gtins[0]),)), refused.name)


def test_an_unknown_or_empty_ndc_is_stopped():
    for ndc in ("9999-9999-99", ""):
        assert_stopped(make_case(vials=(labelled(ndc=ndc),)), "not in the list of products")


@pytest.mark.parametrize(
    ("first", "last", "is_fine"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), True),
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (date(2020, 1, 1), date(2026, 11, 21), False),
    ],
)
def test_a_product_may_be_used_from_its_first_to_its_last_day(first, last, is_fine):
    case = make_case(rules=with_product(effective_from=first, effective_to=last))
    if is_fine:
        assert check_product(case) == ()
    else:
        assert_stopped(case, "may not be used on 22 Nov 2026")


@pytest.mark.parametrize("name", ["abobotulinumtoxinA", "incobotulinumtoxinA", ""])
def test_another_toxin_is_stopped_even_when_an_administrator_added_it(name):
    assert_stopped(make_case(rules=with_product(generic_name=name)), "is not BOTOX")


@pytest.mark.parametrize("name", ["toxin", "onabotulinumtoxin", "a", "tox", "BOTOX Cosmetic"])
def test_a_generic_name_is_compared_in_whole_words(name):
    assert_stopped(make_case(rules=with_product(generic_name=name)), "is not BOTOX")


@pytest.mark.parametrize("name", ["Dysport 200", "DYS-PORT", "Xeomin® 200 units"])
def test_another_toxin_is_stopped_by_its_name_whatever_it_is_said_to_be(name):
    assert_stopped(make_case(rules=with_product(name=name)), "It is another toxin")


def test_a_relabelled_vial_of_the_same_product_may_be_added():
    rules = with_product("85766-155-01", gtin="", units=Decimal(100))
    vial = labelled(ndc="85766-155-01", units=Decimal(100), gtin="")
    assert check_product(make_case(rules=rules, vials=(vial,))) == ()


def test_a_label_that_contradicts_the_product_is_stopped():
    assert_stopped(make_case(vials=(labelled(gtin="00300231145014"),)), "GTIN")
    assert_stopped(make_case(vials=(labelled(units=Decimal(100)),)), "100 units are recorded")


def test_different_products_in_one_session_are_stopped():
    rules = with_product("0023-0000-01", generic_name="abobotulinumtoxinA", gtin="")
    vials = (make_vial(), labelled(ndc="0023-0000-01", gtin=""))
    findings = check_product(make_case(rules=rules, vials=vials))
    assert any("different products" in f.happened for f in findings)
    assert all(f.stops_first_dose for f in findings)


@pytest.mark.parametrize(
    ("on", "is_told"),
    [
        (date(2026, 7, 21), False),
        (date(2026, 7, 22), True),
        (date(2026, 11, 21), True),
        (None, True),
    ],
)
def test_another_toxin_within_four_months_is_a_warning(on, is_told):
    patient = make_patient()
    dose = make_outside(patient.id, toxin="dysport", toxin_name="Dysport", on=on)
    findings = check_product(make_case(patient=patient, outside=(dose,)))
    assert [f.severity for f in findings] == [Severity.WARN] * is_told
    assert all("Dysport" in f.happened and not f.stops_first_dose for f in findings)


def test_our_own_product_elsewhere_and_a_dose_in_error_are_not_another_toxin():
    patient = make_patient()
    own = make_outside(patient.id)
    wrong = make_outside(patient.id, toxin="dysport", error_reason="another patient")
    assert check_product(make_case(patient=patient, outside=(own, wrong))) == ()


@pytest.mark.parametrize("toxin", ["unknown", "no-longer-listed"])
def test_a_toxin_nobody_can_name_is_another_toxin(toxin):
    patient = make_patient()
    dose = make_outside(patient.id, toxin=toxin)
    assert check_product(make_case(patient=patient, outside=(dose,)))
