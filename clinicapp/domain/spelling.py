"""Sites spelled with letters: muscle, side, number, as in T L 3."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clinicapp.domain.protocol import Protocol, Side

# Muscle codes with their letters.
Letters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MuscleLetter:
    """The letter of one muscle, with the words that explain it."""

    code: str
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """What letters typed so far lead to: one site, or what may follow; neither for a slip."""

    typed: str
    site_id: str = ""
    follows: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def is_slip(self) -> bool:
        return not self.candidates


def spelled(protocol: Protocol, letters: Letters, site_id: str) -> str:
    """A site in letters, "TL3"; "" where its muscle has none. A midline site needs one only."""
    site = protocol.site(site_id)
    letter = letters.get(site.muscle, "")
    if not letter or site.side is Side.MIDLINE:
        return letter
    return letter + site_id.rsplit("-", 1)[1]


def spell(protocol: Protocol, letters: Letters, site_ids: Collection[str], typed: str) -> Spelling:
    """What the letters typed so far mean among some sites of a protocol."""
    words = {i: spelled(protocol, letters, i) for i in site_ids}
    candidates = tuple(i for i in site_ids if words[i] and words[i].startswith(typed))
    exact = [i for i in candidates if words[i] == typed]
    if exact:
        return Spelling(typed, site_id=exact[0], candidates=candidates)
    follows = dict.fromkeys(words[i][len(typed)] for i in candidates)
    return Spelling(typed, follows=tuple(follows), candidates=candidates)
