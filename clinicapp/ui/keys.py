"""Every act that has a key, in one table: what it does, its keys as they come, where it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage
    from clinicapp.ui.workspace import Workspace

Act: TypeAlias = "Callable[[Workspace], object]"
PageAct: TypeAlias = "Callable[[SessionPage], object]"
EVERYWHERE, SESSION, DIAGRAM = "everywhere", "session", "diagram"
SITE, SHEET, SIGNING = "site", "sheet", "signing"


@dataclass(frozen=True, slots=True)
class Action:
    """One act with its keys; a site, the sheet and the signing page call their acts themselves.

    A key that `repeats` does so while it is held down.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    group: str
    act: Act | None = None
    repeats: bool = False

    @property
    def shown_words(self) -> str:
        """What the act does, in the language of the screen."""
        return QCoreApplication.translate("Keys", self.words)


def _words(text: str) -> str:
    """Mark a text for translation; it is looked up where it is shown."""
    return text


def _own(group: str, code: str, words: str, *keys: str) -> Action:
    return Action(code, words, keys, group)


def _session(code: str, words: str, act: PageAct, *keys: str) -> Action:
    return Action(code, words, keys, SESSION, lambda workspace: act(workspace.session))


def _diagram(code: str, words: str, act: PageAct, *keys: str, repeats: bool = False) -> Action:
    return Action(code, words, keys, DIAGRAM, lambda workspace: act(workspace.session), repeats)


def _anywhere(code: str, words: str, act: Act, *keys: str) -> Action:
    return Action(code, words, keys, EVERYWHERE, act)


def _site_actions() -> tuple[Action, ...]:
    """On the site that has the keyboard."""
    return (
        _own(SITE, "give_site", _words("Give the site"), "Space"),
        _own(SITE, "edit_site", _words("Edit the site"), "Return", "Enter"),
        _own(SITE, "take_back_site", _words("Take the site back"), "Del", "Backspace"),
    )


def _session_actions() -> tuple[Action, ...]:
    """While a session is shown, wherever in the window the keyboard is."""
    return (
        _session("omit_site", _words("Omit the site, because"), lambda p: p.keys.omit(), "X"),
        _session("add_extra", _words("Add an extra site"), lambda p: p.add_extra(), "E", "Ctrl+E"),
        _session(
            "primary",
            _words("Give all, sign, or the sheet"),
            lambda p: p.primary.begin(),
            "Ctrl+Return",
        ),
        _session("undo", _words("Undo"), lambda p: p.acts.undo(), "Ctrl+Z"),
        _session("redo", _words("Redo"), lambda p: p.acts.redo(), "Ctrl+Shift+Z", "Ctrl+Y"),
        _session("edit_sites", _words("Edit sites"), lambda p: p.keys.switch_editing(), "F2"),
        _session("select_sites", _words("Select sites"), lambda p: p.keys.switch_selecting(), "F3"),
        _session("select_all", _words("Select all sites"), lambda p: p.select_all(), "Ctrl+A"),
        _session("regions", _words("Regions"), lambda p: p.selecting.show_regions(), "G"),
        _session(
            "default_dose", _words("Default dose"), lambda p: p.toolbar.ask_default(), "Ctrl+D"
        ),
        _session(
            "plan_again", _words("Plan as last time"), lambda p: p.toolbar.plan_again(), "Ctrl+R"
        ),
        _session(
            "omit_rest",
            _words("Omit the rest, because"),
            lambda p: p.toolbar.offer_rest(),
            "Ctrl+Shift+X",
        ),
        _session("next_gate", _words("Next open gate"), lambda p: p.gates.open_next(), "F4"),
        _session("gates", _words("Gates"), lambda p: p.gates.take_keyboard(), "F6"),
        _session(
            "void", _words("Void this session"), lambda p: p.toolbar.ask_void(), "Ctrl+Shift+Del"
        ),
    )


def _diagram_actions() -> tuple[Action, ...]:
    """How a session's diagram is looked at, and its picture."""
    return (
        _diagram("muscles", _words("Muscles"), lambda p: p.toggle_muscles(), "M"),
        _diagram("landmark", _words("Landmark help"), lambda p: p.toggle_landmark(), "L"),
        _diagram("history", _words("History"), lambda p: p.show_history(), "H"),
        _diagram(
            "zoom_in",
            _words("Zoom in"),
            lambda p: p.views.zoom_in(),
            "Ctrl++",
            "Ctrl+=",
            repeats=True,
        ),
        _diagram(
            "zoom_out", _words("Zoom out"), lambda p: p.views.zoom_out(), "Ctrl+-", repeats=True
        ),
        _diagram("zoom_reset", _words("Fit the sites"), lambda p: p.views.zoom_reset(), "Ctrl+0"),
        _diagram(
            "copy_picture", _words("Copy picture"), lambda p: p.copy_picture(), "Ctrl+Shift+C"
        ),
        _diagram(
            "save_picture", _words("Save picture"), lambda p: p.save_picture(), "Ctrl+Shift+S"
        ),
    )


def _sheet_actions() -> tuple[Action, ...]:
    """While the instruction sheet is shown."""
    return (
        _own(SHEET, "print_sheet", _words("Print the sheet"), "Ctrl+P"),
        _own(SHEET, "save_sheet", _words("Save the sheet as PDF"), "Ctrl+S"),
    )


def _signing_actions() -> tuple[Action, ...]:
    """While a session is being signed."""
    return (_own(SIGNING, "copy_note", _words("Copy the note"), "Ctrl+Shift+N"),)


def _anywhere_actions() -> tuple[Action, ...]:
    """On every page."""
    return (
        _anywhere("find", _words("Find a patient or site"), lambda w: w.find_here(), "Ctrl+F"),
        _anywhere(
            "register", _words("Register a patient"), lambda w: w.register_patient(), "Ctrl+N"
        ),
        _anywhere("today", _words("Today"), lambda w: w.go("today"), "Ctrl+1"),
        _anywhere("patients", _words("Patients"), lambda w: w.go("patients"), "Ctrl+2"),
        _anywhere("records", _words("Records"), lambda w: w.go("records"), "Ctrl+3"),
        _anywhere("vials", _words("Vials"), lambda w: w.go("vials"), "Ctrl+4"),
        _anywhere("settings", _words("Settings"), lambda w: w.go("settings"), "Ctrl+,"),
        _anywhere("keys", _words("All keys"), lambda w: w.show_keys(), "F1"),
    )


ACTIONS = (
    *_site_actions(),
    *_session_actions(),
    *_diagram_actions(),
    *_sheet_actions(),
    *_signing_actions(),
    *_anywhere_actions(),
)
BY_ID = {action.id: action for action in ACTIONS}
# What a site does with keys that nobody can change.
FIXED_KEYS = (
    (("Tab",), _words("Next site in clinical order")),
    (("← ↑ ↓ →",), _words("Nearest site in that direction")),
    (("Alt+← ↑ ↓ →",), _words("Move a given site; Shift: far")),
    (("0 … 9",), _words("Its dose; Enter goes on")),
    (("Esc",), _words("Leave what was begun")),
)
