"""From nothing to the first painted window, beside a bare window."""

import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from clinicapp.commands.opening import open_folder
from clinicapp.commands.sample_clinic import create_sample_clinic
from tests.bench.measure import interleaved
from tests.factories import AT

BARE = """
    import sys
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QMainWindow
    class Window(QMainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            QApplication.exit()
    app = QApplication([])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()
"""
OURS = """
    import os, sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication, QEvent
    from clinicapp import app
    from clinicapp.ui import main_window
    class Window(main_window.MainWindow):
        def __init__(self, *args):
            super().__init__(*args)
            {until}
        def leave(self, *_):
            os._exit(0)
    app.MainWindow = Window
    app.run(Path(sys.argv[1]))
"""
PAINTED = "self.opening.painted.connect(self.leave)"
READY = "self.ready.connect(self.leave)"
RUNS = 15


def _run(code, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    subprocess.run(command, check=True, capture_output=True)


def measure_start(report):
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        opened = open_folder(data, now=AT)
        create_sample_clinic(opened.records, today=AT.date())
        opened.close()
        ours, ready = OURS.format(until=PAINTED), OURS.format(until=READY)
        bare_ms, ours_ms, ready_ms = interleaved(
            (
                lambda: _run(BARE),
                lambda: _run(ours, str(data)),
                lambda: _run(ready, str(data)),
            ),
            RUNS,
        )
    report.add("start to the first painted window", ours_ms, "bare window", bare_ms, 1.6)
    report.add("start to the people who may sign in", ready_ms, "bare window", bare_ms)
