"""The after-effects that can be recorded, read from their TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.after_effects import EffectKind, EffectKinds
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import Protocol

SCHEMA = 1
_NOTES = {"required": True, "optional": False}


def load_after_effects(path: Path) -> EffectKinds:
    """Read the list; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    made = EffectKinds(
        kinds=tuple(_kind(t) for t in top.tables("effect")),
        version=top.text("version"),
        clinician_review=top.text("clinician_review"),
    )
    top.done()
    codes = [k.code for k in made.kinds]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        top.refuse(f"{twice} stands there twice.")
    return made


def require_muscles(kinds: EffectKinds, protocol: Protocol) -> None:
    """Refuse a list that names a muscle which the protocol does not have."""
    known = {m.code for m in protocol.muscles}
    for kind in kinds.kinds:
        for code in set(kind.muscles) - known:
            raise CatalogError(
                f"After-effect {kind.code}: there is no muscle {code} in {protocol.title}.",
                unchanged="The program uses no part of this list.",
                remedy="Put the original files of the protocol and the after-effects back.",
            )


def _kind(table: Table) -> EffectKind:
    note = table.text("note")
    if note not in _NOTES:
        table.refuse(f"note must be one of: {', '.join(_NOTES)}.")
    made = EffectKind(
        code=table.text("code"),
        label=table.text("label"),
        muscles=table.texts("muscles"),
        needs_note=_NOTES[note],
        source=table.text("source"),
    )
    table.done()
    return made
