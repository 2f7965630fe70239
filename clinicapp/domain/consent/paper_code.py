"""The code on a paper form that brings the signed paper back to its consent."""

from __future__ import annotations

from uuid import UUID

from clinicapp.domain.errors import InputError

PREFIX = "CF"
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 digits: no letter that is read as a number or as another letter."""
LENGTH = 10
_BITS = 5
_TURN = 0b100101  # x^5 + x^2 + 1, whose root runs through all 31 digits but 0
_ALIKE = str.maketrans("OIL", "011", " \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2212")


def paper_code(consent_id: UUID) -> str:
    """Such as "CF-7K3QD-M9XPA4": ten digits of the id's random bits, and one that checks them."""
    places = range(_BITS * (LENGTH - 1), -1, -_BITS)
    digits = [consent_id.int >> place & 31 for place in places]
    return _shown("".join(DIGITS[d] for d in (*digits, _turned(_sum(digits)))))


def is_paper_code(text: str) -> bool:
    """Whether a text is such a code, however it is spaced or written."""
    return _normal(text) is not None


def is_meant_as_code(text: str) -> bool:
    """Whether a text is a code or a mistyped one: the prefix and about as many signs, digits in it.

    No name has digits in it.
    """
    body = text.upper().translate(_ALIKE)
    rest = body.removeprefix(PREFIX)
    is_long = LENGTH - 1 <= len(rest) <= LENGTH + 3
    return rest != body and is_long and any(sign.isdigit() for sign in text)


def normal_code(text: str) -> str:
    """The code as it is printed; refused when a letter was mistyped or two were swapped."""
    code = _normal(text)
    if code is None:
        raise InputError(
            "This is not the code of a consent form.",
            remedy="Copy it from the top right of the form, or scan the square beside it.",
        )
    return code


def _normal(text: str) -> str | None:
    compact = text.upper().translate(_ALIKE)
    body = compact.removeprefix(PREFIX)
    if body == compact or len(body) != LENGTH + 1 or not set(body) <= set(DIGITS):
        return None
    *digits, check = (DIGITS.index(char) for char in body)
    return _shown(body) if _turned(_sum(digits)) == check else None


def _shown(body: str) -> str:
    return f"{PREFIX}-{body[: LENGTH // 2]}-{body[LENGTH // 2 :]}"


def _sum(digits: list[int]) -> int:
    """The digits as a polynomial over the field of 32: any wrong or swapped digits change it."""
    total = 0
    for digit in digits:
        total = _turned(total) ^ digit
    return total


def _turned(digit: int) -> int:
    doubled = digit << 1
    return doubled ^ _TURN if doubled > 31 else doubled
