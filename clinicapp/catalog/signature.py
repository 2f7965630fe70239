"""The meaning of a signature, read from its TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import read_toml
from clinicapp.domain.signature import SignatureWords

SCHEMA = 1


def load_signature(path: Path) -> SignatureWords:
    """Read the words of a signature; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    words = SignatureWords(
        version=top.text("version"),
        clinician_review=top.text("clinician_review"),
        meaning=top.text("meaning"),
        meaning_of_one=top.text("meaning_of_one"),
    )
    top.done()
    if words.meaning.count("{injections}") != 1 or words.meaning.count("{") != 1:
        top.refuse("meaning must hold {injections} once, and no other name.")
    return words
