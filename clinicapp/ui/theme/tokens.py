"""Design tokens: one TOML file in, roles and numbers out; knows no Qt.

Every number here is at 100 %. `px` and `pxf` turn one into the length the chosen scale asks for,
at the point where it is handed to Qt; the layout helpers, `font` and `icons` do that themselves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import floor

from clinicapp.config.resources import resource

RAW = tomllib.loads(resource("theme", "tokens.toml").read_text("utf-8"))
SCALE_MIN, SCALE_MAX = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour scheme by role."""

    name: str
    colour: dict[str, str]

    def __getitem__(self, role: str) -> str:
        return self.colour[role]


@dataclass(frozen=True, slots=True)
class FontTokens:
    """The families, files and figures of the interface type."""

    ui: str
    display: str
    fallback: str
    files: tuple[str, ...]
    features: tuple[str, ...]
    code_features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale, in px at 100 %."""

    size: int
    line: int
    weight: int


@dataclass(slots=True)
class _Chosen:
    theme: Theme
    scale: float = SCALE_MIN


THEMES = {name: Theme(name, roles) for name, roles in RAW["colour"].items()}
SPACE: dict[str, int] = RAW["space"]
RADIUS: dict[str, int] = RAW["radius"]
SIZE: dict[str, int] = RAW["size"]
MOTION: dict[str, int] = RAW["motion"]
TYPE = {name: TypeStep(*numbers) for name, numbers in RAW["type"].items()}
FONT = FontTokens(
    ui=RAW["font"]["ui"],
    display=RAW["font"]["display"],
    fallback=RAW["font"]["fallback"],
    files=tuple(RAW["font"]["files"]),
    features=tuple(RAW["font"]["features"]),
    code_features=tuple(RAW["font"]["code_features"]),
)
_chosen = _Chosen(THEMES["light"])


def use(name: str, scale: float | None = None) -> Theme:
    """Make a theme, and a scale if one is named, the current one."""
    _chosen.theme = THEMES[name]
    if scale is not None:
        _chosen.scale = min(max(scale, SCALE_MIN), SCALE_MAX)
    return _chosen.theme


@contextmanager
def lent(name: str, scale: float) -> Iterator[Theme]:
    """Another theme and scale for what is painted meanwhile; no widget hears of it."""
    before = _chosen.theme.name, _chosen.scale
    try:
        yield use(name, scale)
    finally:
        use(*before)


def current() -> Theme:
    """The theme that is on."""
    return _chosen.theme


def scale() -> float:
    """How much larger than 100 % everything is drawn, 1.0 to 2.0."""
    return _chosen.scale


def c(role: str) -> str:
    """The current theme's colour of a role, as #rrggbb; painted widgets ask when they paint."""
    return _chosen.theme[role]


def px(length: float) -> int:
    """A length at 100 % as whole px at the chosen scale; never nothing for something."""
    scaled = floor(length * _chosen.scale + 0.5)
    return max(scaled, 1) if length > 0 else scaled


def pxf(length: float) -> float:
    """A length at 100 % at the chosen scale, unrounded, for painters."""
    return length * _chosen.scale


def luminance(hex_colour: str) -> float:
    """WCAG relative luminance of #rrggbb."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
