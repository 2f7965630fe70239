"""All four views of a session at once, or one of them alone and large."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.geometry import nearest_towards
from clinicapp.ui.diagram.muscles import Muscles
from clinicapp.ui.diagram.next_view import NextView
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.past import Past
from clinicapp.ui.diagram.site_button import SiteButton
from clinicapp.ui.diagram.view_strip import ViewStrip
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import c, px

LEFT_SHARE, TOP_SHARE = 0.48, 0.51  # the back is wider, the upper row a little higher
STRIP_WIDTH, NARROW_STRIP = 148, 84
# Less than this at the chosen scale, and four views would have marks too small to hit.
FOUR_FROM = QSize(640, 440)
STRIP_FROM = 560
USUAL, LEAST = QSize(820, 560), QSize(340, 300)
# What stands where: the right side under the patient's right of the front, the left under the back.
GRID = {View.FRONT: (0, 0), View.BACK: (1, 0), View.RIGHT: (0, 1), View.LEFT: (1, 1)}


def has_room_for_four(size: QSize) -> bool:
    """Whether four views of a session can be used in a size in px at the chosen scale."""
    return size.width() >= px(FOUR_FROM.width()) and size.height() >= px(FOUR_FROM.height())


class FourViews(QWidget):
    """The diagram of a session. It says what was done to which site, and decides nothing.

    `now` is a clock in seconds for the bounce guard, `zone` the clinic's time zone.
    """

    site_focused = Signal(str)
    site_activated = Signal(str)
    give_wanted = Signal(str)
    editor_wanted = Signal(str)
    take_back_wanted = Signal(str)
    dose_typed = Signal(str, str)
    choose_wanted = Signal(str, bool)  # a site, alone or with all since the one touched last
    view_mode_changed = Signal(object)  # the View shown alone, or None

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        zone: tzinfo | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # Whoever holds the diagram may have a first use for Esc.
        self.holds_escape: Callable[[], bool] = lambda: False
        self._order: tuple[str, ...] = ()
        self._view: View | None = None
        self._is_cramped = self._is_alone_for_room = False
        self._next = ""
        self._session: Session | None = None
        self.strip = ViewStrip(self)
        self.strip.hide()
        self.strip.view_chosen.connect(self._on_view_pressed)
        self.muscles = Muscles(self)
        self.muscles.changed.connect(self._on_muscles_changed)
        self.panes = {view: SitePane(view, zone=zone, now=now, parent=self) for view in GRID}
        for pane in self.panes.values():
            self._listen(pane)
        self.next_view = NextView(self)
        self.next_view.view_chosen.connect(self._on_view_pressed)
        self._on_muscles_changed()
        notifier.theme_changed.connect(self._arrange)

    # what is shown ----------------------------------------------------------------------------
    def show_session(self, session: Session) -> None:
        """Show a session; controls, keyboard focus and view stay as they are."""
        for pane in self.panes.values():
            pane.show_session(session)
        is_other = self._session is None or self._session.id != session.id
        self._session = session
        if is_other and self._is_alone_for_room:
            self._turn_to(self._view_of_next())
        self._fill_strip()
        order = tuple(record.site_id for record in session.sites)
        if order != self._order:
            self._order = order
            self._chain_tab_order()

    def set_next(self, site_id: str | None) -> None:
        """Point out the site that comes next, or none."""
        self._next = site_id or ""
        for pane in self.panes.values():
            pane.set_next(site_id)

    def set_selected(self, site_id: str | None) -> None:
        """Ring the site that is open elsewhere on the page, or none; it is brought into view."""
        if site_id and self._view not in (None, self._pane_of(site_id).view):
            self._turn_to(self._pane_of(site_id).view)
        for pane in self.panes.values():
            pane.set_selected(site_id)
        if site_id:
            self._pane_of(site_id).lens_tool.reveal(site_id)

    def set_chosen(self, site_ids: Collection[str]) -> None:
        """Frame the sites that are chosen to be acted on together."""
        for pane in self.panes.values():
            pane.set_chosen(i for i in site_ids if i in pane.site_ids())

    def show_past(self, past: Past) -> None:
        """Show something of the past beside the session, or nothing any more."""
        for pane in self.panes.values():
            pane.show_past(past)

    def set_zone(self, zone: tzinfo) -> None:
        """Tell times of day in a time zone."""
        for pane in self.panes.values():
            pane.set_zone(zone)

    @property
    def read_only(self) -> bool:
        """Whether sites can be looked at and visited only."""
        return all(pane.read_only for pane in self.panes.values())

    @read_only.setter
    def read_only(self, read_only: bool) -> None:
        for pane in self.panes.values():
            pane.read_only = read_only

    @property
    def view(self) -> View | None:
        """The view that is shown alone; None while there are four."""
        return self._view

    @property
    def is_cramped(self) -> bool:
        """Whether there is no room for four views: then one is shown, whatever was chosen."""
        return self._is_cramped

    def show_view(self, view: View | str | None) -> None:
        """Show one view alone and large, or all four again as soon as there is room for them."""
        chosen = None if view is None else View(view)
        self._is_alone_for_room = chosen is None and self._is_cramped
        if self._is_alone_for_room:
            chosen = self._view or self._view_of_next()
        if self._is_alone_for_room and chosen is self._view:
            # Whoever offers the choice may show four views by now.
            self.view_mode_changed.emit(chosen)
        self._turn_to(chosen)

    def _on_view_pressed(self, view: View | str | None) -> None:
        self.show_view(view)
        for pane in self.panes.values():
            pane.hold_taps()

    def _on_muscles_changed(self) -> None:
        for view, pane in self.panes.items():
            pane.set_hidden_muscles(self.muscles.hidden)
            self.strip.view_buttons[view].thumb.set_hidden_muscles(self.muscles.hidden)

    # looking closer ---------------------------------------------------------------------------
    def zoom_in(self) -> None:
        """Closer: from four views to the one in hand, then into it."""
        if self._view is None:
            self.show_view(self._view_in_hand())
        else:
            self.panes[self._view].lens_tool.step(closer=True)

    def zoom_out(self) -> None:
        """Farther; from a whole view back to all four."""
        if self._view is not None and self.panes[self._view].backdrop().zoom > 1.0:
            self.panes[self._view].lens_tool.step(closer=False)
        else:
            self.show_view(None)

    def zoom_reset(self) -> None:
        """A view alone as it opened, its sites spread as far as the room allows."""
        if self._view is not None:
            self.panes[self._view].lens_tool.reset()

    def _view_in_hand(self) -> View:
        for view, pane in self.panes.items():
            if pane.controls.focused_site() or pane.zoom_button.hasFocus():
                return view
        return self._view_of_next()

    def _turn_to(self, chosen: View | None) -> None:
        if chosen is self._view:
            return
        before, self._view = self._view, chosen
        if chosen is not None:
            self.panes[chosen].look(None)
        self._fill_strip()
        self._hand_over_keyboard(before)
        self._arrange()
        self.view_mode_changed.emit(chosen)

    def _view_of_next(self) -> View:
        """The view to show where there is room for one: the next site's."""
        session = self._session
        if session is None:
            return View.FRONT
        planned = session.planned or session.sites
        site_id = self._next if session.has_site(self._next) else planned[0].site_id
        return self._pane_of(site_id).view

    def _fit_to_room(self) -> None:
        """Go from four views to one where room ends, and back unless a view was chosen."""
        is_cramped = not has_room_for_four(self.size())
        if is_cramped == self._is_cramped:
            return
        self._is_cramped = is_cramped
        if is_cramped and self._view is None:
            self._is_alone_for_room = True
            self._turn_to(self._view_of_next())
        elif not is_cramped and self._is_alone_for_room:
            self._is_alone_for_room = False
            self._turn_to(None)

    def _fill_strip(self) -> None:
        """Bring the strip in step; while it is hidden there is no need."""
        if self._view is not None and self._session is not None:
            self.strip.show_session(self._session)
            self.strip.set_view(self._view)
        self.next_view.propose(self._session, self._view)
        self.next_view.stand(self._rest())

    # sites ------------------------------------------------------------------------------------
    def site_button(self, site_id: str) -> SiteButton:
        """The control of a site of the session shown."""
        return self._pane_of(site_id).button(site_id)

    def site_point(self, site_id: str) -> QPointF:
        """The middle of a site in px of this widget."""
        pane = self._pane_of(site_id)
        return pane.site_point(site_id) + QPointF(pane.pos())

    def focused_site(self) -> str:
        """The site that has the keyboard, or nothing."""
        found = (pane.controls.focused_site() for pane in self.panes.values())
        return next(filter(None, found), "")

    def focus_site(self, site_id: str) -> None:
        """Give a site the keyboard, showing its view if another one is alone."""
        pane = self._pane_of(site_id)
        if self._view not in (None, pane.view):
            self.show_view(pane.view)
        pane.focus_site(site_id)

    def _pane_of(self, site_id: str) -> SitePane:
        return next(p for p in self.panes.values() if site_id in p.site_ids())

    def _listen(self, pane: SitePane) -> None:
        pane.site_focused.connect(self._on_site_focused)
        pane.site_activated.connect(self.site_activated)
        pane.give_wanted.connect(self.give_wanted)
        pane.editor_wanted.connect(self.editor_wanted)
        pane.take_back_wanted.connect(self.take_back_wanted)
        pane.dose_typed.connect(self.dose_typed)
        pane.choose_wanted.connect(self.choose_wanted)
        pane.enlarge_wanted.connect(self._on_view_pressed)
        pane.edge_reached.connect(self._on_edge_reached)

    def _on_site_focused(self, site_id: str) -> None:
        for pane in self.panes.values():
            if site_id not in pane.site_ids():
                pane.plate.clear()
        self.site_focused.emit(site_id)

    def _on_edge_reached(self, site_id: str, x: int, y: int) -> None:
        """Let an arrow key that leaves one view enter its neighbour."""
        start = self.site_point(site_id)
        here = self._pane_of(site_id)
        beyond = {
            other: self.site_point(other)
            for pane in self.panes.values()
            if pane is not here and pane.isVisible()
            for other in pane.site_ids()
        }
        found = nearest_towards(beyond, start, (x, y))
        if found is not None:
            self.focus_site(found)
            self._pane_of(found).say_name(found)

    # keyboard ---------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaves = event.key() == Qt.Key.Key_Escape and not self.holds_escape()
        if leaves and self._view is not None:
            self.show_view(None)
        else:
            super().keyPressEvent(event)

    def _chain_tab_order(self) -> None:
        """Let Tab visit the strip, the sites in clinical order, then the Enlarge buttons."""
        sites = [self.site_button(site_id) for site_id in self._order]
        panes = self.panes.values()
        zooms = [tool for p in panes for tool in (p.zoom_button, *p.lens_tool.bar.stops())]
        stops = [*self.strip.stops(), *sites, self.next_view, *zooms]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _hand_over_keyboard(self, before: View | None) -> None:
        """Pass the keyboard on, before its control is hidden, to the one that takes its place."""
        held = self.focusWidget()
        if held is None or not held.hasFocus():
            return
        target: QWidget | None = None
        if self._view is not None:
            self.strip.show()
            pane = self.panes[self._view]
            if not pane.isAncestorOf(held) or held is pane.zoom_button:
                target = self.strip.view_buttons[self._view]
        elif before is not None and self.strip.isAncestorOf(held):
            target = self.panes[before].zoom_button
            target.show()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # layout -----------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._fit_to_room()
        alone = self._view
        self.strip.setVisible(alone is not None)
        self.strip.set_narrow(self.width() < px(STRIP_FROM))
        self.strip.back_button.setVisible(not self._is_cramped)
        self.strip.setGeometry(0, 0, self._strip_width(), self.height())
        for view, pane in self.panes.items():
            pane.set_crop("pane" if alone is None else "close")
            pane.setGeometry(self._cell(view) if alone is None else self._rest())
            pane.setVisible(alone in (None, view))
        self.next_view.stand(self._rest())
        self.update()

    def _rest(self) -> QRect:
        """What the strip leaves to a view alone."""
        left = self._strip_width() + px(1)
        return QRect(left, 0, self.width() - left, self.height())

    def _strip_width(self) -> int:
        return px(NARROW_STRIP if self.strip.is_narrow else STRIP_WIDTH)

    def _middle(self) -> QPoint:
        """Where the hairlines between the four views cross."""
        return QPoint(round(self.width() * LEFT_SHARE), round(self.height() * TOP_SHARE))

    def _cell(self, view: View) -> QRect:
        (column, row), middle, line = GRID[view], self._middle(), px(1)
        left, top = column * (middle.x() + line), row * (middle.y() + line)
        right = self.width() if column else middle.x()
        bottom = self.height() if row else middle.y()
        return QRect(left, top, right - left, bottom - top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, line = QColor(c("line")), px(1)
        if self._view is None:
            middle = self._middle()
            painter.fillRect(middle.x(), 0, line, self.height(), colour)
            painter.fillRect(0, middle.y(), self.width(), line, colour)
        else:
            painter.fillRect(self._strip_width(), 0, line, self.height(), colour)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(px(USUAL.width()), px(USUAL.height()))

    def minimumSizeHint(self) -> QSize:
        return LEAST
