from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from clinicapp.commands.patients import correct_patient, register_patient
from clinicapp.domain.patient import Sex
from clinicapp.ui.dialogs.patient_dialog import PatientDialog
from clinicapp.ui.widgets.labels import ElidedLabel
from tests.factories import make_patient
from tests.ui.keyboard import type_into


class Seconds:
    """The clock of the guard against a second click, moved by hand."""

    def __init__(self):
        self.at = 100.0

    def __call__(self):
        return self.at


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def dialog(qtbot, hub, seconds):
    dialog = PatientDialog(None, hub, None, now=seconds)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.hide())
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def line(dialog, name):
    return dialog.findChild(QLineEdit, name)


def write(qtbot, dialog, **texts):
    for name, text in texts.items():
        type_into(qtbot, line(dialog, name), text)


def save(qtbot, dialog):
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)


def names(records):
    return [s.patient.listed_name for s in records.find_patients("")]


def test_name_birth_date_and_number_are_enough(qtbot, dialog, hub, records):
    write(qtbot, dialog, family_name="Smith", birth_date="14 Mar 1984", record_number="HC-1")
    with qtbot.waitSignal(hub.changed):
        save(qtbot, dialog)
    (found,) = records.find_patients("")
    assert (found.patient.family_name, found.patient.given_name) == ("Smith", "")
    assert found.patient.birth_date == date(1984, 3, 14)
    assert found.patient.sex is Sex.UNKNOWN
    assert dialog.result() == PatientDialog.DialogCode.Accepted


def test_every_detail_is_kept(qtbot, dialog, records):
    write(
        qtbot,
        dialog,
        family_name="Иванова",
        given_name="Ольга",
        latin_name="Olga Ivanova",
        birth_date="1970-12-01",
        record_number="HC-19551",
        phone="(555) 010-0199",
        allergies="Penicillin, rash",
    )
    dialog.findChild(QPlainTextEdit, "note").setPlainText("Prefers mornings")
    language = dialog.findChild(QComboBox, "language")
    language.setCurrentIndex(language.findText("Other"))
    write(qtbot, dialog, other_language="Russian")
    dialog.form.sex.choose("female")
    save(qtbot, dialog)
    (found,) = records.find_patients("")
    kept = found.patient
    assert kept.full_name == "Ольга Иванова"
    assert kept.latin_name == "Olga Ivanova"
    assert (kept.phone, kept.allergies) == ("(555) 010-0199", "Penicillin, rash")
    assert (kept.language, kept.note, kept.sex) == ("Russian", "Prefers mornings", Sex.FEMALE)


def test_the_birth_date_says_back_what_it_understood(qtbot, dialog):
    echo = dialog.form.birth_date
    assert echo.understood.startswith("Year-month-day")
    write(qtbot, dialog, birth_date="03/04/1984")
    assert echo.understood == "4 March 1984, 42 years"
    write(qtbot, dialog, birth_date="1984")
    assert echo.understood.startswith("Year-month-day")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2030-01-01", "in the future"),
        ("1899-12-31", "before 1900"),
        ("1984-02-30", "not a birth date"),
        ("yesterday", "not a birth date"),
        ("", "not a birth date"),
    ],
)
def test_an_impossible_birth_date_is_refused_at_its_field(qtbot, dialog, records, typed, said):
    write(qtbot, dialog, family_name="Smith", record_number="HC-1", birth_date=typed)
    save(qtbot, dialog)
    assert said in dialog.form.birth_date.error
    assert dialog.form.family_name.error == ""
    assert names(records) == []


def test_an_impossible_birth_date_is_said_when_the_field_is_left(qtbot, dialog):
    write(qtbot, dialog, birth_date="1984-13-40")
    dialog.form.record_number.edit.setFocus()
    qtbot.waitUntil(lambda: "not a birth date" in dialog.form.birth_date.error)


def test_a_refusal_keeps_what_was_typed_and_goes_to_the_first_field(qtbot, dialog, records):
    write(qtbot, dialog, given_name="Elena", phone="555", allergies="latex")
    save(qtbot, dialog)
    assert "needs a name" in dialog.form.family_name.error
    assert "needs a record number" in dialog.form.record_number.error
    assert dialog.form.family_name.edit is QApplication.focusWidget()
    typed = [line(dialog, n).text() for n in ("given_name", "phone", "allergies")]
    assert typed == ["Elena", "555", "latex"]
    assert names(records) == []


def test_pasted_control_characters_are_refused_at_their_field(qtbot, dialog, records):
    write(qtbot, dialog, family_name="Smith", birth_date="1984-03-14", record_number="HC-1")
    dialog.form.given_name.edit.setText("Eve\u202e\u0007")
    save(qtbot, dialog)
    assert "cannot be seen" in dialog.form.given_name.error
    assert names(records) == []


def fill_twin(qtbot, dialog):
    write(
        qtbot,
        dialog,
        family_name="Vasquez",
        given_name="Elena",
        birth_date="1984-03-14",
        record_number="HC-2",
    )


def test_a_likely_duplicate_is_named_before_anything_is_saved(qtbot, dialog, records, patient):
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    assert dialog.duplicates.isVisible()
    assert len(dialog.duplicates.acts) == 1
    assert dialog.save.words == "Register as a new patient anyway"
    assert len(names(records)) == 1


def test_a_likely_duplicate_can_be_opened_instead(qtbot, dialog, records, patient, seconds):
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    seconds.at += 1
    qtbot.mouseClick(dialog.duplicates.acts[0], Qt.MouseButton.LeftButton)
    assert dialog.chosen == patient
    assert len(names(records)) == 1


