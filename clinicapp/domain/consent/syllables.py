"""How many syllables a word has, by rules of spelling alone, so a rare word may be one off."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = tuple(
    re.compile(pattern)
    for pattern in (
        r"[^aeiouyl]e$",  # needle counts, nerve does not
        r"[aeiouyrl]le$",
        r"[^aeiouylscxzgh]es$",  # takes; but doses, places, watches
        r"[aeiouyrl]les$",
        r"(?<![eo])aches$",
        r"[^aeioutdl]ed$",  # used; but treated
        r"(?<![bcdfgkpstz])led$",  # called; but settled
        r"[^aeiouy]e(?:ment|ly|ful|less|ness|thing|times?)s?$",
    )
)
_APART = tuple(
    re.compile(pattern)
    for pattern in (
        r"[^cstg]ia",  # diary; but special
        r"[^cstgx]io(?!n$|ns$)",  # serious, period; but opinion
        r"iu",
        r"[^pgm]eo",  # video; but people, someone
        r"[^qg]u[ao]",  # usual; but language
        r"[dqu]iet",
        r"[aeiouy]ing",  # being, trying
        r"^reac[^h]",
        r"creat(?!u)",
        r"(?:ar|id)eas?$",
        r"(?:sc|[lrnd])ien[ct]",  # client; but patient
        r"(?:s|th)ms?$",  # spasm
        r"[ds]nt$",  # didn't
    )
)

_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_STRONG, _WEAK_WITH_ACCENT = "aeoáéó", "íú"


@lru_cache(maxsize=4096)  # a text says the same words again and again
def english_syllables(word: str) -> int:
    """Vowels side by side count once, without the silent e, and apart where they are said so."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    if not letters:
        return 0
    count = len(_ENGLISH_VOWELS.findall(letters))
    count -= sum(1 for rule in _SILENT if rule.search(letters))
    count += sum(len(rule.findall(letters)) for rule in _APART)
    return max(count, 1)


@lru_cache(maxsize=4096)
def spanish_syllables(word: str) -> int:
    """Vowels side by side count once, but two strong ones, or a weak one with accent, twice."""
    letters = re.sub(r"[^a-záéíóúüñ]", "", word.casefold())
    if not letters:
        return 0
    spoken = re.sub(r"qu|gu(?=[eiéí])", "g", letters)
    spoken = re.sub(r"y(?![aeiouáéíóú])", "i", spoken)
    groups: list[str] = _SPANISH_VOWELS.findall(spoken)
    return max(sum(1 + _hiatuses(g) for g in groups), 1)


def _hiatuses(vowels: str) -> int:
    return sum(1 for first, second in pairwise(vowels) if _is_apart(first, second))


def _is_apart(first: str, second: str) -> bool:
    if first in _STRONG and second in _STRONG:
        return True
    pair = first + second
    is_stressed = any(v in _WEAK_WITH_ACCENT for v in pair) and any(v in _STRONG for v in pair)
    return is_stressed or first == second
