from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.catalog.products import load_catalogue
from clinicapp.config.resources import resource
from clinicapp.domain.errors import ClinicError, InputError, RuleError
from clinicapp.domain.labels import (
    check_carton,
    check_lot,
    check_product,
    check_serial,
    check_strength,
    product_for,
    product_of_label,
    read_label,
)

CATALOGUE = load_catalogue(resource("products", "botulinum.toml"))
DAY = date(2026, 11, 22)
LABEL = read_label("0023-3921-02", "C8124C3", "05/2028", "4471902655", catalogue=CATALOGUE, day=DAY)


def product(number, day=DAY, catalogue=CATALOGUE):
    return product_for(number, catalogue, day)


@pytest.mark.parametrize(
    "number",
    [
        "0023-1145-01",
        "00023-1145-01",
        "00023114501",
        "0023114501",
        "00300231145014",
        "NDC 0023-1145-01",
        " 0023–1145–01 ",
    ],
)
def test_a_product_is_found_by_every_shape_of_its_number(number):
    assert product(number).units == 100


@pytest.mark.parametrize(
    "number",
    [
        "0023-9232-01",
        "00023-9232-02",
        "0023923201",
        "00300239232013",
        "00300233919507",
        "BOTOX Cosmetic",
        "botox cosmetic 100 units",
    ],
)
def test_the_cosmetic_vial_is_refused_with_the_reason(number):
    with pytest.raises(RuleError, match=r"BOTOX Cosmetic.*wrinkles") as refused:
        product(number)
    assert "Set the vial aside" in refused.value.remedy


@pytest.mark.parametrize("name", ["Dysport", "xeomin 100", "DAXXIFY", "abobotulinumtoxinA"])
def test_another_toxin_is_refused_by_name(name):
    with pytest.raises(RuleError, match="another toxin: its units cannot be compared"):
        product(name)


@pytest.mark.parametrize("number", ["85766-155-01", "00385766155011", "0023-1145-02"])
def test_a_number_that_nobody_entered_is_refused(number):
    with pytest.raises(RuleError, match="not in the catalogue"):
        product(number)


@pytest.mark.parametrize("number", ["00300233921024", "00300231145015"])
def test_a_wrong_check_digit_is_refused(number):
    with pytest.raises(InputError, match="check digit"):
        product(number)


@pytest.mark.parametrize("number", ["", "BOTOX", "0023-1145", "003002311450", "٠٠٢٣-١١٤٥-٠١"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(InputError, match="not a product number"):
        product(number)


def test_a_product_is_refused_outside_its_days():
    ends = replace(CATALOGUE.products[0], effective_to=date(2026, 6, 30))
    catalogue = replace(CATALOGUE, products=(ends,))
    number = "0023-1145-01"
    assert product(number, date(2010, 10, 15), catalogue) == ends
    assert product(number, date(2026, 6, 30), catalogue) == ends
    with pytest.raises(RuleError, match="from 2010-10-15"):
        product(number, date(2010, 10, 14), catalogue)
    with pytest.raises(RuleError, match="until 2026-06-30"):
        product(number, date(2026, 7, 1), catalogue)


def test_ten_bare_digits_that_fit_two_products_are_refused():
    twin = replace(CATALOGUE.products[0], ndc="00231-145-01")
    catalogue = replace(CATALOGUE, products=(*CATALOGUE.products, twin))
    with pytest.raises(InputError, match="two products"):
        product("0023114501", catalogue=catalogue)
    assert product("00231-145-01", catalogue=catalogue) == twin


def test_a_label_is_read_from_what_is_typed():
    assert (LABEL.ndc, LABEL.units, LABEL.lot_number) == ("0023-3921-02", 200, "C8124C3")
    assert LABEL.expiration_date == date(2028, 5, 31)
    assert (LABEL.serial, LABEL.gtin) == ("4471902655", "")
    typed = read_label(
        "00300231145014", " c7990c3 ", "30 Nov 2026", units="100", catalogue=CATALOGUE, day=DAY
    )
    assert (typed.gtin, typed.lot_number, typed.serial) == ("00300231145014", "C7990C3", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lot": "C8"}, "lot number"),
        ({"expiry": "05/06/2028"}, "more than one date"),
        ({"serial": "44 71"}, "serial number"),
        ({"units": "150"}, "not made in vials of 150 units"),
        ({"units": "100"}, "The label says 100 units, but NDC 0023-3921-02 is BOTOX 200 units"),
        ({"units": "1e2"}, "not a number of units"),
        ({"number": "0023-9232-01"}, "BOTOX Cosmetic"),
    ],
)
def test_a_typed_label_is_refused_for_each_wrong_field(changes, words):
    fields = {"number": "0023-3921-02", "lot": "C8124C3", "expiry": "05/2028"} | changes
    with pytest.raises(ClinicError, match=words):
        read_label(**fields, catalogue=CATALOGUE, day=DAY)


@pytest.mark.parametrize(
    ("typed", "lot"), [("c8124c3", "C8124C3"), ("A1B", "A1B"), ("88-214-FW ", "88-214-FW")]
)
def test_a_lot_is_kept_in_capitals(typed, lot):
    assert check_lot(typed) == lot


@pytest.mark.parametrize(
    "typed", ["", "AB", "A" * 21, "C81 24", "C81.24", "ſABC", "straße", "С8124", "C8124\nC3", "ıab"]
)
def test_what_is_no_lot_is_refused(typed):
    with pytest.raises(InputError, match="lot number"):
        check_lot(typed)


@given(st.text(max_size=25))
def test_a_lot_is_3_to_20_plain_letters_digits_and_hyphens_or_refused(text):
    try:
        lot = check_lot(text)
    except InputError:
        return
    assert 3 <= len(lot) <= 20
    assert set(lot) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def test_a_refused_serial_is_not_repeated():
    with pytest.raises(InputError) as refused:
        check_serial("4471/902655")
    assert "4471" not in str(refused.value)


@pytest.mark.parametrize("units", ["50", "100", "200", "200.0"])
def test_the_strengths_that_are_made_pass(units):
    check_strength(Decimal(units), CATALOGUE)


@pytest.mark.parametrize("units", ["150", "49.5", "500", "1000", "0"])
def test_a_strength_nobody_makes_is_a_sign_of_a_counterfeit(units):
    with pytest.raises(RuleError, match="only of 50, 100, 200") as refused:
        check_strength(Decimal(units), CATALOGUE)
    assert "counterfeit" in refused.value.remedy


def test_a_label_whose_parts_agree_names_its_product():
    assert product_of_label(LABEL, CATALOGUE, DAY).units == 200
    both = replace(LABEL, gtin="00300233921029")
    assert product_of_label(both, CATALOGUE, DAY).units == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gtin": "00300231145014"}, "two products"),
        ({"units": Decimal(100)}, "The label says 100 units"),
        ({"units": Decimal(150)}, "not made"),
        ({"ndc": "0023-9232-01"}, "Cosmetic"),
    ],
)
def test_a_label_whose_parts_differ_is_refused(changes, words):
    with pytest.raises(RuleError, match=words):
        product_of_label(replace(LABEL, **changes), CATALOGUE, DAY)


