"""The limits of the demo are kept by numbers, not by words."""

import pytest

from clinicapp.demo.limits import exceeded

EVENTS, SECONDS = {"consent_reconfirm": 6}, {"consent_first": 180, "consent_reconfirm": 29.5}


def test_counts_within_the_limits_are_kept():
    assert exceeded(EVENTS, SECONDS) == ()


@pytest.mark.parametrize(
    ("events", "seconds"),
    [
        ({"consent_reconfirm": 7}, SECONDS),
        (EVENTS, SECONDS | {"consent_first": 180.5}),
        (EVENTS, SECONDS | {"consent_reconfirm": 31}),
        ({}, SECONDS),
        (EVENTS, {"consent_first": 20}),
    ],
)
def test_a_count_that_is_over_or_missing_is_told(events, seconds):
    (told,) = exceeded(events, seconds)
    assert "may be" in told
