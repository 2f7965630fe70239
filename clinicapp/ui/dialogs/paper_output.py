"""Where papers leave the program: the platform's own dialogs for files and printers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGE_SIZES = {"Letter": QPageSize.PageSizeId.Letter, "A4": QPageSize.PageSizeId.A4}


def choose_pdf_file(parent: QWidget, suggested: str) -> Path | None:
    """Ask for the place of a PDF file; None when nobody wants one after all."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kind = QCoreApplication.translate("PaperOutput", "PDF files")
    title = QCoreApplication.translate("PaperOutput", "Save as PDF")
    dialog = QFileDialog(parent, title, folder, f"{kind} (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")  # before the question whether to replace a file
    dialog.selectFile(suggested)
    is_chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if is_chosen else None


def print_pages(parent: QWidget, pages: Sequence[QImage], paper: str, name: str) -> bool:
    """Ask for a printer and print; False when nobody wants to after all.

    `name` is what the printer's queue shows: nothing about a patient.
    """
    # Imported with the first print: it is not needed to start the program.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up_printer(printer, paper, name)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, pages)
    return True


def set_up_printer(printer: QPrinter, paper: str, name: str) -> None:
    """Let a printer use the whole of the right paper."""
    printer.setPageSize(QPageSize(PAGE_SIZES[paper]))
    printer.setFullPage(True)
    printer.setDocName(name)
    printer.setCreator("clinicapp")


def paint_pages(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Put each page on a sheet of its own, as large as the sheet."""
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (sheet.width() - size.width()) // 2, (sheet.height() - size.height()) // 2
        painter.drawImage(QRect(left, top, size.width(), size.height()), page)
    painter.end()
