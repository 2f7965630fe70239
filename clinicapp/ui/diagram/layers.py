"""The drawing of a view as pictures, layer by layer: made once for each look, and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from clinicapp.domain.artwork import WIDTH, Box
from clinicapp.domain.drawing import lines_of, muscles_of, skin_of
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.art import HEAD_FROM, paint_shapes, rub_out_edges
from clinicapp.ui.diagram.source import artwork

KEPT_BYTES = 96 * 2**20  # what a page with four views and each alone needs on a dense screen
BYTES_A_DOT = 4

Dots = tuple[int, int, int, int]  # left, top, width, height in dots of the screen


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a drawing depends on; two equal ones look the same.

    `dots` is the part that is drawn, in dots of the screen counted from the view's own corner;
    `scale` is in px per unit, `ratio` in dots per px.
    """

    view: View
    crop: str
    theme: str
    ratio: float
    scale: float
    hidden: frozenset[str]
    dots: Dots

    @property
    def look(self) -> tuple[object, ...]:
        """What must be alike for one drawing to stand in for another for a moment."""
        return self.view, self.crop, self.theme, self.ratio, self.hidden

    def covers(self, other: Sheet) -> bool:
        """Whether this drawing holds all that another one shows, at the same scale."""
        is_alike = self.look == other.look and self.scale == other.scale
        return is_alike and QRect(*self.dots).contains(QRect(*other.dots))


class _Shelf:
    """Pictures by what they depend on; those not asked for the longest are let go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Sheet], QPixmap] = OrderedDict()
        self._bytes = 0

    def find(self, layer: str, sheet: Sheet, make: Callable[[], QPixmap]) -> QPixmap:
        """The picture of a layer, made if it is not kept."""
        key = layer, sheet
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = make()
        self._kept[key] = made
        self._bytes += _size(made)
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _size(dropped)
        return made


_shelf = _Shelf()


def whole_part(crop: Box, scale: float, ratio: float) -> Dots:
    """The dots of all that is drawn of a crop: the view's full width, down to the crop's foot."""
    dots = scale * ratio
    top = int(crop.y * dots) if crop.y > HEAD_FROM else 0
    return 0, top, ceil(WIDTH * dots) + 1, max(ceil(crop.bottom * dots) - top, 1)


def drawn(sheet: Sheet) -> QPixmap:
    """The drawing without words and sites, sharp at the screen's ratio."""
    return _shelf.find("drawing", sheet, lambda: _compose(sheet))


def _compose(sheet: Sheet) -> QPixmap:
    art, palette = artwork().views[sheet.view], artwork().palettes[sheet.theme]
    # Skin and tone take most of the time, and are the same whichever muscles are shown.
    skin = _shelf.find("skin", replace(sheet, hidden=frozenset()), lambda: _skin(sheet))
    made = QPixmap(skin)
    painter = _painter(made, sheet)
    paint_shapes(painter, muscles_of(art, palette, sheet.hidden))
    paint_shapes(painter, lines_of(art, palette))
    rub_out_edges(painter, art.crops[sheet.crop])
    painter.end()
    return made


def _skin(sheet: Sheet) -> QPixmap:
    _, _, width, height = sheet.dots
    made = QPixmap(width, height)
    made.setDevicePixelRatio(sheet.ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = _painter(made, sheet)
    paint_shapes(painter, skin_of(artwork().views[sheet.view], artwork().palettes[sheet.theme]))
    painter.end()
    return made


def _painter(made: QPixmap, sheet: Sheet) -> QPainter:
    """A painter in view units whose corner is the sheet's."""
    painter = QPainter(made)
    left, top, _, _ = sheet.dots
    painter.translate(-left / sheet.ratio, -top / sheet.ratio)
    painter.scale(sheet.scale, sheet.scale)
    return painter


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * BYTES_A_DOT
