"""Looking closer at a view that is shown alone: wheel, pinch, drag, keys and buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from clinicapp.ui.diagram.lens import MOST, STEP
from clinicapp.ui.diagram.lens_bar import LensBar
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.theme.tokens import SIZE, px

if TYPE_CHECKING:
    from clinicapp.ui.diagram.pane import SitePane

NOTCH = 120.0  # of a wheel, in eighths of a degree
ASIDE_SHARE = 0.4  # of a pane, that one press of an arrow moves the view
OPENING_PINCH = 1.15  # so far apart, and fingers on one of four views mean to enlarge it
_PLAIN = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class LensTool(PaneTool):
    """Moves one pane's lens; asked after every other tool of the pane."""

    def __init__(self, pane: SitePane) -> None:
        self._pane = pane
        self.bar = LensBar(pane)
        self.bar.closer_wanted.connect(self._on_closer)
        self.bar.farther_wanted.connect(self._on_farther)
        self.bar.fit_wanted.connect(self._on_fit)
        self.bar.aside_wanted.connect(self.aside)
        self._held: QPointF | None = None  # where the mouse has hold of the view
        self._is_spent = False  # what is left of a pinch that has enlarged the view
        self._pinched_from = 1.0  # the zoom a pinch began with

    @property
    def is_loose(self) -> bool:
        """Whether there is more of the view than the pane shows."""
        return self._pane.is_alone and self._pane.backdrop().zoom > 1.0

    # acts -------------------------------------------------------------------------------------
    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Closer or farther by a factor; what is at `about`, in px, stays where it is."""
        if not self._pane.is_alone:
            return
        still = self._pane.backdrop()
        spot = about if about is not None else self._anchor()
        self._pane.look(still.frame.zoomed(still.exact_geometry, factor, spot))

    def step(self, *, closer: bool) -> None:
        """One press closer or farther, about the site in hand."""
        self.zoom(STEP if closer else 1 / STEP)

    def work(self, about: QPointF | None = None) -> None:
        """As close as a gloved finger needs to hit every site."""
        still = self._pane.backdrop()
        self.zoom(max(px(SIZE["region_chip"]) / still.apart, 1.0), about)

    def reset(self) -> None:
        """Let the sites spread by themselves again."""
        self._pane.look(None)

    def turn(self, about: QPointF) -> None:
        """What a double tap does: this view alone, then closer to this place, then back."""
        if not self._pane.is_alone:
            self._pane.enlarge_wanted.emit(str(self._pane.view))
            return
        self._pane.hold_taps()
        if self._pane.backdrop().apart < px(SIZE["region_chip"]):
            self.work(about)
        else:
            self.reset()

    def aside(self, x: int, y: int) -> None:
        """Look a part of the pane farther in a direction."""
        self._pane.hold_taps()
        by = QPointF(-x * self._pane.width(), -y * self._pane.height()) * ASIDE_SHARE
        self.move_by(by)

    def move_by(self, by: QPointF) -> None:
        """Move the view by px, as far as it goes."""
        if self.is_loose:
            still = self._pane.backdrop()
            self._pane.look(still.frame.moved(still.exact_geometry, by))

    def reveal(self, site_id: str) -> None:
        """Bring a site into full sight; one that is there already moves nothing."""
        still, at = self._pane.backdrop(), self._pane.site_point(site_id)
        if not self.is_loose or still.site_room().contains(at):
            return
        point = still.geometry.to_units(at)
        shown = still.frame.shown(still.exact_geometry, [point], still.reveal_room())
        self._pane.look(still.frame.lens(shown))

    def _anchor(self) -> QPointF:
        """What stays in place without a pointer: the site in hand, the next one, or the middle."""
        pane = self._pane
        for site_id in (pane.controls.focused_site(), pane.next_site):
            if site_id and pane.backdrop().site_room().contains(pane.site_point(site_id)):
                return pane.site_point(site_id)
        return QPointF(pane.width() / 2, pane.height() / 2)

    def _on_closer(self) -> None:
        self._pane.hold_taps()
        if self._pane.backdrop().apart < px(SIZE["touch"]):
            self.work()
        else:
            self.step(closer=True)

    def _on_farther(self) -> None:
        self._pane.hold_taps()
        self.step(closer=False)

    def _on_fit(self) -> None:
        self._pane.hold_taps()
        self.reset()

    def place(self) -> None:
        """Show the bar while the view is alone, and what it can do."""
        pane, still = self._pane, self._pane.backdrop()
        self.show_hand()
        if not pane.is_alone:
            self.bar.hide()
            return
        opening = replace(still, lens=None)
        self.bar.stand([opening.site_point(i) for i in still.art.site_points])
        following = pane.site_point(pane.next_site) if pane.next_site else None
        self.bar.point(pane.site_points().values(), still.site_room(), following)
        self.bar.show_state(
            closest=still.zoom >= MOST,
            farthest=still.zoom <= 1.0,
            fits=still.lens is None,
            speaks_up=following is not None and still.apart < px(SIZE["touch"]),
        )

    # mouse ------------------------------------------------------------------------------------
    def press(self, pane: SitePane, event: QMouseEvent) -> bool:
        is_middle = event.button() == Qt.MouseButton.MiddleButton
        is_left = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == _PLAIN
        if not self.is_loose or not (is_middle or is_left):
            return False
        self._held = event.position()
        pane.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def move(self, pane: SitePane, event: QMouseEvent) -> bool:
        if self._held is None:
            return False
        self.move_by(event.position() - self._held)
        self._held = event.position()
        return True

    def release(self, pane: SitePane, event: QMouseEvent) -> bool:
        if self._held is None:
            return False
        self.let_go(pane)
        return True

    def let_go(self, pane: SitePane) -> None:
        """Take the hand off the view."""
        self._held = None
        self.show_hand()

    def show_hand(self) -> None:
        """Show over the ground whether it can be moved."""
        is_taken = self._pane.cursor().shape() is Qt.CursorShape.CrossCursor
        if self._held is None and not is_taken:
            if self.is_loose:
                self._pane.setCursor(Qt.CursorShape.OpenHandCursor)
            else:
                self._pane.unsetCursor()

    def wheel(self, pane: SitePane, event: QWheelEvent) -> bool:
        turned, is_pad = event.angleDelta(), event.phase() != Qt.ScrollPhase.NoScrollPhase
        is_ctrl = bool(event.modifiers() & _CTRL)
        if not pane.is_alone:
            if is_ctrl and turned.y() > 0:
                pane.enlarge_wanted.emit(str(pane.view))
            return is_ctrl
        if is_pad and not is_ctrl:
            self.move_by(QPointF(event.pixelDelta() if event.hasPixelDelta() else turned))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.move_by(QPointF(turned.y() or turned.x(), 0))
        elif turned.x() and not turned.y():
            self.move_by(QPointF(turned.x(), 0))
        else:
            self.zoom(STEP ** (turned.y() / NOTCH), event.position())
        return True

    # fingers ----------------------------------------------------------------------------------
    def gesture(self, event: QEvent) -> bool:
        """Follow two fingers on a screen or a pad."""
        if isinstance(event, QNativeGestureEvent):
            return self._on_pad(event)
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._on_pinch(pinch)
                event.accept(Qt.GestureType.PinchGesture)
                return True
        return False

    def _on_pinch(self, pinch: QPinchGesture) -> None:
        pane = self._pane
        if pinch.state() == Qt.GestureState.GestureStarted:
            self._is_spent, self._pinched_from = False, pane.backdrop().zoom
            # The first finger pressed something before the second came: that is not meant.
            pane.let_go()
        if self._is_spent:
            return
        if not pane.is_alone:
            if pinch.totalScaleFactor() > OPENING_PINCH:
                self._is_spent = True
                pane.enlarge_wanted.emit(str(pane.view))
            return
        now = QPointF(pane.mapFromGlobal(pinch.centerPoint()))
        before = QPointF(pane.mapFromGlobal(pinch.lastCenterPoint()))
        self.move_by(now - before)
        wanted = self._pinched_from * pinch.totalScaleFactor()
        self.zoom(wanted / pane.backdrop().zoom, now)

    def _on_pad(self, event: QNativeGestureEvent) -> bool:
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.turn(event.position())
        elif kind != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        elif self._pane.is_alone:
            self.zoom(1.0 + event.value(), event.position())
        elif event.value() > 0:
            self._pane.enlarge_wanted.emit(str(self._pane.view))
        event.accept()
        return True
