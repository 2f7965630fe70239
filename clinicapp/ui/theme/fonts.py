"""The shipped fonts and the type scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from clinicapp.config.resources import resource
from clinicapp.domain.errors import CatalogError
from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.tokens import FONT, TYPE

DISPLAY_FROM = 20
TIGHT_FROM = 26


def register_fonts() -> None:
    """Load the shipped font files; refused when one is missing or damaged."""
    for name in FONT.files:
        if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0:
            raise CatalogError(f"The font {name} cannot be read.", remedy="Install again.")


def font(
    step: str = "body", *, weight: int | None = None, px: float | None = None, code: bool = False
) -> QFont:
    """A font of the type scale; `px` is its size at 100 %, `code` tells 0 O and I l 1 apart."""
    size = px or TYPE[step].size
    made = _font(size, weight or TYPE[step].weight, code, tokens.scale())
    return QFont(made)  # a copy: callers may change theirs


@lru_cache(maxsize=256)
def _font(size: float, weight: int, code: bool, _scale: float) -> QFont:
    made = QFont([family_of(size), FONT.fallback])
    made.setPixelSize(tokens.px(size))
    made.setWeight(QFont.Weight(weight))
    for tag in FONT.code_features if code else FONT.features:
        made.setFeature(QFont.Tag(tag), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if size >= TIGHT_FROM:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return made


def family_of(size: float) -> str:
    """The family for a size at 100 %: large type has its own cut."""
    return FONT.display if size >= DISPLAY_FROM else FONT.ui
