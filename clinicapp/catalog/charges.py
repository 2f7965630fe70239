"""The codes of the charge summary, read from their TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.charge_codes import ChargeCodes
from clinicapp.domain.vials import Source

SCHEMA = 1


def load_charge_codes(path: Path) -> ChargeCodes:
    """Read the codes; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    parts = {name: top.table(name) for name in ("procedure", "drug", "modifiers", "ndc")}
    procedure, drug, modifiers, ndc = parts.values()
    made = ChargeCodes(
        version=top.text("version"),
        clinician_review=top.text("clinician_review"),
        procedure=procedure.text("code"),
        procedure_label=procedure.text("label"),
        procedure_units=procedure.whole("units", least=1),
        given_label=drug.text("given_label"),
        discarded_label=drug.text("discarded_label"),
        billed_sources=_sources(drug),
        discarded_modifier=modifiers.text("discarded"),
        none_discarded_modifier=modifiers.text("none_discarded"),
        ndc_qualifier=ndc.text("qualifier"),
        ndc_unit=ndc.text("unit"),
    )
    for part in parts.values():
        part.text("source")
        part.done()
    top.done()
    if made.discarded_modifier == made.none_discarded_modifier:
        top.refuse("modifiers: the two must differ.")
    return made


def _sources(drug: Table) -> tuple[Source, ...]:
    named = drug.texts("billed_sources")
    unknown = set(named) - set(Source)
    if unknown:
        drug.refuse(f"billed_sources: unknown source {sorted(unknown)[0]}.")
    return tuple(Source(n) for n in named)
