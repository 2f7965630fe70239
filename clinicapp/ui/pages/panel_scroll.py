"""How the panels beside the diagram are laid out, and their scrolling middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from clinicapp.ui.widgets.layouts import column, holder, rule

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


def editor_layout(summary: QWidget, head: QLayout, middle: QLayout, foot: QLayout) -> QLayout:
    """An editor in the panel: the sums and its title stay, its middle scrolls, its acts stay."""
    scrolling = panel_scroll(middle)
    body = column(
        summary,
        rule(),
        holder(head),
        rule(),
        scrolling,
        rule(),
        holder(foot),
        gap=0,
        margins=1,
    )
    body.setStretch(body.indexOf(scrolling), 1)
    return body
