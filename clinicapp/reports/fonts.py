"""The paper faces: registered once, measured often. Every one is embedded in the PDF."""

from __future__ import annotations

import functools
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from clinicapp.domain.errors import CatalogError
from clinicapp.reports import style

FILES = {
    style.REGULAR: "NotoSans-Regular.ttf",
    style.SEMI: "NotoSans-SemiBold.ttf",
    style.BOLD: "NotoSans-Bold.ttf",
    style.HEAVY: "NotoSans-ExtraBold.ttf",
    style.NARROW: "NotoSans-CondensedRegular.ttf",
    style.NARROW_SEMI: "NotoSans-CondensedSemiBold.ttf",
    style.SECOND: "DejaVuSans-Bold.ttf",
}


@functools.cache
def register_faces(folder: Path) -> None:
    """Make the paper faces known; refused when a file is missing or damaged."""
    for face, name in FILES.items():
        try:
            pdfmetrics.registerFont(TTFont(face, str(folder / name)))
        except (TTFError, OSError) as error:
            raise CatalogError(
                f"The paper font {name} cannot be read.", remedy="Install the program again."
            ) from error
    rl_config.canvas_basefontname = style.REGULAR
    rl_config.useA85 = 0  # page content as bytes: a fifth smaller, and made in half the time


@functools.lru_cache(maxsize=20_000)
def advance(text: str, face: str) -> float:
    """The width of a text at 1 point."""
    return pdfmetrics.stringWidth(text, face, 1.0)


def width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    return advance(text, face) * size


def largest(
    text: str, faces: tuple[str, ...], most: float, least: float, room: float
) -> tuple[str, float]:
    """The first face, and its greatest size, in which one line fits; else the last at `least`."""
    for face in faces:
        size = min(most, room / max(advance(text, face), 1e-6))
        if size >= least:
            return face, int(size * 4) / 4
    return faces[-1], least
