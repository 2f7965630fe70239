"""The texts of the instruction sheet read from TOML files, one file for each language."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.instruction_texts import (
    ALWAYS_PRINTED,
    BLOCKS,
    WORDS,
    Basis,
    DateWords,
    InstructionLine,
    InstructionTexts,
    Switch,
)

SCHEMA = 1
CONDITIONS = frozenset({"guide_given"})
_DAY_PLACES = {"day", "month", "year"}
_WORD_PLACES = {
    "page": {"page", "pages"},
    "got": {"units", "product", "shots"},
    "got_one": {"units", "product"},
    "made_from": {"date", "time"},
    "lot": {"lot", "date"},
}
_LINE_PLACES = {"next.date": {"next_date"}}


def instruction_languages(folder: Path) -> tuple[str, ...]:
    """The languages a sheet can be printed in: one for each file of the folder."""
    return tuple(sorted(p.name.split(".")[1] for p in folder.glob("instructions.*.toml")))


def load_instructions(folder: Path, language: str) -> InstructionTexts:
    """Read the texts of one language; a wrong file is refused with the line and the reason."""
    top = read_toml(folder / f"instructions.{language}.toml", schema=SCHEMA)
    texts = InstructionTexts(
        language=top.text("language"),
        name=top.text("name"),
        locale=top.text("locale"),
        version=top.text("version"),
        title=top.text("title"),
        clinician_review=top.text("clinician_review"),
        dates=_dates(top.table("dates")),
        words=_words(top.table("words")),
        headings=_headings(top),
        lines=tuple(_line(t, top.where) for t in top.tables("line")),
    )
    top.done()
    if texts.language != language:
        top.refuse(f"the language is {texts.language}, not {language}.")
    _check_lines(texts, top)
    return texts


def _dates(table: Table) -> DateWords:
    made = DateWords(
        weekdays=_texts(table, "weekdays", 7),
        months=_texts(table, "months", 12),
        halves=_texts(table, "halves", 2),
        date_pattern=_pattern(table, "date", _DAY_PLACES),
        weekday_pattern=_pattern(table, "weekday_date", _DAY_PLACES | {"weekday"}),
        time_pattern=_pattern(table, "time", {"hour", "minute", "half"}),
    )
    table.done()
    return made


def _texts(table: Table, key: str, count: int) -> tuple[str, ...]:
    values = table.texts(key)
    if len(values) != count:
        table.refuse(f"{key} must hold {count} texts.")
    return values


def _pattern(table: Table, key: str, places: set[str]) -> str:
    text = table.text(key)
    _check_places(table, key, text, places)
    return text


def _optional(table: Table, key: str) -> str:
    return table.text(key) if key in set(table.keys()) else ""


def _words(table: Table) -> dict[str, str]:
    words = {key: _pattern(table, key, _WORD_PLACES.get(key, set())) for key in WORDS}
    table.done()
    return words


def _headings(top: Table) -> dict[str, str]:
    headings: dict[str, str] = {}
    for table in top.tables("block"):
        block = table.text("id")
        headings[block] = _optional(table, "heading")
        table.done()
    if tuple(headings) != BLOCKS:
        top.refuse(f"the blocks must be {', '.join(BLOCKS)}, in this order.")
    return headings


def _line(table: Table, file_name: str) -> InstructionLine:
    line_id = table.text("id")
    table.where = f"{file_name}: line {line_id}"
    basis, switch = table.text("basis"), table.text("switch")
    if basis not in set(Basis):
        table.refuse(f"{basis} is not a basis; choose {', '.join(Basis)}.")
    if switch not in set(Switch):
        table.refuse(f"{switch} is not a switch; choose {', '.join(Switch)}.")
    made = InstructionLine(
        id=line_id,
        block=table.text("block"),
        text=_pattern(table, "text", _LINE_PLACES.get(line_id, set())),
        basis=Basis(basis),
        switch=Switch(switch),
        condition=_optional(table, "when"),
        source=table.text("source"),
    )
    table.done()
    if made.block not in BLOCKS:
        table.refuse(f"there is no block {made.block}.")
    if made.condition and made.condition not in CONDITIONS:
        table.refuse(f"{made.condition} is nothing that a record says.")
    return made


def _check_lines(texts: InstructionTexts, top: Table) -> None:
    """Refuse a file that lacks a warning, lets one be turned off, or says one twice."""
    for line_id, count in Counter(line.id for line in texts.lines).items():
        if count > 1:
            top.refuse(f"line {line_id} stands there twice.")
    lines = {line.id: line for line in texts.lines}
    for line_id in ALWAYS_PRINTED:
        line = lines.get(line_id)
        if line is None:
            top.refuse(f"line {line_id} is missing; no sheet is printed without it.")
        if line.switch is not Switch.LOCKED or line.condition:
            top.refuse(f"line {line_id} must be locked; no sheet is printed without it.")


def _check_places(table: Table, key: str, text: str, wanted: set[str]) -> None:
    """Refuse a text whose filled places are not exactly the wanted ones."""
    try:
        found = {name for _text, name, _spec, _how in string.Formatter().parse(text) if name}
    except ValueError:
        table.refuse(f"{key} has a brace that does not close.")
    if found != wanted:
        places = ", ".join(sorted(f"{{{name}}}" for name in wanted)) or "no filled place"
        table.refuse(f"{key} must hold {places}.")
