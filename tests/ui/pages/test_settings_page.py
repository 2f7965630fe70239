from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

import clinicapp
from clinicapp.commands.people import sign_in
from clinicapp.config.settings import Settings
from clinicapp.domain.errors import SignInError
from clinicapp.domain.people import Role
from clinicapp.ui.dialogs.password_dialog import PasswordDialog
from clinicapp.ui.dialogs.person_dialog import PersonDialog
from clinicapp.ui.pages.settings_page import SettingsPage
from clinicapp.ui.theme import style, tokens
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
def test_a_theme_is_chosen_with_one_click_and_told(qtbot, page):
    dark = page.appearance.theme.findChild(object, "dark")
    with qtbot.waitSignal(page.theme_chosen) as chosen:
        click(qtbot, dark)
    assert chosen.args == ["dark"]


@pytest.mark.parametrize(("code", "scale"), [("125", 1.25), ("200", 2.0), ("100", 1.0)])
def test_a_size_is_told_as_a_factor(qtbot, page, code, scale):
    page.appearance.size_choice.choose("150")
    with qtbot.waitSignal(page.scale_chosen) as chosen:
        click(qtbot, page.appearance.size_choice.findChild(object, code))
    assert chosen.args == [scale]


def test_it_shows_the_look_that_is_on(qtbot, page, qapp):
    before = (style.chosen(qapp), tokens.scale())
    try:
        style.apply(qapp, "contrast", 1.5)
        assert page.appearance.theme.choice == "contrast"
        assert page.appearance.size_choice.choice == "150"
    finally:
        style.apply(qapp, *before)


def test_the_paper_is_remembered(qtbot, page, settings):
    assert page.papers.paper.choice == "Letter"
    click(qtbot, page.papers.paper.findChild(object, "A4"))
    assert settings.get("paper", "") == "A4"
    page.refresh()
    assert page.papers.paper.choice == "A4"


# the clinic ------------------------------------------------------------------------------------
def test_the_administrator_changes_the_clinic(qtbot, page, hub, records):
    assert not page.clinic.save.isEnabled()
    write(qtbot, page.clinic, name="Eastlake Headache Clinic", phone="(555) 010-0100")
    with qtbot.waitSignal(hub.changed) as changed:
        click(qtbot, page.clinic.save)
    assert changed.args[0].label == "Change the clinic"
    clinic = records.clinic()
    assert (clinic.name, clinic.phone) == ("Eastlake Headache Clinic", "(555) 010-0100")
    assert clinic.address == "12 Example Avenue, Springfield"
    assert not page.clinic.save.isEnabled()


def test_a_clinic_cannot_lose_its_phone(qtbot, page, hub, records):
    write(qtbot, page.clinic, phone=" ")
    with qtbot.assertNotEmitted(hub.changed):
        click(qtbot, page.clinic.save)
    assert page.clinic.fields.phone.error.startswith("The clinic needs a phone number.")
    assert records.clinic().phone == "(555) 010-0142"
    assert page.clinic.save.isEnabled()


def test_filling_the_fields_is_not_an_edit(qtbot, page, hub):
    with qtbot.assertNotEmitted(hub.changed):
        page.refresh()
    assert not page.clinic.is_edited


def test_what_is_typed_stays_until_it_is_put_back(qtbot, page):
    write(qtbot, page.clinic, name="Typed, not saved")
    page.refresh()
    assert page.clinic.fields.name.text == "Typed, not saved"
    click(qtbot, page.clinic.put_back)
    assert page.clinic.fields.name.text == "Westlake Headache Clinic"
    assert not page.clinic.is_edited


def test_a_change_made_elsewhere_is_not_written_over(qtbot, page, hub, records, staff):
    from clinicapp.commands.clinic import change_clinic
    from clinicapp.commands.records import Act

    write(qtbot, page.clinic, name="Mine")
    other = replace(records.clinic(), phone="(555) 010-0999")
    change_clinic(records, other, act=Act(staff.administrator, AT))
    with qtbot.waitSignal(hub.refused) as refused:
        click(qtbot, page.clinic.save)
    assert "changed elsewhere" in refused.args[0].happened
    assert records.clinic().phone == "(555) 010-0999"
    assert page.clinic.fields.name.text == "Mine"
    assert page.notice.isVisible()
    assert page.isAncestorOf(page.notice)


