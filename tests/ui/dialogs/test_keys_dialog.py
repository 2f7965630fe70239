"""The list of keys names every act with the key it has now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from clinicapp.config.settings import Settings
from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.dialogs.keys_dialog import KeysDialog
from clinicapp.ui.keymap import keymap, shown_keys
from clinicapp.ui.keys import ACTIONS
from clinicapp.ui.widgets.badges import Keycap
from tests.ui.theme.dressing import dress


@pytest.fixture
def show(qtbot, qapp, tmp_path):
    dress(qapp)
    keymap.use(Settings(tmp_path / "settings.json"))

    parent = QWidget()
    qtbot.addWidget(parent)

    def show():
        dialog = KeysDialog(parent)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    yield show
    keymap.reset_all()


def caps(dialog):
    return [cap.accessibleName() for cap in dialog.findChildren(Keycap) if cap.isVisible()]


def words(dialog):
    return {text.text() for text in dialog.findChildren(QLabel)}


def test_every_act_and_every_muscle_is_listed(show):
    dialog = show()
    assert {a.shown_words for a in ACTIONS} <= words(dialog)
    assert {key for a in ACTIONS for key in shown_keys(a.id)} <= set(caps(dialog))
    assert {one.words for one in muscle_letters()} <= words(dialog)


def test_it_shows_the_keys_as_they_are_now(show):
    keymap.change("void", "F12")
    shown = caps(show())
    assert "F12" in shown
    assert "Ctrl+Shift+Delete" not in shown


def test_it_fits_the_screen_and_scrolls_no_further_than_down(show):
    dialog = show()
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    assert dialog._scroller.horizontalScrollBar().maximum() == 0


def test_from_there_the_keys_can_be_changed(qtbot, show):
    dialog = show()
    with qtbot.waitSignal(dialog.accepted):
        change = dialog.findChild(QPushButton, "change_keys")
        qtbot.mouseClick(change, Qt.MouseButton.LeftButton)
