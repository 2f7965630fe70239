"""The shortcuts of the window, made from the table of acts and the letters of the muscles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.keymap import add_shortcut
from clinicapp.ui.keys import ACTIONS, DIAGRAM, SESSION

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
        self._of_session: list[QShortcut] = []
        for action in ACTIONS:
            if action.act is not None:
                made = add_shortcut(workspace, action.id, partial(action.act, workspace))
                if action.group in (SESSION, DIAGRAM):
                    self._of_session.append(made)
        self._add_letters()
        pages.currentChanged.connect(self._wake)
        self._wake()

    def _add_letters(self) -> None:
        keys = self._workspace.session.keys
        for letter in (one.letter for one in muscle_letters()):
            made = QShortcut(QKeySequence(letter), self._workspace)
            made.setAutoRepeat(False)
            made.activated.connect(partial(keys.spell, letter))
            self._of_session.append(made)

    def _wake(self) -> None:
        is_session = self._pages.currentWidget() is self._workspace.session
        for shortcut in self._of_session:
            shortcut.setEnabled(is_session)
