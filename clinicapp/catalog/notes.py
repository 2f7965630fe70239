"""The wording of the procedure note read from its TOML file."""

from __future__ import annotations

import string
from collections.abc import Iterable
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.directions import Heading
from clinicapp.domain.note_words import COUNTED, PLACES, NoteWords
from clinicapp.domain.protocol import View

SCHEMA = 1
_MONTHS = 12
_FORMS = 2


def load_note_words(path: Path) -> NoteWords:
    """Read the wording; a text that is missing, unknown or wrongly filled is refused."""
    top = read_toml(path, schema=SCHEMA)
    texts, counted = top.table("texts"), top.table("counted")
    made = NoteWords(
        language=top.text("language"),
        version=top.text("version"),
        clinician_review=top.text("clinician_review"),
        source=top.text("source"),
        months=_many(top, "months", _MONTHS),
        texts={key: _filled(texts, key, texts.text(key), PLACES[key]) for key in PLACES},
        counted={key: _forms(counted, key) for key in COUNTED},
        views=_named(top.table("views"), View),
        ways=_named(top.table("ways"), Heading),
    )
    for table in (texts, counted, top):
        table.done()
    return made


def _many(table: Table, key: str, count: int) -> tuple[str, ...]:
    values = table.texts(key)
    if len(values) != count or not all(v.strip() for v in values):
        table.refuse(f"{key} must hold {count} texts.")
    return values


def _forms(table: Table, key: str) -> tuple[str, str]:
    one, more = _many(table, key, _FORMS)
    for text in (one, more):
        _filled(table, key, text, frozenset({"count"}))
    return one, more


def _named(table: Table, names: Iterable[str]) -> dict[str, str]:
    made = {str(name): _filled(table, name, table.text(name), frozenset()) for name in names}
    table.done()
    return made


def _filled(table: Table, key: str, text: str, wanted: frozenset[str]) -> str:
    """The text, refused unless its filled places are exactly the wanted ones, plainly written."""
    try:
        parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        table.refuse(f"{key} has a brace that does not close.")
    if {name for _text, name, _spec, _how in parts} != wanted or any(p[2] or p[3] for p in parts):
        places = ", ".join(sorted(f"{{{name}}}" for name in wanted)) or "no filled place"
        table.refuse(f"{key} must hold {places}.")
    return text
