"""NDC and GTIN as numbers: shapes, check digits, and the way from one to the other."""

from __future__ import annotations

import re

from clinicapp.domain.errors import InputError

# The three shapes of the FDA, and the 11 digits of a claim.
_NDC10 = re.compile(
    r"[0-9]{4}-[0-9]{4}-[0-9]{2}|[0-9]{5}-[0-9]{3}-[0-9]{2}|[0-9]{5}-[0-9]{4}-[0-9]"
)
_NDC11 = re.compile(r"([0-9]{5})-?([0-9]{4})-?([0-9]{2})")
_BARE10 = re.compile(r"[0-9]{10}")
_GTIN = re.compile(r"[0-9]{14}")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")


def check_digit(payload: str) -> str:
    """The GS1 check digit of a payload of digits: weights 3 and 1 from the right."""
    total = sum(int(d) * (1 if n % 2 else 3) for n, d in enumerate(reversed(payload)))
    return str(-total % 10)


def is_gtin(text: str) -> bool:
    """Whether a text is 14 digits, the last of which is their check digit."""
    return bool(_GTIN.fullmatch(text)) and check_digit(text[:-1]) == text[-1]


def is_ndc(text: str) -> bool:
    """Whether a text is an NDC as a carton prints it: 10 digits with hyphens."""
    return bool(_NDC10.fullmatch(text))


def gtin_of(ndc: str) -> str:
    """The GTIN of a single package under a 10-digit NDC: 0, 03, NDC, check digit (3.3)."""
    payload = "003" + ndc.replace("-", "")
    return payload + check_digit(payload)


def ndc_digits(gtin: str) -> str:
    """The 10 digits of the NDC inside a GTIN of a single package; "" when it holds none."""
    return gtin[3:13] if is_gtin(gtin) and gtin.startswith("003") else ""


def tidy_number(text: str) -> str:
    """A product number as typed, without "NDC" before it and with plain hyphens."""
    plain = _HYPHENS.sub("-", text).strip()
    return re.sub(r"^NDC[ :#]*", "", plain, flags=re.IGNORECASE)


def claim_forms(text: str) -> frozenset[str]:
    """The 11-digit forms (5-4-2) a typed NDC can mean: three when it is 10 bare digits.

    Raises InputError when it has no shape of an NDC.
    """
    if is_ndc(text):
        return frozenset({_padded(*text.split("-"))})
    if match := _NDC11.fullmatch(text):
        return frozenset({_padded(*match.groups())})
    if _BARE10.fullmatch(text):
        cuts = ((4, 8), (5, 8), (5, 9))
        return frozenset(_padded(text[:a], text[a:b], text[b:]) for a, b in cuts)
    raise InputError(
        "This is not a product number.",
        remedy="Type the NDC with its hyphens as on the carton, such as 0023-1145-01.",
    )


def _padded(labeler: str, code: str, package: str) -> str:
    return f"{labeler:0>5}-{code:0>4}-{package:0>2}"
