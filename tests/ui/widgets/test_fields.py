import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from clinicapp.ui.widgets.fields import Field, SearchField, TextField
from tests.ui.theme.dressing import dress, has_colour


@pytest.fixture
def born(qtbot):
    made = TextField("Birth date", hint="Such as 1984-03-14")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def search(qtbot):
    made = SearchField("Find a patient", name="Find a patient")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_field_names_its_control_for_screen_readers(qtbot):
    made = Field("Clinician", QComboBox())
    qtbot.addWidget(made)
    assert made.control.accessibleName() == "Clinician"
    assert made.findChild(QLabel).buddy() is made.control


def test_an_error_stands_below_and_is_told(born):
    born.show_error("This is not a birth date.")
    line = born.findChild(QLabel, "field_error")
    assert line.isVisible()
    assert line.y() + line.parentWidget().y() > born.edit.geometry().bottom()
    assert born.edit.accessibleDescription() == "This is not a birth date."
    assert has_colour(born.edit.grab(), "danger")


def test_an_error_moves_nothing_in_its_field(born):
    before = born.edit.geometry()
    born.show_error("No.")
    assert born.edit.geometry() == before


def test_typing_takes_the_error_away(born, qtbot):
    born.show_error("This is not a birth date.")
    with qtbot.waitSignal(born.edited) as told:
        qtbot.keyClicks(born.edit, "1")
    assert told.args == ["1"]
    assert born.error == ""
    assert born.edit.accessibleDescription() == "Such as 1984-03-14"
    assert not has_colour(born.edit.grab(), "danger")


def test_filling_a_field_is_not_an_edit(born, qtbot):
    with qtbot.assertNotEmitted(born.edited):
        born.set_text("1984-03-14")
    assert born.text == "1984-03-14"


def test_a_secret_field_shows_no_letters(qtbot):
    made = TextField("Password", "secret", secret=True)
    qtbot.addWidget(made)
    assert "secret" not in made.edit.displayText()


def test_search_starts_at_once_on_enter(search, qtbot):
    qtbot.keyClicks(search, "vas")
    with qtbot.waitSignal(search.searched, timeout=100) as told:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told.args == ["vas"]


def test_search_starts_after_a_pause_with_the_last_letters_only(search, qtbot):
    told = []
    search.searched.connect(told.append)
    qtbot.keyClicks(search, "vasq")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["vasq"]


def test_escape_clears_a_search(search, qtbot):
    qtbot.keyClicks(search, "vas")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    with qtbot.waitSignal(search.searched) as told:
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert told.args == [""]
    assert search.text() == ""


def test_the_same_search_is_not_told_twice(search, qtbot):
    qtbot.keyClicks(search, "vas")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(search.searched, wait=0):
        qtbot.keyClick(search, Qt.Key.Key_Return)


def test_the_clear_sign_shows_only_with_text(search, qtbot):
    clear = search.actions()[1]
    assert not clear.isVisible()
    qtbot.keyClicks(search, "v")
    assert clear.isVisible()
    clear.trigger()
    assert search.text() == ""


def test_the_lens_wears_the_new_theme(qapp, search):
    dress(qapp, "dark")
    assert has_colour(search.actions()[0].icon().pixmap(18, 18), "text_3")
