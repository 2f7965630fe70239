"""What has just appeared under a finger is not what the finger meant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

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
    """Lies unseen over a stack for a moment after another part has come to its front.

    The second click of a double click on the last part would else do something on the new one.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._lifts = QTimer(self)
        self._lifts.setSingleShot(True)
        self._lifts.timeout.connect(self.hide)
        self.hide()
        stack.currentChanged.connect(self._on_current_changed)

    def event(self, event: QEvent) -> bool:
        if event.type() in _TAPS:
            event.accept()
            return True
        return super().event(event)

    def _on_current_changed(self) -> None:
        if not self._stack.isVisible():
            return
        self.setGeometry(self._stack.rect())
        self.show()
        self.raise_()
        self._lifts.start(MOTION["new_part"])
