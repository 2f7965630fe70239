"""Typing as a user does, in any script."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication


def type_into(qtbot, field, text):
    """Replace what stands in a line by keys, or as an input method commits other scripts."""
    field.setFocus()
    field.selectAll()
    if text.isascii():
        qtbot.keyClicks(field, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def hold_key(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key and hold it until it has repeated seven times."""
    for repeated in (False, *[True] * 7):
        press = QEvent.Type.KeyPress
        QApplication.sendEvent(widget, QKeyEvent(press, key, modifiers, "", repeated))
