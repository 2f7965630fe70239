from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester

from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.widgets.dose_columns import pads, words_font
from clinicapp.ui.widgets.dose_model import Chosen, Column, DoseTableModel
from clinicapp.ui.widgets.dose_table import DENSITIES, DoseTable, density_for
from tests.factories import AT, make_session, new_id
from tests.ui.theme.dressing import THEMES, dress, has_colour

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def session():
    """All kinds of sites: planned, given, changed, omitted, extra; with half units."""
    made = make_session()
    made = made.change_dose(["FRO-L2"], Decimal("2.5"))
    made = made.omit(["FRO-L1"], made.protocol.omission_reasons[0].code)
    made = made.add_extra("OCC-RX1", made.protocol.extra_reasons[0].code, Decimal("7.5"))
    give = [s.site_id for s in made.planned if not s.site_id.startswith(("TRA", "CPS-R"))]
    return made.give(give, at=AT, by=new_id())


@pytest.fixture
def table(qtbot, session):
    made = DoseTable()
    qtbot.addWidget(made)
    made.show_session(session, "CPS")
    made.resize(384, made.sizeHint().height())
    made.show()
    made.activateWindow()
    return made


def cell(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    model = table.dose_model
    row = row if isinstance(row, int) else model.row_of(row)
    return model.index(row, column).data(role)


def test_every_sum_is_the_domains(table, session):
    totals = total_of(session)
    last = table.dose_model.rowCount() - 1
    for row, muscle in enumerate(totals.muscles):
        assert Decimal(cell(table, row, Column.GIVEN)) == muscle.given_units
        assert Decimal(cell(table, row, Column.TO_GIVE) or "0") == muscle.planned_units
    sides = {s.side: s.given_units for s in totals.sides}
    shown = [Decimal(cell(table, last, c)) for c in (Column.LEFT, Column.MIDLINE, Column.RIGHT)]
    assert shown == [sides["left"], sides["midline"], sides["right"]]
    assert cell(table, last, Column.GIVEN) == show_units(totals.given_units)
    assert cell(table, last, Column.TO_GIVE) == show_units(totals.planned_units)


def test_the_sides_add_up_to_the_whole(table, session):
    last = table.dose_model.rowCount() - 1
    sides = [Decimal(cell(table, last, c)) for c in (Column.LEFT, Column.MIDLINE, Column.RIGHT)]
    assert sum(sides) == Decimal(cell(table, last, Column.GIVEN))
    assert sum(sides) == Decimal("115")


def test_nothing_to_give_is_a_dash(qtbot):
    made = DoseTable()
    qtbot.addWidget(made)
    made.show_session(make_session(complete=True))
    last = made.dose_model.rowCount() - 1
    assert cell(made, last, Column.TO_GIVE) == "–"
    assert cell(made, last, Column.GIVEN) == "155"
    assert cell(made, 0, Column.TO_GIVE) == ""


def test_cells_are_said_in_words(table):
    assert cell(table, "FRO", Column.LEFT, ACCESSIBLE) == (
        "Frontalis, left: 1 given, 1 omitted; given 2.5 units"
    )
    assert cell(table, "OCC", Column.RIGHT, ACCESSIBLE) == (
        "Occipitalis, right: 4 given, 1 extra; given 22.5 units"
    )
    assert cell(table, "PRO", Column.LEFT, ACCESSIBLE) == "Procerus, left: no sites"
    assert cell(table, "CPS", Column.TO_GIVE, ACCESSIBLE) == (
        "Cervical paraspinal, to give: 10 units"
    )


def test_every_cell_can_be_said(table):
    model = table.dose_model
    for row in range(model.rowCount()):
        for column in Column:
            said = cell(table, row, column, ACCESSIBLE)
            assert said
            assert "None" not in said


def test_the_model_keeps_qts_rules(qtbot, session):
    model = DoseTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_session(session, "")
    model.show_session(make_session(give_all=True), "COR")
    assert tester.model() is model


@pytest.mark.parametrize(
    ("column", "side"),
    [
        (Column.MUSCLE, ""),
        (Column.LEFT, "left"),
        (Column.MIDLINE, "midline"),
        (Column.RIGHT, "right"),
        (Column.GIVEN, ""),
        (Column.TO_GIVE, ""),
    ],
)
def test_a_click_on_a_cell_tells_its_muscle_and_side(table, qtbot, column, side):
    place = table.visualRect(table.dose_model.index(3, column)).center()
    with qtbot.waitSignal(table.sites_activated) as told:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["TEM", side]


def test_the_row_of_sums_is_no_muscle(table, qtbot):
    last = table.dose_model.index(table.dose_model.rowCount() - 1, 0)
    with qtbot.assertNotEmitted(table.sites_activated):
        qtbot.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(last).center()
        )


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_rows_are_reached_and_chosen_by_keys(table, qtbot, key):
    table.setFocus()
    table.setCurrentIndex(table.dose_model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.sites_activated) as told:
        qtbot.keyClick(table, key)
    assert told.args == ["PRO", ""]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    with qtbot.waitSignal(table.sites_activated) as told:
        qtbot.keyClick(table, key)
    assert told.args == ["PRO", "midline"]


