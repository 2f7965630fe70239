from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox

from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, give_sites, start_session
from clinicapp.domain.people import Role
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.session_table import PAGE, SessionTableModel
from clinicapp.ui.pages.records_page import RecordsPage
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SPACE, px
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_clinic, make_patient, make_person, make_session, password_hash
from tests.ui.keyboard import type_into

DAY = timedelta(days=1)


@pytest.fixture
def tasks(qtbot):
    tasks = TaskRunner()
    yield tasks
    tasks.shutdown()


@pytest.fixture
def show(qtbot, hub, tasks):
    def make():
        page = RecordsPage(hub, tasks, tasks)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: page.sums.text() != "Counting")
        return page

    return make


@pytest.fixture
def chart(records, staff):
    def make(name, ago, *, done=True):
        act = Act(staff.physician, AT - ago)
        patient = register_patient(records, make_patient(family_name=name), act=act).after
        session = start_session(records, patient.id, act=act).after
        agree(records, patient.id, act)
        if done:
            give_all_planned(records, session.id, act=act)
            complete_session(records, session.id, act=act)
        return session

    return make


def names(page):
    model = page.sessions
    return [model.index(n, SessionTableModel.PATIENT).data() for n in range(model.rowCount())]


def filter_by(qtbot, page, name, words):
    combo = page.findChild(QComboBox, name)
    combo.setFocus()
    while combo.currentText() != words:
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.sums.text() != "Counting")


def test_all_sessions_are_listed_newest_first_with_their_sums(show, chart):
    chart("Old", 400 * DAY)
    chart("New", DAY)
    chart("Now", timedelta(), done=False)
    page = show()
    assert names(page) == ["Now, Elena María", "New, Elena María", "Old, Elena María"]
    assert page.sums.text() == "3 sessions, 62 sites, 310 units"


def test_dates_and_state_narrow_the_list_and_the_sums(qtbot, show, chart):
    chart("Old", 400 * DAY)
    chart("New", DAY)
    chart("Now", timedelta(), done=False)
    page = show()
    filter_by(qtbot, page, "filter_dates", "Last 12 months")
    assert names(page) == ["Now, Elena María", "New, Elena María"]
    filter_by(qtbot, page, "filter_state", "Completed")
    assert names(page) == ["New, Elena María"]
    assert page.sums.text() == "1 session, 31 sites, 155 units"


@pytest.fixture
def two_physicians(empty_records, clock):
    """A clinic where Mara began three sessions and Tomas one; who exports is signed in."""
    mara, admin = make_person(), make_person(Role.ADMINISTRATOR)
    tomas = make_person(user_name="tomas", name="Tomas Hale")
    patient = make_patient()
    sessions = [
        make_session(patient_id=patient.id, started_by=who.id, started_at=AT - n * DAY).give(
            ["COR-L1"], at=AT, by=who.id
        )
        for n, who in enumerate((mara, tomas, mara, mara))
    ]
    people = [(person, password_hash()) for person in (mara, tomas, admin)]
    empty_records.found_clinic(make_clinic(), people, [patient], sessions)
    hub = ChangeHub(empty_records, clock)
    hub.use_person(empty_records.person(admin.id))
    return hub, tomas


def test_a_clinician_narrows_the_list_the_sums_and_the_export(qtbot, two_physicians, tasks):
    hub, tomas = two_physicians
    page = RecordsPage(hub, tasks, tasks)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    qtbot.waitUntil(lambda: page.sums.text().startswith("4 sessions"))
    combo = page.findChild(QComboBox, "filter_clinician")
    combo.setFocus()
    for _step in range(combo.findText("Tomas Hale")):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == "Tomas Hale"
    qtbot.waitUntil(lambda: page.sums.text() == "1 session, 1 sites, 5 units")
    assert page.sessions.rowCount() == 1
    assert page.sessions.summary(0).clinician == "Tomas Hale"
    assert page.panel._filter.clinician_id == tomas.id
    assert page.panel.what.text() == "What is filtered: 1 session"
    page.refresh()
    assert combo.currentText() == "Tomas Hale"


def type_span(qtbot, page, first, last):
    filter_by(qtbot, page, "filter_dates", "From … to …")
    type_into(qtbot, page.filters.first_day.edit, first)
    type_into(qtbot, page.filters.last_day.edit, last)


@pytest.mark.parametrize(("first", "last"), [("soon", ""), ("2026-11-22", "2026-11-01")])
def test_dates_that_cannot_be_meant_list_and_export_nothing(
    qtbot, show, chart, hub, staff, first, last
):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    page.show_export(True)
    type_span(qtbot, page, first, last)
    assert page.wrong_dates.isVisible()
    assert page.sessions.rowCount() == 0
    assert not page.export.isEnabled()
    assert not page.panel.act.isEnabled()
    qtbot.mouseClick(page.filters.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.panel.act.isEnabled)
    assert names(page) == ["New, Elena María"]
    assert page.export.isEnabled()


def test_a_count_that_comes_late_does_not_free_the_export(qtbot, show, chart, hub, staff):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    page.show_export(True)
    counted = page.filters.filter
    type_span(qtbot, page, "soon", "")
    page._show_counts(counted, hub.records.count(counted))
    assert not page.panel.act.isEnabled()


def test_a_patient_is_found_while_typing(qtbot, show, chart):
    chart("Þórsson", DAY)
    chart("Vasquez", 2 * DAY)
    page = show()
    page.focus_search()
    type_into(qtbot, page.filters.patient, "thors")
    qtbot.waitUntil(lambda: names(page) == ["Þórsson, Elena María"])


