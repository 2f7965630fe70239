from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.clock import moment_of, parse_clock
from clinicapp.domain.errors import InputError

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("14:02", 14, 2), ("1402", 14, 2), ("9:05", 9, 5), (" 00.00 ", 0, 0)],
)
def test_a_time_of_day_is_read_as_people_type_it(text, hour, minute):
    assert parse_clock(text) == time(hour, minute)


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "2 pm", "14", "14:2", "-1:30"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(InputError):
        parse_clock(text)


@given(st.times())
def test_every_minute_of_the_day_is_read_back(clock):
    assert parse_clock(f"{clock:%H:%M}") == time(clock.hour, clock.minute)


def test_a_local_time_is_a_moment_in_utc():
    found = moment_of(date(2026, 11, 22), time(14, 2), CHICAGO)
    assert found == datetime(2026, 11, 22, 20, 2, tzinfo=UTC)


def test_a_time_that_the_clock_skips_is_refused():
    with pytest.raises(InputError, match="put forward"):
        moment_of(date(2026, 3, 8), time(2, 30), CHICAGO)


def test_a_time_that_comes_twice_means_the_earlier_so_that_no_vial_lasts_longer():
    found = moment_of(date(2026, 11, 1), time(1, 30), CHICAGO)
    assert found == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
