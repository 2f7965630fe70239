"""Rows and columns whose gaps follow the chosen scale."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSpacerItem, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SPACE, px

Item = QWidget | QLayout | int | str | None
Margins = int | str | tuple[int, int, int, int]
_Direction = QBoxLayout.Direction


class ScaledLayout(QBoxLayout):
    """A box layout that keeps its lengths at 100 % and applies the scale itself."""

    def __init__(self, direction: QBoxLayout.Direction, gap: int, margins: Margins) -> None:
        super().__init__(direction)
        self._gap = gap
        self._margins = _four(margins)
        self._fixed: list[tuple[QSpacerItem, int]] = []
        self._apply_scale()
        notifier.theme_changed.connect(self._apply_scale)

    def add_gap(self, length: int) -> None:
        """Add a fixed space of `length` at 100 %."""
        width, height = self._sides(length)
        spacer = QSpacerItem(width, height)
        self._fixed.append((spacer, length))
        self.addItem(spacer)

    def set_margins(self, margins: Margins) -> None:
        """Set the margins, at 100 %."""
        self._margins = _four(margins)
        self._apply_scale()

    def set_gap(self, gap: int | str) -> None:
        """Set the space between items: a step of the space scale, or a length at 100 %."""
        self._gap = _length(gap)
        self._apply_scale()

    def _apply_scale(self) -> None:
        self.setSpacing(px(self._gap))
        left, top, right, bottom = self._margins
        self.setContentsMargins(px(left), px(top), px(right), px(bottom))
        for spacer, length in self._fixed:
            spacer.changeSize(*self._sides(length))
        self.invalidate()

    def _sides(self, length: int) -> tuple[int, int]:
        flat = self.direction() in (_Direction.LeftToRight, _Direction.RightToLeft)
        return (px(length), 0) if flat else (0, px(length))


def row(*items: Item, gap: int | str = "m", margins: Margins = 0) -> ScaledLayout:
    """A line of widgets, layouts, fixed spaces (a number or a step name) and None (stretch)."""
    return _fill(ScaledLayout(_Direction.LeftToRight, _length(gap), margins), items)


def column(*items: Item, gap: int | str = "m", margins: Margins = 0) -> ScaledLayout:
    """A stack, filled as `row`."""
    return _fill(ScaledLayout(_Direction.TopToBottom, _length(gap), margins), items)


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout."""
    made = QWidget()
    made.setObjectName(name)
    made.setLayout(layout)
    return made


def card(layout: ScaledLayout, kind: str = "plain", pad: Margins = "l") -> QFrame:
    """A surface with hairline and radius: plain, raised, sunken, accent, info, warn, danger, ok."""
    made = QFrame()
    made.setProperty("card", kind)
    layout.set_margins(pad)
    made.setLayout(layout)
    return made


def rule(*, vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("vrule" if vertical else "rule")
    return made


def empty(box: QLayout) -> None:
    """Take every widget out of a layout, and let Qt delete it."""
    while (item := box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()


def _fill(box: ScaledLayout, items: tuple[Item, ...]) -> ScaledLayout:
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int | str):
            box.add_gap(_length(item))
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    return box


def _length(step: int | str) -> int:
    return SPACE[step] if isinstance(step, str) else step


def _four(margins: Margins) -> tuple[int, int, int, int]:
    if isinstance(margins, tuple):
        return margins
    length = _length(margins)
    return (length, length, length, length)
