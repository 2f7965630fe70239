"""The artwork the screen draws from."""

from __future__ import annotations

from functools import cache

from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.guides import load_guides
from clinicapp.config.resources import resource
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.guides import Guides


@cache
def artwork() -> Artwork:
    """The shipped artwork, read at first use."""
    return load_artwork(resource("diagram"))


@cache
def drawn_sites() -> frozenset[str]:
    """Every site that the artwork has a place for."""
    return frozenset(i for art in artwork().views.values() for i in art.site_points)


@cache
def guides() -> Guides:
    """The shipped landmark guides, read at first use."""
    return load_guides(resource("diagram", "guides.toml"), artwork())
