"""While the program is put together, no part of it shows as a window of its own."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from clinicapp.ui.consent.patient_screen import PatientScreen
from clinicapp.ui.edges import Edges
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.workspace import Workspace


class Shown(QObject):
    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):
        is_shown = event.type() == QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName() or type(watched).__name__)
        return False


def test_every_page_is_made_out_of_sight(qtbot, qapp, hub, settings, tmp_path):
    tasks, shown = TaskRunner(), Shown()
    qapp.installEventFilter(shown)
    work = Workspace(hub, tasks, tasks, settings, tmp_path, Edges())
    qtbot.addWidget(work)
    pages = (work.settings_page, work.consent, PatientScreen(hub, tasks))
    qtbot.addWidget(pages[-1])
    qapp.removeEventFilter(shown)
    tasks.shutdown()
    assert shown.names == []
