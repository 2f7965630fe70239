import gc

import pytest
from PySide6.QtCore import Qt

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import c
from clinicapp.ui.widgets.buttons import button
from tests.ui.keyboard import hold_key
from tests.ui.theme.dressing import THEMES, dress, has_colour


@pytest.mark.parametrize("theme", THEMES)
def test_a_button_made_in_light_wears_the_new_theme(qapp, qtbot, theme):
    made = button("Undo", icon="square")
    primary = button("Give all", "primary", icon="square")
    for widget in (made, primary):
        qtbot.addWidget(widget)
    dress(qapp, theme)
    assert has_colour(made.icon().pixmap(20, 20), "text")
    assert has_colour(primary.icon().pixmap(20, 20), "on_accent")


def test_changing_the_kind_changes_ground_and_icon(qtbot):
    made = button("Sign", icon="square")
    qtbot.addWidget(made)
    made.show()
    made.set_kind("primary")
    picture = made.grab()
    assert has_colour(picture, "accent")
    assert has_colour(made.icon().pixmap(20, 20), "on_accent")


def test_a_button_says_its_words_to_a_screen_reader_without_the_icons_space(qtbot):
    made = button("Give all 8 planned", icon="check")
    qtbot.addWidget(made)
    assert made.accessibleName() == made.words == "Give all 8 planned"


def test_an_icon_alone_is_named_by_its_tip(qtbot):
    made = button("", icon="maximize-2", bulk="icon", tip="Enlarge the front view")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Enlarge the front view"


def test_an_ampersand_is_shown_and_makes_no_shortcut(qtbot):
    made = button("Smith & Sons")
    qtbot.addWidget(made)
    assert made.text() == "Smith && Sons"
    assert made.shortcut().isEmpty()


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "choice", "danger"])
def test_every_button_is_a_touch_target(qtbot, kind):
    made = button("Go", kind)
    qtbot.addWidget(made)
    made.show()
    assert made.sizeHint().height() == 44
    assert made.sizeHint().width() >= 44


@pytest.mark.parametrize(("bulk", "height"), [("act", 56), ("patient", 96), ("icon", 44)])
def test_the_bulk_sets_the_height(qtbot, bulk, height):
    made = button("", icon="check", bulk=bulk, tip="Go")
    qtbot.addWidget(made)
    made.show()
    assert made.sizeHint().height() == height


def test_space_presses_a_button_and_enter_does_not_press_another(qtbot):
    made = button("Go")
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, Qt.Key.Key_Space)
    assert not made.autoDefault()


def test_a_button_that_is_gone_is_not_asked_to_follow_the_theme(qapp):
    made = button("Go", icon="check")
    made.deleteLater()
    del made
    gc.collect()
    qapp.sendPostedEvents(None, 0)
    qapp.processEvents()
    dress(qapp, "dark")
    assert notifier.parent() is None
    assert c("window") == "#0b0e11"


def test_enter_held_down_presses_a_button_once(qtbot):
    made = button("Undo")
    qtbot.addWidget(made)
    pressed = []
    made.clicked.connect(lambda: pressed.append(1))
    hold_key(made, Qt.Key.Key_Return)
    assert pressed == [1]
