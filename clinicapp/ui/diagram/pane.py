"""One view of the diagram with a real control on every site."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram import overlay
from clinicapp.ui.diagram.backdrop import Backdrop
from clinicapp.ui.diagram.bounce import BounceGuard
from clinicapp.ui.diagram.geometry import nearest_towards
from clinicapp.ui.diagram.leaders import paint_leaders
from clinicapp.ui.diagram.lens import Lens
from clinicapp.ui.diagram.lens_tool import LensTool
from clinicapp.ui.diagram.name_plate import NamePlate
from clinicapp.ui.diagram.past import Past, PastLayer
from clinicapp.ui.diagram.picture import ViewPicture
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.site_controls import SiteControls
from clinicapp.ui.diagram.stage import ALONE
from clinicapp.ui.diagram.still import LOOKED_MOST
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.diagram.words import count_lines, enlarge_words, view_name
from clinicapp.ui.diagram.zoom_button import ZoomButton
from clinicapp.ui.theme.tokens import SIZE, px

GESTURES = (QEvent.Type.Gesture, QEvent.Type.NativeGesture)
LEAST, USUAL = QSize(160, 140), QSize(420, 340)


class SitePane(ViewPicture):
    """One view. It shows a session and says what was done to which site; it decides nothing."""

    is_compact = False

    site_focused = Signal(str)
    site_activated = Signal(str)
    give_wanted = Signal(str)
    editor_wanted = Signal(str)
    take_back_wanted = Signal(str)
    dose_typed = Signal(str, str)
    choose_wanted = Signal(str, bool)
    edge_reached = Signal(str, int, int)
    enlarge_wanted = Signal(str)

    def __init__(
        self,
        view: View,
        *,
        zone: tzinfo | None = None,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view, parent)
        self.read_only = False
        self._zone = zone
        self.past = PastLayer(self)
        self.tools: list[PaneTool] = [self.past]
        self.lens_tool = LensTool(self)
        self.controls = SiteControls(self)
        self._next = self._selected = ""
        self._chosen: frozenset[str] = frozenset()
        self._tag: tuple[tuple[Backdrop, str, tuple[str, ...]], QRectF] | None = None
        self._guard = BounceGuard(now)
        self.plate = NamePlate(self, now)
        self._listen()
        self.zoom_button = ZoomButton(enlarge_words(view), self)
        self.zoom_button.setObjectName(f"enlarge-{view}")
        self.zoom_button.clicked.connect(lambda: self.enlarge_wanted.emit(str(view)))
        self.grabGesture(Qt.GestureType.PinchGesture)

    # what is shown ----------------------------------------------------------------------------
    def set_next(self, site_id: str | None) -> None:
        """Point out the next site; nothing, or a site of another view, takes the tag away."""
        chosen = site_id if site_id in self._records else ""
        if chosen != self._next:
            self._refresh_next()
            self._next = chosen or ""
            self._refresh_next()
            self._place_zoom()

    def set_selected(self, site_id: str | None) -> None:
        """Ring the site that is open elsewhere on the page."""
        chosen = site_id if site_id in self._records else ""
        if chosen != self._selected:
            self._refresh(self._selected)
            self._selected = chosen or ""
            self._refresh(self._selected)

    def set_chosen(self, site_ids: Iterable[str]) -> None:
        """Frame the sites that are chosen to be acted on together."""
        chosen = frozenset(site_ids)
        changed, self._chosen = chosen ^ self._chosen, chosen
        self.controls.set_chosen(chosen)
        for site_id in changed:
            self._refresh(site_id)

    def show_past(self, past: Past) -> None:
        """Show ghosts, suspects or sums beside the session, and let the tooltips tell of them."""
        self.past.show(past)
        self._dress(list(self._records))
        self.update()

    def set_crop(self, name: str) -> None:
        """Show the view as one of four ("pane") or alone ("close")."""
        if name != self._crop:
            self._crop, self._lens = name, None
            self.zoom_button.setVisible(name == "pane")
            self._place_buttons()
            self._place_zoom()
            self.update()

    @property
    def is_alone(self) -> bool:
        """Whether this view is shown alone."""
        return self._crop == ALONE

    @property
    def next_site(self) -> str:
        """The site of this view that is pointed out as the next, or nothing."""
        return self._next if self._next in self._records else ""

    def look(self, lens: Lens | None) -> None:
        """Look at the view through a lens; without one its sites spread by themselves."""
        if lens != self._lens:
            self._lens = lens
            self._still.stir(LOOKED_MOST)
            self._place_buttons()
            self._place_zoom()
            self.update()

    def hold_taps(self) -> None:
        """Let no tap act for a moment: what is under the finger has just come there."""
        self._guard.hold()

    def let_go(self) -> None:
        """Forget every press that has not become an act."""
        self.controls.let_go()
        for tool in self._asked():
            tool.let_go(self)

    def set_zone(self, zone: tzinfo) -> None:
        """Tell times of day in a time zone."""
        if zone != self._zone:
            self._zone = zone
            self._dress(list(self._records))

    def button(self, site_id: str) -> SiteButton:
        """The control of a site that is shown."""
        return self.controls[site_id]

    # controls ---------------------------------------------------------------------------------
    def move_focus(self, site_id: str, step: tuple[int, int]) -> bool:
        """Move the keyboard to the nearest site in a direction; False at the edge of the view."""
        points = self.site_points()
        found = nearest_towards(points, points[site_id], step, but=site_id)
        if found is None:
            return False
        self.focus_site(found)
        self.say_name(found)
        return True

    def focus_site(self, site_id: str) -> None:
        """Give a site the keyboard."""
        self.controls.focus(site_id)

    def _on_records_changed(self, changed: list[str], *, is_same_places: bool) -> None:
        self._dress(changed)
        if is_same_places:
            self.update(self.backdrop().head_box().toAlignedRect())
            for site_id in changed:
                self._refresh(site_id)
        else:
            self._place_buttons()
            self._place_zoom()
            self.update()

    def _dress(self, changed: list[str]) -> None:
        if self._session is not None:
            self.controls.dress(self._session, self._records, changed, self._zone, self.past)
            self.zoom_button.raise_()

    def _place_buttons(self, *, is_moving: bool = False) -> None:
        still, points = self.backdrop(), self.site_points()
        self.controls.place(
            points,
            still.reach,
            still.radius,
            is_loose=self.lens_tool.is_loose,
            is_moving=is_moving,
        )

    def on_settled(self) -> None:
        self._place_buttons()
        super().on_settled()

    def _place_zoom(self) -> None:
        """Stand the tools in their corners; they speak up where the next site is small."""
        self.lens_tool.place()
        if self.is_alone:
            self._keep_clear_of(*self.lens_tool.bar.boxes())
            return
        still = self.backdrop()
        gap = still.art.closest * still.geometry.scale
        is_small = bool(self._next) and gap < px(SIZE["touch"])
        self.zoom_button.stand(self.rect(), self.site_points().values(), speaks_up=is_small)
        # In the lower corners no muscle is named; under the pill one may be.
        is_high = self.zoom_button.y() < self.height() / 2 and not self.zoom_button.isHidden()
        self._keep_clear_of(*([self.zoom_button.geometry()] if is_high else []))

    def _keep_clear_of(self, *boxes: QRect) -> None:
        """Let no muscle's name stand under a tool."""
        tools = tuple((box.x(), box.y(), box.width(), box.height()) for box in boxes)
        if tools != self._tools:
            self._tools = tools
            self.update()

    # what was done ----------------------------------------------------------------------------
    def _listen(self) -> None:
        sites = self.controls
        sites.focused.connect(self._on_focused)
        sites.visited.connect(self.say_name)
        sites.reveal_wanted.connect(self.lens_tool.reveal)
        sites.look_changed.connect(self._refresh)
        sites.activated.connect(lambda i: self._act(self.site_activated, i, guarded=True))
        sites.give_pressed.connect(lambda i: self._act(self.give_wanted, i, guarded=True))
        sites.editor_pressed.connect(lambda i: self._act(self.editor_wanted, i))
        sites.take_back_pressed.connect(lambda i: self._act(self.take_back_wanted, i))
        sites.digit_pressed.connect(self._on_digit)
        sites.choose_pressed.connect(self._on_choose)
        sites.arrow_pressed.connect(self._on_arrow)

    def _act(self, signal: SignalInstance, site_id: str, *, guarded: bool = False) -> None:
        self.say_name(site_id)
        if self.read_only or (guarded and not self._guard.lets(site_id)):
            return
        signal.emit(site_id)

    def _on_digit(self, site_id: str, digit: str) -> None:
        self.say_name(site_id)
        if not self.read_only:
            self.dose_typed.emit(site_id, digit)

    def _on_choose(self, site_id: str, far: bool) -> None:
        if not self.read_only and self._guard.lets(site_id):
            self.choose_wanted.emit(site_id, far)

    def _on_arrow(self, site_id: str, x: int, y: int) -> None:
        if not self.move_focus(site_id, (x, y)):
            self.edge_reached.emit(site_id, x, y)

    def _on_focused(self, site_id: str) -> None:
        self._refresh(site_id)
        self.site_focused.emit(site_id)

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self._place_buttons()
        self._place_zoom()

    # painting ---------------------------------------------------------------------------------
    def _refresh(self, site_id: str) -> None:
        """Paint one site again."""
        if site_id in self._records:
            still = self.backdrop()
            box = overlay.site_box(self.site_point(site_id), still.radius)
            self.update(box.toAlignedRect())

    def _refresh_next(self) -> None:
        """Paint the next site and its tag again."""
        if self._next in self._records:
            self._refresh(self._next)
            self.update(self._tag_box(self.backdrop()).adjusted(-2, -2, 2, 2).toAlignedRect())

    def paint_over(self, painter: QPainter, still: Backdrop, dirty: QRegion) -> None:
        if self._session and dirty.intersects(still.head_box().toAlignedRect()):
            lines = self.past.counts() or count_lines(self._records.values())
            overlay.paint_counts(painter, still, lines)
        painter.setClipRegion(dirty)  # so that a tool can tell what need not be painted
        for tool in self.tools:
            tool.paint_under(self, painter)
        paint_leaders(painter, still, self._records.values())
        placed = self._placed(still, dirty)
        overlay.paint_sites(
            painter, placed, still.radius, numbers=True, paint_mark=self.past.paint_mark
        )
        if self._next in self._records:
            overlay.paint_next_tag(painter, self._tag_box(still), self.tr("Next"))
        for tool in self.tools:
            tool.paint(self, painter)
        self.plate.paint(painter)

    def _placed(self, still: Backdrop, dirty: QRegion) -> Iterator[overlay.Placed]:
        points = self.site_points()
        for site_id, record in self._records.items():
            at = points[site_id]
            if dirty.intersects(overlay.site_box(at, still.radius).toAlignedRect()):
                button = self.controls[site_id]
                yield overlay.Placed(
                    record=record,
                    at=at,
                    is_focused=button.hasFocus(),
                    is_selected=site_id == self._selected,
                    is_chosen=site_id in self._chosen,
                    is_next=site_id == self._next,
                    is_touched=button.is_hovered or button.isDown(),
                )

    def next_box(self) -> QRectF:
        """Where the word on the next site stands; an empty box while it is not in this view."""
        return self._tag_box(self.backdrop()) if self._next in self._records else QRectF()

    def _tag_box(self, still: Backdrop) -> QRectF:
        key = (still, self._next, self.site_ids())
        if self._tag is None or self._tag[0] != key:
            at = self.site_point(self._next)
            others = [self.site_point(i) for i in self._records if i != self._next]
            words, room = self.tr("Next"), QRectF(self.rect())
            self._tag = key, overlay.next_tag_box(words, at, others, still.radius, room)
        return self._tag[1]

    def say_name(self, site_id: str) -> None:
        """Say a site's name large at the edge for a second."""
        if self._session is not None:
            still = self.backdrop()
            pills = [box for _, _, box in still.pill_boxes()]
            name = self._session.name(site_id)
            mark = overlay.site_box(self.site_point(site_id), still.radius)
            self.plate.say(name, mark, pills)

    # tools ------------------------------------------------------------------------------------
    def _asked(self) -> tuple[PaneTool, ...]:
        return (*self.tools, self.lens_tool)

    def event(self, event: QEvent) -> bool:
        is_taken = event.type() in GESTURES and self.lens_tool.gesture(event)
        is_taken = is_taken or (isinstance(event, QHelpEvent) and self.past.tell(event))
        return is_taken or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not any(tool.press(self, event) for tool in self._asked()):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not any(tool.press(self, event) for tool in self.tools):
            self.lens_tool.turn(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not any(tool.move(self, event) for tool in self._asked()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not any(tool.release(self, event) for tool in self._asked()):
            super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not any(tool.wheel(self, event) for tool in self._asked()):
            super().wheelEvent(event)

    # upkeep -----------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_moving = self._still.is_moving
        self._still.stir()
        self._place_buttons(is_moving=is_moving)
        self._place_zoom()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._tag = None
        self._still.forget()
        self.setAccessibleName(view_name(self.view))
        self.zoom_button.set_name(enlarge_words(self.view))
        self.lens_tool.bar.say()
        self._dress(list(self._records))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(USUAL.width()), px(USUAL.height()))

    def minimumSizeHint(self) -> QSize:
        return LEAST
