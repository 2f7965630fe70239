"""The frame around the pages once somebody is signed in, and the ways between the pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.commands.records import Change
from clinicapp.config.settings import Settings
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.errors import ClinicError, StoreError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Permission, Practitioner
from clinicapp.domain.session import Session
from clinicapp.ui.consent_routes import ConsentRoutes
from clinicapp.ui.dialogs.keys_dialog import KeysDialog
from clinicapp.ui.dialogs.session_dialogs import AddendumDialog, VoidDialog
from clinicapp.ui.dialogs.versions_dialog import VersionsDialog
from clinicapp.ui.edges import Edges
from clinicapp.ui.frame.banner import PatientBanner
from clinicapp.ui.frame.banner_keeper import BannerKeeper
from clinicapp.ui.frame.rail import Rail
from clinicapp.ui.frame.status_line import StatusLine
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import keymap
from clinicapp.ui.pages.consent_page import ConsentPage
from clinicapp.ui.pages.effect_acts import record_effect
from clinicapp.ui.pages.history_page import HistoryPage
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.patient_page import PatientPage
from clinicapp.ui.pages.patients_page import PatientsPage
from clinicapp.ui.pages.records_page import RecordsPage
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.pages.session_voice import SessionVoice
from clinicapp.ui.pages.settings_page import SettingsPage
from clinicapp.ui.pages.sheet_page import SheetPage
from clinicapp.ui.pages.sign_page import SignPage
from clinicapp.ui.pages.today_page import TodayPage
from clinicapp.ui.pages.vials_page import VialsPage
from clinicapp.ui.shortcuts import Shortcuts
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.widgets.layouts import column, holder, row

LAST_PLACE, HIDDEN_MUSCLES = "last_place", "hidden_muscles"


class Workspace(QWidget):
    """Rail, patient banner, page and status line; knows where things are, writes nothing."""

    person_change_wanted = Signal()
    theme_chosen = Signal(str)
    scale_chosen = Signal(float)
    hand_over_wanted = Signal(object)  # id of the consent that the patient goes on with

    def __init__(
        self,
        hub: ChangeHub,
        tasks: TaskRunner,
        long_tasks: TaskRunner,
        settings: Settings,
        folder: Path,
        edges: Edges,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self.hub = hub
        self._settings, self._folder, self._edges = settings, folder, edges
        keymap.use(settings)
        self.rail, self.banner, self.status = Rail(), PatientBanner(), StatusLine()
        self.session = SessionPage(hub, now, choose_picture=edges.choose_picture)
        self.voice = SessionVoice(self.session)
        self._recall_muscles()
        self.today = TodayPage(hub, tasks)
        self.patients = PatientsPage(hub)
        self.patient = PatientPage(hub)
        self.history = HistoryPage(hub)
        self.vials = VialsPage(hub)
        self.records = RecordsPage(hub, tasks, long_tasks, choose_file=edges.choose_export)
        self.sheet = SheetPage(
            hub, settings, choose_file=edges.choose_pdf, print_out=edges.print_pages
        )
        self.signing = SignPage(hub)
        self._pages = self._stacked()
        self._way_back: QWidget = self.today
        self._top = BannerKeeper(hub, self.banner)
        self._lay_out()
        self._connect()
        self._connect_pages()
        self._shortcuts = Shortcuts(self, self._pages)
        self.refresh()

    def _stacked(self) -> QStackedWidget:
        made = QStackedWidget()
        for page in (
            self.today,
            self.patients,
            self.patient,
            self.vials,
            self.records,
            self.session,
            self.sheet,
            self.signing,
            self.history,
        ):
            made.addWidget(page)
        return made

    def _recall_muscles(self) -> None:
        muscles = self.session.views.muscles
        muscles.recall(self._settings.get(HIDDEN_MUSCLES, ""))
        muscles.changed.connect(lambda: self._settings.set(HIDDEN_MUSCLES, muscles.as_plain()))

    def _lay_out(self) -> None:
        body = column(self.banner, self._pages, self.status, gap=0)
        body.setStretch(1, 1)
        whole = row(self.rail, holder(body), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.hub.changed.connect(self._on_changed)
        self.hub.refused.connect(self._on_refused)
        self.hub.person_changed.connect(self._on_person_changed)
        self.rail.place_chosen.connect(self.go)
        self.rail.person_clicked.connect(self.person_change_wanted)

    def _connect_pages(self) -> None:
        self.today.session_wanted.connect(self.open_session)
        self.today.patient_wanted.connect(self.open_patient)
        self.today.new_patient_wanted.connect(self.register_patient)
        self.today.sheet_wanted.connect(self.open_sheet)
        self.patients.patient_wanted.connect(self.open_patient)
        for listing in (self.today, self.patients):
            listing.people_wanted.connect(lambda: self.go("settings"))
        self.patient.session_wanted.connect(self.open_session)
        self.patient.sheet_wanted.connect(self.open_sheet)
        self.records.session_wanted.connect(self.open_session)
        self.session.sheet_wanted.connect(self.open_sheet)
        self.session.addendum_wanted.connect(self._on_addendum)
        self.session.toolbar.void_wanted.connect(self._on_void)
        self.session.toolbar.versions_wanted.connect(self._on_versions)
        self.session.effect_wanted.connect(lambda session: record_effect(self, self.hub, session))
        for page in (self.session, self.patient):
            page.history_wanted.connect(self.open_history)
        self.history.back_wanted.connect(self._on_page_left)
        self.sheet.back_wanted.connect(self._on_page_left)
        self.consents = ConsentRoutes(self)
        self.session.sign_wanted.connect(self.open_signing)
        self.signing.back_wanted.connect(self._on_signing_left)
        self.signing.mend_wanted.connect(self._on_mend)
        self.signing.signed.connect(self.open_session)

    # A start does not wait for these two: they are made when they are first gone to.
    @cached_property
    def settings_page(self) -> SettingsPage:
        """The page of the settings."""
        made = SettingsPage(self.hub, self._settings, self._folder)
        made.theme_chosen.connect(self.theme_chosen)
        made.scale_chosen.connect(self.scale_chosen)
        self._pages.addWidget(made)
        return made

    @cached_property
    def consent(self) -> ConsentPage:
        """The page of a consent."""
        made = ConsentPage(self.hub, self._settings, edges=self._edges)
        made.back_wanted.connect(self._on_page_left)
        self.consents.lead_from(made)
        self._pages.addWidget(made)
        return made

    # places ----------------------------------------------------------------------------------
    @property
    def page(self) -> QWidget | None:
        """The page on show."""
        return self._pages.currentWidget()

    def refresh(self) -> None:
        """Show clinic, person and the time of the last act as the record has them."""
        clinic = self.hub.ask(self.hub.records.clinic)
        if clinic:
            self.status.set_clinic(clinic.name, is_sample=clinic.is_sample)
        newest = self.hub.ask(self.hub.records.newest_events, 1)
        if newest:
            self.status.show_saved(newest[0].recorded_at.astimezone(self.hub.records.zone).time())
        self._on_person_changed(self.hub.person)

    def go(self, place: str) -> None:
        """Go to a place of the rail."""
        pages: dict[str, ListPage] = {
            "today": self.today,
            "patients": self.patients,
            "vials": self.vials,
            "records": self.records,
        }
        page = self.settings_page if place == "settings" else pages[place]
        page.refresh()
        self._top.clear()
        self.rail.choose(place)
        self._show(page)
        self._settings.set(LAST_PLACE, place)

    def open_session(self, session_id: UUID) -> None:
        """Show a session."""
        if not self.session.open_session(session_id) or self.session.session is None:
            return
        self._top.show_session(self.session.session)
        self._show(self.session)
        self._settings.set(LAST_PLACE, f"session {session_id}")

    def open_patient(self, patient_id: UUID) -> None:
        """Show a patient."""
        patient = self.hub.ask(self.hub.records.patient, patient_id)
        if patient is None:
            return
        self.patient.show_patient(patient_id)
        self._top.show_patient(patient_id)
        self.rail.choose("patients")
        self._show(self.patient)
        self._settings.set(LAST_PLACE, f"patient {patient_id}")

    def open_sheet(self, session_id: UUID) -> None:
        """Show the instruction sheet of a session."""
        session = self.hub.ask(self.hub.records.session, session_id)
        if session is None:
            return
        if self.page is not None and self.page is not self.sheet:
            self._way_back = self.page
        self._top.show_session(session)
        self._show(self.sheet)
        self.sheet.show_sheet(session_id)

    def open_signing(self, session_id: UUID) -> None:
        """Show what is left to check of a session, and where it is signed."""
        if self.signing.open_session(session_id):
            self._show(self.signing)

    def open_consent(self, consent_id: UUID) -> None:
        """Show a consent as the staff sees it."""
        consent = self.hub.ask(self.hub.records.consent, consent_id)
        if consent is None:
            return
        if self.page is not None and self.page is not self.consent:
            self._way_back = self.page
        if self._top.patient_id != consent.patient_id:
            self._top.show_patient(consent.patient_id)
        self._show(self.consent)
        self.consent.open_consent(consent_id)

    def open_history(self, patient_id: UUID, session_id: UUID | None = None) -> None:
        """Show what was done to a patient so far, at one of the sessions."""
        if self.page is not None and self.page is not self.history:
            self._way_back = self.page
        self._top.show_patient(patient_id)
        self._show(self.history)
        self.history.show_history(patient_id, session_id)

    def register_patient(self) -> None:
        """Register a patient, from wherever one is."""
        self.go("patients")
        self.patients.register_patient()

    def find_here(self) -> None:
        """Open the line that finds a site in a session; elsewhere find a patient."""
        if self.page is self.session:
            self.session.keys.find()
        else:
            self.find_patient()

    def find_patient(self) -> None:
        """Put the keyboard into a field that finds patients."""
        for page in (self.today, self.patients, self.vials, self.records):
            if self.page is page:
                page.focus_search()
                return
        self.go("patients")
        self.patients.focus_search()

    def resume(self) -> None:
        """Go back to where one was when the program was closed, else to today."""
        place, _, record = self._settings.get(LAST_PLACE, "today").partition(" ")
        self.go(place if place in ("patients", "vials", "records", "settings") else "today")
        openers = {"session": self.open_session, "patient": self.open_patient}
        if place in openers and self._is_kept(place, record):
            openers[place](UUID(record))

    def show_keys(self) -> None:
        """List every key; from there they can be changed."""
        if KeysDialog.ask(self):
            self.go("settings")
            self.settings_page.show_keys()

    def _is_kept(self, place: str, record: str) -> bool:
        # The place may be one of another folder, or written by somebody's hand.
        records = self.hub.records
        try:
            (records.session if place == "session" else records.patient)(UUID(record))
        except (ValueError, ClinicError):
            return False
        return True

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)

    # what happens ----------------------------------------------------------------------------
    def _on_changed(self, change: Change[object]) -> None:
        if change.event is not None:
            zone = self.hub.records.zone
            self.status.show_saved(change.event.recorded_at.astimezone(zone).time())
        after = change.after
        if isinstance(after, Session):
            self._on_session_changed(change.before, after)
        elif isinstance(after, Patient) and after.id == self._top.patient_id:
            self._top.refresh()
        elif isinstance(after, Clinic):
            self.status.set_clinic(after.name, is_sample=after.is_sample)

    def _on_session_changed(self, before: object, after: Session) -> None:
        # The banner tells of the session's state, not of its doses: most acts leave it as it is.
        is_same = isinstance(before, Session) and (
            (before.status, len(before.addenda)) == (after.status, len(after.addenda))
        )
        if self.page is self.session and not is_same:
            self._top.show_session(after)

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, StoreError):
            self.status.show_trouble(self.tr("Not saved"))

    def _on_person_changed(self, person: Practitioner | None) -> None:
        if person is None:
            self.rail.set_person("", "")
            self.status.set_person("")
            return
        role = self.hub.records.access.labels[person.role].lower()
        self.rail.set_person(person.initials, person.name)
        self.status.set_person(f"{person.signed_name} · {role}")

    def _on_addendum(self, session_id: UUID) -> None:
        if self.hub.allows(Permission.ADD_ADDENDUM, self.tr("Add an addendum")):
            AddendumDialog.ask(self, self.hub, session_id)

    def _on_void(self) -> None:
        session = self.session.session
        if session is None or not self.hub.allows(
            Permission.VOID_SESSION, self.tr("Void the session")
        ):
            return
        is_sealed = self.hub.records.is_sealed(session.id)
        if not VoidDialog.ask(self, self.hub, session.id, is_signed=is_sealed):
            return
        if session.is_open:
            self.go("today")
        else:
            self.open_session(session.id)

    def _on_versions(self) -> None:
        if self.session.session:
            VersionsDialog.ask(self, self.hub, self.session.session.id)

    def _on_signing_left(self) -> None:
        if self.session.session:
            self.open_session(self.session.session.id)

    def _on_mend(self, gate: Gate) -> None:
        self._on_signing_left()
        if gate is not Gate.SITES:
            self.session.gates.open_gate(gate)

    def _on_page_left(self) -> None:
        if self._way_back is self.session and self.session.session:
            self.open_session(self.session.session.id)
        elif self._way_back is self.patient:
            self._show(self.patient)
        else:
            self.go("today")
