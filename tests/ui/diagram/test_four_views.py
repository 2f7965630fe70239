"""Showing a session in four views or one, and moving through it with the keyboard."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import View
from clinicapp.domain.session import in_protocol_order
from clinicapp.ui.diagram import picture as picture_module
from clinicapp.ui.diagram.four_views import FOUR_FROM
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.theme.tokens import SIZE
from tests.factories import make_protocol, make_session
from tests.ui.diagram.conftest import SMALL, give, mixed_session, tap, with_all_extras

Key = Qt.Key


def press(widget, key):
    QTest.keyClick(widget, key)


def visible_sites(views):
    return {b.objectName() for b in views.findChildren(SiteButton) if b.isVisible()}


# sessions -------------------------------------------------------------------------------------


def test_each_site_of_the_session_is_one_control_named_by_its_id(views):
    buttons = views.findChildren(SiteButton)
    assert sorted(b.objectName() for b in buttons) == sorted(s.id for s in make_protocol().sites)
    touch = SIZE["touch"]
    assert all(b.size().toTuple() == (touch, touch) for b in buttons)
    assert all(b.focusPolicy() is Qt.FocusPolicy.StrongFocus for b in buttons)


def test_an_extra_site_has_a_control_only_while_the_session_records_it(views):
    plain = make_session()
    assert "TEM-LX1" not in visible_sites(views)
    views.show_session(plain.add_extra("TEM-LX1", "tenderness", Decimal(5)))
    assert "TEM-LX1" in visible_sites(views)
    assert len(visible_sites(views)) == 32
    views.show_session(plain)
    assert "TEM-LX1" not in visible_sites(views)


def test_controls_and_keyboard_focus_outlive_every_change_of_the_session(views, heard):
    button = views.site_button("TRA-R3")
    button.setFocus()
    for session in (give(make_session(), "TRA-R3"), mixed_session(), make_session()):
        views.show_session(session)
        assert views.site_button("TRA-R3") is button
        assert button.hasFocus()
    assert heard.focused == ["TRA-R3"]
    assert heard.said == []


def test_a_site_without_a_place_in_the_drawing_is_refused_not_left_out(views, monkeypatch):
    drawn = frozenset(s.id for s in make_protocol().placed_sites) - {"PRO-M1"}
    monkeypatch.setattr(picture_module, "drawn_sites", lambda: drawn)
    with pytest.raises(CatalogError, match="no place for the site PRO-M1"):
        views.show_session(give(make_session(), "COR-L1"))


# keyboard -------------------------------------------------------------------------------------


@pytest.mark.parametrize("backwards", [False, True])
def test_tab_visits_the_sites_in_clinical_order_with_extras_after_their_muscle(views, backwards):
    session = with_all_extras(make_session())
    views.show_session(session)
    expected = [r.site_id for r in in_protocol_order(session.protocol, session.sites)]
    assert expected.index("TEM-LX1") == expected.index("TEM-R4") + 1
    if backwards:
        expected.reverse()
    views.focus_site(expected[0])
    visited = [expected[0]]
    for _ in expected[1:]:
        press(views.focusWidget(), Key.Key_Backtab if backwards else Key.Key_Tab)
        visited.append(views.focusWidget().objectName())
    assert visited == expected


def test_after_the_last_site_tab_reaches_the_enlarge_buttons(views):
    views.focus_site("TRA-R3")
    names = []
    for _ in range(4):
        press(views.focusWidget(), Key.Key_Tab)
        names.append(views.focusWidget().accessibleName())
    assert names == [
        "Enlarge front view",
        "Enlarge back view",
        "Enlarge right side view",
        "Enlarge left side view",
    ]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("COR-R1", Key.Key_Right, "PRO-M1"),
        ("PRO-M1", Key.Key_Right, "COR-L1"),
        ("COR-L1", Key.Key_Up, "FRO-L1"),
        ("FRO-L1", Key.Key_Right, "FRO-L2"),
        ("TEM-L1", Key.Key_Up, "TEM-L2"),
        ("OCC-L2", Key.Key_Right, "OCC-L3"),
        ("CPS-L1", Key.Key_Right, "CPS-R1"),
        ("TRA-L2", Key.Key_Up, "TRA-L1"),
        # from one view into its neighbour
        ("FRO-L2", Key.Key_Right, "OCC-L2"),
        ("COR-R1", Key.Key_Down, "TEM-R4"),
        ("TEM-R4", Key.Key_Up, "COR-R1"),
        ("TEM-L3", Key.Key_Left, "TEM-R3"),
        ("TEM-R3", Key.Key_Right, "TEM-L3"),
        ("TRA-R2", Key.Key_Right, "TRA-R2"),
    ],
)
def test_an_arrow_leads_to_the_nearest_site_that_way(views, start, key, end):
    views.focus_site(start)
    press(views.focusWidget(), key)
    assert views.focusWidget().objectName() == end


@pytest.mark.parametrize("alone", [None, *View])
def test_arrows_lead_from_any_site_to_every_other(views, alone):
    views.show_session(with_all_extras(make_session()))
    views.show_view(alone)
    leads_to = {}
    for here in visible_sites(views):
        leads_to[here] = set()
        for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
            views.focus_site(here)
            press(views.focusWidget(), key)
            leads_to[here].add(views.focusWidget().objectName())
    for start in leads_to:
        reached, waiting = {start}, [start]
        while waiting:
            new = leads_to[waiting.pop()] - reached
            reached |= new
            waiting += new
        assert reached == set(leads_to), f"not every site can be reached from {start}"


def test_focusing_a_site_is_told_once(views, heard):
    views.focus_site("CPS-L2")
    views.focus_site("CPS-L2")
    assert heard.focused == ["CPS-L2"]


# one view -------------------------------------------------------------------------------------


def test_enlarge_buttons_are_real_named_and_large_enough(views):
    for view, name in (("front", "front"), ("back", "back"), ("left", "left side")):
        button = views.findChild(QPushButton, f"enlarge-{view}")
        assert button.accessibleName() == f"Enlarge {name} view"
        assert button.toolTip() == f"Enlarge {name} view"
        assert min(button.size().toTuple()) >= SIZE["touch"]


def test_a_view_is_enlarged_by_its_button_and_left_with_escape(views, qtbot):
    small = views.panes[View.BACK].backdrop().geometry.scale
    with qtbot.waitSignal(views.view_mode_changed) as told:
        views.findChild(QPushButton, "enlarge-back").click()
    assert told.args == [View.BACK]
    assert views.view is View.BACK
    assert [v for v, p in views.panes.items() if p.isVisible()] == [View.BACK]
    assert views.panes[View.BACK].backdrop().geometry.scale > 2 * small
    assert visible_sites(views) == set(views.panes[View.BACK].site_ids())
    with qtbot.waitSignal(views.view_mode_changed) as told:
        press(views.focusWidget() or views, Key.Key_Escape)
    assert told.args == [None]
    assert all(p.isVisible() for p in views.panes.values())
    assert views.panes[View.BACK].backdrop().geometry.scale == small
    assert not views.strip.isVisible()


def test_the_strip_leads_to_the_other_views_and_back_to_four(views):
    views.show_view("front")
    for view in (View.RIGHT, View.LEFT, View.BACK, View.FRONT):
        button = views.strip.view_buttons[view]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        assert views.view is view
        assert button.isChecked()
    views.findChild(QPushButton, "four-views").click()
    assert views.view is None


def test_buttons_of_the_strip_say_their_view_and_what_is_left(views):
    views.show_session(mixed_session())
    views.show_view(View.BACK)
    said = {
        v: (b.accessibleName(), b.accessibleDescription())
        for v, b in views.strip.view_buttons.items()
    }
    assert said[View.FRONT] == ("Front view", "4 planned")
    assert said[View.LEFT] == ("Left side view", "4 planned")
    fixed = [r.site_id for r in make_session().sites]
    views.show_session(give(make_session(), *fixed))
    assert views.strip.view_buttons[View.BACK].accessibleDescription() == "done"
    touch = SIZE["touch"]
    assert all(min(b.size().toTuple()) >= touch for b in views.strip.stops())


def test_escape_is_left_to_the_page_while_four_views_are_shown(views, qtbot):
    with qtbot.assertNotEmitted(views.view_mode_changed):
        press(views.site_button("COR-L1"), Key.Key_Escape)


def test_showing_the_view_that_is_shown_says_nothing(views, qtbot):
    views.show_view(View.LEFT)
    with qtbot.assertNotEmitted(views.view_mode_changed):
        views.show_view("left")


def test_the_keyboard_follows_when_its_control_is_hidden(views, heard):
    zoom = views.panes[View.BACK].zoom_button
    zoom.setFocus()
    zoom.click()
    assert views.focusWidget() is views.strip.view_buttons[View.BACK]
    press(views.focusWidget(), Key.Key_Escape)
    assert views.focusWidget() is zoom
    assert heard.focused == []


def test_a_focused_site_keeps_the_keyboard_when_its_own_view_is_enlarged(views, heard):
    views.focus_site("OCC-R1")
    views.show_view(View.BACK)
    assert views.focusWidget().objectName() == "OCC-R1"
    views.show_view(None)
    assert views.focusWidget().objectName() == "OCC-R1"
    assert heard.focused == ["OCC-R1"]


def test_a_focused_site_of_another_view_hands_the_keyboard_to_the_strip(views, heard):
    views.focus_site("OCC-R1")
    views.show_view(View.FRONT)
    assert views.focusWidget() is views.strip.view_buttons[View.FRONT]
    assert heard.focused == ["OCC-R1"]


def test_focusing_a_site_of_a_hidden_view_shows_that_view(views):
    views.show_view(View.FRONT)
    views.focus_site("TEM-R4")
    assert views.view is View.RIGHT
    assert views.site_button("TEM-R4").hasFocus()


@pytest.mark.parametrize("view", [View.FRONT, View.LEFT, View.RIGHT])
def test_alone_even_in_a_small_window_the_sites_are_a_finger_apart(views, view):
    assert views.size().toTuple() == SMALL
    views.show_view(view)
    still = views.panes[view].backdrop()
    assert still.geometry.scale * still.art.closest >= SIZE["touch"]


def test_a_click_in_an_enlarged_view_is_the_same_act(views, heard):
    views.show_view(View.BACK)
    tap(views, views.site_point("CPS-R2"))
    assert heard.said == [("site_activated", "CPS-R2")]


def test_a_tap_before_and_after_enlarging_is_still_guarded(views, heard):
    tap(views, views.site_point("CPS-R2"))
    views.show_view(View.BACK)
    tap(views, views.site_point("CPS-R2"))
    assert heard.said == [("site_activated", "CPS-R2")]


def cramp(views):
    views.resize(QSize(FOUR_FROM.width() - 1, FOUR_FROM.height()))


def test_too_little_room_shows_the_next_sites_view_alone_until_there_is_room(views):
    views.set_next("OCC-L1")
    cramp(views)
    assert views.is_cramped
    assert views.view == "back"
    assert views.strip.back_button.isHidden()
    views.resize(*SMALL)
    assert views.view is None


def test_a_view_that_was_chosen_stays_when_room_comes_and_goes(views):
    views.show_view("left")
    cramp(views)
    views.resize(*SMALL)
    assert views.view == "left"


def test_asking_for_four_where_only_one_fits_says_which_one_is_shown(qtbot, views):
    cramp(views)
    with qtbot.waitSignal(views.view_mode_changed) as told:
        views.show_view(None)
    assert told.args == ["front"]


def test_another_session_in_little_room_begins_at_its_own_next_site(views):
    cramp(views)
    session = make_session()
    front = [s.id for s in session.protocol.sites if s.view == "front"]
    views.set_next(None)
    views.show_session(give(session, *front))
    assert views.view == "left"
    views.show_view("back")
    views.show_session(give(make_session(), *front))
    assert views.view == "back"


def test_a_narrow_strip_names_the_views_without_pictures(views):
    cramp(views)
    views.resize(500, 440)
    button = views.strip.view_buttons["right"]
    assert button.thumb.isHidden()
    assert button.accessibleName() == "Right side view"
    assert views.panes["front"].width() > 400


def test_the_site_that_is_open_elsewhere_is_never_out_of_sight(views):
    views.set_selected("OCC-L1")
    assert views.view is None
    views.show_view("front")
    views.set_selected("OCC-L1")
    assert views.view == "back"
    cramp(views)
    views.set_selected("FRO-R2")
    assert views.view == "front"
