"""The rules of the 31 sites as they lie on the screen.

`tests/catalog/test_artwork.py` holds the same rules for the drawing itself, in view units.
"""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QRegion, QTransform

from clinicapp.config.settings import Settings
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.four_views import FOUR_FROM
from clinicapp.ui.diagram.paths import painter_path
from clinicapp.ui.main_window import MainWindow
from clinicapp.ui.pages.session_fit import room_in
from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.tokens import SIZE, px
from tests.factories import make_session
from tests.ui.diagram.conftest import LARGE, SMALL, with_all_extras
from tests.ui.theme.dressing import dress

SHOWN = [None, *View]
BOTH_SIDES = (View.FRONT, View.BACK)


def shown(views, alone):
    """The panes to look at: all four, or the one that is alone."""
    views.show_view(alone)
    return [pane for pane in views.panes.values() if pane.isVisible()]


def places(pane):
    return {i: pane.site_point(i).toTuple() for i in pane.site_ids()}


def twin(site_id):
    return site_id.replace("-L", "-R")


# the rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, *BOTH_SIDES])
def test_the_front_is_mirrored_the_back_is_not_and_twins_lie_opposite(views, size, alone):
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    for pane in shown(views, alone):
        if pane.view not in BOTH_SIDES:
            continue
        at = places(pane)
        geometry = pane.backdrop().geometry
        middle = geometry.to_px((500.0, 0.0)).x()
        for site_id, (x, y) in at.items():
            letter = site_id.split("-")[1][0]
            if letter == "M":
                assert x == pytest.approx(middle)
                continue
            is_at_viewers_right = letter == ("L" if pane.view is View.FRONT else "R")
            assert (x > middle) is is_at_viewers_right, site_id
            if letter == "L":
                assert at[twin(site_id)] == pytest.approx((2 * middle - x, y))


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.LEFT])
def test_the_side_views_mirror_each_other_at_their_own_scales(views, size, alone):
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    shown(views, alone)
    left, right = (_from_first(views.panes[v]) for v in (View.LEFT, View.RIGHT))
    for site_id, (x, y) in left.items():
        assert right[twin(site_id)] == pytest.approx((-x, y), abs=1e-6)


def _from_first(pane):
    """How far each site lies from temporalis 1, in view units."""
    at, scale = places(pane), pane.backdrop().geometry.scale
    x, y = next(point for site_id, point in at.items() if site_id.endswith("1"))
    return {i: ((u - x) / scale, (v - y) / scale) for i, (u, v) in at.items()}


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.FRONT])
def test_frontalis_lies_above_corrugator_and_procerus_between_its_sites(views, size, alone):
    views.resize(*size)
    shown(views, alone)
    at = places(views.panes[View.FRONT])
    middle = at["PRO-M1"][0]
    for side in "LR":
        assert at[f"FRO-{side}1"][1] < at[f"COR-{side}1"][1]
        assert at[f"FRO-{side}2"][1] == pytest.approx(at[f"FRO-{side}1"][1])
        assert abs(at[f"FRO-{side}2"][0] - middle) > abs(at[f"FRO-{side}1"][0] - middle)
        assert at["PRO-M1"][1] == pytest.approx(at[f"COR-{side}1"][1], abs=5)
    assert middle == pytest.approx((at["COR-L1"][0] + at["COR-R1"][0]) / 2)


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.LEFT, View.RIGHT])
def test_temporalis_stands_in_order_and_clear_of_the_ear(views, size, alone):
    views.show_session(with_all_extras(make_session()))
    views.resize(*size)
    for pane in shown(views, alone):
        if pane.view in BOTH_SIDES:
            continue
        letter, forward = ("L", -1) if pane.view is View.LEFT else ("R", 1)
        at = places(pane)
        one, two, three, four = (at[f"TEM-{letter}{n}"] for n in (1, 2, 3, 4))
        assert two[0] == pytest.approx(one[0])
        assert two[1] < three[1] < one[1]
        assert (three[0] - one[0]) * forward > 0
        assert (three[0] - two[0]) * forward > 0
        assert (four[0] - two[0]) * forward < 0
        still = pane.backdrop()
        to_px = QTransform.fromTranslate(still.geometry.x, still.geometry.y)
        to_px.scale(still.geometry.scale, still.geometry.scale)
        ear = to_px.map(painter_path(still.art.fills["ear"]))
        assert not any(ear.contains(QPointF(x, y)) for x, y in at.values())
        assert ear.contains(still.geometry.to_px(still.art.landmarks["tragus"]))


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [None, View.BACK])
def test_occipitalis_lies_above_the_neck_and_the_neck_above_trapezius(views, size, alone):
    views.resize(*size)
    shown(views, alone)
    at = places(views.panes[View.BACK])
    heights = {m: [y for i, (_, y) in at.items() if i[:3] == m] for m in ("OCC", "CPS", "TRA")}
    assert max(heights["OCC"]) < min(heights["CPS"])
    assert max(heights["CPS"]) < min(heights["TRA"])
    middle = (at["CPS-L1"][0] + at["CPS-R1"][0]) / 2
    for side in "LR":
        off = {n: abs(at[f"{n[:3]}-{side}{n[3]}"][0] - middle) for n in
               ("OCC1", "OCC2", "OCC3", "TRA1", "TRA2", "TRA3")}  # fmt: skip
        assert off["OCC3"] < off["OCC1"] < off["OCC2"]
        assert off["TRA3"] < off["TRA1"] < off["TRA2"]
        assert max(at[f"OCC-{side}2"][1], at[f"OCC-{side}3"][1]) < at[f"OCC-{side}1"][1]


# hit targets ----------------------------------------------------------------------------------


def test_no_two_targets_overlap_in_the_smallest_window(qapp, qtbot, views, tmp_path, clock):
    window = MainWindow(tmp_path, Settings(tmp_path / "settings.json"), clock)
    qtbot.addWidget(window)
    views.show_session(with_all_extras(make_session()))
    for scale in (1.0, tokens.SCALE_MAX):
        dress(qapp, "light", scale)
        least = window.minimumSize()
        frame = QSize(px(SIZE["rail"]), px(SIZE["banner"] + SIZE["status"]))
        for size in (room_in(least - frame).diagram, FOUR_FROM * scale, views.minimumSizeHint()):
            views.resize(size)
            for alone in SHOWN:
                for pane in shown(views, alone):
                    _check_targets(pane)
    dress(qapp)


def _check_targets(pane):
    targets = {i: pane.button(i).mask().translated(pane.button(i).pos()) for i in pane.site_ids()}
    for one, other in combinations(targets, 2):
        assert not targets[one].intersects(targets[other]), (one, other)
    for site_id, (x, y) in places(pane).items():
        if pane.rect().contains(int(x), int(y)):
            assert targets[site_id].contains(QPoint(int(x), int(y))), site_id
    reached = QRegion()
    for target in targets.values():
        reached += target
    assert reached.boundingRect().width() >= px(SIZE["touch"])
