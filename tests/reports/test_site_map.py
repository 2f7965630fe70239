import math
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import View
from clinicapp.domain.site_record import SiteState
from clinicapp.reports.sheet_facts import Mark
from clinicapp.reports.site_map import GAP, ORDER
from tests.reports.map_reading import (
    LEFT,
    SITES,
    WIDTH,
    crops,
    drawn,
    lines_in,
    numbered_marks,
    operators,
    reference,
)
from tests.reports.sheet_samples import artwork


def changed(mark, **changes):
    """A mark whose site's record is another one."""
    return replace(mark, record=replace(mark.record, **changes))


@pytest.fixture(scope="module")
def whole():
    return drawn(numbered_marks())


def test_there_are_39_sites():
    assert len(SITES) == len(set(SITES)) == len(reference()) == 39


@pytest.mark.parametrize("site_id", SITES)
def test_a_site_is_drawn_in_its_view_where_the_artwork_has_it(whole, site_id):
    panels, placed, _found = whole
    view, x, y = reference()[site_id]
    panel, (left, top, width, height) = panels[view], crops()[view]
    mark = placed[site_id]
    assert mark.mark.view is view
    assert (mark.x - panel.x) / panel.width == pytest.approx((x - left) / width, abs=0.005)
    assert (mark.y - panel.y) / panel.height == pytest.approx((y - top) / height, abs=0.005)


@pytest.mark.parametrize("number", range(1, 40))
def test_its_dose_is_printed_in_the_middle_of_its_mark(whole, number):
    _panels, placed, found = whole
    mark = placed[SITES[number - 1]]
    assert found[str(number)] == [(pytest.approx(mark.x, abs=0.5), pytest.approx(mark.y, abs=0.5))]


@pytest.mark.parametrize("site_id", SITES)
def test_a_site_is_on_the_side_its_id_says(whole, site_id):
    panels, placed, _found = whole
    mark, letter = placed[site_id], site_id[4]
    panel = panels[mark.mark.view]
    middle = panel.place((500.0, 0.0))[0]
    if mark.mark.view in (View.LEFT, View.RIGHT):
        assert letter == {View.LEFT: "L", View.RIGHT: "R"}[mark.mark.view]
    elif letter == "M":
        assert mark.x == pytest.approx(middle)
    else:
        at_viewers_right = letter == ("L" if mark.mark.view is View.FRONT else "R")
        assert (mark.x > middle) is at_viewers_right


def test_every_mark_is_inside_its_window(whole):
    panels, placed, _found = whole
    for mark in placed.values():
        panel = panels[mark.mark.view]
        assert panel.x + mark.radius < mark.x < panel.x + panel.width - mark.radius
        assert panel.y + mark.radius < mark.y < panel.y + panel.height - mark.radius


def test_fixed_sites_do_not_cover_each_other(whole):
    _panels, placed, _found = whole
    fixed = [p for p in placed.values() if p.mark.mark is Mark.GIVEN]
    for n, one in enumerate(fixed):
        for other in fixed[n + 1 :]:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart >= one.radius + other.radius


def test_the_profiles_look_at_the_face_and_the_row_fills_the_width(whole):
    panels, _placed, _found = whole
    assert tuple(panels) == ORDER == (View.RIGHT, View.FRONT, View.LEFT, View.BACK)
    last = panels[View.BACK]
    assert last.x + last.width == pytest.approx(LEFT + WIDTH)
    assert panels[View.FRONT].x == pytest.approx(
        panels[View.RIGHT].x + panels[View.RIGHT].width + GAP
    )


def test_a_lower_map_shows_more_around_and_keeps_every_site_in_place():
    panels, placed, _found = drawn(numbered_marks(), height=120.0)
    for site_id, mark in placed.items():
        view, x, _y = reference()[site_id]
        panel, (left, _top, width, height) = panels[view], crops()[view]
        from_middle = (x - left - width / 2) / height
        assert (mark.x - panel.x - panel.width / 2) / 120 == pytest.approx(from_middle, abs=0.005)


