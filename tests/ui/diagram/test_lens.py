"""Where a view lies under a lens: bounds, what stays in place, and how a view opens."""

import random
from math import dist

import pytest
from PySide6.QtCore import QPointF, QSize

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.lens import MOST, Lens
from clinicapp.ui.theme.tokens import SIZE, px
from tests.factories import make_protocol
from tests.ui.theme.dressing import dress

# What one view alone has in windows of 1280x800, 1440x900 and 1920x1080, and in a small one.
PANES = ((671, 613), (749, 650), (869, 754), (1313, 930), (412, 436))


@pytest.fixture(autouse=True)
def plain(qapp):
    dress(qapp)


def stage(view, size, lens=None, *, enlarged=1.0):
    return Backdrop(
        view=view,
        size=QSize(*size),
        ratio=1.0,
        theme="light",
        enlarged=enlarged,
        crop="close",
        compact=False,
        muscle_names=tuple((m.code, m.name) for m in make_protocol().muscles),
        lens=lens,
    )


def in_sight(still):
    """The sites whose middle lies in the pane."""
    width, height = still.size.width(), still.size.height()
    spots = {i: still.site_point(i) for i in still.art.site_points}
    return {i for i, p in spots.items() if 0 <= p.x() <= width and 0 <= p.y() <= height}


@pytest.mark.parametrize("size", PANES)
@pytest.mark.parametrize("view", list(View))
def test_a_view_alone_opens_with_its_sites_as_far_apart_as_the_room_allows(view, size):
    still = stage(view, size)
    assert in_sight(still) == set(still.art.site_points)
    assert still.zoom >= 1.0
    room = still.site_room()
    spots = [still.site_point(i) for i in still.art.site_points]
    wide = max(p.x() for p in spots) - min(p.x() for p in spots)
    high = max(p.y() for p in spots) - min(p.y() for p in spots)
    is_full = wide > room.width() - 2 or high > room.height() - 2
    has_a_glove_s_room = still.apart >= SIZE["region_chip"] - 0.1
    assert is_full or has_a_glove_s_room or still.zoom == pytest.approx(1.0)
    assert wide <= room.width() + 1 or still.zoom == pytest.approx(1.0)


@pytest.mark.parametrize("view", list(View))
def test_in_a_usual_window_every_site_of_a_view_that_opens_is_a_finger_apart(view):
    assert stage(view, (749, 650)).apart >= SIZE["touch"]
    assert stage(view, (869, 754)).apart >= SIZE["touch"]


@pytest.mark.parametrize("size", PANES)
@pytest.mark.parametrize("view", list(View))
def test_the_greatest_zoom_lets_every_glove_hit(view, size):
    still = stage(view, size, Lens(MOST, (500, 500)))
    assert still.apart >= SIZE["touch"]
    assert still.apart >= SIZE["region_chip"] or size == PANES[-1]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("view", list(View))
def test_whatever_is_done_the_zoom_is_bounded_and_a_site_is_in_sight(view, seed):
    chance = random.Random(seed)
    size, lens = chance.choice(PANES), None
    for _ in range(40):
        still = stage(view, size, lens)
        about = QPointF(chance.uniform(-50, size[0] + 50), chance.uniform(-50, size[1] + 50))
        if chance.random() < 0.5:
            lens = still.frame.zoomed(still.geometry, chance.uniform(0.4, 2.5), about)
        else:
            by = QPointF(chance.uniform(-900, 900), chance.uniform(-900, 900))
            lens = still.frame.moved(still.geometry, by)
        now = stage(view, size, lens)
        assert 1.0 - 1e-9 <= now.zoom <= MOST + 1e-9
        assert in_sight(now)


def test_a_whole_view_cannot_be_moved():
    still = stage(View.FRONT, (749, 650), Lens(1.0, (500, 400)))
    moved = still.frame.moved(still.geometry, QPointF(300, -200))
    assert stage(View.FRONT, (749, 650), moved).geometry == still.geometry
    assert still.zoom == pytest.approx(1.0)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_a_view_lies_on_whole_dots_of_the_screen(ratio):
    for size in PANES:
        geometry = stage(View.LEFT, size).geometry.snapped(ratio)
        for corner in (geometry.x * ratio, geometry.y * ratio):
            assert corner == pytest.approx(round(corner), abs=1e-6)


def test_a_point_goes_to_px_and_back():
    still = stage(View.BACK, (869, 754), Lens(2.0, (430, 500)))
    for point in still.art.site_points.values():
        assert dist(still.geometry.to_units(still.geometry.to_px(point)), point) < 1e-6


def test_marks_and_reach_grow_with_the_room_between_the_sites():
    whole = stage(View.BACK, (749, 650), Lens(1.0, (500, 500)))
    close = stage(View.BACK, (749, 650), Lens(2.2, (500, 500)))
    assert whole.radius < close.radius <= 0.45 * close.apart
    assert whole.reach == SIZE["touch"] / 2
    assert close.reach == SIZE["region_chip"] / 2


def test_at_a_larger_scale_fingers_are_as_large_as_before(qapp):
    dress(qapp, "light", 2.0)
    still = stage(View.FRONT, (1313, 930), enlarged=2.0)
    assert still.reach >= px(SIZE["touch"]) / 2
    dress(qapp)
