"""The frame around the pages once somebody is signed in, and the ways between the pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.commands.records import Change
from clinicapp.config.settings import Settings
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.errors import ClinicError, StoreError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.session import Session
from clinicapp.ui import last_place
from clinicapp.ui.consent_routes import ConsentRoutes
from clinicapp.ui.dialogs.keys_dialog import KeysDialog
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
from clinicapp.ui.pages.record_acts import add_addendum, show_versions, void_session
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

HIDDEN_MUSCLES = "hidden_muscles"
PageT = TypeVar("PageT", bound=QWidget)


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
        self._tasks, self._long_tasks = tasks, long_tasks
        keymap.use(settings)
        self.rail, self.banner, self.status = Rail(), PatientBanner(), StatusLine()
        self.session = SessionPage(hub, now, choose_picture=edges.choose_picture)
        self.voice = SessionVoice(self.session)
        self._recall_muscles()
        self.today = TodayPage(hub, tasks)
        self._pages = QStackedWidget()
        for page in (self.today, self.session):
            self._pages.addWidget(page)
        self.consents = ConsentRoutes(self)
        self._way_back: QWidget = self.today
        self._top = BannerKeeper(hub, self.banner)
        self._lay_out()
        self._connect()
        self._connect_pages()
        self._shortcuts = Shortcuts(self, self._pages)
        self.refresh()

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
        self.today.people_wanted.connect(lambda: self.go("settings"))
        self.session.sheet_wanted.connect(self.open_sheet)
        self.session.addendum_wanted.connect(
            lambda _id: add_addendum(self, self.hub, self.session.session)
        )
        self.session.toolbar.void_wanted.connect(self._on_void)
        self.session.toolbar.versions_wanted.connect(
            lambda: show_versions(self, self.hub, self.session.session)
        )
        self.session.effect_wanted.connect(lambda session: record_effect(self, self.hub, session))
        self.session.history_wanted.connect(self.open_history)
        self.session.sign_wanted.connect(self.open_signing)

    # A start waits for today and the session alone: any other page is made when first gone to.
    @cached_property
    def patients(self) -> PatientsPage:
        """The list of the patients."""
        made = PatientsPage(self.hub)
        made.patient_wanted.connect(self.open_patient)
        made.people_wanted.connect(lambda: self.go("settings"))
        self.consents.lead_from_codes(made.search)
        return self._added(made)

    @cached_property
    def patient(self) -> PatientPage:
        """The page of a patient."""
        made = PatientPage(self.hub)
        made.session_wanted.connect(self.open_session)
        made.sheet_wanted.connect(self.open_sheet)
        made.history_wanted.connect(self.open_history)
        self.consents.lead_from_ways(made.way_wanted)
        return self._added(made)

    @cached_property
    def history(self) -> HistoryPage:
        """The page of what was done to a patient so far."""
        made = HistoryPage(self.hub)
        made.back_wanted.connect(self._on_page_left)
        return self._added(made)

    @cached_property
    def vials(self) -> VialsPage:
        """The list of the vials."""
        made = VialsPage(self.hub)
        return self._added(made)

    @cached_property
    def records(self) -> RecordsPage:
        """The list of the session records, and their export."""
        made = RecordsPage(
            self.hub, self._tasks, self._long_tasks, choose_file=self._edges.choose_export
        )
        made.session_wanted.connect(self.open_session)
        return self._added(made)

    @cached_property
    def sheet(self) -> SheetPage:
        """The page of the instruction sheet."""
        edges = self._edges
        made = SheetPage(
            self.hub, self._settings, choose_file=edges.choose_pdf, print_out=edges.print_pages
        )
        made.back_wanted.connect(self._on_page_left)
        return self._added(made)

    @cached_property
    def signing(self) -> SignPage:
        """The page on which a session is signed."""
        made = SignPage(self.hub)
        made.back_wanted.connect(self._on_signing_left)
        made.mend_wanted.connect(self._on_mend)
        made.signed.connect(self.open_session)
        return self._added(made)

    @cached_property
    def settings_page(self) -> SettingsPage:
        """The page of the settings."""
        made = SettingsPage(self.hub, self._settings, self._folder)
        made.theme_chosen.connect(self.theme_chosen)
        made.scale_chosen.connect(self.scale_chosen)
        return self._added(made)

    @cached_property
    def consent(self) -> ConsentPage:
        """The page of a consent."""
        made = ConsentPage(self.hub, self._settings, edges=self._edges)
        made.back_wanted.connect(self._on_page_left)
        self.consents.lead_from(made)
        return self._added(made)

    def _added(self, page: PageT) -> PageT:
        self._pages.addWidget(page)
        return page

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
        page: ListPage = getattr(self, "settings_page" if place == "settings" else place)
        page.refresh()
        self._top.clear()
        self.rail.choose(place)
        self._show(page)
        last_place.remember(self._settings, place)

    def open_session(self, session_id: UUID) -> None:
        """Show a session."""
        if not self.session.open_session(session_id) or self.session.session is None:
            return
        self._top.show_session(self.session.session)
        self._show(self.session)
        last_place.remember(self._settings, "session", session_id)

    def open_patient(self, patient_id: UUID) -> None:
        """Show a patient."""
        patient = self.hub.ask(self.hub.records.patient, patient_id)
        if patient is None:
            return
        self.patient.show_patient(patient_id)
        self._top.show_patient(patient_id)
        self.rail.choose("patients")
        self._show(self.patient)
        last_place.remember(self._settings, "patient", patient_id)

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
        last_place.remember(self._settings, "consent", consent_id)

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
        page = self.page
        if not isinstance(page, TodayPage | PatientsPage | VialsPage | RecordsPage):
            self.go("patients")
            page = self.patients
        page.focus_search()

    def resume(self) -> None:
        """Go back to where one was when the program was closed, else to today."""
        left = last_place.record_left(self._settings, self.hub.records)
        self.go(last_place.place_of_rail(self._settings))
        if left is not None:
            kind, record_id = left
            open_it: Callable[[UUID], None] = getattr(self, f"open_{kind}")
            open_it(record_id)

    def stop_work(self) -> None:
        """Stop what goes on in the background before the window closes."""
        if "records" in vars(self):
            self.records.panel.stop()

    def show_keys(self) -> None:
        """List every key; from there they can be changed."""
        if KeysDialog.ask(self):
            self.go("settings")
            self.settings_page.show_keys()

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

    def _on_void(self) -> None:
        session = self.session.session
        if session is None or not void_session(self, self.hub, session):
            return
        if session.is_open:
            self.go("today")
        else:
            self.open_session(session.id)

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
        elif isinstance(self._way_back, PatientPage):
            self._show(self._way_back)
        else:
            self.go("today")
