"""What the pages with lists share: they read again when something changed, and tell refusals."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.widgets.notice import Notice


class ListPage(QWidget):
    """A page that shows what the records hold; it is read when it is looked at."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.hub = hub
        self.notice = Notice("danger")
        self.notice.hide()
        self._is_stale = True
        hub.changed.connect(self._on_changed)
        hub.person_changed.connect(self._on_changed)
        hub.refused.connect(self._on_refused)

    def refresh(self) -> None:
        """Read everything shown again; what is typed and chosen stays."""
        self._is_stale = False
        self.read()

    def read(self) -> None:
        """Read and show; what each page does."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """The clinic's calendar day."""
        return self.hub.clock().astimezone(self.hub.records.zone).date()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    @Slot(object)
    def _on_changed(self, _change: object) -> None:
        self.notice.hide()
        self._is_stale = True
        if self.isVisible():
            self._refresh_if_stale()

    @Slot(object)
    def _on_refused(self, error: ClinicError) -> None:
        # A dialog that is open tells its own refusals.
        if self.isVisible() and QApplication.activeModalWidget() is None:
            self.notice.show_error(error)

    def _refresh_if_stale(self) -> None:
        if self._is_stale and self.hub.person is not None:
            self.refresh()