def test_a_vial_of_its_carton_passes_whatever_their_serials():
    check_carton(LABEL, replace(LABEL, serial="", gtin="00300233921029"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lot_number": "C8124C4"}, "the lot on the carton is C8124C3, and on the vial C8124C4"),
        ({"expiration_date": date(2028, 6, 30)}, "expiry on the carton is 2028-05-31"),
        ({"units": Decimal(100)}, "the strength on the carton is 200 units"),
        ({"ndc": "0023-1145-01"}, "the product on the carton is 0023-3921-02"),
    ],
)
def test_a_vial_that_is_not_of_its_carton_is_stopped(changes, words):
    with pytest.raises(RuleError, match=f"^Stop: .*{words}|^Stop: {words}") as refused:
        check_carton(LABEL, replace(LABEL, **changes))
    assert refused.value.unchanged == "The vial was not entered."
    assert "do not use them" in refused.value.remedy


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ndc": "0023114501"}, "not an NDC"),
        ({"gtin": "00300231145015"}, "check digit"),
        ({"gtin": "00300233921029"}, "does not belong"),
        ({"ndc": "0023-9232-01", "gtin": "00300239232013"}, "Cosmetic"),
        ({"units": Decimal(150)}, "not made"),
        ({"hcpcs": ""}, "not an HCPCS code"),
        ({"hcpcs": "J0588"}, "J0588 is not the HCPCS code of onabotulinumtoxinA"),
        ({"name": "Dysport 200"}, "This is Dysport"),
        ({"name": "BOTOX dys-port"}, "This is Dysport"),
        ({"name": "BOTOX\u00a0Cosmetic"}, "This is BOTOX Cosmetic"),
        ({"name": "Jeuveau 100 units"}, "Jeuveau 100 units is not BOTOX"),
        ({"name": ""}, "is not BOTOX"),
        ({"generic_name": "abobotulinumtoxinA"}, "This is Dysport"),
        ({"generic_name": "prabotulinumtoxinA"}, "is not onabotulinumtoxinA"),
        ({"generic_name": "toxin"}, "toxin is not onabotulinumtoxinA"),
        ({"generic_name": ""}, "is not onabotulinumtoxinA"),
        ({"ndc": "00023-9232-1", "gtin": "00300023923219"}, "Cosmetic"),
        ({"effective_to": date(2000, 1, 1)}, "ends before it begins"),
    ],
)
def test_a_product_that_cannot_be_right_is_refused(changes, words):
    with pytest.raises(ClinicError, match=words):
        check_product(replace(CATALOGUE.products[0], **changes), CATALOGUE)


def test_a_relabelled_vial_may_be_added():
    added = replace(CATALOGUE.products[0], ndc="85766-155-01", gtin="00385766155011", is_added=True)
    check_product(added, CATALOGUE)
    catalogue = replace(CATALOGUE, products=(*CATALOGUE.products, added))
    assert product("00385766155011", catalogue=catalogue) == added
