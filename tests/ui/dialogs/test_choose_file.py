import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from clinicapp.ui.dialogs.choose_file import choose_new_file, choose_picture_file


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


def test_a_picture_is_a_png_unless_another_kind_is_chosen(parent):
    answer(QFileDialog.accept)
    assert choose_picture_file(parent, "injection-map.png").name == "injection-map.png"


def test_the_name_of_a_picture_follows_its_kind(parent):
    def choose_svg(dialog):
        kinds = dialog.nameFilters()
        dialog.selectNameFilter(kinds[1])
        dialog.filterSelected.emit(kinds[1])
        dialog.accept()

    answer(choose_svg)
    assert choose_picture_file(parent, "injection-map.png").name == "injection-map.svg"


def test_no_picture_is_chosen_by_leaving(parent):
    answer(QFileDialog.reject)
    assert choose_picture_file(parent, "injection-map.png") is None
