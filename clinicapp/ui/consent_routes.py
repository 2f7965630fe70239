"""The ways to a consent: from a session, a patient, a form's code, and back from the patient."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, SignalInstance

from clinicapp.domain.errors import ClinicError, RuleError
from clinicapp.ui.pages.consent_panel import HAND_OVER

if TYPE_CHECKING:
    from clinicapp.ui.pages.consent_page import ConsentPage
    from clinicapp.ui.pages.find_field import FindField
    from clinicapp.ui.workspace import Workspace


class ConsentRoutes(QObject):
    """Leads the workspace to a consent, or asks the window to hand it to the patient."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work)
        self._work = work
        self.lead_from_ways(work.session.gates.way_wanted)
        self.lead_from_codes(work.today.finder)

    def lead_from_ways(self, way_wanted: SignalInstance) -> None:
        """Lead on from where a consent is begun or opened."""
        way_wanted.connect(self._on_way)

    def lead_from_codes(self, field: FindField) -> None:
        """Lead on from a field into which a form's code can be typed or scanned."""
        field.code_given.connect(self.open_form)

    def lead_from(self, page: ConsentPage) -> None:
        """Lead on from the page of a consent."""
        page.hand_over_wanted.connect(self._work.hand_over_wanted)
        page.another_wanted.connect(self._on_another)

    def open_form(self, code: str) -> None:
        """Open the consent whose signed form lies on the table, by the code that is on it."""
        hub = self._work.hub
        try:
            consent = hub.records.consent_of_code(code)
        except ClinicError as error:
            hub.refused.emit(error)
            return
        if consent is not None:
            self._work.open_consent(consent.id)
            self._work.consent.lead_to_form()
            return
        tr = QCoreApplication.translate
        hub.refused.emit(
            RuleError(
                tr("Consent", "No consent that is being taken has this code."),
                remedy=tr("Consent", "Find the patient by name; it may be recorded already."),
            )
        )

    def take_back(self, consent_id: UUID) -> None:
        """After the patient: to the consent while staff has a part in it, else to one's place.

        They have one too where the patient said no, or told of something.
        """
        work = self._work
        consent = work.hub.ask(work.hub.records.consent, consent_id)
        if consent is None:
            return
        says_something = not consent.is_signed or consent.change or consent.refused_risks
        if says_something or ("consent" in vars(work) and work.page is work.consent):
            work.open_consent(consent_id)

    def _on_way(self, way: str, consent_id: UUID) -> None:
        if way == HAND_OVER:
            self._work.hand_over_wanted.emit(consent_id)
        else:
            self._work.open_consent(consent_id)

    def _on_another(self, patient_id: UUID) -> None:
        self._work.open_patient(patient_id)
        self._work.patient.ask_consent()
