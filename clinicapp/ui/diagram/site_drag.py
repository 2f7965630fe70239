"""Telling a drag from a tap on a site: a tap stays a tap until the pointer has gone far enough."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from clinicapp.ui.theme.tokens import px

FROM = 10  # px at 100 % that a finger may slide in a tap


class SiteDrag(QObject):
    """Follows one press on a button; True says that an event was part of a drag.

    Only a drag that began on the painted mark moves the site: the button reaches farther. Where
    the ground can be moved, every other drag is the ground's.
    """

    moved = Signal(QPointF)  # how far from where it was pressed, in px
    ended = Signal(bool)  # put down; False when it was given up

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._from: QPointF | None = None
        self._is_on = self._is_given_up = self._is_on_mark = self._is_sliding = False
        self.is_possible = False
        self.is_ground_loose = False
        self.mark_radius = 0.0

    def press(self, event: QMouseEvent) -> None:
        """The button was pressed."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_first = is_plain and event.button() == Qt.MouseButton.LeftButton
        can_start = is_first and (self.is_possible or self.is_ground_loose)
        self._from = event.globalPosition() if can_start else None
        off = event.position() - QRectF(self._button.rect()).center()
        self._is_on_mark = hypot(off.x(), off.y()) <= self.mark_radius
        self._is_on = self._is_given_up = self._is_sliding = False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved with the button held."""
        if self._from is None or self._is_given_up:
            return self._is_given_up
        way = event.globalPosition() - self._from
        is_begun = self._is_on or self._is_sliding
        if not is_begun and way.manhattanLength() < _far_enough():
            return False
        if not is_begun:
            self._begin(event, self._from)
        if self._is_on:
            self.moved.emit(way)
        elif self._is_sliding:
            self._tell_ground(event, QEvent.Type.MouseMove, event.globalPosition())
        return True

    def _begin(self, event: QMouseEvent, start: QPointF) -> None:
        if self.is_possible and self._is_on_mark:
            self._is_on = True
            self._button.installEventFilter(self)
        elif self.is_ground_loose:
            self._is_sliding = True
            self._tell_ground(event, QEvent.Type.MouseButtonPress, start)
        else:
            self._is_given_up = True

    def _tell_ground(self, event: QMouseEvent, kind: QEvent.Type, where: QPointF) -> None:
        ground = self._button.parentWidget()
        if ground is None:
            return
        at, is_move = ground.mapFromGlobal(where), kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton
        told = QMouseEvent(kind, at, where, button, event.buttons(), event.modifiers())
        QApplication.sendEvent(ground, told)

    def release(self, event: QMouseEvent) -> None:
        """The pointer went up; what was a drag is no click."""
        was_drag = self._is_on or self._is_given_up or self._is_sliding
        if self._is_sliding:
            self._tell_ground(event, QEvent.Type.MouseButtonRelease, event.globalPosition())
        self._end(put_down=True)
        self._from, self._is_given_up, self._is_sliding = None, False, False
        if was_drag:
            self._button.setDown(False)

    def let_go(self) -> None:
        """Something else began, such as a pinch: this press is no drag."""
        self._give_up()
        self._from, self._is_sliding = None, False

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
