"""Ctrl+F on the session page finds a site; elsewhere it still finds a patient."""

import pytest
from PySide6.QtCore import Qt

from clinicapp.ui.theme.tokens import SIZE

Key = Qt.Key


@pytest.fixture
def page(workspace, session):
    workspace.open_session(session.id)
    return workspace.session


@pytest.fixture
def line(page, keyboard):
    page.views.focus_site("COR-L1")
    keyboard.press(Key.Key_F, ctrl=True)
    assert page.keys.jump.isVisible()
    return page.keys.jump


@pytest.mark.parametrize(
    ("typed", "site_id"),
    [
        ("tem l 3", "TEM-L3"),
        ("temporalis left 3", "TEM-L3"),
        ("TEM-L3", "TEM-L3"),
        ("occ r", "OCC-R1"),
    ],
)
def test_enter_leads_to_the_best_match_and_gives_nothing(
    page, hub, session, line, keyboard, typed, site_id
):
    keyboard.type(typed)
    keyboard.press(Key.Key_Return)
    assert page.views.focused_site() == site_id
    assert not line.isVisible()
    assert hub.records.session(session.id).revision == session.revision


def test_what_fits_is_listed_while_typing(line, keyboard):
    assert line.found == ()
    keyboard.type("occ r")
    assert line.found == ("OCC-R1", "OCC-R2", "OCC-R3")
    keyboard.type(" 9")
    assert line.found == ()
    assert line._nothing.isVisible()


def test_more_than_fits_says_how_many(line, keyboard):
    keyboard.type("l")
    assert len(line.found) == 6
    assert line._rest.isVisible()
    assert line._rest.text() == "9 more: type on"


def test_arrows_choose_another_match_round_and_round(page, line, keyboard):
    keyboard.type("occ r")
    keyboard.press(Key.Key_Up)
    assert line.field.accessibleDescription() == "Occipitalis right 3, planned, 5 units"
    keyboard.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert page.views.focused_site() == "OCC-R2"


def test_a_match_can_be_touched(qtbot, page, line, keyboard):
    keyboard.type("occ r")
    assert all(m.height() >= SIZE["touch"] for m in line.matches if m.isVisible())
    qtbot.mouseClick(line.matches[2], Qt.MouseButton.LeftButton)
    assert page.views.focused_site() == "OCC-R3"
    assert not line.isVisible()


def test_escape_gives_the_keyboard_back(page, line, keyboard):
    keyboard.type("occ")
    keyboard.press(Key.Key_Escape)
    assert not line.isVisible()
    assert page.views.focused_site() == "COR-L1"


def test_enter_with_nothing_found_leaves_what_was_typed(line, keyboard):
    keyboard.type("zzz")
    keyboard.press(Key.Key_Return)
    assert (line.isVisible(), line.field.text()) == (True, "zzz")


def test_it_begins_empty_each_time_and_goes_when_the_keyboard_does(page, line, keyboard):
    keyboard.type("occ")
    page.views.focus_site("COR-L1")
    assert not line.isVisible()
    keyboard.press(Key.Key_F, ctrl=True)
    assert (line.field.text(), line.found) == ("", ())


def test_elsewhere_the_same_key_finds_a_patient(workspace, page, keyboard):
    workspace.go("records")
    workspace.activateWindow()
    workspace.records.setFocus()
    keyboard.press(Key.Key_F, ctrl=True)
    assert not page.keys.jump.isVisible()
    assert workspace.records.isAncestorOf(keyboard.held_by)
