"""The shortcuts of the window, made from the table of acts and the letters of the muscles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.keymap import PORTABLE, keymap
from clinicapp.ui.keys import ACTIONS, EVERYWHERE

if TYPE_CHECKING:
    from clinicapp.ui.workspace import Workspace


class Shortcuts(QObject):
    """Wherever in the window the keyboard is, a key does its act: one that only seems done harms.

    Those of the session sleep while another page is shown. A plain letter is a letter where text
    is typed: Qt asks the field first.
    """

    def __init__(self, workspace: Workspace, pages: QStackedWidget) -> None:
        super().__init__(workspace)
        self._workspace, self._pages = workspace, pages
        self._everywhere: list[QShortcut] = []
        self._of_session: list[QShortcut] = []
        keymap.keys_changed.connect(self._renew)
        pages.currentChanged.connect(self._wake)
        self._renew()

    def _renew(self) -> None:
        for old in (*self._everywhere, *self._of_session):
            old.setEnabled(False)
            old.deleteLater()
        self._everywhere, self._of_session = [], []
        for action in ACTIONS:
            kept = self._everywhere if action.group == EVERYWHERE else self._of_session
            if action.act is not None:
                act = partial(action.act, self._workspace)
                kept += [self._make(k, act, action.repeats) for k in keymap.keys_of(action.id)]
        keys = self._workspace.session.keys
        for letter in (one.letter for one in muscle_letters()):
            self._of_session.append(self._make(letter, partial(keys.spell, letter)))
        self._wake()

    def _make(self, key: str, act: Callable[[], object], repeats: bool = False) -> QShortcut:
        made = QShortcut(QKeySequence(key, PORTABLE), self._workspace)
        made.setContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(repeats)
        made.activated.connect(act)
        return made

    def _wake(self) -> None:
        is_session = self._pages.currentWidget() is self._workspace.session
        for shortcut in self._of_session:
            shortcut.setEnabled(is_session)
