"""Finding a site of a session by what somebody types: "tem l 3", "temporalis left", "occ r"."""

from __future__ import annotations

import re

from clinicapp.domain.session import Session
from clinicapp.domain.spelling import Letters

_PARTS = re.compile(r"[^\W\d_]+|\d+")
# How well a typed part fits a word: it is the word, its beginning, or some of its letters in order.
WHOLE, BEGINNING, LOOSE = 0, 1, 2
LOOSE_FROM = 3  # fewer letters in order stand in every other word


def find_sites(session: Session, letters: Letters, typed: str) -> tuple[str, ...]:
    """The sites of a session that fit every part of what was typed: best first, then in order."""
    parts = _PARTS.findall(typed.casefold())
    if not parts:
        return ()
    found = []
    for place, record in enumerate(session.sites):
        fit = _fit(parts, record.site_id, _words(session, letters, record.site_id))
        if fit is not None:
            found.append((fit, place, record.site_id))
    return tuple(site_id for _, _, site_id in sorted(found))


def _words(session: Session, letters: Letters, site_id: str) -> list[str]:
    site = session.protocol.site(site_id)
    muscle = session.protocol.muscle(site.muscle)
    place = site_id.rsplit("-", 1)[1]
    extra = "extra x" if site.is_extra else ""
    spoken = f"{muscle.code} {muscle.name} {letters.get(muscle.code, '')} {site.side} {extra}"
    number = place.lstrip("LRMX")
    return [*spoken.casefold().split(), place[0].casefold(), place[:-1].casefold(), number]


def _fit(parts: list[str], site_id: str, words: list[str]) -> int | None:
    """How well all typed parts fit a site, 0 best; None when one of them does not."""
    if site_id.replace("-", "").casefold().startswith("".join(parts)):
        return WHOLE
    fits = [
        min((f for w in words if (f := _close(part, w)) is not None), default=None)
        for part in parts
    ]
    return None if None in fits else sum(f for f in fits if f is not None)


def _close(part: str, word: str) -> int | None:
    if part == word:
        return WHOLE
    if part.isdigit():
        return None
    if word.startswith(part):
        return BEGINNING
    if len(part) < LOOSE_FROM or part[0] != word[0]:
        return None
    rest = iter(word)
    return LOOSE if all(letter in rest for letter in part) else None
