"""The line that asks once before an act on many sites."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.ui.theme.tokens import MOTION, px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row


class ConfirmLine(QFrame):
    """A raised bar over the foot of its parent: what will happen, Not yet, and the act."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.setObjectName("confirm_line")
        self.setProperty("card", "raised")
        self._now = now
        self._page = parent
        self._opened_at = 0.0
        self._anchor: QWidget = parent
        self._question = label("", "title2")
        self._detail = label("", "label", "text_2", wrap=True)
        self._later = button(self.tr("Not yet"), "secondary", bulk="act")
        self._later.setObjectName("confirm_later")
        self._go = button("", "primary", icon="check-check", bulk="act")
        self._go.setObjectName("confirm_go")
        words = holder(column(None, self._question, self._detail, None, gap=2))
        self._content = row(Glyph("syringe", "accent_text", 28), 4, words, gap="m")
        self._content.setStretch(2, 1)
        self._content.set_margins((20, 14, 14, 14))
        self.setLayout(self._content)
        self._swap(False)
        self._later.clicked.connect(self._dismiss)
        self._go.clicked.connect(self._confirm)
        self.hide()

    def ask(
        self, question: str, detail: str, act: str, anchor: QWidget, *, is_final: bool = False
    ) -> None:
        """Ask over the parent's foot, with the act's button where the anchor button stands.

        For a final act "Not yet" stands there instead: clicking on at one spot ends nothing.
        """
        self._anchor = anchor
        self._swap(is_final)
        self._question.setText(question)
        self._detail.setText(detail)
        self._go.set_words(act)
        self._opened_at = self._now()
        self.setAccessibleName(f"{question} {detail}")
        self.show()
        self.raise_()
        self._place()
        (self._later if is_final else self._go).setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Stay over the foot after the page changed its size."""
        if self.isVisible():
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._dismiss if self._later.hasFocus() else self._confirm)()
        else:
            super().keyPressEvent(event)

    def _swap(self, is_final: bool) -> None:
        for button_ in (self._go, self._later) if is_final else (self._later, self._go):
            self._content.removeWidget(button_)
            self._content.addWidget(button_)
        self._at_anchor, self._beside = (
            (self._later, self._go) if is_final else (self._go, self._later)
        )

    def _place(self) -> None:
        parent, anchor = self._page, self._anchor
        spot = anchor.mapTo(parent, anchor.rect().center())
        self._beside.setMinimumWidth(0)
        self._at_anchor.setMinimumWidth(anchor.width())
        margin, height = px(12), self.sizeHint().height()
        top = min(spot.y() - height // 2, parent.height() - height - margin)
        self.setGeometry(margin, top, parent.width() - 2 * margin, height)
        # At once: a click may come before the next layout pass, on the button that stood there.
        self._content.activate()

    def _confirm(self) -> None:
        # The page's own button was on this spot: its second, bounced click is not a consent.
        if (self._now() - self._opened_at) * 1000 < MOTION["bounce_guard"]:
            return
        self.hide()
        self.confirmed.emit()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
