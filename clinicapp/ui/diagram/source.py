"""The artwork the screen draws from."""

from __future__ import annotations

from functools import cache

from clinicapp.catalog.artwork import load_artwork
from clinicapp.config.resources import resource
from clinicapp.domain.artwork import Artwork


@cache
def artwork() -> Artwork:
    """The shipped artwork, read at first use."""
    return load_artwork(resource("diagram"))
