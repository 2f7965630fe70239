"""Doses: exact decimals of units, how they are read and how they are shown."""

from __future__ import annotations

import re
from decimal import Decimal

from clinicapp.domain.errors import InputError

ZERO = Decimal(0)
STEP = Decimal("0.01")
# More than any vial holds; beyond it, a number may have too many digits to be compared.
_MOST = Decimal(10_000)
_WRITTEN = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")


def parse_units(text: str) -> Decimal:
    """Read a typed dose; point and comma both mean the decimal mark, anything else is refused."""
    trimmed = text.strip()
    if not _WRITTEN.fullmatch(trimmed):
        raise InputError("This is not a dose.", remedy="Write units as digits, such as 5 or 2.5.")
    return Decimal(trimmed.replace(",", "."))


def is_amount(units: Decimal) -> bool:
    """Whether units may be an amount of a vial: 0 or more, at most two decimals."""
    return units.is_finite() and 0 <= units < _MOST and units == units.quantize(STEP)


def check_site_units(units: Decimal, site_id: str, most: Decimal) -> Decimal:
    """A dose that may stand at one site: above 0, at most `most` units, at most two decimals."""
    if not units.is_finite() or units <= 0:
        raise InputError(
            f"{site_id}: a dose must be more than 0 units.",
            remedy="To give nothing there, omit the site with a reason.",
        )
    if units > most:
        raise InputError(
            f"{site_id}: the dose is more than the {show_units(most)} units allowed at one site.",
            remedy="Check the decimal point.",
        )
    if units != units.quantize(STEP):
        raise InputError(
            f"{site_id}: a dose has at most two decimals.", remedy="Round it, such as 2.5 or 1.25."
        )
    return show_exact(units)


def show_exact(value: Decimal) -> Decimal:
    """The same number without trailing zeros, so that equal doses are equal in every way."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def show_units(value: Decimal) -> str:
    """A dose in digits: 5, 2.5, 112.5; never a trailing zero, never an exponent."""
    return f"{show_exact(value):f}"


def millilitres(units: Decimal, units_per_ml: Decimal) -> Decimal:
    """Volume in mL of a dose in units at a concentration in units per mL (domain.md 3.2)."""
    return units / units_per_ml
