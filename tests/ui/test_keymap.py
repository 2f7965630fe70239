"""Every act has its own key; a key somebody chose is kept, and never takes another act's."""

import json
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from clinicapp.config.settings import Settings
from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.keymap import KeyMap, key_of, keymap, show_in_menu, show_key, with_key
from clinicapp.ui.keys import ACTIONS, BY_ID, EVERYWHERE, SITE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture
def keys(qapp, path):
    made = KeyMap()
    made.use(Settings(path))
    return made


@pytest.fixture
def window_keys(qapp, path):
    """The keys that tooltips and sites ask; as they came when the test is over."""
    keymap.use(Settings(path))
    yield keymap
    keymap.reset_all()


def kept(path):
    """What the next start of the program makes of the file."""
    made = KeyMap()
    made.use(Settings(path))
    return made


def write(path, entries):
    path.write_text(json.dumps({"keys": entries, "theme": "dark"}))


# the table -------------------------------------------------------------------------------------
def test_no_key_and_no_id_stands_there_twice():
    assert [k for k, n in Counter(k for a in ACTIONS for k in a.keys).items() if n > 1] == []
    assert len(BY_ID) == len(ACTIONS)


def test_no_key_of_an_act_is_a_muscles_letter_or_a_digit():
    letters = {one.letter for one in muscle_letters()}
    assert [a.id for a in ACTIONS if letters & set(a.keys)] == []
    assert [a.id for a in ACTIONS if any(key.isdecimal() for key in a.keys)] == []


def test_every_key_is_written_as_it_is_kept(qapp):
    portable = QKeySequence.SequenceFormat.PortableText
    odd = [k for a in ACTIONS for k in a.keys if QKeySequence(k, portable).toString(portable) != k]
    assert odd == []


def test_every_act_but_a_sites_and_the_sheets_can_be_called():
    silent = {a.id for a in ACTIONS if a.act is None}
    assert silent == {
        "give_site",
        "edit_site",
        "take_back_site",
        "print_sheet",
        "save_sheet",
        "copy_note",
    }


# changing --------------------------------------------------------------------------------------
def test_a_new_key_takes_the_place_of_the_old_ones_and_outlives_a_restart(keys, path):
    assert keys.change("add_extra", "J") == ""
    assert keys.keys_of("add_extra") == kept(path).keys_of("add_extra") == ("J",)
    assert kept(path).act_of("E") == ""
    assert kept(path).is_own("add_extra")


def test_a_key_of_another_act_is_refused_by_that_acts_name(keys, path):
    assert "“Undo”" in keys.change("add_extra", "Ctrl+Z")
    assert keys.keys_of("add_extra") == ("E", "Ctrl+E")
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("T", "leads to a muscle on the diagram: Temporalis"),
        ("5", "begins a dose"),
        ("Tab", "leads from one thing"),
        ("Left", "leads from one thing"),
        ("Alt+Shift+Up", "moves a site"),
        ("Esc", "leads from one thing"),
        ("Space", "“Give the site”"),
        ("", "not a key"),
        ("Ctrl+A, B", "not a key"),
    ],
)
def test_keys_that_others_need_are_refused(keys, key, why):
    code = "take_back_site" if key == "Space" else "undo"
    assert why in keys.change(code, key)
    assert not keys.has_own


def test_a_key_that_presses_buttons_can_be_a_sites_only(keys):
    assert keys.change("give_site", "J") == ""
    assert "presses buttons" in keys.change("undo", "Space")
    assert keys.change("edit_site", "Space") == ""


def test_choosing_the_key_an_act_has_already_changes_nothing(keys, path, qtbot):
    with qtbot.assertNotEmitted(keys.keys_changed):
        assert keys.change("redo", "Ctrl+Y") == ""
    assert not path.exists()


def test_one_act_or_all_can_have_their_own_keys_back(keys, path):
    keys.change("undo", "F8")
    keys.change("redo", "F9")
    assert keys.reset("undo") == ""
    assert (keys.keys_of("undo"), keys.keys_of("redo")) == (("Ctrl+Z",), ("F9",))
    keys.reset_all()
    assert not kept(path).has_own


def test_a_key_that_another_act_has_now_cannot_be_had_back(keys):
    keys.change("undo", "F8")
    keys.change("redo", "Ctrl+Z")
    assert "“Redo”" in keys.reset("undo")
    assert keys.keys_of("undo") == ("F8",)


# what a file may hold --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "entries",
    [
        {"no_such_act": "F8"},
        {"undo": "no such key"},
        {"undo": 7},
        {"undo": "ctrl+j"},
        {"undo": "T"},
        {"undo": "Space"},
        {"undo": "Ctrl+Y"},
        {"undo": "Ctrl+K, J"},
        ["undo"],
    ],
)
def test_an_entry_that_cannot_be_is_passed_over(path, qapp, entries):
    write(path, entries)
    keys = kept(path)
    assert [a.id for a in ACTIONS if keys.keys_of(a.id) != a.keys] == []
    assert Settings(path).get("theme", "light") == "dark"


def test_of_two_entries_with_one_key_the_first_act_of_the_table_has_it(path, qapp):
    write(path, {"undo": "F8", "redo": "F8", "void": "F9"})
    keys = kept(path)
    assert keys.act_of("F8") == "undo"
    assert keys.keys_of("redo") == BY_ID["redo"].keys
    assert keys.keys_of("void") == ("F9",)


def test_two_acts_can_have_changed_their_keys(path, qapp):
    write(path, {"undo": "Ctrl+D", "default_dose": "Ctrl+Z"})
    keys = kept(path)
    assert (keys.act_of("Ctrl+D"), keys.act_of("Ctrl+Z")) == ("undo", "default_dose")


# what is shown ---------------------------------------------------------------------------------
def test_a_tooltip_names_the_key_and_follows_it(qtbot, window_keys):
    shown = QPushButton()
    qtbot.addWidget(shown)
    show_key(shown, "Add an extra site", "add_extra")
    assert shown.toolTip() == "Add an extra site (E)"
    window_keys.change("add_extra", "Ctrl+J")
    assert shown.toolTip() == "Add an extra site (Ctrl+J)"
    show_key(shown, "Nothing to redo", "redo")
    window_keys.change("add_extra", "Ctrl+K")
    assert shown.toolTip() == "Nothing to redo (Ctrl+Shift+Z)"


def test_a_menu_shows_the_key_and_follows_it(qtbot, window_keys):
    line = QAction("Void this session")
    show_in_menu(line, "void")
    window_keys.change("void", "F8")
    assert line.text() == "Void this session\tF8"
    show_in_menu(line, "void", "Void it")
    assert line.text() == "Void it\tF8"


def test_a_line_of_a_menu_has_no_shortcut_that_quarrels_with_the_windows(qtbot, window_keys):
    line = QAction("Save picture…")
    show_in_menu(line, "save_picture")
    assert line.text() == "Save picture…\tCtrl+Shift+S"
    assert not line.shortcuts()


def test_keys_are_written_as_they_stand_on_the_keyboard(window_keys):
    assert with_key("Give all", "primary") == "Give all (Ctrl+Enter)"
    assert with_key("Void", "void") == "Void (Ctrl+Shift+Delete)"


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "J"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "Ctrl+Return"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "Enter"),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier, ""),
    ],
)
def test_an_event_is_the_key_it_is_kept_as(qapp, key, modifiers, name):
    assert key_of(QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers)) == name


def test_groups_are_those_that_are_listed():
    assert {a.group for a in ACTIONS} == {
        EVERYWHERE,
        SITE,
        "session",
        "diagram",
        "sheet",
        "signing",
    }
