from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from clinicapp.commands.clinic import set_up_clinic
from clinicapp.commands.people import sign_in
from clinicapp.domain.errors import StoreError
from clinicapp.domain.people import Role
from clinicapp.ui.pages.set_up_page import SetUpPage
from tests.factories import AT
from tests.ui.keyboard import type_into
from tests.ui.theme.dressing import dress

LEFT = Qt.MouseButton.LeftButton
SECRET = "four words in a row"


@pytest.fixture
def page(qtbot, qapp, clock):
    dress(qapp)
    page = SetUpPage(clock)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


def write(qtbot, form, **texts):
    for name, text in texts.items():
        type_into(qtbot, form.findChild(QLineEdit, name), text)


def fill(qtbot, page):
    write(qtbot, page.clinic, name="Westlake Headache Clinic", address="12 Example Avenue")
    write(qtbot, page.clinic, phone="(555) 010-0142", hours="Mon to Fri, 8:00 to 17:00")
    page.clinic.zone.choose("America/Chicago")
    write(qtbot, page.person, name="Nguyễn Thị Hạnh", credentials="RN", user_name="Hanh")
    write(qtbot, page.passwords, new_password=SECRET, new_password_again=SECRET)


def go(qtbot, page):
    qtbot.mouseClick(page.go, LEFT)


def errors(*forms):
    return [field.error for form in forms for field in form.fields if field.error]


def test_what_is_typed_sets_a_clinic_up_whose_administrator_can_sign_in(qtbot, page, empty_records):
    fill(qtbot, page)
    with qtbot.waitSignal(page.set_up_wanted) as wanted:
        go(qtbot, page)
    set_up_clinic(empty_records, *wanted.args)
    clinic = empty_records.clinic()
    assert (clinic.name, clinic.address) == ("Westlake Headache Clinic", "12 Example Avenue")
    assert (clinic.phone, clinic.hours) == ("(555) 010-0142", "Mon to Fri, 8:00 to 17:00")
    assert (clinic.time_zone, clinic.created_at) == ("America/Chicago", AT)
    person = sign_in(empty_records, "hanh", SECRET, at=AT)
    assert person.signed_name == "Nguyễn Thị Hạnh, RN"
    assert person.role is Role.ADMINISTRATOR
    assert person.clinic_id == clinic.id


def test_enter_in_a_field_is_enough(qtbot, page):
    fill(qtbot, page)
    with qtbot.waitSignal(page.set_up_wanted):
        qtbot.keyClick(page.passwords.again.edit, Qt.Key.Key_Return)


def test_everything_that_is_missing_is_said_at_its_field_at_once(qtbot, page):
    with qtbot.assertNotEmitted(page.set_up_wanted):
        go(qtbot, page)
    assert errors(page.clinic, page.person, page.passwords) == [
        "The clinic needs a name. It is printed on every paper.",
        "The clinic needs a phone number. Patients are told to call it when something is wrong.",
        "A person needs a name. Write the name as on papers.",
        "A person needs a sign-in name. One short word is enough.",
        "The password has fewer than 8 characters. "
        "A few words in a row are easy to remember and hard to guess.",
    ]
    assert QApplication.focusWidget() is page.clinic.name.edit


def test_typing_takes_the_error_away(qtbot, page):
    go(qtbot, page)
    write(qtbot, page.clinic, name="W")
    assert page.clinic.name.error == ""
    assert page.clinic.phone.error != ""