def test_an_omitted_site_has_no_number_and_a_broken_dose_has_its_decimals():
    marks = [m for m in numbered_marks() if m.view is View.FRONT]
    marks[0] = changed(marks[0], state=SiteState.OMITTED)
    marks[1] = changed(marks[1], units=Decimal("2.50"))
    marks[2] = changed(marks[2], units=Decimal("12.25"))
    _panels, placed, found = drawn(tuple(marks))
    assert len(placed) == 7
    assert "0" not in found
    assert {"2.5", "12.25"} <= set(found)
    assert sum(map(len, found.values())) == 6


def test_a_site_the_drawing_does_not_have_is_refused():
    stranger = changed(numbered_marks()[0], site_id="MAS-L1")
    with pytest.raises(CatalogError, match="MAS-L1"):
        drawn((stranger,))


def test_a_site_the_drawing_does_not_have_may_be_put_by_hand():
    put = changed(numbered_marks()[0], site_id="MAS-L1", at_x=Decimal("0.5"), at_y=Decimal("0.5"))
    panels, placed, found = drawn((put,))
    at = panels[View.FRONT].place((500.0, 600.0))
    assert (placed["MAS-L1"].x, placed["MAS-L1"].y) == pytest.approx(at)
    assert found["1"] == [pytest.approx(at, abs=0.5)]


def test_a_moved_site_lies_where_it_was_given_with_a_leader_from_its_planned_place(whole):
    marks = numbered_marks()
    moved = changed(marks[0], shift_x=Decimal("1.5"), shift_y=Decimal("-0.5"))
    panels, placed, found = drawn((moved, *marks[1:]))
    before, after = whole[1][moved.site_id], placed[moved.site_id]
    panel = panels[View.FRONT]
    assert after.planned == (before.x, before.y)
    cm = artwork().views[View.FRONT].units_per_cm * panel.scale
    assert after.x - before.x == pytest.approx(1.5 * cm)
    assert after.y - before.y == pytest.approx(-0.5 * cm)
    assert found["1"] == [pytest.approx((after.x, after.y), abs=0.5)]
    leader = pytest.approx((before.x, before.y, after.x, after.y), abs=0.01)
    assert leader in lines_in((moved, *marks[1:]))
    assert leader not in lines_in(marks)


def test_a_window_shows_more_where_a_mark_lies_beyond_it_and_the_row_stays_as_it_is(whole):
    low = changed(numbered_marks()[-1], at_x=Decimal("0.2"), at_y=Decimal("0.97"))
    panels, placed, found = drawn((*numbered_marks()[:-1], low))
    panel, mark = panels[View.BACK], placed[low.site_id]
    assert panel.scale < whole[0][View.BACK].scale
    assert mark.y + mark.radius < panel.y + panel.height
    assert found["39"] == [pytest.approx((mark.x, mark.y), abs=0.5)]
    assert [(p.x, p.width) for p in panels.values()] == [(p.x, p.width) for p in whole[0].values()]


def test_an_omitted_site_is_a_ring_of_dashes_with_a_gap_at_each_arm_of_its_cross():
    given = numbered_marks()
    omitted = (changed(given[0], state=SiteState.OMITTED), *given[1:])
    assert not _dashes(given)
    dash, gap, start = _dashes(omitted)[0]
    whole_ring = 8 * (dash + gap)
    radius = drawn(omitted)[1][SITES[0]].radius
    assert whole_ring == pytest.approx(math.tau * (radius - 0.4), rel=0.01)
    assert start == pytest.approx(dash + gap / 2, abs=0.01)


def _dashes(marks):
    found = re.findall(r"\[([\d.]+) ([\d.]+)\] ([\d.]+) d", operators(marks))
    return [tuple(map(float, numbers)) for numbers in found]
