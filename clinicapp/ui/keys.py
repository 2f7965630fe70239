"""Every key of the workspace, listed in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from clinicapp.ui.workspace import Workspace

# (keys, what they do): the part that belongs to the whole window.
WINDOW_KEYS = (
    ("Ctrl+1", QT_TRANSLATE_NOOP("Keys", "Today")),
    ("Ctrl+2", QT_TRANSLATE_NOOP("Keys", "Patients")),
    ("Ctrl+3", QT_TRANSLATE_NOOP("Keys", "Records")),
    ("Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Find a patient")),
    ("Ctrl+N", QT_TRANSLATE_NOOP("Keys", "Register a patient")),
    ("F1", QT_TRANSLATE_NOOP("Keys", "This list")),
)
SESSION_KEYS = (
    ("Ctrl+Return", QT_TRANSLATE_NOOP("Keys", "Give all planned, complete, or the sheet")),
    ("Ctrl+Z", QT_TRANSLATE_NOOP("Keys", "Undo")),
    ("Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Keys", "Redo")),
    ("Ctrl+E", QT_TRANSLATE_NOOP("Keys", "Add an extra site")),
)
# Handled by the sites themselves while one has the keyboard.
SITE_KEYS = (
    ("Tab", QT_TRANSLATE_NOOP("Keys", "Next site in clinical order")),
    ("← ↑ ↓ →", QT_TRANSLATE_NOOP("Keys", "Nearest site in that direction")),
    ("Space", QT_TRANSLATE_NOOP("Keys", "Give the site")),
    ("0 … 9", QT_TRANSLATE_NOOP("Keys", "Dose of the site; Enter keeps it")),
    ("Enter", QT_TRANSLATE_NOOP("Keys", "Edit the site")),
    ("Delete", QT_TRANSLATE_NOOP("Keys", "Take the site back")),
    ("Esc", QT_TRANSLATE_NOOP("Keys", "Leave the editor, or one view")),
)


def add_shortcuts(workspace: Workspace) -> None:
    """Wire the keys of the window and of the session page."""
    session = workspace.session
    for keys, act in (
        ("Ctrl+1", lambda: workspace.go("today")),
        ("Ctrl+2", lambda: workspace.go("patients")),
        ("Ctrl+3", lambda: workspace.go("records")),
        ("Ctrl+F", workspace.find),
        ("Ctrl+N", workspace.register_patient),
        ("F1", workspace.show_keys),
    ):
        _add(workspace, keys, act)
    for keys, act in (
        ("Ctrl+Return", session.primary_act),
        ("Ctrl+Z", session.undo),
        ("Ctrl+Shift+Z", session.redo),
        ("Ctrl+Y", session.redo),
        ("Ctrl+E", session.add_extra),
    ):
        _add(session, keys, act)


def _add(owner: QWidget, keys: str, act: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
