from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

import clinicapp
from clinicapp.ui.theme import style, tokens
from tests.factories import AT
from tests.ui.pages.conftest import FOLDER
from tests.ui.pages.settings_hands import click, row_of, write


@pytest.fixture
def page(show_settings, staff):
    """The page as the administrator sees it."""
    return show_settings(staff.administrator)


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
def test_others_read_the_clinic_and_are_told_who_may_change_it(
    qtbot, show_settings, staff, hub, role
):
    page = show_settings(getattr(staff, role))
    assert page.clinic.fields.name.text == "Westlake Headache Clinic"
    assert "administrator" in page.clinic.sentence
    assert not page.clinic.save.isVisible()
    with qtbot.assertNotEmitted(hub.changed):
        qtbot.keyClicks(page.clinic.fields.name.edit, "X")
        qtbot.keyClick(page.clinic.fields.name.edit, Qt.Key.Key_Return)
    assert page.clinic.fields.name.text == "Westlake Headache Clinic"
    assert not page.clinic.fields.zone.isEnabled()


# people ----------------------------------------------------------------------------------------


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
