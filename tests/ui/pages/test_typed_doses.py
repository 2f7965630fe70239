"""A typed dose is charted as the button says, or stays and nothing else is charted in its place."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

LEFT = Qt.MouseButton.LeftButton
ROW = ("TEM-L1", "TEM-L2", "TEM-L3", "TEM-L4")


@pytest.fixture
def page(workspace, session):
    workspace.open_session(session.id)
    return workspace.session


@pytest.fixture
def now(hub, session):
    """The session as it stands in the record."""
    return lambda: hub.records.session(session.id)


@pytest.fixture
def extra(page):
    """With it, the temporalis is five units below the most it may have."""
    assert page.acts.add_extra("TEM-LX1", "tenderness", give=False)


@pytest.fixture
def row(page, extra):
    """The left row of the temporalis, chosen; eight units each are refused."""
    page.selecting.start()
    page.selecting.selection.add(ROW)
    return page.selecting.panel.doses.field


@pytest.fixture
def write(qtbot):
    def write(field, text):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)

    return write


@pytest.fixture
def press(qtbot, page):
    """Press a button by mouse, or as an assistive tool does: the keyboard stays where it is."""

    def press(name, by_mouse):
        button = page.findChild(QPushButton, name)
        if by_mouse:
            qtbot.mouseClick(button, LEFT)
        else:
            button.click()

    return press


def words(page, name):
    return page.findChild(QPushButton, name).words


def fault(page, name="dose_fault"):
    line = page.findChild(QLabel, name)
    return line.text() if line.isVisible() else ""


BY_MOUSE_OR_PRESS = pytest.mark.parametrize("by_mouse", [True, False])


# give ------------------------------------------------------------------------------------------
@BY_MOUSE_OR_PRESS
def test_a_refused_dose_of_several_sites_gives_none_of_them(page, now, row, write, press, by_mouse):
    write(row, "8")
    assert words(page, "give_selection") == "Give 4 · 32 units"
    press("give_selection", by_mouse)
    assert now().given == ()
    assert page.notice.isVisible()
    assert (row.text(), words(page, "give_selection")) == ("8", "Give 4 · 32 units")
    write(row, "6")
    press("give_selection", by_mouse)
    assert {s.site_id: s.units for s in now().given} == dict.fromkeys(ROW, Decimal(6))


def test_the_button_of_several_sites_follows_the_field(qtbot, page, row, write):
    write(row, "8")
    qtbot.keyClick(row, Qt.Key.Key_Backspace)
    assert words(page, "give_selection") == "Give 4 · 20 units"
    write(row, "500")
    assert words(page, "give_selection") == "Give 4 · 20 units"


def test_a_usual_dose_takes_the_place_of_a_refused_one(qtbot, page, now, row, write, press):
    write(row, "8")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    chips = page.selecting.panel.doses.quick.chips
    qtbot.mouseClick(next(c for c in chips if c.text() == "5"), LEFT)
    assert (row.text(), words(page, "give_selection")) == ("5", "Give 4 · 20 units")
    press("give_selection", True)
    assert {s.units for s in now().given} == {Decimal(5)}


@BY_MOUSE_OR_PRESS
def test_a_dose_no_site_may_have_is_not_given_as_another(page, now, write, press, by_mouse):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "500")
    assert words(page, "give_site") == "Give 5 units"
    press("give_site", by_mouse)
    assert now().given == ()
    assert page.inspector.dose.text() == "500"
    assert fault(page).startswith("TEM-L3: ")


@BY_MOUSE_OR_PRESS
def test_a_refused_dose_of_a_site_is_not_given_as_another(page, now, extra, write, press, by_mouse):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "20")
    press("give_site", by_mouse)
    assert now().given == ()
    assert page.notice.isVisible()
    assert page.inspector.dose.text() == "20"
    assert words(page, "give_site") == "Give 20 units"


@BY_MOUSE_OR_PRESS
def test_give_takes_the_typed_dose_first(page, now, write, press, by_mouse):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "7")
    assert words(page, "give_site") == "Give 7 units"
    press("give_site", by_mouse)
    site = now().site("TEM-L3")
    assert (site.is_given, site.units) == (True, Decimal(7))


@BY_MOUSE_OR_PRESS
def test_give_takes_the_typed_dose_of_all_first(page, now, row, write, press, by_mouse):
    write(row, "6")
    press("give_selection", by_mouse)
    assert {s.units for s in now().given} == {Decimal(6)}


@pytest.mark.parametrize("usual", ["2.5", "5"])
def test_a_usual_dose_takes_the_place_of_what_cannot_be_one(qtbot, page, now, write, press, usual):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "500")
    qtbot.mouseClick(next(c for c in page.inspector.quick.chips if c.text() == usual), LEFT)
    assert (page.inspector.dose.text(), fault(page)) == (usual, "")
    press("give_site", True)
    assert now().site("TEM-L3").units == Decimal(usual)


# give all planned ------------------------------------------------------------------------------
def question(page):
    return " ".join(w.text() for w in page.confirm.findChildren(QLabel))


def test_the_question_about_all_holds_the_dose_just_typed(page, now, keyboard, write):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "7")
    keyboard.press(Qt.Key.Key_Return, ctrl=True)
    assert page.confirm.isVisible()
    assert "157 units" in question(page)
    keyboard.press(Qt.Key.Key_Return)
    assert (len(now().given), now().site("TEM-L3").units) == (31, Decimal(7))


def test_the_question_about_all_comes_after_a_note_just_typed(page, now, keyboard, write):
    page.edit_site("TEM-L3")
    write(page.findChild(QLineEdit, "site_note"), "tender")
    keyboard.press(Qt.Key.Key_Return, ctrl=True)
    assert page.confirm.isVisible()
    assert now().site("TEM-L3").note == "tender"


@pytest.mark.parametrize("typed", ["500", "20"])
def test_nothing_is_asked_while_a_typed_dose_is_not_taken(page, now, extra, keyboard, write, typed):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, typed)
    keyboard.press(Qt.Key.Key_Return, ctrl=True)
    assert not page.confirm.isVisible()
    assert fault(page) or page.notice.isVisible()
    assert page.inspector.dose.text() == typed


def test_the_question_about_all_holds_the_dose_typed_for_several(page, keyboard, row, write):
    write(row, "6")
    keyboard.press(Qt.Key.Key_Return, ctrl=True)
    assert page.confirm.isVisible()
    assert "164 units" in question(page)


# leaving ---------------------------------------------------------------------------------------
LEAVING = {
    "extra": lambda page: page.add_extra(),
    "all": lambda page: page.select_all(),
    "select": lambda page: page.findChild(QPushButton, "select_sites").click(),
    "edit": lambda page: page.findChild(QPushButton, "edit_sites").click(),
    "regions": lambda page: page.show_regions(),
    "other": lambda page: page.edit_site("COR-L1"),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_a_dose_that_cannot_be_read_keeps_its_editor_open(page, now, write, leave):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "500")
    leave(page)
    assert page.side.currentWidget() is page.inspector
    assert (page.inspector.site_id, page.inspector.dose.text()) == ("TEM-L3", "500")
    assert fault(page).startswith("TEM-L3: ")
    assert page.findChild(QPushButton, "edit_sites").isChecked()
    assert not page.findChild(QPushButton, "select_sites").isChecked()


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_a_dose_that_may_stand_is_taken_on_leaving(page, now, write, leave):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "7")
    leave(page)
    assert now().site("TEM-L3").units == Decimal(7)
    assert page.inspector.site_id != "TEM-L3"


def test_a_dose_of_several_that_cannot_be_read_keeps_its_panel_open(page, row, write):
    write(row, "500")
    page.edit_site("COR-L1")
    assert page.side.currentWidget() is page.selecting.panel
    assert "50 units allowed" in fault(page, "all_doses_fault")
    page.findChild(QPushButton, "select_sites").click()
    assert page.side.currentWidget() is page.selecting.panel
    assert page.findChild(QPushButton, "select_sites").isChecked()


@pytest.mark.parametrize("at_a_site", [True, False])
def test_escape_drops_a_dose_that_cannot_be_read(page, now, keyboard, write, at_a_site):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "500")
    if at_a_site:
        page.views.focus_site("COR-L1")
    keyboard.press(Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.panel
    assert now().site("TEM-L3").units == 5


def test_a_digit_at_another_site_does_not_overwrite_what_cannot_be_read(page, keyboard, write):
    page.edit_site("TEM-L3")
    write(page.inspector.dose, "500")
    page.views.focus_site("COR-L1")
    keyboard.type("7")
    assert (page.inspector.site_id, page.inspector.dose.text()) == ("TEM-L3", "500")
