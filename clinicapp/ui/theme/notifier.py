"""Tells widgets that the look has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ThemeNotifier(QObject):
    """Emits `theme_changed` after each new theme or scale is on."""

    theme_changed = Signal()


notifier = ThemeNotifier()
