"""A find field from which the arrows walk the list of what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from clinicapp.domain.consent.paper_code import is_meant_as_code, is_paper_code
from clinicapp.ui.pages.record_table import WALKERS, RecordTable
from clinicapp.ui.widgets.fields import SearchField


class FindField(SearchField):
    """Keeps the keyboard while its list is walked; Enter after a form's code gives the code."""

    code_given = Signal(str)

    def __init__(self, placeholder: str, table: RecordTable, *, name: str = "") -> None:
        super().__init__(placeholder, name=name)
        self.table = table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and is_meant_as_code(self.text()):
            code = self.text()
            if is_paper_code(code):
                self.clear_search()  # a mistyped one stays to be mended
            self.code_given.emit(code)
        elif event.key() in WALKERS and self.table.isVisible():
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
