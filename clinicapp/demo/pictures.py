"""Pictures of the window, in light and dark."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.ui.main_window import MainWindow
from clinicapp.ui.theme import tokens

THEMES = ("light", "dark")


class Pictures:
    """Keeps each screen once in each theme; the job goes on in the theme pictured last.

    Dressing the whole window anew takes seconds, so it is done once for each screen. The patient's
    screen dresses it too, so what is on is asked for each time.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._number = 0
        self.files: list[Path] = []

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Picture the window, or one of its dialogs, under a name."""
        self._number += 1
        for theme in sorted(THEMES, key=lambda t: t != tokens.current().name):
            if theme != tokens.current().name:
                self._window.use_theme(theme)
            settle()
            path = self._folder / f"{self._number:02d}-{name}-{theme}.png"
            (widget or self._window).grab().save(str(path))
            self.files.append(path)


def settle() -> None:
    """Let layouts and repaints finish."""
    for _ in range(3):
        QApplication.processEvents()
