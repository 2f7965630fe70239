from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from clinicapp.commands.patients import register_patient
from clinicapp.commands.sessions import start_session
from clinicapp.ui.models.patient_table import PatientTableModel
from clinicapp.ui.pages.patients_page import PatientsPage
from tests.factories import make_patient
from tests.ui.keyboard import type_into

PEOPLE = (
    ("Vasquez", "Elena María", date(1984, 3, 14), "HC-20418"),
    ("Þórsson", "Björn", date(1990, 7, 1), "HC-21883"),
    ("O’Connor-Dubois", "Amélie", date(1971, 12, 24), "HC-18220"),
    ("Suharto", "", date(1955, 5, 5), "HC-30001"),
)


@pytest.fixture
def everybody(records, act):
    made = [
        make_patient(family_name=family, given_name=given, birth_date=born, record_number=number)
        for family, given, born, number in PEOPLE
    ]
    return [register_patient(records, patient, act=act).after for patient in made]


@pytest.fixture
def show(qtbot, hub):
    def make():
        page = PatientsPage(hub)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def page(everybody, show):
    return show()


def listed(page):
    model = page.patients
    return [model.index(n, PatientTableModel.NAME).data() for n in range(model.rowCount())]


def find(qtbot, page, text):
    with qtbot.waitSignal(page.search.searched):
        type_into(qtbot, page.search, text)


def test_all_patients_are_listed_by_name(page):
    assert listed(page) == [
        "O’Connor-Dubois, Amélie",
        "Suharto",
        "Þórsson, Björn",
        "Vasquez, Elena María",
    ]
    assert page.count.text() == "4 patients"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("oconnor", "O’Connor-Dubois, Amélie"),
        ("bjorn", "Þórsson, Björn"),
        ("Þórs", "Þórsson, Björn"),
        ("1984-03-14", "Vasquez, Elena María"),
        ("18220", "O’Connor-Dubois, Amélie"),
        ("elena vas", "Vasquez, Elena María"),
    ],
)
def test_a_patient_is_found_while_typing(qtbot, page, typed, found):
    find(qtbot, page, typed)
    assert listed(page) == [found]


def test_arrows_walk_the_list_while_the_keyboard_stays_in_the_field(qtbot, page, everybody):
    page.focus_search()
    for _ in range(3):
        qtbot.keyClick(page.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.patient_wanted) as opened:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert opened.args == [everybody[0].id]
    assert QApplication.focusWidget() is page.search


def test_enter_in_the_list_opens_the_chosen_patient(qtbot, page, everybody):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.patient_wanted) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [everybody[3].id]


def test_enter_opens_what_was_typed_even_before_the_list_has_caught_up(qtbot, page, everybody):
    type_into(qtbot, page.search, "bjorn")
    with qtbot.waitSignal(page.patient_wanted) as opened:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert opened.args == [everybody[1].id]


def test_one_click_opens_a_patient(qtbot, page, everybody):
    spot = page.table.visualRect(page.patients.index(2, 0)).center()
    with qtbot.waitSignal(page.patient_wanted) as opened:
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [everybody[1].id]


def test_a_name_that_is_not_found_can_be_registered(qtbot, page, records):
    find(qtbot, page, "Ng, Wei")
    assert page.not_found.isVisible()
    assert page.register_typed.words == "Register “Ng, Wei”"

    def fill_in():
        dialog = QApplication.activeModalWidget()
        assert dialog.form.family_name.text == "Ng"
        type_into(qtbot, dialog.form.birth_date.edit, "2001-02-03")
        type_into(qtbot, dialog.form.record_number.edit, "HC-9")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill_in)
    with qtbot.waitSignal(page.patient_wanted) as opened:
        qtbot.mouseClick(page.register_typed, Qt.MouseButton.LeftButton)
    assert records.patient(opened.args[0]).listed_name == "Ng, Wei"


def test_all_patients_come_back_when_the_search_is_cleared(qtbot, page):
    find(qtbot, page, "nobody")
    find(qtbot, page, "bjorn")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(listed(page)) == 4


def test_an_empty_clinic_says_what_to_do_first(qtbot, show):
    page = show()
    assert page.nobody.isVisible()
    assert page.nobody.register.act.words == "Register a patient"
    assert not page.search.isVisible()


def test_the_first_patient_fills_the_empty_page(qtbot, show, hub):
    page = show()
    hub.run(register_patient, make_patient())
    assert not page.nobody.isVisible()
    assert listed(page) == ["Vasquez, Elena María"]


def test_a_session_elsewhere_is_counted_and_the_chosen_patient_stays(page, hub, everybody):
    page.table.selectRow(3)
    hub.run(start_session, everybody[0].id)
    model = page.patients
    assert page.table.chosen_row == 3
    assert model.index(3, PatientTableModel.SESSIONS).data() == "1"
    assert model.index(3, PatientTableModel.LAST).data() == "none yet"  # it is in progress


def test_a_page_out_of_sight_reads_nothing_until_it_is_seen(page, hub):
    page.hide()
    hub.run(register_patient, make_patient(family_name="Zhou"))
    assert len(listed(page)) == 4
    page.show()
    assert len(listed(page)) == 5


def test_pasted_control_characters_find_nothing_and_break_nothing(qtbot, page):
    page.search.setText("vas\u0007\u202equez%_'\"")
    qtbot.waitUntil(lambda: len(listed(page)) <= 1)


def test_an_administrator_alone_is_asked_to_add_the_physicians(qtbot, qapp, alone):
    page = PatientsPage(alone)
    qtbot.addWidget(page)
    page.show()
    assert page.nobody.staff.isVisible()
    assert not page.nobody.register.isVisible()
    with qtbot.waitSignal(page.people_wanted):
        qtbot.mouseClick(page.nobody.staff.act, Qt.MouseButton.LeftButton)


def test_who_may_not_register_is_told_who_does(show, hub, staff):
    hub.use_person(staff.administrator)
    page = show()
    assert page.nobody.others.isVisible()
    assert page.nobody.others._sentence.text() == (
        "Patients are registered by Mara Okafor, MD or Ruth Adeyemi, RN."
    )
    hub.use_person(staff.physician)
    assert page.nobody.register.isVisible()


def test_who_may_not_register_is_not_offered_a_name_that_was_not_found(qtbot, page, hub, staff):
    hub.use_person(staff.administrator)
    find(qtbot, page, "Ng, Wei")
    assert page.not_found.isVisible()
    assert not page.register_typed.isVisible()
