from datetime import date
from decimal import Decimal

import pytest

from clinicapp.ui.models.day_words import born_words, long_day, short_day, time_ago, years_old
from clinicapp.ui.models.session_words import count_words, session_exceptions, sum_words
from tests.factories import make_session

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.usefixtures("qapp")


def test_days_are_written_out():
    assert short_day(TODAY) == "22 Nov 2026"
    assert long_day(TODAY) == "Sunday 22 November"
    assert born_words(date(1984, 3, 14), TODAY) == "14 March 1984, 42 years"


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (date(2024, 11, 22), "2 years"),
        (date(2024, 11, 23), "23 months"),
        (date(2026, 10, 22), "1 month"),
        (TODAY, "0 months"),
    ],
)
def test_ages_under_two_are_told_in_months(born, told):
    assert years_old(born, TODAY) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 8, 26), "12 weeks 4 days ago"),
        (date(2026, 8, 30), "12 weeks ago"),
        (date(2026, 11, 15), "1 week ago"),
        (date(2026, 11, 21), "1 day ago"),
        (TODAY, "today"),
    ],
)
def test_intervals_are_told_in_weeks_and_days(day, told):
    assert time_ago(day, TODAY) == told


def test_sums_mark_their_thousands_and_stay_exact():
    assert count_words(6612) == "6,612"
    assert sum_words(Decimal("32847.50")) == "32,847.5"
    assert sum_words(Decimal("155.00")) == "155"


def test_every_exception_is_named_with_its_reason():
    session = make_session()
    omission = session.protocol.omission_reasons[0]
    extra = session.protocol.extra_reasons[0]
    session = (
        session.omit(["FRO-L2"], omission.code)
        .change_dose(["FRO-R2"], Decimal("2.5"))
        .add_extra("OCC-RX1", extra.code, Decimal(5))
    )
    assert session_exceptions(session) == (
        f"Frontalis left 2 omitted: {omission.label}",
        "Frontalis right 2 changed to 2.5 units",
        f"Occipitalis right, extra 1 added, 5 units: {extra.label}",
    )


def test_a_standard_session_has_no_exceptions():
    assert session_exceptions(make_session(give_all=True)) == ()


def test_a_moved_site_is_an_exception_told_in_the_patients_terms():
    session = make_session(give_all=True).shift("OCC-L1", Decimal("-0.4"), Decimal("0.2"))
    assert session_exceptions(session) == ("Occipitalis left 1 moved 0.4 cm lateral, 0.2 cm down",)
