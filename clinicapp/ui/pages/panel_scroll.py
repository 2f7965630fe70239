"""The scrolling middle of the panels beside the diagram."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea

from clinicapp.ui.widgets.layouts import holder

LEAST = 40


def panel_scroll(content: QLayout) -> QScrollArea:
    """A column that scrolls up and down only when it must, and never takes the keyboard."""
    made = QScrollArea()
    made.setWidget(holder(content, "inner"))
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setMinimumHeight(LEAST)
    return made
