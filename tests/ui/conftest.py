"""The whole window over a small sample clinic."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from clinicapp.commands.opening import open_folder
from clinicapp.commands.sample_clinic import create_sample_clinic, sample_day
from clinicapp.config.settings import Settings
from clinicapp.ui.main_window import MainWindow
from clinicapp.ui.theme import style
from tests.factories import AT
from tests.ui.window_hands import WAIT_MS


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A small sample clinic, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    opened = open_folder(folder, now=AT)
    create_sample_clinic(opened.records, today=sample_day(AT), patients=8, sessions=16)
    opened.close()
    return folder


@pytest.fixture
def folder(sample, tmp_path):
    return shutil.copytree(sample, tmp_path / "data")


@pytest.fixture
def open_window(qtbot, qapp, tmp_path, clock):
    style.start(qapp)
    style.apply(qapp, "light")
    windows = []

    def open_window(folder):
        window = MainWindow(folder, Settings(tmp_path / "settings.json"), clock)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
            window.start()
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()
    QApplication.processEvents()
