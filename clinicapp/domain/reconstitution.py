"""What a reconstitution may be: diluent, lot, volume and moment (domain.md 3.1, 3.2)."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.errors import InputError
from clinicapp.domain.vials import Reconstitution

_LOT = re.compile(r"[A-Z0-9-]{2,20}")
_STEP = Decimal("0.001")
_WRITTEN = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?")


def parse_ml(text: str) -> Decimal:
    """Read a typed volume in mL; point and comma both mean the decimal mark."""
    trimmed = text.strip()
    if not _WRITTEN.fullmatch(trimmed):
        raise InputError("This is not a volume.", remedy="Write mL as digits, such as 4 or 2.5.")
    return Decimal(trimmed.replace(",", "."))


def check_reconstitution(made: Reconstitution, rules: Rulebook, *, now: datetime) -> None:
    """Refuse an unknown diluent, a lot that cannot be one, an impossible volume or moment."""
    if rules.catalogue.diluent(made.diluent) is None:
        raise InputError("That is not a known diluent.", remedy="Choose one of the list.")
    if not _LOT.fullmatch(made.diluent_lot):
        raise InputError(
            "This is not a lot number of a diluent.",
            remedy="Write the letters and digits printed on it.",
        )
    if not made.ml.is_finite() or made.ml <= 0 or made.ml > rules.policy.vial_ml_most:
        raise InputError("This is not a volume that was added.", remedy="Write mL, such as 4 or 2.")
    if made.ml != made.ml.quantize(_STEP):
        raise InputError("A volume has at most three decimals.", remedy="Round it.")
    if made.at > now:
        raise InputError("The time of reconstitution lies ahead.", remedy="Check date and time.")
