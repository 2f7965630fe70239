"""Several sites at once on the session page: how they are chosen, and the two panels that act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from clinicapp.domain.audit import History
from clinicapp.domain.session import Session
from clinicapp.ui.announce import announce
from clinicapp.ui.diagram.rubber_band import RubberBand
from clinicapp.ui.diagram.selection import Selection
from clinicapp.ui.keymap import show_in_menu
from clinicapp.ui.pages.region_panel import RegionPanel
from clinicapp.ui.pages.selection_panel import SelectionPanel
from clinicapp.ui.pages.session_fit import Room

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage


class Selecting(QObject):
    """Keeps the selection of a session page and shows it on the diagram and in its panel.

    It lasts as long as the panel that acts on it is shown: the selection panel, in which a tap on
    a site chooses instead of giving, or the regions, which stand where the dose table does. What
    is chosen in the table is framed as well: the diagram shows what Give would give.
    """

    def __init__(self, page: SessionPage, now: Callable[[], float]) -> None:
        super().__init__(page)
        self._page = page
        self._history = History()
        self.selection = Selection(self)
        self.panel = SelectionPanel(now)
        self.regions = RegionPanel(now)
        self.band = RubberBand(self._on_framed)
        self._by_region = QAction(self.tr("Regions for gloves"), self, checkable=True)
        for part in (self.panel, self.regions):
            page.side.addWidget(part)
        for pane in page.views.panes.values():
            pane.tools.insert(0, self.band)
        page.toolbar.show_menu.addAction(self._by_region)
        show_in_menu(self._by_region, "regions")
        self._connect()

    def _connect(self) -> None:
        page, panel, regions, selection = self._page, self.panel, self.regions, self.selection
        acts = page.acts
        selection.changed.connect(self._on_selection_changed)
        page.panel.choice_shown.connect(self._show_on_diagram)
        page.side.currentChanged.connect(self._on_part_changed)
        page.views.choose_wanted.connect(self._on_choose_wanted)
        page.toolbar.select_wanted.connect(self._on_select_wanted)
        self._by_region.toggled.connect(self._on_regions_toggled)
        for part in (panel, regions):
            part.undo_wanted.connect(acts.undo)
        panel.give_wanted.connect(acts.give)
        panel.dose_wanted.connect(acts.change_dose)
        panel.omit_wanted.connect(acts.omit)
        panel.take_back_wanted.connect(acts.take_back)
        panel.group_wanted.connect(selection.flip)
        panel.clear_wanted.connect(selection.clear)
        panel.done.connect(page.close_editor)
        regions.flip_wanted.connect(selection.flip)
        regions.give_wanted.connect(self._on_give_regions)
        regions.more_wanted.connect(self.start)
        regions.primary_wanted.connect(lambda: page.primary.begin())
        regions.redo_wanted.connect(acts.redo)

    # what is shown ---------------------------------------------------------------------------
    @property
    def home(self) -> QWidget:
        """What stands beside the diagram while nothing else is asked for."""
        session, page = self._page.session, self._page
        is_open = session is not None and session.is_open
        return self.regions if is_open and self._by_region.isChecked() else page.panel

    @property
    def primary(self) -> QWidget:
        """The page's primary act as it is on the screen."""
        is_here = self._page.side.currentWidget() is self.regions
        return self.regions.primary if is_here else self._page.panel.primary

    def show_session(self, before: Session | None, session: Session, history: History) -> None:
        """Come into step with a session; nothing stays chosen in another one, or a closed one."""
        self._history = history
        if before is None or before.id != session.id or not session.is_open:
            self.selection.clear()
        self.selection.offer(s.site_id for s in session.sites)
        self._by_region.setEnabled(session.is_open)
        part = self._page.side.currentWidget()
        if part in (self._page.panel, self.regions) or (self.is_on and not session.is_open):
            self._page.turn_to(self.home)
        self._fill()

    def fit(self, room: Room) -> None:
        """Fit both panels to the room there is."""
        self.panel.summary.set_compact(room.is_tight, bare=room.is_bare)
        self.panel.set_bare(room.is_bare)
        self.regions.summary.set_compact(True, bare=True)

    def _fill(self) -> None:
        """Fill the panel that is shown; the other one is filled before it is."""
        session, part = self._page.session, self._page.side.currentWidget()
        if session is not None and session.is_open and part in (self.panel, self.regions):
            shown = self.panel if part is self.panel else self.regions
            shown.show_session(session, self.selection.site_ids, self._history)

    # what the user does ----------------------------------------------------------------------
    @property
    def is_on(self) -> bool:
        """Whether a tap on a site chooses it."""
        return self._page.side.currentWidget() is self.panel

    def start(self) -> None:
        """Let taps choose; what is chosen already stays so."""
        session = self._page.session
        if session is None or not session.is_open or self.is_on:
            return
        if self._page.leave_editor():
            self._page.turn_to(self.panel)

    def commit(self) -> bool:
        """Take over the dose that was typed for all; False while it is not taken."""
        return not self.is_on or self.panel.doses.commit()

    def select_all(self) -> None:
        """Choose every site."""
        self.start()
        session = self._page.session
        if self.is_on and session is not None:
            self.selection.add(s.site_id for s in session.sites)

    def show_regions(self) -> None:
        """Turn from the dose table to the regions, or back."""
        if self._by_region.isEnabled():
            self._by_region.toggle()

    def takes(self, site_id: str) -> bool:
        """Choose a site, or choose it no longer, while taps do that; whether they do."""
        if self.is_on:
            self.selection.toggle(site_id)
        return self.is_on

    def takes_digit(self, text: str) -> bool:
        """Begin to type the dose of all that is chosen, while taps choose."""
        if self.is_on:
            self.panel.start_typing(text)
        return self.is_on

    def takes_omit(self) -> bool:
        """Ask why all that is chosen is omitted, while taps choose."""
        if self.is_on:
            self.panel.ask_reason()
        return self.is_on

    def takes_take_back(self) -> bool:
        """Take back all that is chosen, while taps choose."""
        if self.is_on:
            self._page.acts.take_back(self.selection.site_ids)
        return self.is_on

    def _on_choose_wanted(self, site_id: str, far: bool) -> None:
        self.start()
        if self.is_on:
            (self.selection.extend_to if far else self.selection.toggle)(site_id)

    def _on_framed(self, site_ids: tuple[str, ...]) -> None:
        self.start()
        if self.is_on:
            self.selection.add(site_ids)

    def _on_select_wanted(self, wanted: bool) -> None:
        if wanted:
            self.start()
        else:
            self._page.close_editor()
        self._page.toolbar.show_selecting(self.is_on)

    def _on_regions_toggled(self, _wanted: bool) -> None:
        self._page.close_editor()

    def _on_give_regions(self, site_ids: tuple[str, ...]) -> None:
        if self._page.acts.give(site_ids):
            # Nothing is chosen by itself: whoever gives the next region has touched it.
            self.selection.clear()

    def _on_selection_changed(self) -> None:
        self._show_on_diagram()
        self._fill()
        if self.is_on:
            announce(self.panel, self.panel.words)

    def _show_on_diagram(self) -> None:
        """Frame what the acts beside the diagram would be done to."""
        panel = self._page.panel
        is_table = self._page.side.currentWidget() is panel
        self._page.views.set_chosen(panel.chosen_sites if is_table else self.selection.site_ids)

    def _on_part_changed(self) -> None:
        if not self.is_on:
            self.selection.clear()
        self.band.is_plain = self.is_on
        # A drag that begins on a given site must not record a move while drags choose.
        self._page.places.moving.set_on(not self.is_on)
        self._page.toolbar.show_selecting(self.is_on)
        self._show_on_diagram()
        self._fill()
