"""Faces, colours and measures of every paper: points; no meaning rests on colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, letter

PAGE_SIZES: dict[str, tuple[float, float]] = {"Letter": letter, "A4": A4}
SIDE_MARGIN, TOP_MARGIN, FOOT_MARGIN = 36.0, 24.0, 24.0

REGULAR, SEMI, BOLD, HEAVY = "Paper", "Paper-SemiBold", "Paper-Bold", "Paper-ExtraBold"
NARROW, NARROW_SEMI = "Paper-Condensed", "Paper-CondensedSemiBold"
SECOND = "Paper-Second"

WHITE = HexColor("#ffffff")
BLACK = HexColor("#000000")
INK = HexColor("#17212b")
SECONDARY = HexColor("#47525d")
HERO = HexColor("#0f2f47")
ALERT = HexColor("#8f1d1d")
RULE = HexColor("#aeb7bf")
PALE = HexColor("#eef2f5")
GIVEN = HexColor("#134c31")
EXTRA = HexColor("#912a8d")
OMITTED = HexColor("#5b6169")


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set: face, size, line height and colour."""

    face: str
    size: float
    leading: float
    colour: Color = INK


@dataclass(frozen=True, slots=True)
class Scale:
    """One dial for the sheet's text: the body size; the rest follows it."""

    body: float

    @property
    def leading(self) -> float:
        return round(self.body * 1.235, 2)

    @property
    def head(self) -> float:
        return round(self.body * 1.12, 2)

    @property
    def gap(self) -> float:
        return round(self.body * 0.22, 2)

    @property
    def pad(self) -> float:
        return self.body * 0.8

    @property
    def text(self) -> Type:
        return Type(REGULAR, self.body, self.leading)

    def heading(self, colour: Color = INK) -> Type:
        """The type of a block's heading."""
        return Type(BOLD, self.head, self.head * 1.2, colour)
