"""The risks a consent form must name, as one digest that changes with any word of theirs."""

from __future__ import annotations

from hashlib import sha256

from clinicapp.domain.plain_text import canonical, to_plain
from clinicapp.domain.safety import CareLists


def risks_digest(lists: CareLists) -> str:
    """The SHA-256 of the listed risks, codes and words in their order (domain.md 9 check 10)."""
    return sha256(canonical(to_plain(lists.risks)).encode("utf-8")).hexdigest()
