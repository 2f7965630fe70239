"""Tab leads through a part as it is read, whenever its controls were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_as_read(part: QWidget) -> None:
    """Let Tab go through a part's controls in the order of its layouts."""
    controls = [w for w in _widgets_in(part) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def _widgets_in(part: QWidget) -> Iterator[QWidget]:
    """A part and all that its layouts hold; a stand-in for another control is left out."""
    if part.focusProxy() is None:
        yield part
    inner = part.widget() if isinstance(part, QScrollArea) else None
    if inner is not None:
        yield from _widgets_in(inner)
    layout = part.layout()
    if layout is not None:
        yield from _widgets_of(layout)


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if widget is not None:
            yield from _widgets_in(widget)
        elif inner is not None:
            yield from _widgets_of(inner)
