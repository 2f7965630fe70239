"""The artwork the screen draws from, and the letters that lead to a site."""

from __future__ import annotations

from functools import cache

from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.guides import load_guides
from clinicapp.catalog.site_letters import load_site_letters
from clinicapp.config.resources import resource
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.guides import Guides
from clinicapp.domain.spelling import MuscleLetter


@cache
def artwork() -> Artwork:
    """The shipped artwork, read at first use."""
    return load_artwork(resource("diagram"))


@cache
def drawn_muscles() -> frozenset[str]:
    """The codes of all muscles that the artwork draws."""
    return frozenset(m.muscle for art in artwork().views.values() for m in art.muscles)


@cache
def fills_muscles(theme: str) -> bool:
    """Whether a theme fills muscles; otherwise they can be outlined."""
    return artwork().palettes[theme].muscle_opacity > 0


def hidden_muscles(theme: str) -> frozenset[str]:
    """The muscles that a theme leaves out until somebody asks for them: its lines are few."""
    return frozenset() if fills_muscles(theme) else drawn_muscles()


@cache
def drawn_sites() -> frozenset[str]:
    """Every site that the artwork has a place for."""
    return frozenset(i for art in artwork().views.values() for i in art.site_points)


@cache
def muscle_letters() -> tuple[MuscleLetter, ...]:
    """The letters that lead to a site from the keyboard, read at first use."""
    return load_site_letters(resource("keys", "letters.toml"))


@cache
def letters_by_muscle() -> dict[str, str]:
    """Muscle codes with their letters."""
    return {one.code: one.letter for one in muscle_letters()}


@cache
def guides() -> Guides:
    """The shipped landmark guides, read at first use."""
    return load_guides(resource("diagram", "guides.toml"), artwork())
