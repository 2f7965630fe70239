"""The window: the ways in, then the workspace of whoever is signed in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast
from uuid import UUID

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from clinicapp.ui.opening_screen import OpeningScreen
from clinicapp.ui.theme import style, tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from clinicapp.commands.opening import OpenFolder
    from clinicapp.config.settings import Settings
    from clinicapp.domain.errors import ClinicError
    from clinicapp.domain.people import Clinic, Practitioner
    from clinicapp.ui.consent.patient_screen import PatientScreen
    from clinicapp.ui.edges import Edges
    from clinicapp.ui.hub import ChangeHub
    from clinicapp.ui.pages.first_start_page import FirstStartPage
    from clinicapp.ui.pages.set_up_page import SetUpPage
    from clinicapp.ui.pages.sign_in_page import SignInPage
    from clinicapp.ui.tasks import TaskRunner
    from clinicapp.ui.workspace import Workspace

# What is imported inside functions here is not needed for the first picture of the window.

GEOMETRY, THEME, SCALE, IN_SAMPLE = "window_geometry", "theme", "scale", "in_sample"
HANDED_OVER = "handed_over"  # settings key: the consent that the patient has before them

USUAL = QSize(1440, 900)
FRAME = QSize(8, 48)  # what a window manager puts around a window


class MainWindow(QMainWindow):
    """Opens a data folder in the background and shows what comes next."""

    ready = Signal()  # the folder is open, or the first start is on show

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        clock: Callable[[], datetime],
        edges: Edges | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("clinicapp")
        self._folder, self._home = folder, folder
        self._settings = settings
        self._clock = clock
        self._edges = edges
        self.opened: OpenFolder | None = None
        self.hub: ChangeHub | None = None
        self.workspace: Workspace | None = None
        self.first_start: FirstStartPage | None = None
        self.set_up: SetUpPage | None = None
        self.patient_screen: PatientScreen | None = None
        self._before_patient = Qt.WindowState.WindowNoState
        self.opening = OpeningScreen()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.opening)
        self.setCentralWidget(self._pages)
        self.setMinimumSize(1024, 720)
        self._restore_geometry()

    @cached_property
    def tasks(self) -> TaskRunner:
        """The worker for everything slow."""
        from clinicapp.ui.tasks import TaskRunner

        return TaskRunner(self)

    @cached_property
    def long_tasks(self) -> TaskRunner:
        """A worker of its own for exports: nobody waits behind one to sign in."""
        from clinicapp.ui.tasks import TaskRunner

        return TaskRunner(self)

    @cached_property
    def sign_in(self) -> SignInPage:
        """The page on which people sign in."""
        from clinicapp.ui.pages.sign_in_page import SignInPage

        page = SignInPage(self._settings)
        page.signed_in.connect(self._on_signed_in)
        page.cancelled.connect(self._back_to_work)
        page.leave_sample_wanted.connect(self._leave_sample)
        page.retry_wanted.connect(self.start)
        self._pages.addWidget(page)
        return page

    def _restore_geometry(self) -> None:
        kept = self._settings.get(GEOMETRY, "")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii"))):
            room = self.screen().availableSize() - FRAME
            self.resize(USUAL.boundedTo(room).expandedTo(self.minimumSize()))

    # the way in ------------------------------------------------------------------------------
    def start(self) -> None:
        """Open the folder, or ask how to begin when it holds no clinic yet."""
        from clinicapp.config.paths import DATABASE_FILE, sample_folder

        if not (self._folder / DATABASE_FILE).exists() and self._settings.get(IN_SAMPLE, False):
            # Who looked around in the sample last time finds it, and what was done there, again.
            self._folder = sample_folder(self._home)
        has_been = any((self._folder / "backups").glob("*.db"))
        if has_been or (self._folder / DATABASE_FILE).exists():
            self._show(self.sign_in)
            self.sign_in.show_opening()
            self.tasks.start(self._open, self._on_opened, self._on_not_opened)
        else:
            self._show_first_start()

    def _open(self) -> OpenFolder:
        from clinicapp.commands.opening import open_folder

        return open_folder(self._folder, now=self._clock())

    def _on_opened(self, opened: OpenFolder) -> None:
        from clinicapp.ui.hub import ChangeHub

        self._let_go()
        self.opened = opened
        self.hub = ChangeHub(opened.records, self._clock, self)
        if self.hub.ask(opened.records.find_clinic) is None:
            # The program was closed between making the folder and setting up the clinic.
            self._show_first_start()
            return
        self.sign_in.use_hub(self.hub, self.tasks)
        self._ask_who()
        self.ready.emit()

    def _on_not_opened(self, error: ClinicError) -> None:
        self._show(self.sign_in)
        self.sign_in.show_failure(error)
        self.ready.emit()

    def _ask_who(self, reason: str = "") -> None:
        if self.opened is None:
            return
        records = self.opened.records
        clinic = records.clinic()
        people = [p for p in records.people() if p.is_active]
        self._show(self.sign_in)
        password = _sample_password() if clinic.is_sample else ""
        self.sign_in.show_people(people, clinic, reason, sample_password=password)

    def _on_signed_in(self, person: Practitioner) -> None:
        if self.hub is None:
            return
        self.hub.use_person(person)
        if self.workspace is None:
            self._build_workspace()
        self._back_to_work()
        # Closed in the middle, a consent is where the patient left it.
        if handed := self._settings.get(HANDED_OVER, ""):
            self._resume_patient(handed)

    def _build_workspace(self) -> None:
        from clinicapp.ui.edges import Edges
        from clinicapp.ui.workspace import Workspace

        if self.hub is None:
            return
        edges = self._edges or Edges()
        self.workspace = Workspace(
            self.hub, self.tasks, self.long_tasks, self._settings, self._folder, edges
        )
        self.workspace.person_change_wanted.connect(self._on_person_change)
        self.workspace.theme_chosen.connect(self.use_theme)
        self.workspace.scale_chosen.connect(self.use_scale)
        self.workspace.hand_over_wanted.connect(self.hand_over)
        self._pages.addWidget(self.workspace)
        self.workspace.resume()
        self.long_tasks.start(self._back_up, self._on_backed_up, self._on_not_backed_up)

    def _back_up(self) -> Path | None:
        from clinicapp.commands.backups import back_up_daily

        return back_up_daily(self.opened, now=self._clock()) if self.opened else None

    def _on_backed_up(self, made: Path | None) -> None:
        if made is not None and self.workspace is not None:
            self.workspace.status.set_words(self.tr("Today’s backup is made and verified."))

    def _on_not_backed_up(self, error: ClinicError) -> None:
        if self.hub is not None:
            self.hub.refused.emit(error)

    def _on_person_change(self) -> None:
        self._ask_who(self.tr("Your place is kept."))

    def _back_to_work(self) -> None:
        if self.workspace is not None:
            self._show(self.workspace)

    # the patient's screen ---------------------------------------------------------------------
    def hand_over(self, consent_id: UUID, *, is_back: bool = False) -> None:
        """Give the whole screen to the patient, or give it back, until the staff unlock it."""
        from clinicapp.ui.consent.patient_screen import PatientScreen

        if self.hub is None or self.patient_screen is not None:
            return
        screen = PatientScreen(self.hub, self.tasks)
        if not screen.open_consent(consent_id):
            screen.deleteLater()
            return
        screen.left.connect(self._on_patient_left)
        self._settings.set(HANDED_OVER, str(consent_id))
        self.patient_screen = screen
        self._before_patient = self.windowState()
        self._pages.addWidget(screen)
        self._show(screen)
        if is_back:
            screen.tell_of_return()
        self.setWindowState(self._before_patient | Qt.WindowState.WindowFullScreen)

    def _resume_patient(self, handed: str) -> None:
        from clinicapp.domain.errors import ClinicError

        try:
            consent = self.opened.records.consent(UUID(handed)) if self.opened else None
        except (ValueError, ClinicError):
            consent = None
        if consent is not None and consent.is_open:
            self.hand_over(consent.id, is_back=True)
        else:
            self._settings.set(HANDED_OVER, "")

    def _on_patient_left(self, person: Practitioner) -> None:
        screen, handed = self.patient_screen, self._settings.get(HANDED_OVER, "")
        if screen is None or self.hub is None:
            return
        self._settings.set(HANDED_OVER, "")
        self.patient_screen = None
        self.hub.use_person(person)
        self._back_to_work()
        self.setWindowState(self._before_patient)
        self._pages.removeWidget(screen)
        screen.deleteLater()
        if self.workspace is not None and handed:
            self.workspace.consents.take_back(UUID(handed))

    # the first start -------------------------------------------------------------------------
    def _show_first_start(self) -> None:
        from clinicapp.ui.pages.first_start_page import FirstStartPage

        if self.first_start is None:
            self.first_start = FirstStartPage(self._folder)
            self.first_start.set_up_chosen.connect(self._show_set_up)
            self.first_start.sample_chosen.connect(self._make_sample)
            self._pages.addWidget(self.first_start)
        self.first_start.show_folder(self._folder)
        self._show(self.first_start)
        self.ready.emit()

    def _show_set_up(self) -> None:
        from clinicapp.ui.pages.set_up_page import SetUpPage

        if self.set_up is None:
            self.set_up = SetUpPage(self._clock)
            self.set_up.set_up_wanted.connect(self._set_up)
            self.set_up.back_wanted.connect(self._show_first_start)
            self._pages.addWidget(self.set_up)
        self._show(self.set_up)

    def _set_up(self, clinic: Clinic, administrator: Practitioner, password: str) -> None:
        def work() -> OpenFolder:
            from clinicapp.commands.clinic import set_up_clinic

            opened = self.opened or self._open()
            set_up_clinic(opened.records, clinic, administrator, password)
            return opened

        if self.set_up is not None:
            self.set_up.show_working(True)
            self.tasks.start(work, self._on_set_up, self._on_set_up_refused)

    def _on_set_up(self, opened: OpenFolder) -> None:
        if self.set_up is not None:
            self.set_up.show_working(False)
        self._on_opened(opened)

    def _on_set_up_refused(self, error: ClinicError) -> None:
        if self.set_up is not None:
            self.set_up.show_working(False)
            self.set_up.show_refusal(error)

    def _make_sample(self) -> None:
        from clinicapp.config.paths import sample_folder

        folder = sample_folder(self._home)

        def work() -> OpenFolder:
            from clinicapp.commands.opening import has_clinic, open_folder
            from clinicapp.commands.sample_clinic import create_sample_clinic, sample_day

            is_new = not has_clinic(folder)
            opened = open_folder(folder, now=self._clock())
            if is_new or opened.records.find_clinic() is None:
                create_sample_clinic(opened.records, today=sample_day(self._clock()))
            return opened

        if self.first_start is not None:
            self.first_start.show_working(True)
            self._folder = folder
            self.tasks.start(work, self._on_sample, self._on_sample_refused)

    def _on_sample(self, opened: OpenFolder) -> None:
        self._settings.set(IN_SAMPLE, True)
        if self.first_start is not None:
            self.first_start.show_working(False)
        self._on_opened(opened)

    def _on_sample_refused(self, error: ClinicError) -> None:
        self._folder = self._home
        if self.first_start is not None:
            self.first_start.show_working(False)
            self.first_start.show_refusal(error)

    def _leave_sample(self) -> None:
        self._let_go()
        self._settings.set(IN_SAMPLE, False)
        self._folder = self._home
        self.start()

    # look ------------------------------------------------------------------------------------
    def use_theme(self, name: str) -> None:
        """Put a theme on and remember it."""
        self._settings.set(THEME, name)
        style.apply(_application(), name, tokens.scale())

    def use_scale(self, scale: float) -> None:
        """Use a size of everything, 1.0 to 2.0, and remember it."""
        self._settings.set(SCALE, scale)
        style.apply(_application(), style.chosen(_application()), scale)

    def come_to_front(self) -> None:
        """Show the window above the others."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # leaving ---------------------------------------------------------------------------------
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.patient_screen is not None:
            # To the patient the program is this one screen; who closes it is of the staff.
            self.patient_screen.ask_for_staff()
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._settings.set(GEOMETRY, geometry)
        if self.workspace is not None:
            self.workspace.stop_work()
        for name in ("tasks", "long_tasks"):
            if name in vars(self):
                getattr(self, name).shutdown()
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        if self.workspace is not None:
            self._pages.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
        if self.hub is not None:
            self.hub.use_person(None)
            self.hub.deleteLater()
            self.hub = None
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())


def _sample_password() -> str:
    from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD

    return SAMPLE_PASSWORD
