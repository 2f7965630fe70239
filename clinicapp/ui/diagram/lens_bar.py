"""The buttons of a view that is shown alone: closer, farther, as it opened, and aside."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.ui.keymap import show_key
from clinicapp.ui.theme.tokens import SIZE, SPACE, px
from clinicapp.ui.widgets.buttons import Button

TOP = 48  # below the sides' pills
SIDES = {(-1, 0): "left", (1, 0): "right", (0, -1): "up", (0, 1): "down"}


class LensBar(QObject):
    """Stands over a pane; shown while its view is alone."""

    closer_wanted = Signal()
    farther_wanted = Signal()
    fit_wanted = Signal()
    aside_wanted = Signal(int, int)

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.box = QRect()
        self.closer = _tool(pane, "zoom-in", "zoom-in")
        self.farther = _tool(pane, "zoom-out", "zoom-out")
        self.fit = _tool(pane, "minimize-2", "zoom-fit")
        self.closer.clicked.connect(self.closer_wanted)
        self.farther.clicked.connect(self.farther_wanted)
        self.fit.clicked.connect(self.fit_wanted)
        self.arrows: dict[tuple[int, int], Button] = {}
        for side, name in SIDES.items():
            arrow = _tool(pane, f"chevron-{name}", f"look-{name}")
            # The keyboard goes to the sites themselves, which come into sight with it.
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            arrow.clicked.connect(partial(self._on_arrow, side))
            self.arrows[side] = arrow
        self.say()

    def stops(self) -> tuple[Button, ...]:
        """Its controls in the order the Tab key visits them."""
        return self.closer, self.farther, self.fit

    def boxes(self) -> list[QRect]:
        """Where its buttons stand now."""
        return [self.box, *(a.geometry() for a in self.arrows.values() if not a.isHidden())]

    def say(self) -> None:
        """Name every button in the language that is on."""
        tr = QCoreApplication.translate
        names = (
            (self.closer, tr("diagram", "Zoom in"), "zoom_in"),
            (self.farther, tr("diagram", "Zoom out"), "zoom_out"),
            (self.fit, tr("diagram", "Fit the sites"), "zoom_reset"),
            (self.arrows[-1, 0], tr("diagram", "More sites to the left"), ""),
            (self.arrows[1, 0], tr("diagram", "More sites to the right"), ""),
            (self.arrows[0, -1], tr("diagram", "More sites above"), ""),
            (self.arrows[0, 1], tr("diagram", "More sites below"), ""),
        )
        for button, name, code in names:
            button.setAccessibleName(name)
            button.setToolTip(name)
            if code:
                show_key(button, name, code)

    def hide(self) -> None:
        """Take it away: the view is one of four."""
        if self.box.isValid():
            self.box = QRect()
            for button in (*self.stops(), *self.arrows.values()):
                button.hide()

    def stand(self, sites: Collection[QPointF]) -> None:
        """Take a corner that no site is near as the view opens; it stays there."""
        touch, gap, edge = px(SIZE["touch"]), px(SPACE["xs"]), px(SPACE["s"])
        high = 3 * touch + 2 * gap
        right, bottom = self._pane.width() - touch - edge, self._pane.height() - high - edge
        corners = [(right, bottom), (right, px(TOP)), (edge, bottom), (edge, px(TOP))]
        boxes = [QRect(x, y, touch, high) for x, y in corners]
        self.box = max(boxes, key=lambda box: min(_distance(box, sites), touch))
        for n, button in enumerate(self.stops()):
            button.setGeometry(self.box.x(), self.box.y() + n * (touch + gap), touch, touch)
            button.show()
            button.raise_()

    def show_state(self, *, closest: bool, farthest: bool, fits: bool, speaks_up: bool) -> None:
        """Show what can be done now; "closer" speaks up where a finger could miss."""
        self.closer.setEnabled(not closest)
        self.farther.setEnabled(not farthest)
        self.fit.setEnabled(not fits)
        self.closer.set_kind("choice" if speaks_up else "secondary")

    def point(self, sites: Collection[QPointF], within: QRectF, following: QPointF | None) -> None:
        """Show an arrow to each side where sites are out of sight; the next site's is tinted."""
        slack = px(SPACE["xs"])
        within = within.adjusted(-slack, -slack, slack, slack)
        for side, arrow in self.arrows.items():
            arrow.setVisible(any(_is_beyond(site, within, side) for site in sites))
            is_next = following is not None and _is_beyond(following, within, side)
            arrow.set_kind("choice" if is_next else "secondary")
            arrow.setGeometry(self._arrow_box(side))
            arrow.raise_()

    def _arrow_box(self, side: tuple[int, int]) -> QRect:
        touch, edge = px(SIZE["touch"]), px(SPACE["s"])
        wide, high = self._pane.width() - touch, self._pane.height() - touch
        x = {-1: edge, 0: wide // 2, 1: wide - edge}[side[0]]
        y = {-1: px(TOP), 0: high // 2, 1: high - edge}[side[1]]
        box = QRect(x, y, touch, touch)
        if box.intersects(self.box):
            is_low = self.box.center().y() > self._pane.height() / 2
            box.moveTop(self.box.top() - touch - edge if is_low else self.box.bottom() + edge)
        return box

    def _on_arrow(self, side: tuple[int, int]) -> None:
        self.aside_wanted.emit(*side)


def _tool(pane: QWidget, icon: str, name: str) -> Button:
    made = Button("", icon=icon, bulk="icon", parent=pane)
    made.setObjectName(f"{name}-{pane.objectName()}" if pane.objectName() else name)
    made.hide()
    return made


def _is_beyond(site: QPointF, within: QRectF, side: tuple[int, int]) -> bool:
    """Whether a site lies out of sight on one side."""
    x, y = side
    if x:
        return site.x() < within.left() if x < 0 else site.x() > within.right()
    return site.y() < within.top() if y < 0 else site.y() > within.bottom()


def _distance(box: QRect, sites: Collection[QPointF]) -> float:
    """How far the nearest site is from a box; 0 inside it."""
    return min(
        (
            max(
                box.left() - site.x(),
                site.x() - box.right(),
                box.top() - site.y(),
                site.y() - box.bottom(),
                0.0,
            )
            for site in sites
        ),
        default=float("inf"),
    )
