"""A QR code of plain text: facts that can be read without any network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget

from clinicapp.reports import style
from clinicapp.reports.pen import Pen

QUIET = 2  # modules of white around the code, beside the white of the page


def draw_qr_code(
    pen: Pen, text: str, x: float, y: float, size: float, alt: str, level: str = "L"
) -> None:
    """Draw the code as black squares with its top left corner at x, y.

    `level` is how much of it may be dirty: "L", "M", "Q" or "H". Without `alt` it is decoration.
    """
    rows = _modules(text, level)
    module = size / (len(rows) + 2 * QUIET)
    box = pen.upside(x, y, size, size)
    told = pen.canvas.tagged("Figure", alt=alt, box=box) if alt else pen.canvas.decoration()
    with told:
        pen.canvas.setFillColor(style.BLACK)
        for number, row in enumerate(rows):
            bottom = pen.up(y + (QUIET + number + 1) * module)
            for start, length in _runs(row):
                left = x + (QUIET + start) * module
                wide, tall = length * module + 0.02, module + 0.02  # no hairlines between squares
                pen.canvas.raw(f"{left:.3f} {bottom:.3f} {wide:.3f} {tall:.3f} re")
        pen.canvas.raw("f")


def _modules(text: str, level: str) -> list[list[bool]]:
    code: Any = QrCodeWidget(text, barLevel=level)
    code = code.qr
    code.make()
    size = range(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in size] for row in size]


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    start = -1
    for column, dark in enumerate([*row, False]):
        if dark and start < 0:
            start = column
        elif not dark and start >= 0:
            yield start, column - start
            start = -1
