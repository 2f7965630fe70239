"""Coded choices as chips of which any number may be chosen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QAbstractButton

from clinicapp.ui.widgets.choices import ChoiceChips


class MultiChips(ChoiceChips):
    """Chips that are chosen and let go one by one; `chosen` names the chip that was clicked."""

    def __init__(self, *, name: str = "", gap: int = 8) -> None:
        super().__init__(name=name, gap=gap)

    @property
    def choices(self) -> tuple[str, ...]:
        """The chosen codes in the order of the chips."""
        return tuple(chip.code for chip in self._chips if chip.isChecked())

    def choose_all(self, codes: Collection[str]) -> None:
        """Show these as chosen; tells nobody."""
        for chip in self._chips:
            chip.setChecked(chip.code in codes)

    def _on_clicked(self) -> None:
        clicked = self.sender()
        if isinstance(clicked, QAbstractButton):
            self.chosen.emit(clicked.objectName())
