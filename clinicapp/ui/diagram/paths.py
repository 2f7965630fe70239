"""Path data into painter paths, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from clinicapp.domain.artwork import segments


@lru_cache(maxsize=2048)
def painter_path(path: str, *, even_odd: bool = False) -> QPainterPath:
    """The painter path of SVG path data; shared, so never changed by who uses it."""
    made = QPainterPath()
    draw: dict[str, Callable[..., None]] = {
        "M": made.moveTo,
        "L": made.lineTo,
        "Q": made.quadTo,
        "C": made.cubicTo,
    }
    for letter, numbers in segments(path):
        if letter == "Z":
            made.closeSubpath()
        else:
            draw[letter](*numbers)
    if even_odd:
        made.setFillRule(Qt.FillRule.OddEvenFill)
    return made
