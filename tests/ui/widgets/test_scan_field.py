"""A scanner types what it read: nothing of it may be lost, and Enter must send no form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from clinicapp.ui.widgets.layouts import column
from clinicapp.ui.widgets.scan_field import ScanField
from tests.ui.pages.vial_hands import GS, type_scan

CODE = f"]d201003002339210291728053110C8124C3{GS}214471902655"


@pytest.fixture
def field(qtbot):
    made = ScanField("Vial")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


@pytest.fixture
def told(field):
    told = []
    field.scanned.connect(told.append)
    return told


def test_a_code_comes_whole_with_its_separator(field, told):
    type_scan(field.edit, CODE)
    assert told == [CODE]
    assert field.edit.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_BracketRight, Qt.Key.Key_5])
def test_a_separator_typed_with_the_control_key_is_kept(field, told, key):
    QTest.keyClicks(field.edit, "10C8124C3")
    QTest.keyClick(field.edit, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.edit, "2144")
    QTest.keyClick(field.edit, Qt.Key.Key_Enter)
    assert told == [f"10C8124C3{GS}2144"]


def test_no_shortcut_takes_the_separator_away(field, told):
    taken = []
    shortcut = QShortcut(QKeySequence("Ctrl+]"), field)
    shortcut.activated.connect(lambda: taken.append(True))
    QTest.keyClick(field.edit, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert (told, taken) == ([GS], [])


def test_the_field_is_ready_for_the_next_scan(field, told):
    type_scan(field.edit, "one")
    type_scan(field.edit, "two")
    assert told == ["one", "two"]
    assert field.edit.hasFocus()


def test_enter_in_an_empty_field_scans_nothing(field, told):
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == []


def test_a_very_long_code_is_not_cut_to_one_that_looks_right(field, told):
    long = "1" * 5000
    field.edit.setText(long)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == [long]


def test_the_end_of_a_scan_does_not_send_the_form_around_it(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, send = ScanField("Vial"), QPushButton("Send")
    send.setDefault(True)
    sent = []
    send.clicked.connect(lambda: sent.append(True))
    dialog.setLayout(column(field, send))
    dialog.show()
    field.edit.setFocus()
    type_scan(field.edit, CODE)
    assert sent == []
