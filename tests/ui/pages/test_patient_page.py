from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import change_dose, give_all_planned, omit_sites, start_session
from clinicapp.commands.signing import add_addendum, void_session
from clinicapp.ui.models.roles import UNDER
from clinicapp.ui.pages.patient_page import PatientPage
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_patient
from tests.ui.keyboard import type_into


@pytest.fixture
def show(qtbot, hub, patient):
    def make():
        page = PatientPage(hub)
        qtbot.addWidget(page)
        page.resize(1200, 720)
        page.show_patient(patient.id)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def chart(records, staff, patient):
    """A session that began some time ago, standard unless an edit makes exceptions."""

    def make(ago, *, edit=None, done=True):
        act = Act(staff.physician, AT - ago)
        session = start_session(records, patient.id, act=act).after
        agree(records, patient.id, act)
        if edit:
            edit(session, act)
        if done:
            give_all_planned(records, session.id, act=act)
            complete_session(records, session.id, act=Act(act.by, act.at + timedelta(minutes=9)))
        return records.session(session.id)

    return make


WEEK = timedelta(weeks=1)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def titles(page):
    return [page.model.index(n, 0).data() for n in range(page.model.rowCount())]


def test_the_timeline_runs_from_the_newest_session_to_the_first(show, chart):
    chart(24 * WEEK)
    chart(12 * WEEK)
    page = show()
    assert titles(page) == ["Session 2 · 155 units", "Session 1 · 155 units"]
    assert page.count.text() == "2 sessions"
    assert page.timeline.chosen_row == 0
    assert page.heading.full_text == "Session 2, 30 August 2026"


def test_the_chosen_session_is_drawn_with_its_sums(qtbot, show, chart):
    chart(24 * WEEK)
    newest = chart(12 * WEEK)
    page = show()
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.heading.full_text == "Session 1, 7 June 2026"
    qtbot.keyClick(page.timeline, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.session_wanted) as wanted:
        qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    assert wanted.args == [newest.id]
    assert page.facts.summary.findChild(QLabel, "total_units").text() == "155"
    assert "given" in page.views.site_button("COR-L1").accessibleDescription().lower()


def test_the_diagram_cannot_be_changed_here(qtbot, show, chart):
    chart(12 * WEEK)
    page = show()
    with qtbot.assertNotEmitted(page.views.site_activated):
        click(qtbot, page.views.site_button("COR-L1"))


def test_exceptions_are_told_by_name(show, chart, records):
    def edit(session, act):
        reason = session.protocol.omission_reasons[0].code
        omit_sites(records, session.id, ["FRO-L2"], reason, act=act)
        change_dose(records, session.id, ["FRO-R2"], Decimal("2.5"), act=act)

    session = chart(12 * WEEK, edit=edit)
    page = show()
    reason = session.protocol.omission_reasons[0].label
    assert page.model.index(0, 0).data(UNDER) == "1 omitted, 1 changed"
    assert page.facts.exceptions.text() == (
        f"Frontalis left 2 omitted: {reason}\nFrontalis right 2 changed to 2.5 units"
    )


def test_who_did_it_and_when_is_told(show, chart):
    chart(12 * WEEK)
    page = show()
    assert page.facts.who.text() == "30 Aug 2026 15:02 to 15:11, Mara Okafor, MD"


def test_addenda_are_shown_with_reason_person_and_time(show, chart, records, act):
    session = chart(12 * WEEK)
    add_addendum(records, session.id, "Left out", "Ice was applied.", act=act)
    page = show()
    (addendum,) = page.facts.addenda
    told = [child.text() for child in addendum.findChildren(QLabel)]
    assert told == [
        "Addendum: Left out",
        "Ice was applied.",
        "Mara Okafor, MD · 22 Nov 2026 14:02",
    ]


def test_a_session_entered_in_error_says_why(show, chart, records, act):
    session = chart(WEEK, done=False)
    void_session(records, session.id, "Wrong patient", act=act)
    page = show()
    assert page.facts.void_reason.text() == "Entered in error: Wrong patient"
    assert page.plan.words == "Plan a session"
    assert not page.sheet.isVisible()


def test_planning_a_session_goes_to_it(qtbot, show, chart, records, patient):
    chart(12 * WEEK)
    page = show()
    with qtbot.waitSignal(page.session_wanted) as wanted:
        click(qtbot, page.plan)
    assert records.open_session_of(patient.id) == wanted.args[0]


def test_an_open_session_is_continued_instead_of_planning_another(qtbot, show, chart, records):
    chart(12 * WEEK)
    is_open = chart(timedelta(hours=1), done=False)
    page = show()
    assert page.plan.words == "Continue"
    with qtbot.waitSignal(page.session_wanted) as wanted:
        click(qtbot, page.plan)
    assert wanted.args == [is_open.id]
    assert len(records.patient_sessions(is_open.patient_id)) == 2


def test_a_session_opened_elsewhere_meanwhile_is_refused_and_told(
    qtbot, show, chart, records, patient, act
):
    chart(12 * WEEK)
    page = show()
    start_session(records, patient.id, act=act)
    click(qtbot, page.plan)
    assert page.notice.isVisible()
    assert "in progress" in page.notice.title


def test_who_may_not_plan_is_told_who_may(qtbot, show, chart, hub, staff):
    chart(12 * WEEK)
    page = show()
    hub.use_person(staff.administrator)
    click(qtbot, page.plan)
    assert "for a physician or a nurse" in page.notice.title


def test_the_sheet_is_printed_from_a_completed_session_only(qtbot, show, chart):
    done = chart(12 * WEEK)
    chart(timedelta(hours=1), done=False)
    page = show()
    assert not page.sheet.isVisible()
    page.timeline.choose(1)
    with qtbot.waitSignal(page.sheet_wanted) as wanted:
        click(qtbot, page.sheet)
    assert wanted.args == [done.id]


def test_a_new_patient_is_invited_to_the_first_session(qtbot, show, records, patient):
    page = show()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.session_wanted) as wanted:
        click(qtbot, page.empty.act)
    assert records.open_session_of(patient.id) == wanted.args[0]


def test_details_are_corrected_from_here(qtbot, show, chart, records, patient):
    chart(12 * WEEK)
    page = show()

    def correct():
        dialog = QApplication.activeModalWidget()
        type_into(qtbot, dialog.form.phone.edit, "(555) 010-0123")
        click(qtbot, dialog.save)

    QTimer.singleShot(0, correct)
    click(qtbot, page.correct)
    assert records.patient(patient.id).phone == "(555) 010-0123"


def test_the_chosen_session_stays_chosen_when_another_is_added(show, chart, hub, patient):
    chart(24 * WEEK)
    chart(12 * WEEK)
    page = show()
    page.timeline.choose(1)
    heading = page.heading.full_text
    hub.run(start_session, patient.id)
    assert titles(page)[0] == "Session 3 · 0 units"
    assert page.heading.full_text == heading
    assert page.timeline.chosen_row == 2


def test_another_patient_starts_at_the_newest_session(show, chart, records, act):
    chart(24 * WEEK)
    chart(12 * WEEK)
    other = register_patient(records, make_patient(family_name="Other"), act=act).after
    start_session(records, other.id, act=act)
    page = show()
    page.timeline.choose(1)
    page.show_patient(other.id)
    assert titles(page) == ["Session 1 · 0 units"]
    assert page.heading.full_text == "Session 1, 22 November 2026"
