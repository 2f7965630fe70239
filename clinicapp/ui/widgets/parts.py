"""The component kit in one place: what pages build themselves from."""

from __future__ import annotations

from clinicapp.ui.widgets.buttons import Button, button, restyle
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, fact, label, set_tone
from clinicapp.ui.widgets.layouts import ScaledLayout, card, column, holder, row, rule
from clinicapp.ui.widgets.marks import mark_extent, paint_mark
from clinicapp.ui.widgets.painted import Painted, focus_edge

__all__ = [
    "Button",
    "ElidedLabel",
    "Glyph",
    "Painted",
    "ScaledLayout",
    "button",
    "card",
    "column",
    "fact",
    "focus_edge",
    "holder",
    "label",
    "mark_extent",
    "paint_mark",
    "restyle",
    "row",
    "rule",
    "set_tone",
]
