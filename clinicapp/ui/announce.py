"""Saying something to a screen reader that no control says by itself."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_Politeness = QAccessible.AnnouncementPoliteness


def announce(widget: QWidget, words: str, *, assertive: bool = False) -> None:
    """Let a screen reader say words once; assertive ones are said before all that waits."""
    if words:
        event = QAccessibleAnnouncementEvent(widget, words)
        event.setPoliteness(_Politeness.Assertive if assertive else _Politeness.Polite)
        QAccessible.updateAccessibility(event)
