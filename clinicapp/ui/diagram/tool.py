"""A way of working on a pane with the mouse or a finger, beside its sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent

if TYPE_CHECKING:
    from clinicapp.ui.diagram.pane import SitePane


class PaneTool:
    """Hears what happens on a pane's ground; True says that an event was this tool's.

    A pane asks its tools in order until one takes the event, and lets each paint under and over
    the marks.
    """

    def press(self, pane: SitePane, event: QMouseEvent) -> bool:
        """A button went down on the ground."""
        return False

    def move(self, pane: SitePane, event: QMouseEvent) -> bool:
        """The mouse moved over the ground, or with a button held."""
        return False

    def release(self, pane: SitePane, event: QMouseEvent) -> bool:
        """A button went up."""
        return False

    def wheel(self, pane: SitePane, event: QWheelEvent) -> bool:
        """The wheel turned over the pane."""
        return False

    def let_go(self, pane: SitePane) -> None:
        """Something else began, such as a pinch: what was begun here is not meant."""

    def paint_under(self, pane: SitePane, painter: QPainter) -> None:
        """Paint what of this tool lies under the marks."""

    def paint(self, pane: SitePane, painter: QPainter) -> None:
        """Paint what belongs to this tool."""
