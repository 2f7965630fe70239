"""Builds the parts in order and opens the window."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from clinicapp.config.paths import private_folder
from clinicapp.config.settings import Settings
from clinicapp.domain.errors import ClinicError
from clinicapp.ui.garbage import UiThreadGarbage
from clinicapp.ui.main_window import SCALE, THEME, MainWindow
from clinicapp.ui.single_instance import SingleInstance
from clinicapp.ui.theme import style

SETTINGS_FILE = "settings.json"
_NO_ANSWER = ClinicError(
    "clinicapp is open with this data folder already, and does not answer.",
    unchanged="Nothing was opened.",
    remedy="Close that window, or wait until it answers.",
)


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def run(folder: Path) -> int:
    """Show the window of a data folder until it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("clinicapp")
    app.setDesktopFileName("clinicapp")
    try:
        private_folder(folder)
        instance = SingleInstance(folder)
        is_first = instance.take()
    except ClinicError as error:
        return _refuse_to_start(error)
    if not is_first:
        return 0 if instance.call_first() else _refuse_to_start(_NO_ANSWER)
    settings = Settings(folder / SETTINGS_FILE)
    style.start(app)
    style.apply(app, settings.get(THEME, style.SYSTEM), settings.get(SCALE, 1.0))
    garbage = UiThreadGarbage()
    window = MainWindow(folder, settings, now)
    instance.asked_to_front.connect(window.come_to_front)

    def begin() -> None:
        _start_logging(folder)
        instance.listen()
        window.start()

    # The first picture comes before the database and all it needs are loaded.
    window.opening.painted.connect(lambda: QTimer.singleShot(0, begin))
    window.show()
    code = app.exec()
    garbage.stop()
    instance.release()
    return code


def _start_logging(folder: Path) -> None:
    from clinicapp.config.logs import start_logging

    sys.excepthook = _report_bug
    try:
        start_logging(folder / "logs")
    except ClinicError:
        # A folder that cannot be written says so when the database is opened.
        return


def _refuse_to_start(error: ClinicError) -> int:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, "clinicapp", error.happened)
    box.setInformativeText(f"{error.unchanged} {error.remedy}".strip())
    box.exec()
    return 1


def _report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug in one act is logged without what it was about, and the window stays usable."""
    import logging

    logging.getLogger(__name__).error("an act failed", exc_info=(kind, error, trace))
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    if window is not None and window.hub is not None:
        window.hub.refused.emit(
            ClinicError(
                f"The program made a mistake ({kind.__name__}).",
                unchanged="What is on the page may be out of date; the record is as last saved.",
                remedy="Go to another page and back. The log has what we need to mend it.",
            )
        )
