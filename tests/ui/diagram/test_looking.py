"""Looking closer with real events: wheel, pinch, drag, double tap, buttons and keys."""

import random
from math import dist

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.lens import MOST, STEP
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.theme.tokens import SIZE
from tests.factories import make_session
from tests.ui.diagram.conftest import LARGE, give, tap
from tests.ui.diagram.fingers import double_tap, drag, ground, pad, pinch, slide, touch, turn_wheel

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Pad = Qt.NativeGestureType


def alone(views, view=View.BACK):
    views.show_view(view)
    return views.panes[view]


def zoom_of(pane):
    return pane.backdrop().zoom


def click(button):
    QTest.mouseClick(button, Left)


# wheel ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", list(View))
def test_a_wheel_looks_closer_and_what_is_under_the_mouse_stays(views, view):
    pane = alone(views, view)
    at = pane.site_point(pane.site_ids()[0])
    before, zoom = pane.backdrop().geometry.to_units(at), zoom_of(pane)
    for _ in range(3):
        turn_wheel(pane, at)
    assert zoom_of(pane) == pytest.approx(zoom * STEP**3, rel=1e-6)
    still = pane.backdrop()
    assert dist(still.geometry.to_px(before).toTuple(), at.toTuple()) < 1.5


def test_a_wheel_ends_at_the_whole_view_and_at_four_times_it(views):
    pane = alone(views)
    for _ in range(20):
        turn_wheel(pane, ground(pane))
    assert zoom_of(pane) == pytest.approx(MOST)
    for _ in range(20):
        turn_wheel(pane, ground(pane), (0, -120))
    assert zoom_of(pane) == pytest.approx(1.0)
    assert views.view is View.BACK, "no wheel leads back to four views"


def test_over_four_views_only_a_wheel_with_ctrl_enlarges(views):
    pane = views.panes[View.LEFT]
    turn_wheel(pane, ground(pane))
    assert views.view is None
    turn_wheel(pane, ground(pane), (0, -120), CTRL)
    assert views.view is None
    turn_wheel(pane, ground(pane), (0, 120), CTRL)
    assert views.view is View.LEFT


def test_a_wheel_sideways_or_with_shift_moves_the_view(views):
    pane = alone(views)
    pane.lens_tool.zoom(3)
    zoom, x = zoom_of(pane), pane.backdrop().geometry.x
    turn_wheel(pane, ground(pane), (-120, 0))
    assert pane.backdrop().geometry.x < x
    turn_wheel(pane, ground(pane), (0, 120), SHIFT)
    assert pane.backdrop().geometry.x == pytest.approx(x, abs=1)
    assert zoom_of(pane) == zoom


# drag -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", [Left, Qt.MouseButton.MiddleButton])
def test_a_drag_moves_a_view_that_is_seen_closer_and_does_nothing_else(views, heard, button):
    pane = alone(views)
    pane.lens_tool.zoom(2.5)
    at, before = ground(pane), pane.backdrop().geometry
    drag(pane, at, (-40, 25), button=button)
    after = pane.backdrop().geometry
    assert (after.x - before.x, after.y - before.y) == (-40, 25)
    assert heard.said == []
    assert pane.cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_a_drag_with_shift_is_left_to_the_choice_of_sites(views):
    pane = alone(views)
    pane.lens_tool.zoom(2.5)
    before = pane.backdrop().geometry
    drag(pane, ground(pane), (-40, 25), keys=SHIFT)
    assert pane.backdrop().geometry == before


def test_a_whole_view_has_no_hand_and_cannot_be_dragged(views):
    pane = alone(views)
    pane.lens_tool.zoom(0.1)
    before = pane.backdrop().geometry
    drag(pane, ground(pane), (-40, 25))
    assert pane.backdrop().geometry == before
    assert pane.cursor().shape() is Qt.CursorShape.ArrowCursor


# fingers --------------------------------------------------------------------------------------


def test_two_fingers_look_closer_by_as_much_as_they_part(views, heard):
    pane = alone(views, View.FRONT)
    middle = QPointF(pane.rect().center())
    before, zoom = pane.backdrop().geometry.to_units(middle), zoom_of(pane)
    pinch(pane, [40, 50, 60, 70, 80])
    assert zoom_of(pane) == pytest.approx(min(2 * zoom, MOST), rel=0.02)
    assert dist(pane.backdrop().geometry.to_px(before).toTuple(), middle.toTuple()) < 2
    assert heard.said == []


def test_two_fingers_that_move_together_move_the_view(views):
    pane = alone(views, View.FRONT)
    pane.lens_tool.zoom(2)
    before, zoom = pane.backdrop().geometry, zoom_of(pane)
    pinch(pane, [60] * 6, moved=(-30, 20))
    after = pane.backdrop().geometry
    assert zoom_of(pane) == pytest.approx(zoom, rel=0.01)
    assert after.x < before.x
    assert after.y > before.y


