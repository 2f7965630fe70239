"""Rows as one JSON object: schema, column dictionary, then one row a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from clinicapp.exchange.cells import Cell, Head, Row, dictionary, exact_number, iso

SCHEMA_VERSION = 1


def write_json(stream: IO[bytes], title: str, heads: tuple[Head, ...], rows: Iterable[Row]) -> None:
    """Write one object as its rows come; decimals are number literals with their exact digits."""
    schema = json.dumps(f"clinicapp.{title}/{SCHEMA_VERSION}")
    columns = ",\n".join(json.dumps(c, ensure_ascii=False) for c in dictionary(heads))
    stream.write(f'{{"schema": {schema},\n"columns": [\n{columns}\n],\n"rows": ['.encode())
    names = [h.name for h in heads]
    lead = "\n"
    for row in rows:
        values = dict(zip(names, map(_plain, row), strict=True))
        line = lead + json.dumps(values, ensure_ascii=False)
        stream.write(line.encode())
        lead = ",\n"
    stream.write(b"\n]}\n")


def _plain(cell: Cell) -> str | int | float | bool | None:
    """A cell as JSON knows it: moments and dates as ISO text, nothing as null."""
    if isinstance(cell, Decimal):
        return exact_number(cell)
    if isinstance(cell, datetime):
        return iso(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
