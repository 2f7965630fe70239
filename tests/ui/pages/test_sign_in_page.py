import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel

from clinicapp.config.settings import Settings
from clinicapp.domain.errors import StoreError
from clinicapp.domain.people import Role
from clinicapp.ui.pages.sign_in_page import LAST_USER, SignInPage
from clinicapp.ui.tasks import TaskRunner
from tests.factories import PASSWORD, make_clinic, make_person
from tests.ui.keyboard import type_into
from tests.ui.theme.dressing import dress

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tasks(qapp):
    tasks = TaskRunner()
    yield tasks
    tasks.shutdown()


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, qapp, settings):
    dress(qapp)
    page = SignInPage(settings)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def form(page, hub, tasks):
    """The form at the start of the program: nobody is signed in yet."""
    hub.use_person(None)
    page.use_hub(hub, tasks)
    page.show_people(hub.records.people(), hub.records.clinic())
    return page.form


def names(form):
    return [card.text() for card in form.cards.cards]


def acts_in_trail(records):
    return [event.act for event in records.newest_events()]


def try_password(qtbot, form, password):
    type_into(qtbot, form.password, password)
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(form.go.isEnabled)


def test_the_first_picture_needs_no_database_hash_or_paper():
    code = (
        "import sys, clinicapp.ui.pages.sign_in_page\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'argon2', 'reportlab', 'xlsxwriter'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_before_the_clinic_is_open_it_says_so(page):
    assert page.findChild(QLabel, "opening").text() == "Opening the clinic…"
    assert not page.form.isVisible()
    page.show_opening("Westlake Headache Clinic")
    assert page.findChild(QLabel, "opening").text() == "Opening Westlake Headache Clinic…"


def test_a_clinic_that_cannot_be_opened_says_why_and_can_be_tried_again(qtbot, page):
    page.show_failure(StoreError("The database is damaged.", remedy="Restore a backup."))
    assert page.failure.title == "The database is damaged."
    assert page.failure.body == "Nothing was saved. Restore a backup."
    assert not page.form.isVisible()
    with qtbot.waitSignal(page.retry_wanted):
        qtbot.keyClick(page.retry, Qt.Key.Key_Space)


def test_a_person_signs_in_with_the_keyboard_alone(qtbot, page, form, staff, settings, records):
    assert form.password.hasFocus()
    places = {card.person.id: place for place, card in enumerate(form.cards.cards)}
    for _step in range(places[staff.nurse.id] - places[staff.physician.id]):
        qtbot.keyClick(form.password, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.signed_in) as signed_in:
        try_password(qtbot, form, PASSWORD)
    assert signed_in.args == [staff.nurse]
    assert settings.get(LAST_USER, "") == str(staff.nurse.id)
    assert form.password.text() == ""
    assert acts_in_trail(records)[0] == "sign_in"


def test_a_card_is_chosen_by_click_and_the_password_is_next(qtbot, form, staff):
    card = next(c for c in form.cards.cards if c.person == staff.nurse)
    qtbot.mouseClick(card, LEFT)
    assert form.cards.person == staff.nurse
    assert [c.isChecked() for c in form.cards.cards].count(True) == 1
    assert form.password.hasFocus()
    assert form.password.accessibleName() == "Password for Ruth Adeyemi, RN"


def test_choosing_somebody_else_clears_the_typed_password(qtbot, form, staff):
    own, other = (
        next(c for c in form.cards.cards if c.person == person)
        for person in (staff.physician, staff.nurse)
    )
    type_into(qtbot, form.password, "hers alone")
    qtbot.mouseClick(own, LEFT)
    assert form.password.text() == "hers alone"
    qtbot.mouseClick(other, LEFT)
    assert form.password.text() == ""
    type_into(qtbot, form.password, "the other's")
    qtbot.keyClick(form.password, Qt.Key.Key_Up)
    assert form.password.text() == ""


def test_the_arrow_keys_go_from_card_to_card_and_enter_takes_one(qtbot, form):
    first, second, third = form.cards.cards
    first.setFocus()
    first.setChecked(True)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert (second.isChecked(), second.hasFocus()) == (True, True)
    qtbot.keyClick(second, Qt.Key.Key_Down)
    qtbot.keyClick(third, Qt.Key.Key_Down)
    assert third.isChecked()
    qtbot.keyClick(third, Qt.Key.Key_Up)
    assert second.isChecked()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert form.password.hasFocus()


def test_tab_leads_from_the_cards_to_the_password_to_the_act(qtbot, form):
    card = next(c for c in form.cards.cards if c.isChecked())
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Tab)
    assert form.password.hasFocus()
    qtbot.keyClick(form.password, Qt.Key.Key_Tab)
    assert form.go.hasFocus()


def test_the_first_time_the_one_who_gives_the_doses_is_chosen(form, staff):
    assert form.cards.cards[0].person == staff.administrator
    assert form.cards.person == staff.physician


def test_who_signed_in_last_is_chosen_already(page, form, hub, settings, staff):
    settings.set(LAST_USER, str(staff.administrator.id))
    page.show_people(hub.records.people(), hub.records.clinic())
    assert form.cards.person == staff.administrator


