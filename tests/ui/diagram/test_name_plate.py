"""The touched site's name, large at the edge for a second."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.overlay import site_box
from clinicapp.ui.theme.tokens import MOTION, c
from tests.factories import make_session
from tests.ui.diagram.conftest import tap
from tests.ui.diagram.fingers import touch

Key = Qt.Key


def said(views):
    return {pane.plate.name for pane in views.panes.values()} - {""}


def plate_px(pane):
    """How many px of a pane have the plate's ground."""
    image, ground = pane.grab().toImage(), QColor(c("text")).rgb()
    return sum(
        image.pixel(x, y) == ground
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
    )


@pytest.mark.parametrize("alone", [None, View.BACK])
def test_a_tap_says_the_sites_name_for_a_second(views, seconds, alone):
    views.show_view(alone)
    pane = views.panes[View.BACK]
    bare = plate_px(pane)
    tap(views, views.site_point("CPS-R2"))
    assert said(views) == {"Cervical paraspinal right 2"}
    assert plate_px(pane) > bare + 500
    seconds.move(MOTION["toast_name"] / 1000 - 0.01)
    assert said(views) == {"Cervical paraspinal right 2"}
    seconds.move(0.02)
    assert said(views) == set()
    assert plate_px(pane) == pytest.approx(bare, abs=60)


def test_a_finger_says_it_too(views, qtbot):
    pane = views.panes[View.LEFT]
    touch(pane, pane.site_point("TEM-L1"))
    qtbot.waitUntil(lambda: said(views) == {"Temporalis left 1"})


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Delete, Key.Key_5])
def test_a_key_on_a_site_says_its_name(views, key):
    views.focus_site("OCC-L2")
    assert said(views) == set(), "the program gave it the keyboard, nobody touched it"
    QTest.keyClick(views.focusWidget(), key)
    assert said(views) == {"Occipitalis left 2"}


def test_arrows_and_tab_say_where_they_lead(views):
    views.focus_site("FRO-L1")
    QTest.keyClick(views.focusWidget(), Key.Key_Right)
    assert said(views) == {"Frontalis left 2"}
    QTest.keyClick(views.focusWidget(), Key.Key_Right)
    assert said(views) == {"Occipitalis left 2"}, "in the view beside; the other one says no more"
    views.focus_site("COR-L1")
    QTest.keyClick(views.focusWidget(), Key.Key_Tab)
    assert said(views) == {"Corrugator right 1"}


def test_a_read_only_diagram_says_what_was_touched(views, heard):
    views.read_only = True
    tap(views, views.site_point("TEM-L3"))
    assert said(views) == {"Temporalis left 3"}
    assert heard.said == []


@pytest.mark.parametrize("alone", [None, *View])
def test_the_plate_keeps_off_the_touched_mark_the_sides_and_stays_in_its_pane(views, alone):
    views.show_view(alone)
    for pane in [views.panes[alone]] if alone else views.panes.values():
        still = pane.backdrop()
        for site_id in pane.site_ids():
            pane.say_name(site_id)
            box = pane.plate._box
            assert QRectF(pane.rect()).contains(box), site_id
            mark = site_box(pane.site_point(site_id), still.radius)
            assert not box.intersects(mark), site_id
            if box.top() < pane.height() / 2:
                assert not any(box.intersects(pill) for _, _, pill in still.pill_boxes())


def test_in_a_narrow_pane_a_long_name_is_smaller_and_whole(views):
    pane = views.panes[View.BACK]
    pane.say_name("CPS-R2")
    usual = pane.plate._box.height()
    pane.setFixedSize(230, 300)
    pane.say_name("CPS-R2")
    assert pane.plate._box.height() < usual
    assert QRectF(pane.rect()).contains(pane.plate._box)


def test_the_plate_is_painted_away_when_its_second_is_over(views, seconds, qtbot):
    pane = views.panes[View.BACK]
    tap(views, views.site_point("CPS-R2"))
    timer = pane.plate._timer
    assert timer.isActive()
    assert timer.interval() == MOTION["toast_name"]
    timer.stop()
    timer.timeout.emit()
    assert timer.isActive(), "it came too early, so it comes again"
    seconds.move(MOTION["toast_name"] / 1000)
    timer.stop()
    timer.timeout.emit()
    assert not timer.isActive()


def test_an_act_elsewhere_takes_the_plate_of_another_view_away(views):
    tap(views, views.site_point("CPS-R2"))
    tap(views, views.site_point("TEM-L3"))
    assert said(views) == {"Temporalis left 3"}


def test_a_session_that_is_shown_says_no_name(views):
    views.show_session(make_session())
    views.set_next("COR-L1")
    assert said(views) == set()
