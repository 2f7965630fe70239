"""How wide the dose table's columns are: every number whole, names shortened before numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.dose_model import Column, DoseRow

# The widest sums of a usual protocol; a wider one widens its column when it comes.
SAMPLES = {
    Column.LEFT: "512.5",
    Column.MIDLINE: "37.5",
    Column.RIGHT: "512.5",
    Column.GIVEN: "512.5",
    Column.TO_GIVE: "512.5",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One way to write the table, from roomy to tight; lengths at 100 %."""

    sums: str
    pad: int
    gap: int
    has_names: bool


LOOKS = (
    Look("title3", 16, 6, True),
    Look("strong", 12, 6, True),
    Look("label", 8, 5, True),
    Look("label", 4, 2, False),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """The look that fits a width, and the px of every column."""

    look: Look
    widths: tuple[int, ...]


def fit_columns(width: int, heads: Sequence[str], rows: Sequence[DoseRow]) -> Fit:
    """The best look whose names and numbers all stand whole in a width in px.

    What is left over goes to the two sides, which hold the marks.
    """
    look, widths = LOOKS[-1], [0] * len(Column)
    for look in LOOKS:
        widths = [_least(column, look, heads, rows) for column in Column]
        if sum(widths) <= width:
            break
    spare = max(width - sum(widths), 0)
    widths[Column.LEFT] += spare // 2
    widths[Column.RIGHT] += spare // 2
    widths[Column.MUSCLE] += spare % 2
    return Fit(look, tuple(widths))


def words_font(column: Column, look: Look, *, is_sum: bool, is_current: bool = False) -> QFont:
    """The font of a cell's words."""
    if column is Column.MUSCLE and not is_sum:
        return font("label", weight=600 if is_current else 500)
    if look.sums == "label":
        return font("label", weight=600)
    return font(look.sums if is_sum and column >= Column.GIVEN else "strong")


def head_font() -> QFont:
    """The font of the column names."""
    return font("caption", weight=600)


def pads(column: Column, look: Look) -> tuple[int, int]:
    """The px left free at a cell's left and right."""
    left = px(look.pad) if column is Column.MUSCLE else 0
    return left, px(look.pad) if column is Column.TO_GIVE else 0


def name_of(row: DoseRow, look: Look) -> str:
    """What stands in a row's first column."""
    return row.words[Column.MUSCLE] if look.has_names or row.is_sum else row.muscle


def _least(column: Column, look: Look, heads: Sequence[str], rows: Sequence[DoseRow]) -> int:
    head = heads[column] if look.has_names or column is not Column.MUSCLE else ""
    widest = QFontMetricsF(head_font()).horizontalAdvance(head)
    if column is Column.MUSCLE:
        face = QFontMetricsF(words_font(column, look, is_sum=False, is_current=True))
        numbers = [name_of(row, look) for row in rows]
    else:
        face = QFontMetricsF(words_font(column, look, is_sum=True))
        numbers = [SAMPLES[column], *(row.words[column] for row in rows)]
    widest = max([widest, *(face.horizontalAdvance(words) for words in numbers)])
    return int(widest) + 1 + px(look.gap) + sum(pads(column, look))
