"""One table in the format that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO

from clinicapp.exchange.cells import Row
from clinicapp.exchange.columns import Shape, heads
from clinicapp.exchange.csv_file import write_csv
from clinicapp.exchange.json_file import write_json


class FileFormat(StrEnum):
    """A format that sessions can be exported in."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def write_table(
    stream: IO[bytes],
    file_format: FileFormat,
    shape: Shape,
    rows: Iterable[Row],
    *,
    made_at: datetime,
    folder: Path,
) -> None:
    """Write rows to an open file as they come; XLSX needs a folder for its working files."""
    columns = heads(shape)
    if file_format is FileFormat.CSV:
        write_csv(stream, columns, rows)
    elif file_format is FileFormat.JSON:
        write_json(stream, shape.value, columns, rows)
    else:
        from clinicapp.exchange.xlsx_file import write_xlsx

        write_xlsx(stream, shape.value, columns, rows, made_at=made_at, folder=folder)
