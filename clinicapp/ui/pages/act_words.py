"""What the buttons at the foot of the panels say: the primary act, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.audit import History
from clinicapp.domain.session import Session
from clinicapp.domain.totals import Totals
from clinicapp.domain.units import show_units
from clinicapp.ui.keymap import show_key
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.fitting_button import FittingButton


def tr(text: str) -> str:
    """A text of the foot in the interface's language."""
    return QCoreApplication.translate("ActWords", text)


def say_primary(primary: FittingButton, session: Session, totals: Totals) -> None:
    """Let the one act at the foot say what it does now."""
    if not session.is_open:
        primary.set_wordings(tr("Instruction sheet"))
        primary.show_icon("printer")
    elif session.planned:
        n, units = len(session.planned), show_units(totals.planned_units)
        primary.set_wordings(
            tr("Give all {n} planned · {units} units").format(n=n, units=units),
            tr("Give all {n} · {units} units").format(n=n, units=units),
            tr("Give all {n}\n{units} units").format(n=n, units=units),
        )
        primary.show_icon("check-check")
    else:
        primary.set_wordings(tr("Check and sign"), tr("Sign"))
        primary.show_icon("lock")
    primary.setEnabled(session.is_open or session.completed_at is not None)


def say_undo(undo: FittingButton, history: History, *shorter: str) -> None:
    """Let Undo name the act it steps back over; `shorter` is for where that has no room."""
    label = history.undo[-1].label if history.undo else ""
    words = tr("Undo: {act}").format(act=label) if label else tr("Nothing to undo")
    undo.set_wordings(words, *shorter)
    undo.setEnabled(bool(label))


def say_step(button: Button, code: str, label: str, words: str, nothing: str) -> None:
    """Let a button that shows an icon alone name the act it steps over."""
    said = words.format(act=label) if label else nothing
    if said != button.accessibleName():
        show_key(button, said, code)
        button.setAccessibleName(said)
    button.setEnabled(bool(label))


def say_icon_undo(undo: Button, history: History) -> None:
    """As `say_undo`, where the button has room for its icon alone."""
    label = history.undo[-1].label if history.undo else ""
    say_step(undo, "undo", label, tr("Undo: {act}"), tr("Nothing to undo"))


def say_redo(redo: Button, history: History) -> None:
    """Let Redo name the act it steps over."""
    label = history.redo[-1].label if history.redo else ""
    say_step(redo, "redo", label, tr("Redo: {act}"), tr("Nothing to redo"))
