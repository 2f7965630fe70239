from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.domain.vials import VialStanding, VialState
from clinicapp.ui.models.vial_words import (
    clock_tone,
    expiry_note,
    left_words,
    standing_word,
    strength_words,
)
from tests.case_factory import make_rules
from tests.factories import AT
from tests.vial_cases import DAY, make_vial, relabelled

POLICY = make_rules().policy


@pytest.mark.parametrize(
    ("units", "ml", "words"),
    [
        ("200", "4", "5 units in 0.1 mL"),
        ("100", "2", "5 units in 0.1 mL"),
        ("100", "8", "1.25 units in 0.1 mL"),
        ("100", "3", "about 3.33 units in 0.1 mL"),
    ],
)
def test_the_strength_is_exact_or_says_that_it_is_rounded(units, ml, words):
    assert strength_words(Decimal(units), Decimal(ml)) == words


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (240, "4 h 0 min left", "ok"),
        (239, "3 h 59 min left", "warn"),
        (0, "0 min left", "warn"),
        (-1, "1 min over", "danger"),
        (-61, "1 h 1 min over", "danger"),
    ],
)
def test_what_is_left_of_the_hours_is_told_in_words_and_tone(minutes, words, tone):
    left = timedelta(minutes=minutes)
    assert (left_words(left), clock_tone(left)) == (words, tone)


@pytest.mark.parametrize(
    ("days", "note"),
    [(-1, "expired"), (0, "last day"), (1, "1 day left"), (30, "30 days left"), (31, "")],
)
def test_a_near_expiry_is_told_in_days(days, note):
    vial = relabelled(make_vial(), expiration_date=DAY + timedelta(days=days))
    assert expiry_note(vial, POLICY, DAY) == note


@pytest.mark.parametrize(
    ("state", "hours", "days", "word"),
    [
        (VialState.OPEN, 24, 0, "Open"),
        (VialState.OPEN, 24.01, 0, "Over 24 hours"),
        (VialState.OPEN, 1, -1, "Expired"),
        (VialState.USED_UP, 90, -1, "Used up"),
        (VialState.DISCARDED, 90, -1, "Discarded"),
    ],
)
def test_a_vial_that_may_not_be_used_any_more_says_why(state, hours, days, word):
    vial = make_vial(at=AT - timedelta(hours=hours))
    vial = relabelled(vial, expiration_date=DAY + timedelta(days=days))
    standing = VialStanding(vial=vial, state=state)
    assert standing_word(standing, POLICY, AT, DAY).word == word