def test_a_cell_is_chosen_by_a_screen_readers_only_act_on_it(table, qtbot):
    spoken = QAccessible.queryAccessibleInterface(table)
    cells = [spoken.child(n) for n in range(spoken.childCount())]
    name = cell(table, "TRA", Column.LEFT, ACCESSIBLE)
    act = next(c for c in cells if c.text(QAccessible.Text.Name) == name).actionInterface()
    for _ in range(2):
        with qtbot.waitSignal(table.sites_activated) as told:
            act.doAction(act.actionNames()[0])
        assert told.args == ["TRA", "left"]
    assert not table.selectionModel().hasSelection()


def test_what_a_key_chooses_is_said_beforehand(table):
    act = Qt.ItemDataRole.AccessibleDescriptionRole
    assert cell(table, "TRA", Column.LEFT, act) == "Enter chooses 3 planned"
    assert cell(table, "TRA", Column.GIVEN, act) == "Enter chooses 6 planned"
    assert cell(table, "COR", Column.LEFT, act) == ""


def test_showing_a_session_tells_nobody(table, qtbot):
    with qtbot.assertNotEmitted(table.sites_activated):
        table.show_session(make_session(), "COR")


def test_a_new_state_keeps_the_row_that_has_the_keyboard(table, session):
    table.setCurrentIndex(table.dose_model.index(5, 0))
    rest = [s.site_id for s in session.planned]
    table.show_session(session.give(rest, at=AT, by=new_id()), "TRA")
    assert table.currentIndex().row() == 5
    assert cell(table, 7, Column.TO_GIVE) == "–"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("density", DENSITIES)
def test_nothing_is_ever_scrolled(qapp, table, density, scale):
    dress(qapp, "light", scale)
    table.set_density(density)
    table.resize(round(344 * scale), table.sizeHint().height())
    model = table.dose_model
    corner = table.visualRect(model.index(model.rowCount() - 1, Column.TO_GIVE))
    assert corner.bottom() <= table.viewport().rect().bottom()
    assert corner.right() <= table.viewport().rect().right()
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0


def test_the_current_muscle_is_tinted_with_a_bar(table, session):
    def row_picture(muscle):
        index = table.dose_model.index(table.dose_model.row_of(muscle), 0)
        return table.viewport().grab(table.visualRect(index))

    assert has_colour(row_picture("CPS"), "accent_soft")
    assert has_colour(row_picture("CPS"), "accent")
    assert not has_colour(row_picture("TRA"), "accent_soft")
    table.show_session(session, "TRA")
    assert has_colour(row_picture("TRA"), "accent_soft")
    assert not has_colour(row_picture("CPS"), "accent_soft")


def cell_picture(table, muscle, column):
    index = table.dose_model.index(table.dose_model.row_of(muscle), column)
    return table.viewport().grab(table.visualRect(index))


def test_only_the_chosen_sides_cell_is_marked_and_it_is_said(table, session):
    table.show_session(session, "TRA", Chosen("TRA", "right"))
    assert has_colour(cell_picture(table, "TRA", Column.RIGHT), "accent")
    assert not has_colour(cell_picture(table, "TRA", Column.LEFT), "accent")
    assert cell(table, "TRA", Column.RIGHT, ACCESSIBLE).endswith("given 0 units; chosen")
    table.show_session(session, "TRA", Chosen("TRA"))
    for column in (Column.LEFT, Column.RIGHT):
        assert has_colour(cell_picture(table, "TRA", column), "accent")
    table.show_session(session, "TRA")
    assert not has_colour(cell_picture(table, "TRA", Column.LEFT), "accent")


