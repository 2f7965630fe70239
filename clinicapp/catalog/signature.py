"""The meaning of a signature, read from its TOML file."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from clinicapp.catalog.toml_file import read_toml
from clinicapp.domain.signature import SignatureWords

SCHEMA = 1
# The names that each sentence must hold once, and no other.
_HOLDS = {
    "meaning": ["injections"],
    "meaning_of_one": [],
    "reviewed": ["injections", "names"],
    "reviewed_one": ["names"],
}


def load_signature(path: Path) -> SignatureWords:
    """Read the words of a signature; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    version, review = top.text("version"), top.text("clinician_review")
    sentences = {name: top.text(name) for name in _HOLDS}
    top.done()
    for name, wanted in _HOLDS.items():
        if _names_in(sentences[name]) != wanted:
            held = " and ".join(f"{{{w}}} once" for w in wanted) or "no name"
            top.refuse(f"{name} must hold {held}, and nothing else in braces.")
    return SignatureWords(version=version, clinician_review=review, **sentences)


def _names_in(sentence: str) -> list[str] | None:
    """The names in braces, sorted; None when the braces are none that can be filled."""
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return None
    if any(spec or conversion for _, _, spec, conversion in parts):
        return None
    return sorted(name for _, name, _, _ in parts if name is not None)
