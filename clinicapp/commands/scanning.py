"""Reading a scanned code: what it says, whether the vial is known, whether its carton agrees."""

from __future__ import annotations

from datetime import datetime

from clinicapp.commands.records import Records
from clinicapp.domain.vials import VialLabel, VialStanding
from clinicapp.exchange.gs1 import label_of, parse_scan


def read_scan(records: Records, text: str, at: datetime) -> VialLabel:
    """The label of a scanned code; a code that is damaged or of a refused product is refused."""
    today = at.astimezone(records.zone).date()
    return label_of(parse_scan(text, today=today), records.catalogue, today)


def known_vial(records: Records, label: VialLabel) -> VialStanding | None:
    """The recorded vial of this very label; without a serial number nobody can tell."""
    if not label.serial:
        return None
    wanted = (label.ndc, label.lot_number, label.serial)
    for standing in records.vials():
        known = standing.vial.label
        if (known.ndc, known.lot_number, known.serial) == wanted:
            return standing
    return None
