"""Telling a drag of a site from a tap: a tap stays a tap until the pointer has gone far enough."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinicapp.ui.theme.tokens import px

FROM = 10  # px at 100 % that a finger may slide in a tap


class SiteDrag(QObject):
    """Follows one press on a button; True says that an event was part of a drag."""

    moved = Signal(QPointF)  # how far from where it was pressed, in px
    ended = Signal(bool)  # put down; False when it was given up

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._from: QPointF | None = None
        self._is_on = self._is_given_up = False
        self.is_possible = False

    def press(self, event: QMouseEvent) -> None:
        """The button was pressed."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        can_start = self.is_possible and is_plain and event.button() == Qt.MouseButton.LeftButton
        self._from = event.globalPosition() if can_start else None
        self._is_on = self._is_given_up = False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved with the button held."""
        if self._from is None or self._is_given_up:
            return self._is_given_up
        way = event.globalPosition() - self._from
        if not self._is_on and way.manhattanLength() < _far_enough():
            return False
        if not self._is_on:
            self._is_on = True
            self._button.installEventFilter(self)
        self.moved.emit(way)
        return True

    def release(self, event: QMouseEvent) -> None:
        """The pointer went up; what was a drag is no click."""
        was_drag = self._is_on or self._is_given_up
        self._end(put_down=True)
        self._from, self._is_given_up = None, False
        if was_drag:
            self._button.setDown(False)

    def let_go(self) -> None:
        """Something else began, such as a pinch: this press is no drag."""
        self._give_up()
        self._from = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While dragging, Esc gives up, and so does whatever takes the keyboard away."""
        if event.type() in (QEvent.Type.Hide, QEvent.Type.FocusOut):
            self._give_up()
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._give_up()
            return True
        return super().eventFilter(watched, event)

    def _give_up(self) -> None:
        self._is_given_up = self._is_given_up or self._is_on
        self._end(put_down=False)

    def _end(self, *, put_down: bool) -> None:
        if self._is_on:
            self._is_on = False
            self._button.removeEventFilter(self)
            self.ended.emit(put_down)


def _far_enough() -> int:
    return max(QApplication.startDragDistance(), px(FROM))
