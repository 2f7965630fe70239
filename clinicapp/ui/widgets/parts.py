"""The component kit in one place: what pages build themselves from."""

from __future__ import annotations

from clinicapp.ui.widgets.badges import Avatar, Keycap, Legend, Ring, Tag
from clinicapp.ui.widgets.buttons import Button, button, restyle
from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from clinicapp.ui.widgets.dose_table import DoseTable, density_for
from clinicapp.ui.widgets.fields import Field, SearchField, TextField, name_above
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, fact, label, set_tone
from clinicapp.ui.widgets.layouts import ScaledLayout, card, column, holder, row, rule
from clinicapp.ui.widgets.marks import mark_reach, paint_mark
from clinicapp.ui.widgets.notice import Notice
from clinicapp.ui.widgets.painted import Painted, focus_edge
from clinicapp.ui.widgets.states import EmptyState, ProgressCard

__all__ = [
    "Avatar",
    "Button",
    "ChoiceChips",
    "DoseTable",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "FlowLayout",
    "Glyph",
    "Keycap",
    "Legend",
    "Notice",
    "Painted",
    "ProgressCard",
    "Ring",
    "ScaledLayout",
    "SearchField",
    "Segmented",
    "Tag",
    "TextField",
    "button",
    "card",
    "column",
    "density_for",
    "fact",
    "focus_edge",
    "holder",
    "label",
    "mark_reach",
    "name_above",
    "paint_mark",
    "restyle",
    "row",
    "rule",
    "set_tone",
]
