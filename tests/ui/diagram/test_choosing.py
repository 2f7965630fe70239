"""Several sites chosen on the drawing: with Ctrl, with Shift, and in a frame."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.ui.diagram.chosen_plate import EDGE, REACH
from clinicapp.ui.diagram.rubber_band import RubberBand
from clinicapp.ui.theme import style, tokens
from tests.factories import make_session

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
FRONT = ("COR-L1", "COR-R1", "PRO-M1", "FRO-L1", "FRO-L2", "FRO-R1", "FRO-R2")


@pytest.fixture
def framed(views):
    """What was framed; the band is the views' first tool."""
    told = []
    views.band = RubberBand(told.append)
    for pane in views.panes.values():
        pane.tools.insert(0, views.band)
    return told


@pytest.fixture
def wanted(views):
    told = []
    views.choose_wanted.connect(lambda *what: told.append(what))
    return told


def place_of(views, point):
    return views.mapTo(views.window(), point.toPoint())


def press(views, site_id, modifiers):
    at = place_of(views, views.site_point(site_id))
    QTest.mouseClick(views.window().windowHandle(), Qt.MouseButton.LeftButton, modifiers, at)


def drag(views, start, end, modifiers=SHIFT):
    window = views.window().windowHandle()
    left, start, end = Qt.MouseButton.LeftButton, place_of(views, start), place_of(views, end)
    QTest.mousePress(window, left, modifiers, start)
    QTest.mouseMove(window, (start + end) / 2)
    QTest.mouseMove(window, end)
    QTest.mouseRelease(window, left, modifiers, end)


def corners(views, site_ids, margin=24):
    """Two points on the ground around sites."""
    points = [views.site_point(i) for i in site_ids]
    left, right = min(p.x() for p in points), max(p.x() for p in points)
    top, bottom = min(p.y() for p in points), max(p.y() for p in points)
    return QPointF(left - margin, top - margin), QPointF(right + margin, bottom + margin)


def test_a_click_with_ctrl_or_shift_chooses_and_activates_nothing(views, heard, wanted):
    press(views, "TEM-L3", CTRL)
    press(views, "TRA-R1", SHIFT)
    assert wanted == [("TEM-L3", False), ("TRA-R1", True)]
    assert heard.said == []
    assert heard.focused == ["TEM-L3", "TRA-R1"]


def test_a_bounced_click_with_ctrl_does_not_take_the_choice_back(views, wanted, seconds):
    press(views, "TEM-L3", CTRL)
    seconds.move(0.3)
    press(views, "TEM-L3", CTRL)
    assert wanted == [("TEM-L3", False)]
    seconds.move(0.6)
    press(views, "TEM-L3", CTRL)
    assert wanted == [("TEM-L3", False)] * 2


def test_in_a_diagram_to_look_at_nothing_is_chosen(views, wanted, framed):
    views.read_only = True
    press(views, "TEM-L3", CTRL)
    drag(views, *corners(views, FRONT))
    assert (wanted, framed) == ([], [])


def test_a_drag_with_shift_frames_the_sites_whose_middle_is_inside(views, framed, heard):
    drag(views, *corners(views, FRONT))
    # From below, and no farther than to the middle of the second site.
    start = views.site_point("FRO-L2") + QPointF(40, 20)
    drag(views, start, views.site_point("FRO-L1") + QPointF(2, -2))
    drag(views, start, views.site_point("FRO-L1") + QPointF(-2, -2))
    assert framed == [FRONT, ("FRO-L2",), ("FRO-L1", "FRO-L2")]
    assert heard.said == []


def test_a_frame_holds_sites_of_the_view_it_began_on_only(views, framed):
    start, _ = corners(views, FRONT)
    drag(views, start, QPointF(views.width() - 4, views.height() - 4))
    assert framed == [FRONT]