def test_enter_opens_the_chosen_session(qtbot, show, chart):
    older = chart("Older", 2 * DAY)
    chart("Newer", DAY)
    page = show()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.session_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [older.id]


def test_one_click_chooses_and_the_button_opens(qtbot, show, chart):
    older = chart("Older", 2 * DAY)
    chart("Newer", DAY)
    page = show()
    spot = page.table.visualRect(page.sessions.index(1, 1)).center()
    with qtbot.assertNotEmitted(page.session_wanted):
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(page.session_wanted) as wanted:
        qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert wanted.args == [older.id]


def test_an_empty_clinic_says_when_sessions_appear(show):
    page = show()
    assert page.nothing.isVisible()
    assert page.sums.text() == "0 sessions, 0 sites, 0 units"


def test_nothing_found_offers_to_clear_the_filters(qtbot, show, chart):
    chart("Old", 400 * DAY)
    page = show()
    filter_by(qtbot, page, "filter_dates", "Today")
    assert page.not_found.isVisible()
    qtbot.mouseClick(page.not_found.act, Qt.MouseButton.LeftButton)
    assert names(page) == ["Old, Elena María"]


def test_the_chosen_session_stays_chosen_while_others_change(show, chart, hub):
    chosen = chart("Chosen", 2 * DAY)
    now = chart("Now", timedelta(), done=False)
    page = show()
    page.table.selectRow(1)
    hub.run(give_sites, now.id, ["COR-L1"])
    assert page.sessions.summary(page.table.chosen_row).id == chosen.id
    assert page.sessions.index(0, SessionTableModel.UNITS).data() == "5"


def test_who_may_not_export_is_told_who_may(show, chart, hub, staff):
    chart("New", DAY)
    page = show()
    assert not page.export.isEnabled()
    assert page.who_may.text() == "Export is for: administrator"
    assert page.who_may.isVisible()
    hub.use_person(staff.administrator)
    assert page.export.isEnabled()
    assert not page.who_may.isVisible()


def test_the_export_opens_beside_the_table_and_closes(qtbot, show, chart, hub, staff):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()
    assert page.table.isVisible()
    assert page.panel.what.text() == "What is filtered: 1 session"
    qtbot.mouseClick(page.panel.close_panel, Qt.MouseButton.LeftButton)
    assert not page.panel.isVisible()


def test_the_export_goes_when_somebody_else_signs_in(qtbot, show, chart, hub, staff):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    page.show_export(True)
    hub.use_person(staff.nurse)
    assert not page.panel.isVisible()


def test_where_there_is_little_room_the_export_stands_alone(qtbot, show, chart, hub, staff):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    page.show_export(True)
    page.resize(700, 600)
    assert not page.table.isVisible()
    page.show_export(False)
    assert page.table.isVisible()


@pytest.mark.parametrize("width", range(1000, 1500, 60))
def test_names_stay_readable_beside_the_export_and_columns_come_back(
    qtbot, show, chart, hub, staff, width
):
    hub.use_person(staff.administrator)
    chart("Montgomery-O’Connor", DAY)
    page = show()
    page.resize(width, 812)
    columns = (SessionTableModel.CLINICIAN, SessionTableModel.EXCEPTIONS)
    before = [page.table.isColumnHidden(n) for n in columns]
    page.show_export(True)
    QApplication.processEvents()
    assert page.table.columnWidth(SessionTableModel.PATIENT) >= 200
    clinician, exceptions = (page.table.isColumnHidden(n) for n in columns)
    assert clinician or not exceptions
    page.show_export(False)
    assert [page.table.isColumnHidden(n) for n in columns] == before


def test_at_full_width_every_column_is_shown(show, chart):
    chart("New", DAY)
    page = show()
    page.resize(1364, 812)
    hidden = [n for n in range(page.sessions.columnCount()) if page.table.isColumnHidden(n)]
    assert hidden == []


@pytest.mark.parametrize("is_open", [False, True])
def test_exceptions_are_not_cut_beside_a_wide_column(show, chart, hub, staff, is_open):
    hub.use_person(staff.administrator)
    chart("New", DAY)
    page = show()
    page.resize(1364, 812)
    page.show_export(is_open)
    QApplication.processEvents()
    told = QFontMetrics(font("body")).horizontalAdvance("1 omitted, 1 changed")
    room = page.table.columnWidth(SessionTableModel.EXCEPTIONS) - px(2 * (SPACE["l"] - 1))
    assert told <= room


@pytest.fixture
def big_clinic(empty_records, clock):
    """A clinic with more sessions than one page holds."""
    doctor, admin, patient = make_person(), make_person(Role.ADMINISTRATOR), make_patient()
    sessions = [
        make_session(
            patient_id=patient.id, started_by=doctor.id, started_at=AT - n * timedelta(hours=1)
        )
        for n in range(PAGE + 30)
    ]
    people = [(person, password_hash()) for person in (admin, doctor)]
    empty_records.found_clinic(make_clinic(), people, [patient], sessions)
    hub = ChangeHub(empty_records, clock)
    hub.use_person(empty_records.person(admin.id))
    return hub


def test_scrolling_down_reads_on(qtbot, big_clinic, tasks):
    page = RecordsPage(big_clinic, tasks, tasks)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    qtbot.waitExposed(page)
    assert page.sessions.rowCount() == PAGE
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.sessions.rowCount() == PAGE + 30)
    qtbot.waitUntil(lambda: page.sums.text().startswith("230 sessions"))
