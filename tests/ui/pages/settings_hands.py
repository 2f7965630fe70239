"""Hands for the settings page and its dialogs."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.keyboard import type_into

LEFT = Qt.MouseButton.LeftButton


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
