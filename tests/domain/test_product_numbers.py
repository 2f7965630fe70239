import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.errors import InputError
from clinicapp.domain.product_numbers import (
    check_digit,
    claim_forms,
    gtin_of,
    is_gtin,
    is_ndc,
    ndc_digits,
    tidy_number,
)

DIGITS = st.text("0123456789", min_size=10, max_size=10)


@pytest.mark.parametrize(
    ("ndc", "gtin"),
    [
        ("0023-1145-01", "00300231145014"),
        ("0023-3921-02", "00300233921029"),
        ("0023-9232-01", "00300239232013"),
        ("85766-155-01", "00385766155011"),
    ],
)
def test_a_gtin_is_0_03_the_ndc_and_a_check_digit(ndc, gtin):
    assert gtin_of(ndc) == gtin
    assert is_gtin(gtin)
    assert ndc_digits(gtin) == ndc.replace("-", "")


@given(DIGITS, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits, at, shift):
    gtin = gtin_of(digits)
    wrong = gtin[:at] + str((int(gtin[at]) + shift) % 10) + gtin[at + 1 :]
    assert is_gtin(gtin)
    assert not is_gtin(wrong)


def test_the_check_digit_of_the_standard_is_found():
    assert check_digit("629104150021") == "3"
    assert check_digit("0030023392102") == "9"


@pytest.mark.parametrize("text", ["0030023392102", "٠٠٣٠٠٢٣٣٩٢١٠٢٩", "00300233921029\n", ""])
def test_a_gtin_has_14_plain_digits(text):
    assert not is_gtin(text)
    assert ndc_digits(text) == ""


def test_a_gtin_of_another_kind_holds_no_ndc():
    assert ndc_digits("04006381333931") == ""


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("0023-1145-01", {"00023-1145-01"}),
        ("85766-155-01", {"85766-0155-01"}),
        ("12345-6789-1", {"12345-6789-01"}),
        ("00023-1145-01", {"00023-1145-01"}),
        ("00023114501", {"00023-1145-01"}),
        ("0023114501", {"00023-1145-01", "00231-0145-01", "00231-1450-01"}),
    ],
)
def test_every_shape_of_an_ndc_becomes_that_of_a_claim(typed, forms):
    assert claim_forms(typed) == forms


@pytest.mark.parametrize(
    "typed", ["", "0023-1145", "0023-1145-1", "023-1145-01", "0023 1145 01", "botox", "1" * 9]
)
def test_another_shape_is_refused(typed):
    with pytest.raises(InputError, match="product number"):
        claim_forms(typed)


def test_what_people_type_around_a_number_is_taken_off():
    assert tidy_number(" NDC 0023–1145–01 ") == "0023-1145-01"
    assert tidy_number("ndc: 0023-1145-01") == "0023-1145-01"
    assert is_ndc(tidy_number("NDC# 0023-1145-01"))
