"""Asking where a file shall be written or which one is meant, and showing where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def choose_new_file(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """The file the user wants written; an existing one is asked about; None for none."""
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"*{suggested.suffix}")
    # Set before the dialog asks about overwriting, so that it asks about the right file.
    dialog.setDefaultSuffix(suggested.suffix)
    dialog.selectFile(suggested.name)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()[0] if accepted else ""
    dialog.deleteLater()
    return Path(chosen) if chosen else None


def choose_picture_file(parent: QWidget, suggested: str) -> Path | None:
    """The file of a picture the user wants written, .png or .svg; None for none."""
    title = QCoreApplication.translate("PictureOutput", "Save picture")
    kinds = {
        QCoreApplication.translate("PictureOutput", "PNG picture (*.png)"): "png",
        QCoreApplication.translate("PictureOutput", "SVG drawing (*.svg)"): "svg",
    }
    dialog = QFileDialog(parent, title, str(documents_folder()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix(Path(suggested).suffix)
    dialog.selectFile(suggested)
    dialog.filterSelected.connect(lambda kind: _end_with(dialog, kinds[kind]))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()[0] if accepted else ""
    dialog.deleteLater()
    return Path(chosen) if chosen else None


def choose_scan_file(parent: QWidget) -> Path | None:
    """The scan of a signed paper: a PDF, JPEG or PNG that is there; None for none."""
    title = QCoreApplication.translate("ScanInput", "Attach a scan")
    kind = QCoreApplication.translate("ScanInput", "Scans (*.pdf *.jpg *.jpeg *.png)")
    dialog = QFileDialog(parent, title, str(documents_folder()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kind)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()[0] if accepted else ""
    dialog.deleteLater()
    return Path(chosen) if chosen else None


def _end_with(dialog: QFileDialog, suffix: str) -> None:
    """Let the file's name follow the kind that was chosen."""
    dialog.setDefaultSuffix(suffix)
    for named in dialog.selectedFiles():
        dialog.selectFile(Path(named).with_suffix(f".{suffix}").name)


def documents_folder() -> Path:
    """Where a user's files usually go."""
    location = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(location) or Path.home())


def show_in_folder(path: Path) -> None:
    """Open the folder a file lies in."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
