"""The control of one site: focus, keys and names. It paints nothing; its pane paints the marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from clinicapp.ui.diagram.site_drag import SiteDrag
from clinicapp.ui.keymap import key_of, keymap
from clinicapp.ui.widgets.toggles import Toggle

Key = Qt.Key
ARROWS = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_PLAIN = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NUDGES = {_ALT: 1, _ALT | _SHIFT: 5}  # millimetres


class SiteButton(Toggle):
    """One site. Its checked state says "given" to a screen reader and follows the session only."""

    keeps_mark = True

    focused = Signal()
    focus_lost = Signal()
    reveal_wanted = Signal()  # the keyboard came here, where a finger does not point
    visited = Signal()  # somebody came here with the Tab key
    arrow_pressed = Signal(int, int)
    nudge_pressed = Signal(int, int)  # steps of a millimetre to the viewer's right and down
    give_pressed = Signal()
    editor_pressed = Signal()
    take_back_pressed = Signal()
    digit_pressed = Signal(str)
    choose_pressed = Signal(bool)  # with all sites since the one touched last

    hover_changed = Signal()

    def __init__(self, site_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(site_id)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.is_hovered = False
        self.drag = SiteDrag(self)
        # It paints nothing; a pressed button would repaint all that lies under it at once.
        self.setUpdatesEnabled(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: halos and rings reach past this button, so the pane paints them."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Under the mouse or a finger the picture must not move.
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.reveal_wanted.emit()
        if event.reason() in BY_TAB:
            self.visited.emit()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_lost.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.editor_pressed.emit()
            event.accept()
        elif event.modifiers() & (_SHIFT | _CTRL):
            self.choose_pressed.emit(bool(event.modifiers() & _SHIFT))
            event.accept()
        else:
            self.drag.press(event)
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.drag.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drag.release(event)
        super().mouseReleaseEvent(event)

    def let_go(self) -> None:
        """Take back a press: a release beside the button is no click."""
        self.drag.let_go()
        beside, none = QPointF(-1, -1), Qt.MouseButton.NoButton
        release, left = QEvent.Type.MouseButtonRelease, Qt.MouseButton.LeftButton
        where = self.mapToGlobal(beside)
        # Called, not sent: what a button does not want would go on to the ground under it.
        self.mouseReleaseEvent(QMouseEvent(release, beside, where, left, none, _PLAIN))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.toolTip():
            QToolTip.showText(self.tip_place(), self.toolTip(), self, self.rect())
            return True
        return super().event(event)

    def tip_place(self) -> QPoint:
        """Where the tooltip stands: right of the site and of all that touch it, on the screen."""
        pane = self.parentWidget()
        if pane is None:
            return self.mapToGlobal(self.rect().topRight())
        others = [b.geometry() for b in pane.findChildren(SiteButton) if b.isVisible()]
        group, before = self.geometry(), QRect()
        while group != before:
            before = group
            for box in others:
                group = group.united(box) if box.intersects(group) else group
        return pane.mapToGlobal(QPoint(group.right(), self.geometry().top()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._nudge(event):
            return
        is_plain = event.modifiers() in (_PLAIN, _KEYPAD)
        event.setAccepted(self._act_on(event) or (is_plain and self._move_or_dose(event)))

    def _act_on(self, event: QKeyEvent) -> bool:
        """Do the act whose key this is; False for a key that is no act's on a site."""
        acts = {
            "give_site": self.give_pressed,
            "edit_site": self.editor_pressed,
            "take_back_site": self.take_back_pressed,
        }
        act = acts.get(keymap.act_of(key_of(event)))
        if act is not None and not event.isAutoRepeat():
            act.emit()
        return act is not None

    def _move_or_dose(self, event: QKeyEvent) -> bool:
        """Do what an arrow or a digit stands for; False for any other key."""
        key, digit = event.key(), event.text()
        if key in ARROWS:
            self.arrow_pressed.emit(*ARROWS[Key(key)])
        elif len(digit) == 1 and digit in "0123456789":
            if not event.isAutoRepeat():
                self.digit_pressed.emit(digit)
        else:
            return False
        return True

    def _nudge(self, event: QKeyEvent) -> bool:
        """Alt and an arrow move the site's place; with Shift, farther."""
        far = NUDGES.get(event.modifiers() & ~_KEYPAD, 0)
        if not far or event.key() not in ARROWS:
            return False
        if not event.isAutoRepeat():
            x, y = ARROWS[Key(event.key())]
            self.nudge_pressed.emit(x * far, y * far)
        return True

    def _hover(self, hovered: bool) -> None:
        self.is_hovered = hovered
        self.hover_changed.emit()
