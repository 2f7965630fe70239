"""Keys are changed by pressing them, and a refusal names whose key it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.config.settings import Settings
from clinicapp.ui.keymap import keymap
from clinicapp.ui.theme.tokens import SIZE

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(workspace, qtbot):
    workspace.go("settings")
    workspace.settings_page.show_keys()
    panel = workspace.settings_page.keys
    qtbot.waitUntil(lambda: row(panel, "give_site").key.hasFocus())
    return panel


def row(panel, code):
    return next(line for line in panel.rows if line.action.id == code)


def press_new(panel, code, key, modifiers=Qt.KeyboardModifier.NoModifier):
    button = row(panel, code).key
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)
    QTest.keyClick(button, key, modifiers)
    return row(panel, code)


def test_the_new_key_is_shown_kept_and_takes_effect_at_once(workspace, panel, session, settings):
    line = press_new(panel, "add_extra", Key.Key_J)
    assert (line.key.words, line.refusal) == ("J", "")
    assert Settings(settings._path).get("keys", {}) == {"add_extra": "J"}
    workspace.open_session(session.id)
    page = workspace.session
    QTest.keyClick(page, Key.Key_E)
    assert page.side.currentWidget() is page.panel
    QTest.keyClick(page, Key.Key_J)
    assert page.side.currentWidget() is page.extra
    assert page.toolbar._extra.toolTip() == "Add an extra site (J)"


def test_a_key_that_is_another_acts_is_refused_by_its_name(panel):
    line = press_new(panel, "add_extra", Key.Key_Z, CTRL)
    assert "Ctrl+Z is the key of “Undo”" in line.refusal
    assert line.key.words == "E or Ctrl+E"
    press_new(panel, "add_extra", Key.Key_J)
    assert line.refusal == ""


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_N])
def test_while_it_listens_no_other_act_hears_the_key(workspace, panel, key):
    line = press_new(panel, "undo", key, CTRL if key == Key.Key_N else Qt.KeyboardModifier(0))
    assert workspace.page is workspace.settings_page
    assert line.refusal


def test_escape_leaves_everything_as_it_was(panel):
    line = press_new(panel, "undo", Key.Key_Escape)
    assert (line.key.words, line.key.is_listening, line.refusal) == ("Ctrl+Z", False, "")


def test_it_stops_listening_when_the_keyboard_goes_elsewhere(panel):
    button = row(panel, "undo").key
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    assert button.is_listening
    assert button.words == "Press the new key"
    row(panel, "redo").key.setFocus()
    assert not button.is_listening


def test_a_modifier_alone_is_not_taken(panel):
    line = press_new(panel, "undo", Key.Key_Control, CTRL)
    assert line.key.is_listening
    QTest.keyClick(line.key, Key.Key_U, CTRL)
    assert line.key.words == "Ctrl+U"


def test_one_key_and_all_keys_can_be_set_back(qtbot, panel):
    assert not panel.reset_all.isEnabled()
    undo, redo = press_new(panel, "undo", Key.Key_F8), press_new(panel, "redo", Key.Key_F9)
    assert undo.back.isVisible()
    qtbot.mouseClick(undo.back, Qt.MouseButton.LeftButton)
    assert (undo.key.words, undo.back.isVisible()) == ("Ctrl+Z", False)
    qtbot.mouseClick(panel.reset_all, Qt.MouseButton.LeftButton)
    assert redo.key.words == "Ctrl+Shift+Z or Ctrl+Y"
    assert not keymap.has_own


def test_a_key_that_cannot_be_had_back_says_whose_it_is_now(qtbot, panel):
    undo = press_new(panel, "undo", Key.Key_F8)
    press_new(panel, "redo", Key.Key_Z, CTRL)
    qtbot.mouseClick(undo.back, Qt.MouseButton.LeftButton)
    assert "“Redo”" in undo.refusal
    assert undo.key.words == "F8"


def test_a_sites_own_keys_follow_too(workspace, panel, hub, session):
    press_new(panel, "give_site", Key.Key_J)
    workspace.open_session(session.id)
    views = workspace.session.views
    views.focus_site("TEM-L3")
    button = views.site_button("TEM-L3")
    QTest.keyClick(button, Key.Key_Space)
    assert hub.records.session(session.id).given == ()
    QTest.keyClick(button, Key.Key_J)
    assert hub.records.session(session.id).site("TEM-L3").is_given


def test_everything_is_large_enough_for_a_finger_and_says_what_it_is(panel):
    undo = press_new(panel, "undo", Key.Key_F8)
    assert min(undo.key.height(), undo.back.height(), undo.back.width()) >= SIZE["touch"]
    assert undo.key.accessibleName() == "Undo: F8. Press to change"
    assert undo.back.accessibleName() == "Back to the key it came with: Undo"
