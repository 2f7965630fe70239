"""Chips that are chosen by digits while they have the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinicapp.ui.widgets.choices import ChoiceChips
from tests.ui.theme.dressing import dress, has_colour

Key = Qt.Key
REASONS = [("wish", "Patient's wish"), ("skin", "Skin"), ("other", "Other")]


@pytest.fixture
def reasons(qtbot, qapp):
    dress(qapp)
    host = QWidget()
    host.setLayout(QVBoxLayout())
    made = ChoiceChips(name="Reason", has_digits=True)
    made.set_choices(REASONS)
    host.elsewhere = QLineEdit()
    host.layout().addWidget(host.elsewhere)
    host.layout().addWidget(made)
    qtbot.addWidget(host)
    made.host = host
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    host.elsewhere.setFocus()
    return made


def test_a_digit_chooses_once_the_keyboard_is_there(qtbot, reasons):
    reasons.take_keyboard()
    with qtbot.waitSignals([reasons.chosen, reasons.digit_chosen]):
        QTest.keyClick(reasons.chips[0], Key.Key_2)
    assert reasons.choice == "skin"
    assert reasons.chips[1].hasFocus()


@pytest.mark.parametrize("key", [Key.Key_0, Key.Key_4, Key.Key_9])
def test_a_digit_without_a_chip_chooses_nothing(reasons, key):
    reasons.take_keyboard()
    QTest.keyClick(reasons.chips[0], key)
    assert reasons.choice == ""


def test_a_chip_that_is_off_is_not_chosen_by_its_digit(qtbot, reasons):
    reasons.chips[1].setEnabled(False)
    reasons.take_keyboard()
    with qtbot.assertNotEmitted(reasons.digit_chosen):
        QTest.keyClick(reasons.chips[0], Key.Key_2)
    assert reasons.choice == ""


def test_digits_are_shown_only_while_they_work(reasons):
    plain = reasons.chips[1].grab()
    assert not has_colour(plain, "accent_text")
    reasons.take_keyboard()
    assert [chip.digit for chip in reasons.chips] == ["1", "2", "3"]
    assert has_colour(reasons.chips[1].grab(), "accent_text")
    reasons.host.elsewhere.setFocus()
    assert [chip.digit for chip in reasons.chips] == ["", "", ""]


def test_digits_move_nothing(reasons):
    before = [chip.geometry() for chip in reasons.chips]
    reasons.take_keyboard()
    assert [chip.geometry() for chip in reasons.chips] == before


def test_the_keyboard_goes_to_the_chosen_chip_or_the_first_that_is_on(reasons):
    reasons.chips[0].setEnabled(False)
    reasons.take_keyboard()
    assert reasons.chips[1].hasFocus()
    reasons.choose("other")
    reasons.take_keyboard()
    assert reasons.chips[2].hasFocus()


def test_offering_the_same_again_keeps_the_chips_and_the_keyboard(reasons):
    reasons.take_keyboard()
    chips = reasons.chips
    reasons.choose("skin")
    reasons.set_choices(REASONS)
    assert (reasons.chips, reasons.choice) == (chips, "")
    assert chips[0].hasFocus()


def test_without_digits_a_digit_is_left_to_others(qtbot, qapp):
    made = ChoiceChips(name="Doses")
    qtbot.addWidget(made)
    made.set_choices(REASONS)
    made.show()
    made.take_keyboard()
    QTest.keyClick(made.chips[0], Key.Key_2)
    assert made.choice == ""
    assert made.chips[1].digit == ""
