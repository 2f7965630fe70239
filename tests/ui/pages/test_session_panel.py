"""The panel alone: what is chosen, what a bounced click does, what it says at the end."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clinicapp.domain.audit import History
from clinicapp.domain.session_acts import use_vial
from clinicapp.domain.session_facts import VialUse
from clinicapp.ui.pages.session_panel import SessionPanel
from clinicapp.ui.widgets.dose_model import Chosen, Column
from tests.factories import AT, make_session, new_id
from tests.ui.theme.dressing import dress


@pytest.fixture
def panel(qtbot, qapp, seconds):
    dress(qapp)
    made = SessionPanel(now=seconds)
    qtbot.addWidget(made)
    made.resize(344, 680)
    made.show_session(make_session(), History())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def click(qtbot, panel):
    def click(muscle, column):
        table = panel.table
        index = table.dose_model.index(table.dose_model.row_of(muscle), column)
        place = table.visualRect(index).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    return click


def chosen_cells(panel):
    return {
        (row.muscle, column.name)
        for row in panel.table.dose_model.rows
        for column in row.chosen
        if row.marks[column]
    }


def test_a_side_of_a_muscle_is_chosen_and_given_alone(qtbot, panel, click):
    click("TRA", Column.RIGHT)
    assert panel.next.head == "Chosen · 15 units, 0.3 mL"
    assert panel.next.name == "Trapezius right, 3 planned"
    assert chosen_cells(panel) == {("TRA", "RIGHT")}
    with qtbot.waitSignal(panel.give_wanted) as told:
        qtbot.mouseClick(panel.findChild(QPushButton, "give_next"), Qt.MouseButton.LeftButton)
    assert told.args == [("TRA-R1", "TRA-R2", "TRA-R3")]


@pytest.mark.parametrize("column", [Column.MUSCLE, Column.GIVEN, Column.TO_GIVE])
def test_name_and_sums_choose_the_whole_muscle(panel, click, column):
    click("TRA", column)
    assert panel.next.name == "Trapezius, 6 planned"
    assert chosen_cells(panel) == {("TRA", "LEFT"), ("TRA", "RIGHT")}


def test_choosing_the_same_again_or_a_side_without_sites_clears_the_choice(panel, click):
    click("TRA", Column.RIGHT)
    click("TRA", Column.RIGHT)
    assert panel.next.name == "Corrugator left 1"
    click("TRA", Column.RIGHT)
    click("PRO", Column.LEFT)
    assert panel.next.name == "Corrugator left 1"
    assert chosen_cells(panel) == set()


def test_a_choice_that_has_been_given_is_gone(panel, click):
    click("TRA", Column.RIGHT)
    session = panel._session.give(["TRA-R1", "TRA-R2", "TRA-R3"], at=AT, by=new_id())
    panel.show_session(session, History())
    assert panel.next.name == "Corrugator left 1"
    assert chosen_cells(panel) == set()


def test_another_session_begins_without_a_choice(panel, click):
    click("TRA", Column.RIGHT)
    panel.show_session(panel._session, History())
    assert panel.next.name == "Trapezius right, 3 planned"
    panel.show_session(make_session(), History())
    assert panel.next.name == "Corrugator left 1"


def test_one_row_is_tinted_the_chosen_ones(panel, click):
    click("TRA", Column.LEFT)
    assert [r.muscle for r in panel.table.dose_model.rows if r.is_current] == ["TRA"]


@pytest.mark.parametrize(
    ("name", "signal"),
    [("give_next", "give_wanted"), ("undo", "undo_wanted"), ("redo", "redo_wanted")],
)
def test_a_second_click_within_half_a_second_is_a_bounce(qtbot, panel, seconds, name, signal):
    made = panel.findChild(QPushButton, name)
    made.setEnabled(True)
    heard = []
    getattr(panel, signal).connect(lambda *what: heard.append(what))
    for after in (0, 0.2, 0.25, 0.3):
        seconds.now += after
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert len(heard) == 2


def test_when_nothing_is_left_the_exceptions_are_listed(panel):
    session = panel._session.omit(["FRO-L2"], "prior-brow-ptosis")
    session = session.change_dose(["FRO-R2"], Decimal("2.5"))
    panel.show_session(session, History())
    to_give, *exceptions = panel.remaining.accessibleName().split("\n")
    assert to_give.count("-") == 30
    assert exceptions == ["Omitted: FRO-L2 (Prior brow ptosis)", "Changed: FRO-R2, 2.5 units"]
    assert "-" not in panel.remaining.text()  # no name is broken at its hyphen
    assert panel.remaining.accessibleName().startswith("To give: COR-L1")
    session = session.give([s.site_id for s in session.planned], at=AT, by=new_id())
    panel.show_session(session, History())
    assert panel.remaining.accessibleName() == (
        "Omitted: FRO-L2 (Prior brow ptosis)\nChanged: FRO-R2, 2.5 units"
    )


def test_a_session_with_everything_to_give_lists_no_site(panel):
    assert panel.remaining.accessibleName() == "To give: all 31 sites"


@pytest.mark.parametrize(
    ("given", "units", "words"),
    [
        (0, 200, "0 of 200 units given, 45 units will be left"),
        (31, 200, "155 of 200 units given, 45 units will be left"),
        (31, 100, "55 units more than the 100 opened: open another vial"),
    ],
)
def test_the_strip_says_where_the_units_of_the_vials_are(panel, given, units, words):
    assert not panel.vials.isVisible()
    use = VialUse(vial_id=new_id(), labelled_units=Decimal(units), linked_at=AT, linked_by=new_id())
    session = use_vial(panel._session, use)
    if given:
        session = session.give([s.site_id for s in session.planned], at=AT, by=new_id())
    panel.show_session(session, History())
    assert panel.vials.isVisible()
    assert panel.vials.words.text() == words
    assert panel.vials.bar.accessibleName() == words


def test_markup_in_a_note_is_shown_as_it_was_typed(panel):
    done = make_session(complete=True)
    noted = replace(done.sites[0], note="<b>deep</b>")
    panel.show_session(replace(done, sites=(noted, *done.sites[1:])), History())
    assert panel.remaining.textFormat() == Qt.TextFormat.PlainText
    assert "<b>deep</b>" in panel.remaining.text()


def test_the_give_all_words_get_shorter_before_they_are_cut(panel):
    said = panel.primary.accessibleName()
    assert said == "Give all 31 planned · 155 units"
    for width in (344, 300, 259):
        panel.resize(width, 680)
        assert not panel.primary.is_cut
        assert "155 units" in panel.primary.text()
        assert panel.primary.accessibleName() == said


def test_a_low_panel_scrolls_its_middle_and_keeps_the_acts(panel):
    panel.set_bare(True)
    panel.resize(344, 420)
    for made in (panel.primary, panel.undo, panel.findChild(QPushButton, "give_next")):
        corner = made.mapTo(panel, made.rect().bottomRight())
        assert panel.rect().contains(corner)
        assert made.height() >= 44
    assert panel.middle.verticalScrollBar().maximum() > 0
    assert panel.middle.horizontalScrollBar().maximum() == 0


def test_the_keyboard_brings_its_cell_into_sight(qtbot, panel):
    panel.resize(344, 420)
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    panel.table.setCurrentIndex(panel.table.dose_model.index(6, Column.RIGHT))
    assert panel.middle.verticalScrollBar().value() > 0


def test_the_choice_is_kept_as_a_value():
    session = make_session()
    assert [s.site_id for s in Chosen("TRA", "left").planned_in(session)] == [
        "TRA-L1",
        "TRA-L2",
        "TRA-L3",
    ]
    assert Chosen().planned_in(session) == ()
