"""Texts that a spreadsheet would run as a formula, made harmless and read back exactly."""

from __future__ import annotations

import re

# CWE-1236: a cell that begins with one of these is run, or hides one that is; the last four
# are the full-width forms, which East Asian spreadsheets treat alike.
_RISKY = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
MARK = "'"


def guard(text: str) -> str:
    """The text with one apostrophe before it where a spreadsheet would run it."""
    return MARK + text if _RISKY.match(text) else text


def unguard(text: str) -> str:
    """The inverse of `guard`, exact for every text."""
    return text[1:] if text.startswith(MARK) and _RISKY.match(text) else text
