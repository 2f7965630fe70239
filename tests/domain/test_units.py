from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.errors import InputError
from clinicapp.domain.units import check_site_units, millilitres, parse_units, show_units

MOST = Decimal(50)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("5", "5"), ("5.0", "5"), ("5,0", "5"), (" 2.5 ", "2.5"), ("2,5", "2.5"), ("0.25", "0.25")],
)
def test_a_dose_is_read_with_point_or_comma(typed, meant):
    assert parse_units(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "five",
        "5 units",
        "1,000",
        "5.000",
        "5..0",
        "-5",
        "+5",
        "5e1",
        "NaN",
        "Infinity",
        ".5",
        "5\x00",
        "5\u202e",
        "٥",
        "5.",
        "12345",
        "5\n5",
    ],
)
def test_anything_else_is_not_a_dose(typed):
    with pytest.raises(InputError) as refusal:
        parse_units(typed)
    assert refusal.value.unchanged == "Nothing has changed."
    assert "such as 5 or 2.5" in refusal.value.remedy


@pytest.mark.parametrize("units", ["0", "-5", "50.01", "500", "2.555", "NaN", "Infinity", "1e400"])
def test_a_dose_that_cannot_stand_at_a_site_is_refused(units):
    with pytest.raises(InputError, match="TEM-L3"):
        check_site_units(Decimal(units), "TEM-L3", MOST)


@pytest.mark.parametrize("units", ["0.01", "2.5", "50", "5.00", "5E+1"])
def test_the_borders_of_a_dose_are_allowed(units):
    assert check_site_units(Decimal(units), "TEM-L3", MOST) == Decimal(units)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5.00", "5"),
        ("2.50", "2.5"),
        ("1E+2", "100"),
        ("112.5", "112.5"),
        ("0", "0"),
        ("0.10", "0.1"),
    ],
)
def test_a_dose_is_shown_without_trailing_zeros(value, shown):
    assert show_units(Decimal(value)) == shown


@given(st.decimals("0.01", "9999.99", places=2))
def test_what_is_shown_is_read_back_as_the_same_dose(units):
    assert parse_units(show_units(units)) == units


def test_volume_is_the_dose_over_the_concentration():
    assert millilitres(Decimal(155), Decimal(50)) == Decimal("3.1")
    assert millilitres(Decimal("2.5"), Decimal(50)) == Decimal("0.05")
