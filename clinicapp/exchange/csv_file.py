"""Rows as CSV that spreadsheets open rightly: UTF-8 with a byte order mark, CRLF, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from clinicapp.domain.units import show_units
from clinicapp.exchange.cells import Cell, Head, Row, iso
from clinicapp.exchange.formula_guard import guard

ENCODING = "utf-8-sig"


def write_csv(stream: IO[bytes], heads: tuple[Head, ...], rows: Iterable[Row]) -> None:
    """Write a header and rows as they come; the stream stays open."""
    text = io.TextIOWrapper(stream, encoding=ENCODING, newline="", write_through=False)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([h.name for h in heads])
        writer.writerows([_show(cell) for cell in row] for row in rows)
        text.flush()
    finally:
        text.detach()


def _show(cell: Cell) -> str:
    """A cell as text: texts guarded, numbers never, moments in UTC, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return show_units(cell)
    if isinstance(cell, datetime):
        return iso(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