def test_pasted_characters_that_cannot_be_seen_are_refused_at_their_field(qtbot, page):
    fill(qtbot, page)
    page.clinic.address.edit.setText("12 Example\u202e Avenue\u0007")
    with qtbot.assertNotEmitted(page.set_up_wanted):
        go(qtbot, page)
    assert errors(page.clinic) == [
        "The text holds a character that cannot be seen. Type it, or paste it as plain text."
    ]


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("seven77", "seven77", "fewer than 8 characters"),
        ("x" * 257, "x" * 257, "more than 256 characters"),
        (SECRET, SECRET + " ", "The two passwords differ"),
        (SECRET, "", "The two passwords differ"),
    ],
    ids=["short", "long", "a space more", "once"],
)
def test_a_password_that_will_not_do_is_said_in_words(qtbot, page, first, again, said):
    fill(qtbot, page)
    page.passwords.first.edit.setText(first)
    page.passwords.again.edit.setText(again)
    with qtbot.assertNotEmitted(page.set_up_wanted):
        go(qtbot, page)
    (error,) = errors(page.passwords)
    assert said in error


def test_a_password_is_used_exactly_as_typed(qtbot, page):
    fill(qtbot, page)
    for field in page.passwords.fields:
        type_into(qtbot, field.edit, "  spaces around  ")
    with qtbot.waitSignal(page.set_up_wanted) as wanted:
        go(qtbot, page)
    assert wanted.args[2] == "  spaces around  "


def test_the_password_can_be_shown_and_hidden(qtbot, page):
    hidden, shown = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
    edits = [field.edit for field in page.passwords.fields]
    assert [e.echoMode() for e in edits] == [hidden, hidden]
    page.passwords.show_typed.setFocus()
    qtbot.keyClick(page.passwords.show_typed, Qt.Key.Key_Space)
    assert [e.echoMode() for e in edits] == [shown, shown]
    qtbot.keyClick(page.passwords.show_typed, Qt.Key.Key_Space)
    assert [e.echoMode() for e in edits] == [hidden, hidden]


def test_a_sign_in_name_is_proposed_until_one_is_typed(qtbot, page):
    write(qtbot, page.person, name="Mara Okafor")
    assert page.person.user_name.text == "mara"
    write(qtbot, page.person, user_name="okafor")
    write(qtbot, page.person, name="Ruth Adeyemi")
    assert page.person.user_name.text == "okafor"


def test_a_refusal_keeps_everything_that_was_typed(qtbot, page):
    fill(qtbot, page)
    before = [edit.text() for edit in page.findChildren(QLineEdit)]
    page.show_working(True)
    assert not page.go.isEnabled()
    page.show_refusal(StoreError("The disk is full.", remedy="Make room on it."))
    assert page.notice.isVisible()
    assert page.notice.title == "The disk is full."
    assert page.notice.body == "Nothing was saved. Make room on it."
    assert [edit.text() for edit in page.findChildren(QLineEdit)] == before
    with qtbot.waitSignal(page.set_up_wanted):
        go(qtbot, page)


def test_the_notice_and_the_act_are_in_sight_however_low_the_window_is(page):
    page.resize(1024, 600)
    page.show_refusal(StoreError("The disk is full.", remedy="Make room on it."))
    QApplication.processEvents()
    for part in (page.notice, page.go):
        assert part.visibleRegion().boundingRect() == part.rect()


def test_going_back_is_one_click(qtbot, page):
    with qtbot.waitSignal(page.back_wanted):
        qtbot.mouseClick(page.back, LEFT)


def test_every_time_zone_that_is_offered_is_one(page):
    zones = [page.clinic.zone.itemData(n) for n in range(page.clinic.zone.count())]
    assert len(zones) > 300
    for zone in zones:
        ZoneInfo(zone)


def test_a_city_is_found_by_its_first_letters(qtbot, page):
    page.clinic.zone.setFocus()
    qtbot.keyClicks(page.clinic.zone, "Anch")
    assert page.clinic.zone.zone == "America/Anchorage"
    assert page.clinic.zone.currentText() == "Anchorage, America"


def test_the_wheel_scrolls_past_the_time_zone_without_changing_it(page):
    box = page.clinic.zone
    box.choose("America/Chicago")
    at = QPointF(box.rect().center())
    wheel = QWheelEvent(
        at,
        box.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.zone == "America/Chicago"
