"""A user's hands: clicks and keys really sent to widgets, and counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

BETWEEN_MS = 750  # longer than any guard against bounces, as a hand is
PATIENCE_S = 120
SEPARATOR = "\x1d"  # between the fields of a code; scanners send it as Ctrl and ]
W = TypeVar("W", bound=QWidget)


class Hands:
    """Clicks and types; `events` is how often since it was last set to nought."""

    def __init__(self) -> None:
        self.events = 0
        self._screen: QPointingDevice | None = None

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """One click on a visible, enabled widget."""
        if not widget.isVisible() or not widget.isEnabled():
            raise RuntimeError(f"{widget.objectName() or type(widget).__name__} cannot be clicked")
        QTest.qWait(BETWEEN_MS)
        spot = at if at is not None else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        self.events += 1
        QApplication.processEvents()

    def stroke(self, widget: QWidget, points: Sequence[QPoint]) -> None:
        """One movement with the button held, through places of a widget; one event."""
        QTest.qWait(BETWEEN_MS)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point, 8)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=points[-1])
        self.events += 1
        QApplication.processEvents()

    def tap(self, widget: QWidget) -> None:
        """One touch of a finger on the window, where a widget is in sight."""
        spot = widget.rect().center()
        if not widget.isEnabled() or not widget.visibleRegion().contains(spot):
            raise RuntimeError(f"{widget.objectName() or type(widget).__name__} is out of reach")
        QTest.qWait(BETWEEN_MS)
        self._screen = self._screen or QTest.createTouchDevice()
        window = widget.window()
        at = widget.mapTo(window, spot)
        QTest.touchEvent(window, self._screen).press(0, at, window)
        QTest.touchEvent(window, self._screen).release(0, at, window)
        self.events += 1
        QApplication.processEvents()

    def choose(self, choices: QWidget, code: str) -> None:
        """One click on the button of a coded choice: a chip, a segment, a place."""
        self.click(self.choice(choices, code))

    def choice(self, choices: QWidget, code: str) -> QAbstractButton:
        """The button of a coded choice."""
        for button in choices.findChildren(QAbstractButton):
            if getattr(button, "code", "") == code:
                return button
        raise RuntimeError(f"there is no choice {code}")

    def pause(self) -> None:
        """Take longer than a bounce."""
        QTest.qWait(BETWEEN_MS)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key, wherever the keyboard is; with modifiers it still is one."""
        QTest.keyClick(_keyboard(), key, modifiers)
        self.events += 1
        QApplication.processEvents()

    def type_keys(self, text: str) -> None:
        """One key for each letter, wherever the keyboard is."""
        for letter in text:
            QTest.keyClicks(_keyboard(), letter)
            self.events += 1
            QApplication.processEvents()

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        """One key press."""
        QTest.keyClick(widget, key)
        self.events += 1
        QApplication.processEvents()

    def write(self, widget: QWidget, text: str) -> None:
        """One key press for each letter."""
        widget.setFocus()
        for letter in text:
            QTest.keyClicks(widget, letter)
            self.events += 1
        QApplication.processEvents()

    def scan(self, widget: QWidget, code: str) -> None:
        """One scan: the person presses the scanner once, and it types the whole code and Enter."""
        widget.setFocus()
        for letter in code:
            if letter == SEPARATOR:
                QTest.keyClick(widget, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
            else:
                QTest.keyClicks(widget, letter)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        self.events += 1
        QApplication.processEvents()

    def counted(self, job: Callable[[], None]) -> int:
        """How many events something takes."""
        before = self.events
        job()
        return self.events - before

    def button(self, page: QWidget, name: str) -> QAbstractButton:
        """The button of a name."""
        return self.find(page, QAbstractButton, name)

    def find(self, page: QWidget, kind: type[W], name: str) -> W:
        """The visible widget of a kind and name."""
        for found in page.findChildren(kind, name):
            if found.isVisible():
                return found
        raise RuntimeError(f"there is no {name} to be seen")


def _keyboard() -> QWidget:
    held_by = QApplication.focusWidget()
    if held_by is None:
        raise RuntimeError("nothing has the keyboard")
    return held_by


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Let the program work until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited in vain: {what}")
        QTest.qWait(20)
