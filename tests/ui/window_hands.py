"""Hands that sign in and press buttons in the whole window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD

WAIT_MS = 60_000


def press(qtbot, page, name):
    for found in page.findChildren(QAbstractButton, name):
        if found.isVisible():
            qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no {name}")


def sign_in(qtbot, window, role, password=SAMPLE_PASSWORD):
    person = next(p for p in window.hub.records.people() if p.role is role)
    card = next(c for c in window.sign_in.form.cards.cards if c.person == person)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    field = window.sign_in.findChild(QLineEdit, "password")
    field.clear()
    qtbot.keyClicks(field, password)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return person


def signed_in(qtbot, window, role):
    person = sign_in(qtbot, window, role)
    qtbot.waitUntil(lambda: window.hub.person == person, timeout=WAIT_MS)
    return window.workspace