@pytest.mark.parametrize("way", ["save", "open"])
def test_a_double_click_decides_nothing_about_a_likely_duplicate(
    qtbot, dialog, records, patient, seconds, way
):
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    seconds.at += 0.69
    clicked = dialog.save if way == "save" else dialog.duplicates.acts[0]
    qtbot.mouseClick(clicked, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.duplicates.isVisible()
    assert dialog.chosen is None
    assert len(names(records)) == 1


def test_each_likely_duplicate_says_what_is_the_same(qtbot, dialog, records, act):
    born = date(1984, 3, 14)
    for changes in (
        {"record_number": "HC-2", "birth_date": date(1950, 1, 1), "family_name": "Else"},
        {"record_number": "HC-8", "birth_date": born},
    ):
        register_patient(records, make_patient(**changes), act=act)
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    assert set(dialog.duplicates.reasons) == {"Same record number", "Same birth date and name"}
    shown = {w.full_text for w in dialog.duplicates.findChildren(ElidedLabel)}
    assert set(dialog.duplicates.reasons) <= shown


def test_a_new_patient_begins_with_the_family_name(qtbot, dialog):
    assert line(dialog, "family_name").hasFocus()


def test_a_likely_duplicate_can_be_registered_all_the_same(
    qtbot, dialog, records, patient, seconds
):
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    seconds.at += 1
    save(qtbot, dialog)
    assert names(records) == ["Vasquez, Elena", "Vasquez, Elena María"]
    assert dialog.chosen.given_name == "Elena"


def test_enter_does_not_register_somebody_twice(qtbot, dialog, records, patient):
    fill_twin(qtbot, dialog)
    qtbot.keyClick(line(dialog, "record_number"), Qt.Key.Key_Return)
    assert dialog.duplicates.isVisible()
    qtbot.keyClick(line(dialog, "record_number"), Qt.Key.Key_Return)
    assert len(names(records)) == 1


def test_editing_takes_the_warning_back(qtbot, dialog, records, patient):
    fill_twin(qtbot, dialog)
    save(qtbot, dialog)
    write(qtbot, dialog, birth_date="1991-01-05")
    assert not dialog.duplicates.isVisible()
    assert dialog.save.words == "Register"
    save(qtbot, dialog)
    assert len(names(records)) == 2


def test_a_correction_changes_the_one_patient(qtbot, hub, records, patient):
    dialog = PatientDialog(None, hub, patient)
    qtbot.addWidget(dialog)
    dialog.show()
    assert line(dialog, "birth_date").text() == "1984-03-14"
    write(qtbot, dialog, family_name="Vásquez")
    save(qtbot, dialog)
    assert records.patient(patient.id).family_name == "Vásquez"
    assert records.patient(patient.id).revision == patient.revision + 1


def test_a_correction_overtaken_by_another_is_refused_and_stays_typed(
    qtbot, hub, records, patient, act
):
    dialog = PatientDialog(None, hub, patient)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.hide())
    dialog.show()
    elsewhere = patient.__class__(
        **{f: getattr(patient, f) for f in patient.__dataclass_fields__} | {"phone": "1"}
    )
    correct_patient(records, elsewhere, act=act)
    write(qtbot, dialog, phone="2")
    save(qtbot, dialog)
    assert dialog.notice.isVisible()
    assert "changed elsewhere" in dialog.notice.title
    assert line(dialog, "phone").text() == "2"
    assert records.patient(patient.id).phone == "1"


def test_escape_does_not_throw_away_what_was_typed(qtbot, dialog):
    write(qtbot, dialog, family_name="Smith")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert line(dialog, "family_name").text() == "Smith"
    assert "not saved yet" in dialog.notice.title
    qtbot.mouseClick(dialog.notice.acts[0], Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_escape_closes_an_untouched_form(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("typed", "family", "given"),
    [
        ("Vasquez, Elena María", "Vasquez", "Elena María"),
        ("Elena Vasquez", "Vasquez", "Elena"),
        ("Suharto", "Suharto", ""),
    ],
)
def test_a_name_typed_elsewhere_is_taken_over(qtbot, hub, typed, family, given):
    dialog = PatientDialog(None, hub, None, typed)
    qtbot.addWidget(dialog)
    assert line(dialog, "family_name").text() == family
    assert line(dialog, "given_name").text() == given


def test_asking_hands_back_the_patient_that_was_registered(qtbot, hub, records):
    def fill_in():
        dialog = QApplication.activeModalWidget()
        write(qtbot, dialog, family_name="Smith", birth_date="1984-03-14", record_number="HC-1")
        save(qtbot, dialog)

    QTimer.singleShot(0, fill_in)
    made = PatientDialog.ask(None, hub)
    assert made == records.patient(made.id)


def test_who_may_not_register_is_told_before_the_form_opens(qtbot, hub, staff):
    hub.use_person(staff.administrator)
    with qtbot.waitSignal(hub.refused) as told:
        assert PatientDialog.ask(None, hub) is None
    assert "for a physician or a nurse" in told.args[0].happened


def test_the_same_record_number_is_a_likely_duplicate(qtbot, dialog, records, act):
    other = make_patient(record_number="HC-7", birth_date=date(1950, 1, 1), family_name="Else")
    register_patient(records, other, act=act)
    write(qtbot, dialog, family_name="Smith", birth_date="1984-03-14", record_number="hc-7")
    save(qtbot, dialog)
    assert dialog.duplicates.isVisible()
