"""The paper that goes with an exported file: what is in it, how to read it, who took it, when."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.plain_text import to_plain
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.units import ZERO
from clinicapp.exchange.cells import dictionary, exact_number, iso
from clinicapp.exchange.columns import Shape, heads
from clinicapp.exchange.snapshots import SessionFacts
from clinicapp.exchange.table_file import FileFormat

SCHEMA = "clinicapp.manifest/1"


_READING = {
    FileFormat.CSV: (
        "UTF-8 with a byte order mark, comma between cells, CRLF after rows, first row names the "
        "columns. An apostrophe stands before every text that begins, after any apostrophes, with "
        "= + - @, a tab, a line end, NUL or a full-width = + - @: take one apostrophe off to read "
        "the text itself. Numbers are never marked. An empty cell holds nothing."
    ),
    FileFormat.XLSX: (
        "The first sheet holds the rows, the second describes the columns. Dates are date cells, "
        "times are date cells in UTC, texts are never formulas. An empty cell holds nothing."
    ),
    FileFormat.JSON: (
        "One object in UTF-8: schema, columns, rows. Read numbers as decimals: their digits are "
        "exact. null means nothing."
    ),
}


@dataclass(slots=True)
class Tally:
    """Sums over the sessions that went into a file, kept while they pass by.

    Sessions entered in error are rows of the file and counted apart; they are part of no sum.
    """

    sessions: int = 0
    entered_in_error: int = 0
    sites: int = 0
    sites_given: int = 0
    given_units: Decimal = ZERO
    planned_units: Decimal = ZERO

    def add(self, facts: SessionFacts) -> None:
        """Count one more session."""
        totals = facts.totals
        self.sessions += 1
        if facts.session.status is SessionStatus.ENTERED_IN_ERROR:
            self.entered_in_error += 1
            return
        self.sites += len(facts.session.sites)
        self.sites_given += totals.sites_given
        self.given_units += totals.given_units
        self.planned_units += totals.planned_units


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an exported file holds; written beside it and noted in the audit trail."""

    file_name: str
    file_format: FileFormat
    size: int
    sha256: str
    shape: Shape
    rows: int
    filter: SessionFilter
    tally: Tally
    clinic: Clinic
    exported_at: datetime
    exported_by: Practitioner
    app_version: str

    def facts(self) -> dict[str, Any]:
        """Everything but the dictionary and the reading notes, as data fit for JSON."""
        return {
            "file": {
                "name": self.file_name,
                "format": self.file_format.value,
                "bytes": self.size,
                "sha256": self.sha256,
            },
            "rows": {"one_per": self.shape.value.removesuffix("s"), "count": self.rows},
            "filter": {f.name: to_plain(getattr(self.filter, f.name)) for f in fields(self.filter)},
            "sums": {f.name: _number(getattr(self.tally, f.name)) for f in fields(self.tally)},
            "clinic": {
                "id": str(self.clinic.id),
                "name": self.clinic.name,
                "time_zone": self.clinic.time_zone,
                "is_sample": self.clinic.is_sample,
            },
            "exported": {
                "at_utc": iso(self.exported_at),
                "by": self.exported_by.signed_name,
                "role": self.exported_by.role.value,
            },
            "app_version": self.app_version,
        }

    def to_json(self) -> bytes:
        """The manifest as the bytes of its file."""
        whole = {
            "schema": SCHEMA,
            **self.facts(),
            "reading": _READING[self.file_format],
            "columns": dictionary(heads(self.shape)),
        }
        return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def manifest_path(path: Path) -> Path:
    """Where the manifest of an exported file lies: beside it, under its whole name."""
    return path.with_name(f"{path.name}.manifest.json")


def _number(value: int | Decimal) -> int | float:
    return exact_number(value) if isinstance(value, Decimal) else value
