"""Fixed words in the patient's language that stand around the consent: on the screen, on paper."""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml

SCHEMA = 1


def load_words(
    folder: Path, kind: str, language: str, keys: Mapping[str, Collection[str]]
) -> Mapping[str, str]:
    """The words of one kind in one language, such as "screen" and "es".

    `keys` are the words that must be there, each with the names of its filled places; a file with
    one more or one less, or with another place, is refused.
    """
    top = read_toml(folder / f"{kind}.{language}.toml", schema=SCHEMA)
    found = top.text("language")
    if found != language:
        top.refuse(f"the language is {found}, not {language}.")
    top.text("clinician_review")
    table = top.table("words")
    words = {key: _filled(table, key, places) for key, places in keys.items()}
    table.done()
    top.done()
    return words


def _filled(table: Table, key: str, places: Collection[str]) -> str:
    text = table.text(key)
    try:
        found = {name for _text, name, _spec, _how in string.Formatter().parse(text) if name}
    except ValueError:
        table.refuse(f"{key} has a brace that does not close.")
    if found != set(places):
        wanted = ", ".join(sorted(f"{{{name}}}" for name in places)) or "no filled place"
        table.refuse(f"{key} must hold {wanted}.")
    return text
