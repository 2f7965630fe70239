"""How easy the consent must be to read in each language, from its TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.consent.readability import Measure, ReadingLimit, ReadingLimits

SCHEMA = 1


def load_reading_limits(path: Path) -> ReadingLimits:
    """Read the formula and limit of each language; a wrong file is refused with the reason."""
    top = read_toml(path, schema=SCHEMA)
    limits: dict[str, ReadingLimit] = {}
    for table in top.tables("language"):
        code = table.text("code")
        if code in limits:
            top.refuse(f"language {code} stands there twice.")
        limits[code] = _limit(table)
    top.done()
    return limits


def _limit(table: Table) -> ReadingLimit:
    measure = table.text("measure")
    if measure not in set(Measure):
        table.refuse(f"{measure} is not a measure; choose {', '.join(Measure)}.")
    made = ReadingLimit(measure=Measure(measure), limit=table.whole("limit", least=1))
    table.done()
    return made
