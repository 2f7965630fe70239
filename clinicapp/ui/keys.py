"""Every key of the workspace, listed in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from clinicapp.ui.workspace import Workspace


def _words(text: str) -> str:
    """Mark a text for translation; it is looked up where it is shown."""
    return text


# (keys, what they do): the part that belongs to the whole window.
WINDOW_KEYS = (
    ("Ctrl+1", _words("Today")),
    ("Ctrl+2", _words("Patients")),
    ("Ctrl+3", _words("Records")),
    ("Ctrl+F", _words("Find a patient")),
    ("Ctrl+N", _words("Register a patient")),
    ("F1", _words("This list")),
)
SESSION_KEYS = (
    ("Ctrl+Return", _words("Give all planned, complete, or the sheet")),
    ("Ctrl+Z", _words("Undo")),
    ("Ctrl+Shift+Z", _words("Redo")),
    ("Ctrl+E", _words("Add an extra site")),
)
# Handled by the sites themselves while one has the keyboard.
SITE_KEYS = (
    ("Tab", _words("Next site in clinical order")),
    ("← ↑ ↓ →", _words("Nearest site in that direction")),
    ("Space", _words("Give the site")),
    ("0 … 9", _words("Dose of the site; Enter keeps it")),
    ("Enter", _words("Edit the site")),
    ("Delete", _words("Take the site back")),
    ("Esc", _words("Leave the editor, or one view")),
)


def add_shortcuts(workspace: Workspace) -> None:
    """Wire the keys of the window and of the session page."""
    session = workspace.session
    everywhere: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Ctrl+1", lambda: workspace.go("today")),
        ("Ctrl+2", lambda: workspace.go("patients")),
        ("Ctrl+3", lambda: workspace.go("records")),
        ("Ctrl+F", workspace.find_patient),
        ("Ctrl+N", workspace.register_patient),
        ("F1", workspace.show_keys),
    )
    for keys, act in everywhere:
        _add(workspace, keys, act)
    on_session: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Ctrl+Return", session.primary_act),
        ("Ctrl+Z", session.acts.undo),
        ("Ctrl+Shift+Z", session.acts.redo),
        ("Ctrl+Y", session.acts.redo),
        ("Ctrl+E", session.add_extra),
    )
    for keys, act in on_session:
        _add(workspace, keys, partial(_on_page, workspace, session, act))


def _on_page(workspace: Workspace, page: QWidget, act: Callable[[], object]) -> None:
    # Wherever in the window the keyboard is: an act that seems done and is not does harm.
    if workspace.page is page:
        act()


def _add(owner: QWidget, keys: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(act)
