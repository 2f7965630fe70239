"""What the pages that list after-effects do with them: ask, and send the verb."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.ui.dialogs.after_effect_dialogs import AfterEffectDialog, RetractDialog
from clinicapp.ui.hub import ChangeHub


def record_effect(page: QWidget, hub: ChangeHub, session: Session | None) -> None:
    """Ask what a patient told of after a session, and record it."""
    label = QCoreApplication.translate("history", "Record an after-effect")
    if session and hub.allows(Permission.RECORD_AFTER_EFFECT, label):
        AfterEffectDialog.ask(page, hub, session)


def retract_effect(page: QWidget, hub: ChangeHub, session: Session | None, effect: UUID) -> None:
    """Ask why an after-effect is in error, and mark it."""
    label = QCoreApplication.translate("history", "After-effect entered in error")
    if session and hub.allows(Permission.RECORD_AFTER_EFFECT, label):
        RetractDialog.ask(page, hub, session.id, effect)
