"""Keeps the patient banner in step with whom, and which session, the page is about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.session import Session
from clinicapp.ui.frame.banner import PatientBanner
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.session_words import state_of

tr = QCoreApplication.translate


class BannerKeeper:
    """Shows a patient, or a session of theirs, as the record has them."""

    def __init__(self, hub: ChangeHub, banner: PatientBanner) -> None:
        self._hub, self._banner = hub, banner
        self._session: Session | None = None
        self.patient_id: UUID | None = None

    def clear(self) -> None:
        """Show nobody."""
        self._banner.hide()
        self._session = self.patient_id = None

    def show_patient(self, patient_id: UUID) -> None:
        """Show a patient."""
        self._session, self.patient_id = None, patient_id
        self.refresh()

    def show_session(self, session: Session) -> None:
        """Show the patient of a session, with its number and state."""
        self._session, self.patient_id = session, session.patient_id
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown again."""
        records, session = self._hub.records, self._session
        if self.patient_id is None:
            return
        patient = self._hub.ask(records.patient, self.patient_id)
        if patient is None:
            return
        self._banner.show()
        if session is None:
            self._banner.show_patient(patient, self._today())
            return
        number = self._hub.ask(records.session_number, session.id)
        self._banner.show_patient(
            patient,
            self._today(),
            tr("Workspace", "Session {number}").format(number=number),
            self._state_tag(session),
            day=session.started_at.astimezone(records.zone).date(),
        )

    def _today(self) -> date:
        return self._hub.clock().astimezone(self._hub.records.zone).date()

    def _state_tag(self, session: Session) -> tuple[str, str, str]:
        is_sealed = bool(self._hub.ask(self._hub.records.is_sealed, session.id))
        state = state_of(session.status, bool(session.addenda), is_sealed)
        return state.word, state.tone, state.icon