def test_a_wrong_password_is_said_calmly_and_can_be_typed_over(qtbot, page, form, records):
    with qtbot.assertNotEmitted(page.signed_in):
        try_password(qtbot, form, "not the password")
    assert form.refusal == (
        "That name and password do not belong together. "
        "Type the password again; an administrator can set a new one."
    )
    assert form.password.selectedText()
    assert form.password.hasFocus()
    assert acts_in_trail(records)[0] == "sign_in_refused"
    qtbot.keyClicks(form.password, "n")
    assert form.refusal == ""


def test_the_third_refusal_in_a_row_mentions_caps_lock(qtbot, form):
    for _time in range(2):
        try_password(qtbot, form, "WRONG AGAIN")
        assert "Caps Lock" not in form.refusal
    try_password(qtbot, form, "WRONG AGAIN")
    assert form.refusal.endswith("Look whether Caps Lock is on.")


def test_without_a_password_nothing_is_tried(qtbot, form, records):
    before = len(records.newest_events())
    qtbot.mouseClick(form.go, LEFT)
    assert form.refusal == "Type the password first."
    assert len(records.newest_events()) == before


def test_while_the_password_is_checked_a_second_enter_does_nothing(qtbot, page, form, records):
    type_into(qtbot, form.password, PASSWORD)
    with qtbot.waitSignal(page.signed_in):
        qtbot.keyClick(form.password, Qt.Key.Key_Return)
        assert form.go.words == "Checking…"
        assert not form.go.isEnabled()
        qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert form.go.words == "Sign in"
    assert acts_in_trail(records).count("sign_in") == 1


def test_a_database_that_fails_meanwhile_is_said_in_words(qtbot, page, form, database):
    form.show_working(True)
    page.form.show_trouble(StoreError("The disk is full.", remedy="Make room."))
    assert form.refusal == "The disk is full. Nothing was saved. Make room."
    assert form.go.isEnabled()


def test_only_active_people_are_offered(page, form, hub, staff):
    gone = make_person(Role.NURSE, name="Gone Away", user_name="gone", is_active=False)
    page.show_people([staff.physician, gone], hub.records.clinic())
    assert names(form) == ["Mara Okafor, MD"]


def test_the_sample_shows_its_sign_ins_and_the_way_out(qtbot, page, form, hub):
    notice = page.findChild(QFrame, "sample_notice")
    assert not notice.isVisible()
    assert not form.leave_sample.isVisible()
    clinic = make_clinic(is_sample=True)
    page.show_people(hub.records.people(), clinic, sample_password="open sesame")
    assert notice.isVisible()
    assert [line.text() for line in notice.findChildren(QLabel) if line.text()] == [
        "Sample clinic. All patients are invented.",
        "Every password is open sesame",
    ]
    with qtbot.waitSignal(page.leave_sample_wanted):
        qtbot.mouseClick(form.leave_sample, LEFT)


def test_changing_person_can_be_given_up_and_keeps_the_place(qtbot, page, form, hub, staff):
    assert not form.cancel.isVisible()
    hub.use_person(staff.nurse)
    page.show_people(hub.records.people(), hub.records.clinic(), "Your place is kept.")
    assert form.cancel.isVisible()
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(form.password, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(form.cancel, LEFT)


def test_escape_does_nothing_while_nobody_is_signed_in(qtbot, page, form):
    with qtbot.assertNotEmitted(page.cancelled):
        qtbot.keyClick(form.password, Qt.Key.Key_Escape)


def test_a_long_name_is_cut_with_the_whole_in_its_tooltip(page, form, hub):
    name = "Wolfeschlegelsteinhausenbergerdorff-Montgomery-Featherstonehaugh"
    page.show_people([make_person(name=name), make_person(name="X", user_name="x")], make_clinic())
    long, short = form.cards.cards
    long.grab()
    short.grab()
    assert long.toolTip() == f"{name}, MD"
    assert short.toolTip() == ""
    assert long.accessibleName() == f"{name}, MD, Physician"


def test_many_people_scroll_and_the_password_stays_in_sight(qtbot, page, form, hub):
    people = [make_person(name=f"Person {n}", user_name=f"p{n}") for n in range(20)]
    page.show_people(people, make_clinic())
    QApplication.processEvents()
    at = form.password.mapTo(page, form.password.rect().bottomLeft())
    assert at.y() < page.height()
    for _step in range(19):
        qtbot.keyClick(form.password, Qt.Key.Key_Down)
    last = form.cards.cards[-1]
    assert last.isChecked()
    assert not last.visibleRegion().isEmpty()


def test_cards_are_large_enough_for_a_finger(form):
    assert all(card.height() >= 44 for card in form.cards.cards)


def test_at_200_percent_everything_can_be_reached(qtbot, qapp, page, form):
    try:
        dress(qapp, "light", 2.0)
        form.password.setFocus()
        for _tab in range(2):
            assert page.width() == 1280
            focused = QApplication.focusWidget()
            qtbot.waitUntil(lambda part=focused: part.visibleRegion().boundingRect() == part.rect())
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
    finally:
        dress(qapp)
