from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.catalog.artwork import load_artwork
from clinicapp.domain.artwork import WIDTH
from clinicapp.domain.directions import heading_across, headings
from clinicapp.domain.places import shift_towards
from clinicapp.domain.protocol import Side, View
from tests.factories import RESOURCES, make_protocol

ART = load_artwork(RESOURCES / "diagram").views
MOST = make_protocol().site_shift_max_cm


@pytest.mark.parametrize(
    ("view", "side", "viewers_right", "viewers_left"),
    [
        ("front", "left", "lateral", "medial"),  # patient's left is on the viewer's right
        ("front", "right", "medial", "lateral"),
        ("front", "midline", "left", "right"),
        ("back", "left", "medial", "lateral"),  # patient's left is on the viewer's left
        ("back", "right", "lateral", "medial"),
        ("back", "midline", "right", "left"),
        ("left", "left", "back", "forward"),  # the face looks to the viewer's left
        ("right", "right", "forward", "back"),
    ],
)
def test_a_way_across_is_told_from_the_patients_side(view, side, viewers_right, viewers_left):
    assert heading_across(View(view), Side(side), True) == viewers_right
    assert heading_across(View(view), Side(side), False) == viewers_left


def test_lateral_leads_away_from_the_midline_for_every_site_as_it_is_drawn():
    for site in make_protocol().placed_sites:
        if site.view in (View.FRONT, View.BACK) and site.side is not Side.MIDLINE:
            away = ART[site.view].site_points[site.id][0] > WIDTH / 2
            assert heading_across(site.view, site.side, away) == "lateral"


def test_forward_leads_to_the_nose():
    for view in (View.LEFT, View.RIGHT):
        nose, ear = (ART[view].landmarks[name][0] for name in ("pronasale", "tragus"))
        assert heading_across(view, Side(view.value), nose > ear) == "forward"


def test_up_and_down_are_the_same_in_every_view():
    for view in View:
        assert headings(view, Side.LEFT, Decimal(0), Decimal("-0.3")) == (("up", Decimal("0.3")),)
        assert headings(view, Side.LEFT, Decimal(0), Decimal("0.3")) == (("down", Decimal("0.3")),)
    assert headings(View.FRONT, Side.LEFT, Decimal(0), Decimal(0)) == ()


@given(st.floats(-40, 40), st.floats(-40, 40))
def test_a_hand_moves_a_site_in_whole_millimetres_and_never_too_far(x, y):
    across, down = shift_towards(x, y, MOST)
    assert (across * 10) % 1 == (down * 10) % 1 == 0
    assert across**2 + down**2 <= MOST**2
    assert x * float(across) >= 0
    assert y * float(down) >= 0
    if x * x + y * y <= 1.9:
        assert abs(float(across) - x) <= 0.051
        assert abs(float(down) - y) <= 0.051
