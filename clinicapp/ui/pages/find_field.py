"""A find field from which the arrows walk the list of what was found."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent

from clinicapp.ui.pages.record_table import WALKERS, RecordTable
from clinicapp.ui.widgets.fields import SearchField


class FindField(SearchField):
    """Keeps the keyboard while its list is walked."""

    def __init__(self, placeholder: str, table: RecordTable, *, name: str = "") -> None:
        super().__init__(placeholder, name=name)
        self.table = table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in WALKERS and self.table.isVisible():
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
