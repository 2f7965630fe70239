from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.calendar_months import months_after, months_before

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 3, date(2026, 8, 22)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 5, 28), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2024, 5, 29), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2027, 2, 28), 3, date(2026, 11, 28)),
        (date(2027, 1, 31), 3, date(2026, 10, 31)),
        (date(2027, 1, 31), 2, date(2026, 11, 30)),
        (date(2026, 3, 31), 4, date(2025, 11, 30)),
    ],
)
def test_the_same_day_of_an_earlier_month_or_its_last_day(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2025, 12, 12), 12, date(2026, 12, 12)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_the_same_day_of_a_later_month_or_its_last_day(day, months, after):
    assert months_after(day, months) == after


@given(DAYS, MONTHS)
def test_the_day_of_the_month_stays_or_is_the_last(day, months):
    for moved in (months_before(day, months), months_after(day, months)):
        last = monthrange(moved.year, moved.month)[1]
        assert moved.day == min(day.day, last)
    behind = months_before(day, months)
    assert (day.year - behind.year) * 12 + day.month - behind.month == months


@given(DAYS, MONTHS)
def test_a_later_day_never_has_an_earlier_border(day, months):
    assert months_before(day, months) <= months_before(day + timedelta(days=1), months)