@pytest.mark.parametrize("role", ["physician", "nurse"])
def test_others_read_the_clinic_and_are_told_who_may_change_it(qtbot, show, staff, hub, role):
    page = show(getattr(staff, role))
    assert page.clinic.fields.name.text == "Westlake Headache Clinic"
    assert "administrator" in page.clinic.sentence
    assert not page.clinic.save.isVisible()
    with qtbot.assertNotEmitted(hub.changed):
        qtbot.keyClicks(page.clinic.fields.name.edit, "X")
        qtbot.keyClick(page.clinic.fields.name.edit, Qt.Key.Key_Return)
    assert page.clinic.fields.name.text == "Westlake Headache Clinic"
    assert not page.clinic.fields.zone.isEnabled()


# people ----------------------------------------------------------------------------------------
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


@pytest.fixture
def seconds(page):
    """The clock of the guard against a second click, moved by hand."""
    at = [100.0]
    page.people.use_clock(lambda: at[0])
    return at


def order(page):
    return [row.objectName() for row in page.people.rows]


def test_a_double_click_switches_a_person_once(qtbot, page, seconds, records, staff):
    click(qtbot, row_of(page, "mara").switch)
    seconds[0] += 0.69
    for name in ("mara", "ruth"):
        click(qtbot, row_of(page, name).switch)
    assert not records.person(staff.physician.id).is_active
    assert records.person(staff.nurse.id).is_active


def test_who_is_deactivated_stays_in_place_until_the_page_is_left(qtbot, page, seconds):
    before = order(page)
    first = next(name for name in before if name != "row_jonas").removeprefix("row_")
    click(qtbot, row_of(page, first).switch)
    assert order(page) == before
    page.hide()
    page.show()
    assert order(page) == [*(n for n in before if n != f"row_{first}"), f"row_{first}"]
    assert not page.people.notice.isVisible()


def test_who_was_deactivated_is_told_and_can_be_activated_again(
    qtbot, page, seconds, records, staff
):
    click(qtbot, row_of(page, "ruth").switch)
    notice = page.people.notice
    assert notice.isVisible()
    assert (notice.kind, notice.title) == ("info", "Ruth Adeyemi cannot sign in any more.")
    (again,) = notice.acts
    assert again.words == "Activate again"
    seconds[0] += 1
    click(qtbot, again)
    assert records.person(staff.nurse.id).is_active
    assert not notice.isVisible()


def test_a_person_is_deactivated_and_activated_again(qtbot, page, seconds, records, staff):
    click(qtbot, row_of(page, "ruth").switch)
    seconds[0] += 1
    assert not records.person(staff.nurse.id).is_active
    ruth = row_of(page, "ruth")
    assert ruth.switch.words == "Activate"
    assert "Inactive" in [tag.text() for tag in ruth.findChildren(QLabel) if tag.isVisible()]
    with pytest.raises(SignInError):
        sign_in(records, "ruth", PASSWORD, at=AT)
    click(qtbot, ruth.switch)
    assert records.person(staff.nurse.id).is_active
    assert row_of(page, "ruth").switch.words == "Deactivate"


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


def test_in_a_narrow_page_the_acts_keep_their_names(page):
    page.resize(640, 768)
    QApplication.processEvents()
    edit = row_of(page, "ruth").edit
    assert edit.text() == ""
    assert edit.accessibleName() == "Edit: Ruth Adeyemi"
    assert edit.toolTip() == "Edit"
    assert edit.width() >= 44
    page.resize(1204, 768)
    QApplication.processEvents()
    assert row_of(page, "ruth").edit.words == "Edit"


# about -----------------------------------------------------------------------------------------
def test_it_says_which_program_and_protocol_this_is(page, records):
    words = " ".join(label.text() for label in page.about.findChildren(QLabel))
    assert clinicapp.__version__ in words
    assert records.protocol.code in words
    assert records.protocol.version in words
    assert "Not yet reviewed by a clinician" in words
    assert "Not medical advice" in words


def test_the_data_folder_can_be_copied(qtbot, page):
    click(qtbot, page.about.copy)
    assert QApplication.clipboard().text() == str(FOLDER)
    assert page.about.copy.words == "Copied"


def test_one_column_comes_with_the_look_first_and_about_last(qtbot, page):
    def tops():
        parts = (page.appearance, page.papers, page.clinic, page.people, page.about)
        return [part.mapTo(page, part.rect().topLeft()).y() for part in parts]

    wide = tops()
    assert wide[0] == wide[2]
    page.resize(700, 768)
    qtbot.waitUntil(lambda: len(set(tops())) == 5 and tops() == sorted(tops()))
    page.resize(1204, 768)
    qtbot.waitUntil(lambda: tops() == wide)
