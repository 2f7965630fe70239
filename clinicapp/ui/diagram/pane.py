"""One view of the diagram with a real control on every site."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import tzinfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
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
from clinicapp.ui.diagram.picture import ViewPicture
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.site_controls import SiteControls
from clinicapp.ui.diagram.tool import PaneTool
from clinicapp.ui.diagram.words import count_lines, enlarge_words, view_name
from clinicapp.ui.diagram.zoom_button import ZoomButton
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, SPACE, c, px

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
        self.tools: list[PaneTool] = []
        self.controls = SiteControls(self)
        self._next = self._selected = ""
        self._tag: tuple[tuple[Backdrop, str, tuple[str, ...]], QRectF] | None = None
        self._guard = BounceGuard(now)
        self._listen()
        self.zoom_button = ZoomButton(enlarge_words(view), self)
        self.zoom_button.setObjectName(f"enlarge-{view}")
        self.zoom_button.clicked.connect(lambda: self.enlarge_wanted.emit(str(view)))

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

    def set_crop(self, name: str) -> None:
        """Show the view as one of four ("pane") or alone ("close")."""
        if name != self._crop:
            self._crop = name
            self.zoom_button.setVisible(name == "pane")
            self._place_buttons()
            self._place_zoom()
            self.update()

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
        points = {i: self.site_point(i) for i in self._records}
        found = nearest_towards(points, points[site_id], step, but=site_id)
        if found is None:
            return False
        self.focus_site(found)
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
            self.controls.dress(self._session, self._records, changed, self._zone)
            self.zoom_button.raise_()

    def _place_buttons(self) -> None:
        self.controls.place({i: self.site_point(i) for i in self._records})

    def _place_zoom(self) -> None:
        """Stand the Enlarge button in its corner; it speaks up where the next site is small."""
        still = self.backdrop()
        gap = still.art.closest * still.geometry.scale
        is_small = bool(self._next) and gap < px(SIZE["touch"])
        points = [self.site_point(i) for i in self._records]
        self.zoom_button.stand(self.rect(), points, speaks_up=is_small)
        # In the lower corners no muscle is named; under the pill one may be.
        is_high = self.zoom_button.y() < self.height() / 2 and not self.zoom_button.isHidden()
        box = self.zoom_button.geometry()
        tool = (box.x(), box.y(), box.width(), box.height()) if is_high else None
        if tool != self._tool:
            self._tool = tool
            self.update()

    # what was done ----------------------------------------------------------------------------
    def _listen(self) -> None:
        sites = self.controls
        sites.focused.connect(self._on_focused)
        sites.look_changed.connect(self._refresh)
        sites.activated.connect(lambda i: self._act(self.site_activated, i, guarded=True))
        sites.give_pressed.connect(lambda i: self._act(self.give_wanted, i, guarded=True))
        sites.editor_pressed.connect(lambda i: self._act(self.editor_wanted, i))
        sites.take_back_pressed.connect(lambda i: self._act(self.take_back_wanted, i))
        sites.digit_pressed.connect(self._on_digit)
        sites.arrow_pressed.connect(self._on_arrow)

    def _act(self, signal: SignalInstance, site_id: str, *, guarded: bool = False) -> None:
        if self.read_only or (guarded and not self._guard.lets(site_id)):
            return
        signal.emit(site_id)

    def _on_digit(self, site_id: str, digit: str) -> None:
        if not self.read_only:
            self.dose_typed.emit(site_id, digit)

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
        """Paint one site again; alone and large, its name stands elsewhere, so all of it."""
        if self._crop == "close":
            self.update()
        elif site_id in self._records:
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
            self._paint_counts(painter, still)
        for tool in self.tools:
            tool.paint_under(self, painter)
        paint_leaders(painter, still, self._records.values())
        overlay.paint_sites(painter, self._placed(still, dirty), still.radius, numbers=True)
        if self._next in self._records:
            overlay.paint_next_tag(painter, self._tag_box(still), self.tr("Next"))
        self._paint_name(painter, still)
        for tool in self.tools:
            tool.paint(self, painter)

    def _placed(self, still: Backdrop, dirty: QRegion) -> Iterator[overlay.Placed]:
        for site_id, record in self._records.items():
            at = self.site_point(site_id)
            if dirty.intersects(overlay.site_box(at, still.radius).toAlignedRect()):
                button = self.controls[site_id]
                yield overlay.Placed(
                    record=record,
                    at=at,
                    is_focused=button.hasFocus(),
                    is_selected=site_id == self._selected,
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

    def _paint_counts(self, painter: QPainter, still: Backdrop) -> None:
        lines = count_lines(self._records.values())
        if len(lines) > still.free_count_lines:
            return  # some of them alone would tell a wrong sum
        painter.setFont(font("caption"))
        for line, (words, role) in enumerate(lines):
            painter.setPen(QColor(c(role)))
            painter.drawText(still.count_box(line), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_name(self, painter: QPainter, still: Backdrop) -> None:
        site_id = self.controls.focused_site()
        if self._crop != "close" or not site_id or self._session is None:
            return
        name = self._session.name(site_id)
        pills = [box for _, _, box in still.pill_boxes()]
        box = overlay.plate_box(name, self.width(), pills, px(SPACE["m"]))
        overlay.paint_plate(painter, box, name)

    # tools ------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not any(tool.press(self, event) for tool in self.tools):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not any(tool.move(self, event) for tool in self.tools):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not any(tool.release(self, event) for tool in self.tools):
            super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not any(tool.wheel(self, event) for tool in self.tools):
            super().wheelEvent(event)

    # upkeep -----------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()
        self._place_zoom()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._still = self._tag = None
        self.setAccessibleName(view_name(self.view))
        self.zoom_button.set_name(enlarge_words(self.view))
        self._dress(list(self._records))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(USUAL.width()), px(USUAL.height()))

    def minimumSizeHint(self) -> QSize:
        return LEAST
