from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from clinicapp.commands.people import sign_in
from clinicapp.config.settings import Settings
from clinicapp.domain.errors import SignInError
from clinicapp.domain.people import Role
from clinicapp.ui.dialogs.password_dialog import PasswordDialog
from clinicapp.ui.dialogs.person_dialog import PersonDialog
from clinicapp.ui.pages.settings_page import SettingsPage
from tests.factories import AT, PASSWORD
from tests.ui.keyboard import type_into
from tests.ui.theme.dressing import dress

LEFT = Qt.MouseButton.LeftButton
FOLDER = Path("/somewhere/private/clinicapp")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def show(qtbot, qapp, hub, settings):
    dress(qapp)

    def make(person):
        hub.use_person(person)
        page = SettingsPage(hub, settings, FOLDER)
        qtbot.addWidget(page)
        page.resize(1204, 768)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: all(row.isVisible() for row in page.people.rows))
        return page

    return make


@pytest.fixture
def page(show, staff):
    """The page as the administrator sees it."""
    return show(staff.administrator)


def click(qtbot, control):
    qtbot.mouseClick(control, LEFT)


def row_of(page, user_name):
    return next(row for row in page.people.rows if row.objectName() == f"row_{user_name}")


def write(qtbot, form, **texts):
    for name, text in texts.items():
        type_into(qtbot, form.findChild(QLineEdit, name), text)


class Answer:
    """Does something in the dialog that opens next, and keeps what went wrong in there."""

    def __init__(self, kind, work):
        self._kind, self._work = kind, work
        self.was_asked = False
        QTimer.singleShot(0, self._answer)

    def _answer(self):
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, self._kind)
        self.was_asked = True
        try:
            self._work(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()


# appearance and papers -------------------------------------------------------------------------
def test_a_person_is_added_and_can_sign_in(qtbot, page, records):
    def fill(dialog):
        write(qtbot, dialog, name="Søren Kierulf", credentials="RN", user_name="soren")
        click(qtbot, dialog.role.findChild(object, "nurse"))
        write(qtbot, dialog, new_password=PASSWORD, new_password_again=PASSWORD)
        click(qtbot, dialog.save)

    answer = Answer(PersonDialog, fill)
    click(qtbot, page.people.add)
    assert answer.was_asked
    person = sign_in(records, "soren", PASSWORD, at=AT)
    assert (person.signed_name, person.role) == ("Søren Kierulf, RN", Role.NURSE)
    assert person.clinic_id == records.clinic().id
    assert row_of(page, "soren").accessibleName() == "Søren Kierulf, RN, Nurse"


def test_a_sign_in_name_that_is_taken_is_refused_in_the_dialog(qtbot, page, records):
    seen = {}

    def fill(dialog):
        write(qtbot, dialog, name="Mara Other", user_name="mara")
        write(qtbot, dialog, new_password=PASSWORD, new_password_again=PASSWORD)
        click(qtbot, dialog.save)
        seen["title"], seen["name"] = dialog.notice.title, dialog.fields.name.text
        seen["open"] = dialog.isVisible()

    Answer(PersonDialog, fill)
    click(qtbot, page.people.add)
    assert seen == {
        "title": "The sign-in name mara is taken.",
        "name": "Mara Other",
        "open": True,
    }
    assert len(records.people()) == 3


def test_a_new_person_without_name_or_password_is_refused_at_the_fields(qtbot, page, records):
    seen = []

    def fill(dialog):
        click(qtbot, dialog.save)
        fields = (*dialog.fields.fields, *dialog.passwords.fields)
        seen.extend(field.error for field in fields if field.error)
        assert dialog.focusWidget() is dialog.fields.name.edit

    Answer(PersonDialog, fill)
    click(qtbot, page.people.add)
    assert [words.split(".")[0] for words in seen] == [
        "A person needs a name",
        "A person needs a sign-in name",
        "The password has fewer than 8 characters",
    ]
    assert len(records.people()) == 3


def test_a_person_is_corrected_without_a_password(qtbot, page, records, staff):
    def fill(dialog):
        assert not dialog.passwords.isVisible()
        write(qtbot, dialog, name="Ruth Adeyemi-Cole")
        click(qtbot, dialog.role.findChild(object, "physician"))
        click(qtbot, dialog.save)

    Answer(PersonDialog, fill)
    click(qtbot, row_of(page, "ruth").edit)
    person = records.person(staff.nurse.id)
    assert (person.name, person.role) == ("Ruth Adeyemi-Cole", Role.PHYSICIAN)
    assert sign_in(records, "ruth", PASSWORD, at=AT) == person


def test_the_last_administrator_stays_one(qtbot, page, records, staff):
    seen = []

    def fill(dialog):
        click(qtbot, dialog.role.findChild(object, "nurse"))
        click(qtbot, dialog.save)
        seen.append(dialog.notice.title)

    Answer(PersonDialog, fill)
    click(qtbot, row_of(page, "jonas").edit)
    assert seen == ["Nobody would be left who may manage people."]
    assert records.person(staff.administrator.id).role is Role.ADMINISTRATOR


def test_giving_up_changes_nothing(qtbot, page, hub):
    with qtbot.assertNotEmitted(hub.changed):
        Answer(PersonDialog, lambda dialog: click(qtbot, dialog.cancel))
        click(qtbot, page.people.add)


def test_a_new_password_replaces_the_old_one(qtbot, page, records):
    def fill(dialog):
        write(qtbot, dialog, new_password="another long one", new_password_again="another long one")
        qtbot.keyClick(dialog.passwords.again.edit, Qt.Key.Key_Return)

    answer = Answer(PasswordDialog, fill)
    click(qtbot, row_of(page, "mara").password)
    assert answer.was_asked
    assert sign_in(records, "mara", "another long one", at=AT).user_name == "mara"
    with pytest.raises(SignInError):
        sign_in(records, "mara", PASSWORD, at=AT)


def test_nobody_can_lock_the_own_account(page):
    assert not row_of(page, "jonas").switch.isVisible()
    assert row_of(page, "jonas").edit.isVisible()
    assert row_of(page, "ruth").switch.isVisible()


def test_others_see_who_is_here_and_may_change_their_own_password(qtbot, show, staff, records):
    page = show(staff.nurse)
    assert not page.people.add.isVisible()
    assert "administrator" in page.people.sentence
    seen = {row.objectName(): [a.isVisible() for a in row.acts] for row in page.people.rows}
    assert seen == {
        "row_mara": [False, False, False],
        "row_jonas": [False, False, False],
        "row_ruth": [False, True, False],
    }

    def fill(dialog):
        write(qtbot, dialog, new_password="my own words", new_password_again="my own words")
        click(qtbot, dialog.save)

    Answer(PasswordDialog, fill)
    click(qtbot, row_of(page, "ruth").password)
    assert sign_in(records, "ruth", "my own words", at=AT) == records.person(staff.nurse.id)


def test_changing_person_changes_what_is_offered(page, hub, staff):
    assert page.people.add.isVisible()
    hub.use_person(staff.physician)
    assert not page.people.add.isVisible()
    assert not page.clinic.save.isVisible()
