"""Asking where a file shall be written, and showing where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
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


def documents_folder() -> Path:
    """Where a user's files usually go."""
    location = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(location) or Path.home())


def show_in_folder(path: Path) -> None:
    """Open the folder a file lies in."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
