"""The keys of this computer: every act with its key, which can be another one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.ui.keymap import keymap
from clinicapp.ui.keys import ACTIONS, DIAGRAM, EVERYWHERE, SESSION, SHEET, SIGNING, SITE
from clinicapp.ui.pages.key_row import KeyRow
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder


class KeysPanel(Section):
    """Takes effect at once; a key that is another act's is refused by that act's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[KeyRow, ...] = ()
        self.reset_all = button(self.tr("Reset all"), icon="rotate-ccw")
        self.reset_all.setObjectName("reset_all_keys")
        self.reset_all.clicked.connect(self._on_reset_all)
        self._groups = column(gap="m")
        self.build(
            self.tr("Keys"),
            self.tr("For everyone on this computer. Press a key’s button, then the new key."),
            holder(self._groups),
            act=self.reset_all,
        )
        keymap.keys_changed.connect(self._show)

    def refresh(self) -> None:
        """Show every key as it is now; the rows are made when they are first looked at."""
        if not self.rows:
            self._make_rows()
        self._show()

    def _make_rows(self) -> None:
        self.rows = tuple(KeyRow(action) for action in ACTIONS)
        for title, group in (
            (self.tr("On a site"), SITE),
            (self.tr("In a session"), SESSION),
            (self.tr("The diagram"), DIAGRAM),
            (self.tr("When signing"), SIGNING),
            (self.tr("On the sheet"), SHEET),
            (self.tr("On every page"), EVERYWHERE),
        ):
            lines = [line for line in self.rows if line.action.group == group]
            self._groups.addLayout(column(label(title, "strong"), *lines, gap=4))

    def _show(self) -> None:
        for line in self.rows:
            line.show_keys()
        self.reset_all.setEnabled(keymap.has_own)

    def _on_reset_all(self) -> None:
        keymap.reset_all()
        for line in self.rows:
            line.refuse("")