def test_a_click_leaves_one_row_tinted(table, qtbot, session):
    place = table.visualRect(table.dose_model.index(3, Column.RIGHT)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.leaveEvent(QEvent(QEvent.Type.Leave))
    table.show_session(session, "CPS")
    tinted = [
        muscle.muscle.code
        for muscle in total_of(session).muscles
        if has_colour(cell_picture(table, muscle.muscle.code, Column.GIVEN), "accent_soft")
    ]
    assert tinted == ["CPS"]


def test_the_pointer_tints_the_whole_row_and_only_one(table, qtbot):
    for row in (0, 2):
        place = table.visualRect(table.dose_model.index(row, Column.LEFT)).center()
        qtbot.mouseMove(table.viewport(), place)
    qtbot.waitUntil(lambda: table.hovered_row == 2)
    for column in Column:
        assert has_colour(cell_picture(table, "FRO", column), "hover"), column
    assert not has_colour(cell_picture(table, "COR", Column.GIVEN), "hover")


class Repaints(QObject):
    """The rows that were painted since it began to watch."""

    def __init__(self, table):
        super().__init__(table)
        self.table = table
        self.rows = set()
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            for row in range(self.table.dose_model.rowCount()):
                place = self.table.visualRect(self.table.dose_model.index(row, 0))
                if event.region().intersects(place.adjusted(0, 1, 0, -1)):
                    self.rows.add(self.table.dose_model.muscle_at(row))
        return False


def test_one_more_dose_repaints_its_row_and_the_sums_only(qapp, table, session):
    qapp.processEvents()
    painted = Repaints(table)
    table.show_session(session.give(["CPS-R1"], at=AT, by=new_id()), "CPS")
    qapp.processEvents()
    assert painted.rows == {"CPS", ""}


@pytest.mark.parametrize("width", [344, 384, 420])
@pytest.mark.parametrize("scale", [2.0, 1.5, 1.25, 1.0])
def test_every_number_has_room_at_every_size(qapp, qtbot, scale, width):
    """From the largest size down: what was wide must not stay narrow, nor the other way."""
    dress(qapp, "light", scale)
    table = DoseTable()
    qtbot.addWidget(table)
    session = heavy_session()
    table.show_session(session)
    dress(qapp, "light", 1.0)
    dress(qapp, "light", scale)
    table.resize(round(width * scale) - 2, table.sizeHint().height())
    table.show()
    last = table.dose_model.rowCount() - 1
    sums = table.dose_model.rows[last]
    assert (sums.words[Column.GIVEN], sums.words[Column.TO_GIVE]) == ("512.5", "137.5")
    for row in table.dose_model.rows:
        for column in tuple(Column)[1:]:
            face = words_font(column, table.fit.look, is_sum=row.is_sum)
            needed = QFontMetricsF(face).horizontalAdvance(row.words[column])
            free = table.columnWidth(column) - sum(pads(column, table.fit.look))
            assert needed + 3 * scale <= free, (row.words, column)
        name = QFontMetricsF(words_font(Column.MUSCLE, table.fit.look, is_sum=row.is_sum))
        assert table.fit.look.has_names
        left, _ = pads(Column.MUSCLE, table.fit.look)
        assert name.horizontalAdvance(row.words[0]) <= table.columnWidth(0) - left
    assert sum(table.fit.widths) == table.viewport().width()


def test_names_give_way_before_numbers_do(qapp, table):
    table.show_session(heavy_session())
    table.resize(256, table.sizeHint().height())
    assert not table.fit.look.has_names
    assert sum(table.fit.widths) <= table.viewport().width()


def heavy_session():
    """A session with 512.5 units given and 137.5 planned, in doses up to the most at a site."""
    session = make_session()
    planned = [s.site_id for s in session.planned]
    session = session.change_dose(planned[:11], Decimal("46.5"))
    session = session.change_dose(planned[11:12], Decimal(1))
    session = session.give(planned[:12], at=AT, by=new_id())
    session = session.change_dose(planned[12:14], Decimal("25.25"))
    return session.change_dose(planned[14:15], Decimal(7))


@pytest.mark.parametrize("theme", THEMES)
def test_marks_wear_the_theme(qapp, table, theme):
    dress(qapp, theme)
    for role in ("given", "planned", "extra", "surface"):
        assert has_colour(table.viewport().grab(), role), role


def test_the_row_with_the_keyboard_has_the_focus_edge(table, qtbot):
    table.clearFocus()
    assert not has_colour(table.viewport().grab(), "focus")
    table.setFocus()
    table.setCurrentIndex(table.dose_model.index(2, 0))
    qtbot.waitUntil(table.hasFocus)
    assert has_colour(table.viewport().grab(), "focus")


def test_the_most_marks_a_side_can_hold_stay_in_their_column(table):
    session = make_session()
    for number in range(1, 5):
        at = (Decimal("0.2"), Decimal("0.6"))
        session = session.add_extra(f"TRA-LX{number}", "tenderness", Decimal(5), at)
    dressed = table
    dressed.resize(344, dressed.sizeHint().height())
    dressed.show_session(session)
    row = dressed.dose_model.row_of("TRA")
    gap = dressed.visualRect(dressed.dose_model.index(row, Column.GIVEN))
    mid = dressed.visualRect(dressed.dose_model.index(row, Column.MIDLINE)).adjusted(4, 2, -4, -2)
    assert not has_colour(dressed.viewport().grab(mid), "extra")
    assert not has_colour(dressed.viewport().grab(gap.adjusted(4, 2, -4, -2)), "extra")


@pytest.mark.parametrize(
    ("height", "has_notice", "density"),
    [
        (800, True, "tiny"),
        (800, False, "dense"),
        (900, True, "dense"),
        (900, False, "normal"),
        (1080, False, "roomy"),
        (1080, True, "dense"),
    ],
)
def test_the_density_follows_the_windows_height(height, has_notice, density):
    assert density_for(height, has_notice=has_notice) == density
