import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from clinicapp.ui.dialogs.choose_file import choose_new_file


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def answer(act):
    """Do something to the file dialog as soon as it is open."""
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))


def test_the_suggested_file_can_be_taken_as_it_is(parent, tmp_path):
    answer(QFileDialog.accept)
    suggested = tmp_path / "sessions-2026-11-22.csv"
    assert choose_new_file(parent, "Export to", suggested) == suggested


def test_a_name_without_an_ending_gets_the_right_one(parent, tmp_path):
    def rename(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText("november")
        dialog.accept()

    answer(rename)
    suggested = tmp_path / "sessions-2026-11-22.xlsx"
    assert choose_new_file(parent, "Export to", suggested) == tmp_path / "november.xlsx"


def test_leaving_the_dialog_chooses_nothing(parent, tmp_path):
    answer(QFileDialog.reject)
    assert choose_new_file(parent, "Export to", tmp_path / "sessions.csv") is None