def test_a_plain_drag_frames_while_taps_choose_and_is_nobodys_otherwise(views, framed):
    drag(views, *corners(views, FRONT), PLAIN)
    assert framed == []
    views.band.is_plain = True
    drag(views, *corners(views, FRONT), PLAIN)
    assert framed == [FRONT]


def test_a_trembling_click_on_the_ground_frames_nothing(views, framed):
    views.band.is_plain = True
    start = views.site_point("FRO-L2") + QPointF(24, 0)
    nearly = QPointF(QApplication.startDragDistance() - 1, 0)
    drag(views, start, start - nearly, PLAIN)
    drag(views, QPointF(10, 300), QPointF(60, 306), PLAIN)  # a real frame around no site
    assert framed == []


def test_a_frame_is_seen_while_it_is_drawn_and_gone_after(views, framed):
    pane, (start, end) = views.panes["front"], corners(views, FRONT)
    window, left = views.window().windowHandle(), Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, SHIFT, place_of(views, start))
    QTest.mouseMove(window, place_of(views, end))
    edge = pane.mapFrom(views, QPoint(round(start.x()) + 30, round(start.y())))
    accent = QColor(tokens.c("accent")).name()
    assert pane.grab().toImage().pixelColor(edge).name() == accent
    QTest.mouseRelease(window, left, SHIFT, place_of(views, end))
    assert pane.grab().toImage().pixelColor(edge).name() != accent


def test_a_frame_that_turns_out_to_be_a_pinch_frames_nothing(views, framed):
    (start, end), left = corners(views, FRONT), Qt.MouseButton.LeftButton
    window = views.window().windowHandle()
    QTest.mousePress(window, left, SHIFT, place_of(views, start))
    QTest.mouseMove(window, place_of(views, end))
    views.panes["front"].let_go()
    QTest.mouseRelease(window, left, SHIFT, place_of(views, end))
    assert framed == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_chosen_sites_stand_on_a_square_plate_and_say_so(qapp, views, theme):
    style.apply(qapp, theme)
    views.set_chosen(["FRO-L2"])
    pane = views.panes["front"]
    at, radius = pane.site_point("FRO-L2"), pane.backdrop().radius
    # On the straight edge of the plate, where no ring of the same width would be.
    edge = QPoint(int(at.x() + radius * REACH + EDGE / 2), int(at.y() + radius * 0.8))
    assert pane.grab().toImage().pixelColor(edge).name() == QColor(tokens.c("accent")).name()
    assert views.site_button("FRO-L2").accessibleDescription() == "planned, 5 units; selected"
    views.set_chosen([])
    assert pane.grab().toImage().pixelColor(edge).name() != QColor(tokens.c("accent")).name()
    assert views.site_button("FRO-L2").accessibleDescription() == "planned, 5 units"


def test_a_chosen_site_that_changes_still_says_that_it_is_chosen(views):
    views.set_chosen(["FRO-L2"])
    views.show_session(make_session().change_dose(["FRO-L2"], Decimal("2.5")))
    said = views.site_button("FRO-L2").accessibleDescription()
    assert said == "planned, 2.5 units; dose changed by hand; selected"


@pytest.mark.parametrize("site_id", ["OCC-L1", "OCC-L2", "OCC-L3", "TEM-L2", "COR-R1"])
def test_it_is_seen_whether_a_site_amid_chosen_ones_is_chosen(views, site_id):
    others = [s.site_id for s in make_session().sites if s.site_id != site_id]
    views.set_chosen(others)
    at, radius = views.site_point(site_id), views.panes["front"].backdrop().radius
    box = QRectF(at.x() - 2 * radius, at.y() - 2 * radius, 4 * radius, 4 * radius).toRect()
    without = views.grab(box).toImage()
    views.set_chosen([*others, site_id])
    picture = views.grab(box).toImage()
    spots = [QPoint(x, y) for x in range(box.width()) for y in range(box.height())]
    differ = sum(without.pixelColor(p) != picture.pixelColor(p) for p in spots)
    assert differ > 40
