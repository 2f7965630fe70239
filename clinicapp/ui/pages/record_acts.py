"""What is done with a whole session: an addendum, its versions, and voiding one made by mistake."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.ui.dialogs.session_dialogs import AddendumDialog, VoidDialog
from clinicapp.ui.dialogs.versions_dialog import VersionsDialog
from clinicapp.ui.hub import ChangeHub


def add_addendum(page: QWidget, hub: ChangeHub, session: Session | None) -> None:
    """Ask what is to be added to a completed session, and add it."""
    label = QCoreApplication.translate("record_acts", "Add an addendum")
    if session and hub.allows(Permission.ADD_ADDENDUM, label):
        AddendumDialog.ask(page, hub, session.id)


def void_session(page: QWidget, hub: ChangeHub, session: Session | None) -> bool:
    """Ask why a session was made by mistake, and void it; False when it stands."""
    label = QCoreApplication.translate("record_acts", "Void the session")
    if session is None or not hub.allows(Permission.VOID_SESSION, label):
        return False
    is_signed = hub.records.is_sealed(session.id)
    return bool(VoidDialog.ask(page, hub, session.id, is_signed=is_signed))


def show_versions(page: QWidget, hub: ChangeHub, session: Session | None) -> None:
    """List the sealed versions of a session."""
    if session:
        VersionsDialog.ask(page, hub, session.id)
