"""Where the program meets the desktop: file dialogs and the printer, replaceable in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from clinicapp.ui.dialogs.choose_file import choose_new_file, choose_picture_file, choose_scan_file
from clinicapp.ui.dialogs.paper_output import choose_pdf_file, print_pages


@dataclass(frozen=True, slots=True)
class Edges:
    """What asks the user through the platform's own dialogs."""

    choose_pdf: Callable[[QWidget, str], Path | None] = choose_pdf_file
    choose_export: Callable[[QWidget, str, Path], Path | None] = choose_new_file
    choose_scan: Callable[[QWidget], Path | None] = choose_scan_file
    choose_picture: Callable[[QWidget, str], Path | None] = choose_picture_file
    print_pages: Callable[[QWidget, Sequence[QImage], str, str], bool] = print_pages
