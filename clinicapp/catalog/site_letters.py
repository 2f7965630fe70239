"""The letters that lead to a site, read from their TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.spelling import MuscleLetter

SCHEMA = 1


def load_site_letters(path: Path) -> tuple[MuscleLetter, ...]:
    """Read each muscle's letter; one that is no letter, or stands there twice, is refused."""
    top = read_toml(path, schema=SCHEMA)
    made = tuple(_letter(table) for table in top.tables("muscle"))
    top.done()
    for kind in ("code", "letter"):
        found = [getattr(one, kind) for one in made]
        twice = [value for value in found if found.count(value) > 1]
        if twice:
            top.refuse(f"{twice[0]} stands there twice.")
    return made


def _letter(table: Table) -> MuscleLetter:
    letter = table.text("letter")
    if not (len(letter) == 1 and "A" <= letter <= "Z"):
        table.refuse("letter must be one of A to Z.")
    made = MuscleLetter(code=table.text("code"), letter=letter, words=table.text("words"))
    table.done()
    return made
