"""The menu that shows and hides muscles, all at once or each."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from clinicapp.domain.protocol import Protocol
from clinicapp.ui.diagram.muscles import Muscles
from clinicapp.ui.keymap import show_in_menu


class MuscleMenu(QMenu):
    """A submenu of the diagram's Show menu; it names the muscles as the protocol does."""

    def __init__(self, menu: QMenu, muscles: Muscles) -> None:
        super().__init__(menu)
        self._muscles = muscles
        self._protocol: Protocol | None = None
        self._each: dict[str, QAction] = {}
        self.setObjectName("muscle_menu")
        self.all = self.addAction("")
        self.none = self.addAction("")
        self.addSeparator()
        self.all.triggered.connect(lambda: muscles.show_only(muscles.drawn))
        self.none.triggered.connect(lambda: muscles.show_only(()))
        muscles.changed.connect(self._refresh)
        menu.addMenu(self)
        self._refresh()

    def show_protocol(self, protocol: Protocol) -> None:
        """Offer each muscle that a protocol treats and the diagram draws."""
        if protocol == self._protocol:
            return
        self._protocol = protocol
        for action in self._each.values():
            self.removeAction(action)
        self._each = {}
        for muscle in protocol.muscles:
            if muscle.code in self._muscles.drawn:
                action = self.addAction(muscle.name)
                action.setCheckable(True)
                action.triggered.connect(partial(self._on_chosen, muscle.code))
                self._each[muscle.code] = action
        self._refresh()

    def _on_chosen(self, code: str, _checked: bool = False) -> None:
        self._muscles.set_shown(code, self._each[code].isChecked())

    def _refresh(self) -> None:
        hidden = self._muscles.hidden
        filled = self._muscles.are_filled
        self.setTitle(self.tr("Muscles") if filled else self.tr("Muscles in outline"))
        self.all.setText(self.tr("Show all"))
        show_in_menu(self.none, "muscles", self.tr("Hide all"))
        self.all.setEnabled(bool(hidden))
        self.none.setEnabled(hidden != self._muscles.drawn)
        for code, action in self._each.items():
            action.setChecked(code not in hidden)
