from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QPlainTextEdit

from clinicapp.commands.after_effects import record_after_effect
from clinicapp.commands.sessions import give_all_planned
from clinicapp.ui.dialogs.after_effect_dialogs import AfterEffectDialog, RetractDialog
from tests.closing import complete_session
from tests.ui.theme.dressing import dress


@pytest.fixture
def done(records, session, act, clock):
    give_all_planned(records, session.id, act=act)
    clock.move(days=14)
    return complete_session(records, session.id, act=act).after


@pytest.fixture
def show(qtbot, qapp, hub):
    dress(qapp)

    def show(make):
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


@pytest.fixture
def form(show, hub, done):
    return show(lambda: AfterEffectDialog(None, hub, done))


def press(qtbot, form, name):
    qtbot.mouseClick(form.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def choose(qtbot, form, code):
    chip = next(c for c in form.kinds.chips if c.code == code)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def write(form, kind, name, text):
    QTest.keyClicks(form.findChild(kind, name), text)


def test_what_was_told_is_recorded_as_typed(qtbot, form, records, done, staff):
    choose(qtbot, form, "neck-pain")
    write(form, QLineEdit, "onset", "25 Nov 2026")
    write(form, QPlainTextEdit, "after_effect_note", "Five days, mild")
    press(qtbot, form, "save_form")
    assert form.result() == QDialog.DialogCode.Accepted
    (effect,) = records.session(done.id).after_effects
    assert (effect.code, effect.onset, effect.note) == (
        "neck-pain",
        date(2026, 11, 25),
        "Five days, mild",
    )
    assert effect.recorded_by == staff.physician.id


def test_the_first_day_may_stay_unknown(qtbot, form, records, done):
    choose(qtbot, form, "headache")
    press(qtbot, form, "save_form")
    assert records.session(done.id).after_effects[0].onset is None


def test_nothing_chosen_is_asked_for_in_place(qtbot, form, records, done):
    press(qtbot, form, "save_form")
    assert form.isVisible()
    assert form.effect.error == "Choose one."
    choose(qtbot, form, "headache")
    assert form.effect.error == ""
    assert records.session(done.id).after_effects == ()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("the other day", "Such as 2026-11-22"), ("2026-11-21", "before the session")],
)
def test_an_impossible_day_keeps_the_form_open_with_everything_typed(
    qtbot, form, records, done, typed, told
):
    choose(qtbot, form, "neck-pain")
    write(form, QLineEdit, "onset", typed)
    press(qtbot, form, "save_form")
    assert form.isVisible()
    assert told in form.onset.error or told in form.notice.accessibleName() + _texts(form.notice)
    assert (form.kinds.choice, form.onset.text) == ("neck-pain", typed)
    assert records.session(done.id).after_effects == ()


def _texts(notice):
    from PySide6.QtWidgets import QLabel

    return " ".join(part.text() for part in notice.findChildren(QLabel))


def test_something_else_asks_for_a_few_words(qtbot, form, records, done):
    choose(qtbot, form, "other")
    press(qtbot, form, "save_form")
    assert "few words" in _texts(form.notice)
    write(form, QPlainTextEdit, "after_effect_note", "Ringing ears")
    press(qtbot, form, "save_form")
    assert [e.note for e in records.session(done.id).after_effects] == ["Ringing ears"]


def test_every_effect_of_the_list_can_be_reached_by_a_finger(form, records):
    assert [c.text() for c in form.kinds.chips] == [k.label for k in records.effect_kinds.kinds]
    assert all(min(c.width(), c.height()) >= 44 for c in form.kinds.chips)


def test_one_in_error_is_marked_with_the_reason(qtbot, show, hub, records, done, act):
    later = type(act)(act.by, act.at + timedelta(days=3))
    effect = record_after_effect(records, done.id, "headache", None, act=later).after.after_effects
    form = show(lambda: RetractDialog(None, hub, done.id, effect[0].id))
    press(qtbot, form, "save_form")
    assert form.isVisible()
    write(form, QPlainTextEdit, "retract_reason", "Told by another patient")
    press(qtbot, form, "save_form")
    (kept,) = records.session(done.id).after_effects
    assert kept.error_reason == "Told by another patient"
