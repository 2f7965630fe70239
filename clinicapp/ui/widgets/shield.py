"""What has just appeared under a finger is not what the finger meant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinicapp.ui.theme.tokens import MOTION

_TAPS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
    }
)


class Shield(QWidget):
    """Turns a stack to another part, and lies unseen over it for a moment if a finger is there.

    The second click of a double click on the last part would else do something on the new one. A
    part that is opened from elsewhere hears the next tap at once.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._lifts = QTimer(self)
        self._lifts.setSingleShot(True)
        self._lifts.timeout.connect(self.hide)
        self.hide()

    def turn_to(self, part: QWidget) -> None:
        """Bring a part to the front."""
        is_new, is_here = part is not self._stack.currentWidget(), self._is_at_hand()
        self._stack.setCurrentWidget(part)
        if is_new and is_here and self._stack.isVisible():
            self.setGeometry(self._stack.rect())
            self.show()
            self.raise_()
            self._lifts.start(MOTION["new_part"])

    def _is_at_hand(self) -> bool:
        """Whether the pointer is over the stack, or a control of it was pressed last."""
        held = QApplication.focusWidget()
        here = self._stack.mapFromGlobal(QCursor.pos())
        is_held = held is not None and self._stack.isAncestorOf(held)
        return is_held or self._stack.rect().contains(here)

    def event(self, event: QEvent) -> bool:
        if event.type() in _TAPS:
            event.accept()
            return True
        return super().event(event)
