from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.errors import InputError
from clinicapp.domain.expiry import month_end, read_expiry


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2028-05-31", date(2028, 5, 31)),
        ("2028-5-1", date(2028, 5, 1)),
        ("31 May 2028", date(2028, 5, 31)),
        ("31MAY2028", date(2028, 5, 31)),
        ("May 31, 2028", date(2028, 5, 31)),
        ("2028 MAY 31", date(2028, 5, 31)),
        ("05/31/2028", date(2028, 5, 31)),
        ("31.05.2028", date(2028, 5, 31)),
        ("05/05/2028", date(2028, 5, 5)),
        ("05/31/28", date(2028, 5, 31)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_a_full_date_is_that_day(typed, day):
    assert read_expiry(typed) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/2028", date(2028, 5, 31)),
        ("5/2028", date(2028, 5, 31)),
        ("2028-05", date(2028, 5, 31)),
        ("May 2028", date(2028, 5, 31)),
        ("MAY-2028", date(2028, 5, 31)),
        ("02/2028", date(2028, 2, 29)),
        ("Feb 2027", date(2027, 2, 28)),
        ("EXP 11/2026", date(2026, 11, 30)),
        ("exp. 2026 november", date(2026, 11, 30)),
        ("12/2099", date(2099, 12, 31)),
    ],
)
def test_a_month_alone_means_its_last_day(typed, day):
    assert read_expiry(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "05/06/2028",
        "5.6.2028",
        "05/06",
        "05/31",
        "05/28",
        "May 28",
        "11/12",
        "05/06/28",
        "31 May 28",
        "28/05/29",
    ],
)
def test_what_can_be_two_dates_is_refused(typed):
    with pytest.raises(InputError, match="more than one date"):
        read_expiry(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2028",
        "280531",
        "20280531",
        "2028-02-30",
        "13/2028",
        "00/2028",
        "05/1928",
        "2028-05-00",
        "31/31/2028",
        "2028-05-31-1",
        "٢٠٢٨-٠٥-٣١",
        "May",
        "05//",
        "1/2/3/2028",
        "2028-05-31 10:00",
        "ма́й 2028",
        "05/2128",
    ],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(InputError, match=r"expiry date|more than one"):
        read_expiry(typed)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_written_form_of_a_day_is_that_day_or_refused(day):
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%m/%d/%y"):
        try:
            found = read_expiry(day.strftime(form))
        except InputError:
            assert form != "%Y-%m-%d"
            continue
        assert found == day
    assert read_expiry(f"{day:%m/%Y}") == month_end(day.year, day.month)


@given(st.text(max_size=20) | st.text("0123456789/-. mayMAY", max_size=14))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = read_expiry(text)
    except InputError:
        found = date(2000, 1, 1)
    assert 2000 <= found.year <= 2099