def test_a_pinch_that_begins_on_a_site_gives_nothing(views, heard):
    pane = alone(views)
    middle = pane.site_point("CPS-R1") + QPointF(45, 0)
    pinch(pane, [45, 60, 80], middle)
    assert heard.said == []
    assert not any(button.isDown() for button in pane.findChildren(SiteButton))


def test_fingers_that_part_over_one_of_four_views_enlarge_it(views, heard):
    pinch(views.panes[View.BACK], [30, 40, 60, 90])
    assert views.view is View.BACK
    opened = views.panes[View.BACK].backdrop()
    assert opened.lens is None, "what is left of the pinch is not the lens's"
    assert heard.said == []


def test_one_finger_still_gives_a_site(views, heard, qtbot):
    pane = alone(views)
    touch(pane, pane.site_point("CPS-R1"))
    qtbot.waitUntil(lambda: heard.said == [("site_activated", "CPS-R1")])


def test_one_finger_on_the_ground_moves_a_view_that_is_seen_closer(views, heard, qtbot):
    pane = alone(views)
    pane.lens_tool.zoom(2.5)
    before = pane.backdrop().geometry
    slide(pane, ground(pane), (-40, 24))
    qtbot.waitUntil(lambda: pane.backdrop().geometry.x == before.x - 40)
    assert pane.backdrop().geometry.y == before.y + 24
    assert heard.said == []


def test_a_pad_that_knows_gestures_zooms_too(views):
    pane = alone(views)
    zoom, at = zoom_of(pane), ground(pane)
    pad(pane, at, Pad.ZoomNativeGesture, 0.2)
    assert zoom_of(pane) == pytest.approx(zoom * 1.2)
    pad(pane, at, Pad.SmartZoomNativeGesture, 0)
    assert pane.backdrop().apart == pytest.approx(SIZE["region_chip"])
    views.show_view(None)
    pad(views.panes[View.LEFT], at, Pad.ZoomNativeGesture, 0.1)
    assert views.view is View.LEFT


def test_a_double_tap_enlarges_then_looks_closer_then_fits_again(views, heard):
    pane = views.panes[View.BACK]
    double_tap(pane, ground(pane))
    assert views.view is View.BACK
    double_tap(pane, ground(pane))
    assert pane.backdrop().apart == pytest.approx(SIZE["region_chip"])
    double_tap(pane, ground(pane))
    assert pane.backdrop().lens is None
    assert heard.said == []


# buttons --------------------------------------------------------------------------------------


def test_the_buttons_of_a_view_alone_are_large_named_and_say_what_can_be_done(views):
    pane = alone(views, View.FRONT)
    bar = pane.lens_tool.bar
    for button in bar.stops():
        assert min(button.size().toTuple()) >= SIZE["touch"]
        assert button.accessibleName()
        assert button.isVisible()
    assert not bar.fit.isEnabled(), "it opens fitted"
    while bar.closer.isEnabled():
        click(bar.closer)
    assert zoom_of(pane) == pytest.approx(MOST)
    assert bar.fit.isEnabled()
    while bar.farther.isEnabled():
        click(bar.farther)
    assert zoom_of(pane) == pytest.approx(1.0)
    click(bar.fit)
    assert pane.backdrop().lens is None
    views.show_view(None)
    assert not any(button.isVisible() for button in bar.stops())


def test_the_bar_stays_where_it_is_while_one_looks_closer(views):
    pane = alone(views)
    bar = pane.lens_tool.bar
    before = [button.geometry() for button in bar.stops()]
    for _ in range(4):
        click(bar.closer)
        assert [button.geometry() for button in bar.stops()] == before


def test_closer_speaks_up_where_a_finger_could_miss_and_goes_as_far_as_a_glove_needs(views):
    pane = alone(views)
    bar = pane.lens_tool.bar
    assert pane.backdrop().apart < SIZE["touch"]
    assert bar.closer.property("kind") == "secondary", "the next site is elsewhere"
    views.set_next("OCC-L1")
    assert bar.closer.property("kind") == "choice"
    at = pane.site_point("OCC-L1")
    click(bar.closer)
    assert pane.backdrop().apart == pytest.approx(SIZE["region_chip"])
    assert dist(pane.site_point("OCC-L1").toTuple(), at.toTuple()) < 40
    assert pane.rect().contains(pane.site_point("OCC-L1").toPoint())
    assert bar.closer.property("kind") == "secondary"


def test_no_drag_is_needed_arrows_lead_to_every_site(views):
    pane = alone(views)
    pane.lens_tool.work()
    arrows, seen = pane.lens_tool.bar.arrows, set()
    assert {side for side, arrow in arrows.items() if arrow.isVisible()}
    for side in ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, 0), (0, 1)):
        for _ in range(12):
            room = pane.backdrop().site_room()
            seen |= {i for i in pane.site_ids() if room.contains(pane.site_point(i))}
            if not arrows[side].isVisible():
                break
            click(arrows[side])
    assert seen == set(pane.site_ids())


