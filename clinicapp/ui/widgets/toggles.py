"""Checkable buttons that an assistive tool works as a finger does."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget


class Toggle(QAbstractButton):
    """A button, most often checkable, on which the act "Toggle" of an assistive tool is a click.

    Qt's own Toggle changes the mark and does nothing else: the tool would then tell of a state
    that nobody recorded. Where `keeps_mark`, only the program says what is checked.
    """

    keeps_mark = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_told = self._mark = False
        self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:  # noqa: N802
        """Show what is checked; nothing is done."""
        self._mark = checked
        self._is_told = True
        super().setChecked(checked)
        self._is_told = False

    def nextCheckState(self) -> None:
        if not self.keeps_mark:
            self._is_told = True
            super().nextCheckState()
            self._is_told = False

    def _on_toggled(self, checked: bool) -> None:
        group = self.group()
        is_other_chosen = group is not None and group.exclusive() and not checked
        if self._is_told or is_other_chosen:
            return
        self.clicked.emit()
        if self.keeps_mark:
            self.setChecked(self._mark)
