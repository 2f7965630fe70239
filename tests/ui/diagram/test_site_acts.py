"""What a click, a tap and each key on a site say."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.factories import make_protocol, make_session
from tests.ui.diagram.conftest import SMALL, give, tap, with_all_extras

Key = Qt.Key


@pytest.fixture(scope="module")
def touch_screen():
    return QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)


def press(button, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(button, key, modifiers)


def test_a_click_on_each_site_activates_exactly_that_site(views, heard, seconds):
    views.show_session(with_all_extras(make_session()))
    assert views.size().toTuple() == SMALL
    for site in make_protocol().placed_sites:
        tap(views, views.site_point(site.id))
        seconds.move(1)
    assert heard.said == [("site_activated", site.id) for site in make_protocol().placed_sites]


def test_two_clicks_within_half_a_second_are_one_act(views, heard, seconds):
    point = views.site_point("TEM-L3")
    tap(views, point)
    seconds.move(0.499)
    tap(views, point)
    assert heard.said == [("site_activated", "TEM-L3")]
    seconds.move(0.001)
    tap(views, point)
    assert heard.said == [("site_activated", "TEM-L3")] * 2


def test_clicks_on_two_sites_in_quick_succession_are_two_acts(views, heard):
    tap(views, views.site_point("TEM-L3"))
    tap(views, views.site_point("TEM-L2"))
    tap(views, views.site_point("TEM-L3"))
    assert heard.said == [("site_activated", "TEM-L3"), ("site_activated", "TEM-L2")]


def test_a_bouncing_double_click_is_one_act(views, heard):
    button = views.site_button("FRO-R1")
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    assert heard.said == [("site_activated", "FRO-R1")]


def test_a_bouncing_space_key_is_one_act_even_after_a_click(views, heard, seconds):
    button = views.site_button("FRO-R1")
    press(button, Key.Key_Space)
    press(button, Key.Key_Space)
    tap(views, views.site_point("FRO-R1"))
    assert heard.said == [("give_wanted", "FRO-R1")]
    seconds.move(1)
    press(button, Key.Key_Space)
    assert heard.said == [("give_wanted", "FRO-R1")] * 2


def test_a_tap_with_a_finger_is_one_act(views, heard, touch_screen):
    at = views.site_point("COR-R1").toPoint()
    window = views.window()
    QTest.touchEvent(window, touch_screen).press(0, at, window)
    QTest.touchEvent(window, touch_screen).release(0, at, window)
    assert heard.said == [("site_activated", "COR-R1")]
    assert heard.focused == ["COR-R1"]


def test_a_click_beside_all_sites_does_nothing(views, heard):
    tap(views, QPoint(5, SMALL[1] // 4).toPointF())
    assert heard.said == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (Key.Key_Space, ("give_wanted", "OCC-R2")),
        (Key.Key_Return, ("editor_wanted", "OCC-R2")),
        (Key.Key_Enter, ("editor_wanted", "OCC-R2")),
        (Key.Key_Delete, ("take_back_wanted", "OCC-R2")),
        (Key.Key_Backspace, ("take_back_wanted", "OCC-R2")),
        (Key.Key_2, ("dose_typed", "OCC-R2", "2")),
        (Key.Key_0, ("dose_typed", "OCC-R2", "0")),
    ],
)
def test_each_key_says_its_act_once(views, heard, key, said):
    press(views.site_button("OCC-R2"), key)
    assert heard.said == [said]


def test_digits_of_the_keypad_are_digits(views, heard):
    press(views.site_button("OCC-R2"), Key.Key_7, Qt.KeyboardModifier.KeypadModifier)
    assert heard.said == [("dose_typed", "OCC-R2", "7")]


@pytest.mark.parametrize(
    "modifiers",
    [
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.MetaModifier,
    ],
)
def test_keys_with_a_modifier_are_left_to_the_page(views, heard, modifiers):
    for key in (Key.Key_2, Key.Key_Space, Key.Key_Delete, Key.Key_Return, Key.Key_Left):
        press(views.site_button("OCC-R2"), key, modifiers)
    assert heard.said == []
    assert not heard.focused


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_Minus, Key.Key_Period, Key.Key_Escape])
def test_other_keys_reach_the_page(views, heard, key):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, chr(65))
    QApplication.sendEvent(views.site_button("OCC-R2"), event)
    assert not event.isAccepted()
    assert heard.said == []


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Delete, Key.Key_Return, Key.Key_5])
def test_a_key_that_is_held_down_acts_once(views, heard, key):
    button, none = views.site_button("OCC-R2"), Qt.KeyboardModifier.NoModifier
    text = "5" if key is Key.Key_5 else ""
    for repeated in (False, True, True, True):
        QApplication.sendEvent(
            button, QKeyEvent(QKeyEvent.Type.KeyPress, key, none, text, repeated)
        )
    assert len(heard.said) == 1


def test_a_read_only_diagram_can_be_visited_and_says_nothing_else(views, heard):
    views.read_only = True
    tap(views, views.site_point("FRO-L1"))
    button = views.site_button("FRO-L1")
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_Delete, Key.Key_Backspace, Key.Key_5):
        press(button, key)
    assert button.hasFocus()
    assert heard.said == []
    press(button, Key.Key_Left)
    assert heard.focused == ["FRO-L1", "FRO-R1"]
    assert button.toolTip()
    assert views.read_only


def test_a_click_does_not_change_what_a_site_shows(views):
    button = views.site_button("TEM-R1")
    button.click()
    assert not button.isChecked()
    views.show_session(give(make_session(), "TEM-R1"))
    assert button.isChecked()
    button.click()
    assert button.isChecked()


def test_each_act_of_a_screen_reader_on_a_site_is_a_tap(qtbot, views, heard, seconds):
    button = views.site_button("TEM-R1")
    act = QAccessible.queryAccessibleInterface(button).actionInterface()
    for name in (act.toggleAction(), act.pressAction()):
        act.doAction(name)
        qtbot.waitUntil(lambda: not button.isDown())
        seconds.move(1)
        assert not button.isChecked()
    views.show_session(give(make_session(), "TEM-R1"))
    act.doAction(act.toggleAction())
    assert button.isChecked()
    assert heard.said == [("site_activated", "TEM-R1")] * 3
    views.read_only = True
    act.doAction(act.toggleAction())
    assert button.isChecked()
    assert len(heard.said) == 3


def test_the_right_mouse_button_opens_the_editor_and_gives_nothing(views, heard):
    button = views.site_button("TEM-L3")
    QTest.mouseClick(button, Qt.MouseButton.RightButton)
    assert heard.said == [("editor_wanted", "TEM-L3")]
    assert button.hasFocus()
    views.read_only = True
    QTest.mouseClick(button, Qt.MouseButton.RightButton)
    assert len(heard.said) == 1


def test_a_tooltip_stands_beside_the_site_and_what_touches_it(views):
    button = views.site_button("OCC-L1")
    place = views.mapFromGlobal(button.tip_place())
    for other in ("OCC-L1", "OCC-L2", "OCC-L3"):
        near = views.site_button(other)
        box = QRect(near.mapTo(views, QPoint(0, 0)), near.size())
        assert not box.adjusted(0, 0, -1, 0).contains(place)
        assert place.x() >= box.right()
