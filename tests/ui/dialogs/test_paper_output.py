from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from clinicapp.ui.dialogs.paper_output import choose_pdf_file, paint_pages, set_up_printer
from clinicapp.ui.widgets.pdf_pages import PdfPages
from tests.reports.sheet_samples import make_facts, sheet


@pytest.mark.parametrize(("paper", "size"), [("Letter", (612, 792)), ("A4", (595, 842))])
def test_each_page_fills_a_sheet_of_the_right_paper(qapp, tmp_path, paper, size):
    path = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    set_up_printer(printer, paper, "Instruction sheet")
    (page,) = PdfPages(sheet(make_facts(), paper=paper)).images(100)
    paint_pages(printer, [page, page])
    printed = path.read_bytes()
    reader = PdfReader(BytesIO(printed))
    assert len(reader.pages) == 2
    box = reader.pages[1].mediabox
    assert (round(box.width), round(box.height)) == size
    again = PdfPages(printed).image(1, 100 / 72)
    assert differing(again, page) < 0.02


def differing(one: QImage, other: QImage) -> float:
    """The share of a grid of points at which two pictures are clearly unlike."""
    points = [(x / 60, y / 60) for x in range(1, 60) for y in range(1, 60)]
    unlike = sum(abs(lightness(one, x, y) - lightness(other, x, y)) > 90 for x, y in points)
    return unlike / len(points)


def lightness(picture: QImage, x: float, y: float) -> int:
    at = QColor(picture.pixel(int(picture.width() * x), int(picture.height() * y)))
    return at.lightness()


def test_the_queue_of_the_printer_names_no_patient(qapp):
    printer = QPrinter()
    set_up_printer(printer, "A4", "Instruction sheet")
    assert printer.docName() == "Instruction sheet"
    assert printer.fullPage()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


def answer(with_name, accept):
    """Type a name into the file dialog once it is up, and close it."""

    def act():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        suggested.append(dialog.findChild(QLineEdit, "fileNameEdit").text())
        if with_name:
            dialog.findChild(QLineEdit, "fileNameEdit").setText(with_name)
        dialog.done(QDialog.DialogCode.Accepted if accept else QDialog.DialogCode.Rejected)

    suggested = []
    QTimer.singleShot(0, act)
    return suggested


def test_a_file_gets_its_ending_and_the_suggested_name(window, tmp_path):
    suggested = answer(str(tmp_path / "mine"), accept=True)
    assert choose_pdf_file(window, "instruction-sheet-2026-11-22.pdf") == tmp_path / "mine.pdf"
    assert suggested == ["instruction-sheet-2026-11-22.pdf"]


def test_nobody_has_to_choose(window):
    answer("", accept=False)
    assert choose_pdf_file(window, "sheet.pdf") is None
