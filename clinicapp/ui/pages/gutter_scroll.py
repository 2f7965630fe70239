"""A scrolled column whose bar stands in the page's own margin, so that nothing moves for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.layouts import ScaledLayout, column, holder

GUTTER = 14


class GutterScroll(QScrollArea):
    """Scrolls a layout; its right margin is the gutter, with or without the bar in it."""

    def __init__(self, content: ScaledLayout) -> None:
        super().__init__()
        self._box = column(content, gap=0)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder(self._box, "inner"))
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_gutter())
        notifier.theme_changed.connect(self._keep_gutter)
        self._keep_gutter()

    def _keep_gutter(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        margins = self._box.contentsMargins()
        margins.setRight(max(px(GUTTER) - taken, 0))
        self._box.setContentsMargins(margins)
