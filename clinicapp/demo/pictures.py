"""Pictures of the window, in light and dark."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.ui.main_window import MainWindow

THEMES = ("light", "dark")


class Pictures:
    """Keeps each screen once in each theme; the window ends as it began, in light."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._number = 0
        self.files: list[Path] = []

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Picture the window, or one of its dialogs, under a name."""
        self._number += 1
        for theme in THEMES:
            self._window.use_theme(theme)
            settle()
            path = self._folder / f"{self._number:02d}-{name}-{theme}.png"
            (widget or self._window).grab().save(str(path))
            self.files.append(path)
        self._window.use_theme(THEMES[0])
        settle()


def settle() -> None:
    """Let layouts and repaints finish."""
    for _ in range(3):
        QApplication.processEvents()
