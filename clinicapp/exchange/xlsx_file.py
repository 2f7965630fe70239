"""Rows as an Excel workbook with typed cells, a frozen header and the column dictionary."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from clinicapp.domain.errors import FileError
from clinicapp.exchange.cells import Cell, Head, Kind, Row

ROWS_MAX = 1_048_575
_PATTERNS = {Kind.DATE: "yyyy-mm-dd", Kind.DATETIME: "yyyy-mm-dd hh:mm:ss"}
_WIDTHS = {Kind.TEXT: 20, Kind.DATE: 12, Kind.DATETIME: 20}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(
    stream: IO[bytes],
    title: str,
    heads: tuple[Head, ...],
    rows: Iterable[Row],
    *,
    made_at: datetime,
    folder: Path,
) -> None:
    """Write a workbook; its working files stay in a private folder inside `folder` and go."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".clinicapp-") as working:
        target = _Target(stream)
        book = xlsxwriter.Workbook(target, {**_OPTIONS, "tmpdir": working})
        book.use_zip64()
        book.set_properties({"created": made_at.replace(tzinfo=None), "author": "clinicapp"})
        try:
            _write_rows(book, title, heads, rows)
            _write_dictionary(book, heads)
        except BaseException:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
            raise
        _close(book, target)


def require_fits(rows: int) -> None:
    """Refuse more rows than an Excel sheet holds, before anything is written."""
    if rows > ROWS_MAX:
        raise FileError(
            f"An Excel sheet holds {ROWS_MAX:,} rows; this export has more.",
            remedy="Choose CSV or JSON, or narrow the dates.",
        )


class _Target:
    """The file under a workbook; after a failure nothing more reaches it.

    The zip archive inside the library writes its end once more when it is thrown away, into a
    file that is full or closed by then.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream: IO[bytes] = stream

    def let_go(self) -> None:
        """Send whatever is still to come nowhere."""
        self._stream = io.BytesIO()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _close(book: Any, target: _Target) -> None:
    """Assemble the file; the library's own error becomes the system's again."""
    try:
        book.close()
    except FileCreateError as error:
        target.let_go()
        raise error.args[0] from None


def _write_rows(book: Any, title: str, heads: tuple[Head, ...], rows: Iterable[Row]) -> None:
    sheet = _sheet(book, title, [h.name for h in heads])
    formats = {kind: book.add_format({"num_format": p}) for kind, p in _PATTERNS.items()}
    kinds = [formats.get(h.kind) for h in heads]
    for column, head in enumerate(heads):
        sheet.set_column(column, column, max(_WIDTHS.get(head.kind, 8), len(head.name) + 2))
    last = 0
    for last, row in enumerate(rows, 1):
        require_fits(last)
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                _write(sheet, last, column, cell, kinds[column])
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _write(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """One typed cell; a text that Excel would cut short is a bug, never a loss."""
    if isinstance(cell, str):
        if sheet.write_string(row, column, _literal(cell)) != 0:
            raise ValueError(f"column {column}: the text is too long for a cell")
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, style)


def _literal(text: str) -> str:
    """The text so that it is stored as it is: the library takes <r>...</r> for its own markup."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text


def _write_dictionary(book: Any, heads: tuple[Head, ...]) -> None:
    sheet = _sheet(book, "columns", ["name", "type", "description"])
    for column, width in enumerate((24, 12, 80)):
        sheet.set_column(column, column, width)
    for row, head in enumerate(heads, 1):
        for column, text in enumerate((head.name, head.kind.value, head.description)):
            sheet.write_string(row, column, text)


def _sheet(book: Any, title: str, names: list[str]) -> Any:
    """A sheet whose first row names the columns and stays in sight."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    return sheet
