from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, give_sites, start_session
from clinicapp.domain.summaries import PatientSummary
from clinicapp.ui.pages.session_rows import SessionRow
from clinicapp.ui.pages.today_page import TodayPage
from clinicapp.ui.tasks import TaskRunner
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_patient
from tests.ui.keyboard import type_into


@pytest.fixture
def tasks(qtbot):
    tasks = TaskRunner()
    yield tasks
    tasks.shutdown()


@pytest.fixture
def show(qtbot, hub, tasks):
    def make():
        page = TodayPage(hub, tasks)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        with qtbot.waitSignal(tasks._finished):
            page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def treat(records, staff):
    """Register somebody and chart a session that began some time ago."""

    def chart(name, ago, *, given=None, done=True):
        act = Act(staff.physician, AT - ago)
        patient = register_patient(records, make_patient(family_name=name), act=act).after
        session = start_session(records, patient.id, act=act).after
        agree(records, patient.id, act)
        if given is None:
            give_all_planned(records, session.id, act=act)
        elif given:
            give_sites(records, session.id, given, act=act)
        if done:
            complete_session(records, session.id, act=act)
        return session

    return chart


def told(row):
    """The lines of a session, whose patient's number is apart."""
    labels = [w for w in row.children() if hasattr(w, "full_text") and w is not row.number]
    return [w.full_text for w in labels], row.tag.text(), row.act.words


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_patients_of_one_name_differ_by_their_numbers_everywhere(show, treat, records):
    sessions = [
        treat("Same", 2 * HOUR, given=[], done=False),
        treat("Same", timedelta(days=2), given=[], done=False),
        treat("Same", HOUR, given=[], done=False),
    ]
    due = treat("Same", 13 * WEEK)
    page = show()
    numbers = [records.patient(s.patient_id).record_number for s in (*sessions, due)]
    assert page.resume.number.full_text == numbers[2]
    assert [row.number.full_text for row in page.earlier_rows] == [numbers[1]]
    assert [row.number.full_text for row in page.day_rows] == [numbers[0], numbers[2]]
    (line,) = page.due.lines
    assert line.accessibleName() == f"Elena María Same, {numbers[3]}, 13 weeks ago"


HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def test_the_page_is_headed_by_the_day(show):
    assert show().title.text() == "Sunday 22 November"


def test_the_session_in_progress_says_how_far_it_is_and_what_is_next(show, treat, records):
    session = treat("Vasquez", HOUR, given=["COR-L1", "COR-R1"], done=False)
    page = show()
    site = session.name(records.session(session.id).planned[0].site_id)
    assert page.resume.isVisible()
    assert page.resume.name.full_text == "Elena María Vasquez"
    assert page.resume.words.full_text == (f"Session 1 · 2 of 31 given, 10 units · next: {site}")
    assert page.resume.ring.accessibleName() == "2 of 31 given"


def test_continue_goes_to_that_session(qtbot, show, treat):
    session = treat("Vasquez", HOUR, given=[], done=False)
    page = show()
    with qtbot.waitSignal(page.session_wanted) as wanted:
        click(qtbot, page.resume.act)
    assert wanted.args == [session.id]


def test_a_session_with_nothing_left_asks_to_be_signed(show, treat):
    treat("Vasquez", HOUR, done=False)
    assert show().resume.words.full_text.endswith("nothing left to give: sign it")


def test_without_a_session_in_progress_nothing_is_to_be_continued(show, treat):
    treat("Vasquez", HOUR)
    page = show()
    assert not page.resume.isVisible()


def test_open_sessions_of_other_days_are_not_forgotten(qtbot, show, treat):
    treat("Today", HOUR, given=[], done=False)
    old = treat("Earlier", 3 * timedelta(days=1), given=[], done=False)
    page = show()
    (row,) = page.earlier_rows
    assert told(row)[0][0] == "Elena María Earlier"
    with qtbot.waitSignal(page.session_wanted) as wanted:
        click(qtbot, row.act)
    assert wanted.args == [old.id]


def test_the_day_lists_its_sessions_from_the_first_with_the_next_act(qtbot, show, treat):
    done = treat("Morning", 5 * HOUR)
    treat("Noon", 2 * HOUR, given=[], done=False)
    treat("Yesterday", timedelta(days=1))
    page = show()
    assert [told(r) for r in page.day_rows] == [
        (["Elena María Morning", "Session 1 · 155 units"], "Completed, not sealed", "Print sheet"),
        (["Elena María Noon", "Session 1 · 0 of 31 given, 0 units"], "In progress", "Continue"),
    ]
    with qtbot.waitSignal(page.sheet_wanted) as wanted:
        click(qtbot, page.day_rows[0].act)
    assert wanted.args == [done.id]
    with qtbot.waitSignal(page.session_wanted) as opened:
        click(qtbot, page.day_rows[0].open)
    assert opened.args == [done.id]


def test_who_may_not_print_is_offered_to_open(show, treat, hub, staff):
    treat("Morning", 5 * HOUR)
    hub.use_person(staff.administrator)
    assert show().day_rows[0].act.words == "Open"