def test_the_arrow_towards_the_next_site_is_tinted(views):
    pane = alone(views)
    views.set_next("OCC-L1")
    pane.lens_tool.work(pane.site_point("TRA-R3"))
    arrows = pane.lens_tool.bar.arrows
    assert arrows[0, -1].property("kind") == "choice"
    assert arrows[0, -1].isVisible()
    assert arrows[0, 1].property("kind") == "secondary"


# hits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_however_a_view_is_seen_a_tap_on_a_mark_is_a_tap_on_its_site(views, seed, heard, seconds):
    chance = random.Random(seed)
    views.resize(*LARGE)
    view = chance.choice(list(View))
    pane = alone(views, view)
    for _ in range(6):
        pane.lens_tool.zoom(chance.uniform(0.7, 1.9), ground(pane))
        pane.lens_tool.move_by(QPointF(chance.uniform(-300, 300), chance.uniform(-300, 300)))
        for site_id in pane.site_ids():
            at = pane.site_point(site_id)
            hit = pane.childAt(at.toPoint())
            if pane.rect().contains(at.toPoint()) and isinstance(hit, SiteButton):
                assert hit.objectName() == site_id
                seconds.move(1.0)
                tap(pane, at)
                assert heard.said[-1] == ("site_activated", site_id)
    assert heard.said


def test_closer_up_the_reach_of_a_site_is_a_glove_s(views):
    pane = alone(views, View.FRONT)
    pane.lens_tool.work()
    side = pane.button("FRO-R1").size().toTuple()
    assert side == (SIZE["region_chip"], SIZE["region_chip"])


# keyboard -------------------------------------------------------------------------------------


def test_the_keyboard_brings_its_site_into_sight_and_a_tap_moves_nothing(views, heard):
    pane = alone(views)
    pane.lens_tool.work(pane.site_point("OCC-L1"))
    views.focus_site("TRA-R3")
    assert pane.backdrop().site_room().contains(pane.site_point("TRA-R3"))
    before = pane.backdrop()
    inside = pane.rect().adjusted(2, 2, -2, -2)
    partly = [
        (site, spot)
        for site in pane.site_ids()
        for spot in [pane.site_point(site).toPoint()]
        if inside.contains(spot)
    ]
    for site, spot in partly:
        if pane.childAt(spot) is pane.button(site):
            QTest.mouseClick(pane.button(site), Left)
            assert pane.backdrop().geometry == before.geometry
    assert heard.said


def test_a_site_that_opens_elsewhere_comes_into_sight(views):
    pane = alone(views)
    pane.lens_tool.work(pane.site_point("OCC-L1"))
    views.set_selected("TRA-L3")
    assert pane.backdrop().site_room().contains(pane.site_point("TRA-L3"))


def test_keys_go_from_four_views_to_one_into_it_and_back(views):
    views.set_next("TEM-L2")
    views.focusWidget().clearFocus()
    views.zoom_in()
    assert views.view is View.LEFT
    pane = views.panes[View.LEFT]
    opened = zoom_of(pane)
    views.zoom_in()
    assert zoom_of(pane) == pytest.approx(opened * STEP)
    views.zoom_reset()
    assert zoom_of(pane) == opened
    for _ in range(4):
        views.zoom_out()
        if views.view is None:
            break
    assert views.view is None


def test_keys_enlarge_the_view_of_the_site_that_has_the_keyboard(views):
    views.set_next("TEM-L2")
    views.focus_site("OCC-R1")
    views.zoom_in()
    assert views.view is View.BACK


def test_a_view_opens_fitted_each_time(views):
    pane = alone(views)
    pane.lens_tool.zoom(3)
    views.show_view(View.FRONT)
    views.show_view(View.BACK)
    assert pane.backdrop().lens is None
    pane.lens_tool.zoom(3)
    views.show_view(None)
    assert pane.backdrop().zoom == pytest.approx(1.0)


def test_enter_on_the_enlarge_button_enlarges(views):
    views.panes[View.BACK].zoom_button.setFocus()
    QTest.keyClick(views.focusWidget(), Key.Key_Return)
    assert views.view is View.BACK


def test_what_is_given_leaves_the_view_where_it_is(views):
    pane = alone(views)
    pane.lens_tool.zoom(2.5)
    before = pane.backdrop().geometry
    views.show_session(give(make_session(), "OCC-L1"))
    views.set_next("OCC-L2")
    assert pane.backdrop().geometry == before
    spot = QPoint(*map(round, pane.site_point("OCC-L1").toTuple()))
    assert not pane.rect().contains(spot) or pane.grab().toImage().valid(spot)
