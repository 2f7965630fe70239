"""The codes and modifiers of a claim that do not belong to a product."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.domain.vials import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeCodes:
    """What charge lines are made of (domain.md 3.3 to 3.5), as read from its data file.

    `billed_sources`: only vials the clinic came by in these ways have drug lines.
    """

    version: str
    clinician_review: str
    procedure: str
    procedure_label: str
    procedure_units: int
    given_label: str
    discarded_label: str
    billed_sources: tuple[Source, ...]
    discarded_modifier: str
    none_discarded_modifier: str
    ndc_qualifier: str
    ndc_unit: str