def test_an_act_elsewhere_is_seen_at_once(show, treat, hub):
    session = treat("Noon", HOUR, given=[], done=False)
    page = show()
    hub.run(give_sites, session.id, ["COR-L1"])
    assert page.resume.words.full_text.startswith("Session 1 · 1 of 31 given, 5 units")
    assert told(page.day_rows[0])[0][1] == "Session 1 · 1 of 31 given, 5 units"


def test_reading_the_day_again_leaves_nothing_of_the_old_one_on_screen(show, treat):
    treat("Morning", 5 * HOUR)
    treat("Noon", 2 * HOUR)
    page = show()
    page.refresh()
    QApplication.processEvents()  # lays out, but does not delete yet
    on_screen = [row for row in page.findChildren(SessionRow) if row.isVisible()]
    assert sorted(map(id, on_screen)) == sorted(map(id, page.day_rows))


def test_patients_are_due_twelve_weeks_after_their_last_session(qtbot, show, treat):
    treat("Early", 12 * WEEK - timedelta(days=1))
    due = treat("Due", 12 * WEEK)
    treat("Long", 30 * WEEK)
    page = show()
    told_due = [line.accessibleName().split(", ") for line in page.due.lines]
    assert [(name, ago) for name, _number, ago in told_due] == [
        ("Elena María Due", "12 weeks ago"),
        ("Elena María Long", "30 weeks ago"),
    ]
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        click(qtbot, page.due.lines[0])
    assert wanted.args == [due.patient_id]


def test_who_is_in_progress_again_is_not_due(show, treat, records, act):
    old = treat("Back", 13 * WEEK)
    start_session(records, old.patient_id, act=act)
    assert show().due.lines == []


@pytest.mark.parametrize(
    ("count", "words"), [(10, "and 4 more before them"), (50, "and 44 or more before them")]
)
def test_only_the_first_few_due_are_listed_and_the_rest_counted(show, records, count, words):
    page = show()
    due = [
        PatientSummary(patient=make_patient(), sessions=1, last_session_at=AT - 12 * WEEK)
        for _ in range(count)
    ]
    page.due.show_due(due, today=AT.date(), interval_days=84, zone=records.zone)
    assert len(page.due.lines) == 6
    assert page.due._more.text() == words


def test_an_empty_clinic_says_what_to_do_first(qtbot, show):
    page = show()
    assert page.nobody.isVisible()
    with qtbot.waitSignal(page.new_patient_wanted):
        click(qtbot, page.nobody.register.act)


def test_a_quiet_day_says_so(qtbot, show, patient):
    page = show()
    assert page._nothing.isVisible()
    with qtbot.waitSignal(page.new_patient_wanted):
        click(qtbot, page.new_patient)


def test_a_patient_is_found_from_this_page(qtbot, show, treat, patient):
    treat("Other", HOUR)
    page = show()
    page.focus_search()
    type_into(qtbot, page.finder, "vasq")
    qtbot.waitUntil(page.finder.popup.isVisible)
    assert page.finder.patients.rowCount() == 1
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        qtbot.keyClick(page.finder, Qt.Key.Key_Return)
    assert wanted.args == [patient.id]
    assert not page.finder.popup.isVisible()
    assert page.finder.text() == ""


def test_the_arrows_choose_among_the_found(qtbot, show, treat):
    treat("Anders", 2 * HOUR)
    second = treat("Andrews", HOUR)
    page = show()
    type_into(qtbot, page.finder, "and")
    qtbot.waitUntil(page.finder.popup.isVisible)
    qtbot.keyClick(page.finder, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        qtbot.keyClick(page.finder, Qt.Key.Key_Return)
    assert wanted.args == [second.patient_id]


def test_a_found_patient_can_be_clicked(qtbot, show, patient):
    page = show()
    type_into(qtbot, page.finder, "vasq")
    qtbot.waitUntil(page.finder.popup.isVisible)
    spot = page.finder.table.visualRect(page.finder.patients.index(0, 0)).center()
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        qtbot.mouseClick(page.finder.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted.args == [patient.id]


def test_nobody_found_says_what_to_do_and_escape_puts_it_away(qtbot, show, patient):
    page = show()
    type_into(qtbot, page.finder, "zzz")
    qtbot.waitUntil(page.finder.popup.isVisible)
    assert page.finder._nobody.isVisible()
    qtbot.keyClick(page.finder, Qt.Key.Key_Escape)
    assert not page.finder.popup.isVisible()


def test_units_are_exact_in_the_line(show, treat, records, act):
    from clinicapp.commands.sessions import change_dose

    session = treat("Half", HOUR, given=["COR-L1"], done=False)
    change_dose(records, session.id, ["COR-L1"], Decimal("2.5"), act=act)
    page = show()
    assert "1 of 31 given, 2.5 units" in page.resume.words.full_text


def test_an_administrator_alone_is_asked_to_add_the_physicians(qtbot, qapp, alone):
    page = TodayPage(alone)
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
    page._show_due((False, ()))
    assert page.nobody.register.isVisible()
