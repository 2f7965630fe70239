import pytest
from PySide6.QtCore import Qt

from clinicapp.commands.people import sign_in
from clinicapp.domain.errors import SignInError
from clinicapp.domain.people import Role
from clinicapp.ui.dialogs.password_dialog import PasswordDialog
from clinicapp.ui.dialogs.person_dialog import PersonDialog
from tests.factories import AT, PASSWORD
from tests.ui.pages.settings_hands import Answer, click, row_of, write


@pytest.fixture
def page(show_settings, staff):
    """The page as the administrator sees it."""
    return show_settings(staff.administrator)


# people -------------------------------------------------------------------------
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


def test_others_see_who_is_here_and_may_change_their_own_password(
    qtbot, show_settings, staff, records
):
    page = show_settings(staff.nurse)
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
