import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from clinicapp.ui.frame import Rail
from tests.ui.theme.dressing import dress, has_colour


@pytest.fixture
def rail(qtbot):
    made = Rail()
    qtbot.addWidget(made)
    made.resize(made.width(), 800)
    made.show()
    made.activateWindow()
    return made


def place(rail, code):
    return rail.findChild(QAbstractButton, f"place_{code}")


@pytest.mark.parametrize("code", ["today", "patients", "records", "settings"])
def test_a_click_asks_for_a_place(rail, qtbot, code):
    with qtbot.waitSignal(rail.place_chosen) as told:
        qtbot.mouseClick(place(rail, code), Qt.MouseButton.LeftButton)
    assert told.args == [code]


def test_asking_for_a_place_is_not_being_there(rail, qtbot):
    rail.choose("today")
    qtbot.mouseClick(place(rail, "records"), Qt.MouseButton.LeftButton)
    assert rail.place == "today"


def test_showing_a_place_tells_nobody(rail, qtbot):
    with qtbot.assertNotEmitted(rail.place_chosen):
        rail.choose("records")
    assert rail.place == "records"
    assert has_colour(place(rail, "records").grab(), "accent_soft")
    assert not has_colour(place(rail, "today").grab(), "accent_soft")


def test_every_place_is_reached_by_tab_and_pressed_by_space(rail, qtbot):
    place(rail, "today").setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Tab)
    assert place(rail, "patients").hasFocus()
    with qtbot.waitSignal(rail.place_chosen) as told:
        qtbot.keyClick(place(rail, "patients"), Qt.Key.Key_Space)
    assert told.args == ["patients"]
    assert has_colour(place(rail, "patients").grab(), "focus")


def test_the_person_is_shown_only_when_signed_in(rail, qtbot):
    person = rail.findChild(QAbstractButton, "person_button")
    assert not person.isVisible()
    rail.set_person("MO", "Mara Okafor")
    assert person.isVisible()
    assert "Mara Okafor" in person.accessibleName()
    with qtbot.waitSignal(rail.person_clicked):
        qtbot.mouseClick(person, Qt.MouseButton.LeftButton)
    rail.set_person("", "")
    assert not person.isVisible()


def test_the_rail_and_its_targets_grow_with_the_scale(qapp, rail):
    rail.set_person("MO", "Mara Okafor")
    dress(qapp, "dark", 1.5)
    assert rail.width() == 114
    for target in rail.findChildren(QAbstractButton):
        assert target.sizeHint().height() >= 66


def test_the_contrast_theme_marks_the_place_with_a_bar(qapp, rail):
    dress(qapp, "contrast")
    rail.choose("today")
    assert has_colour(place(rail, "today").grab(), "accent")
    assert not has_colour(place(rail, "patients").grab(), "accent")
