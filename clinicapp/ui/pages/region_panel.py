"""The sites by region as targets for gloves: a tap chooses a region, Give at the foot gives it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout

from clinicapp.domain.audit import History
from clinicapp.domain.protocol import Side
from clinicapp.domain.selections import Region, SiteIds, regions_of, select_sites
from clinicapp.domain.session import Session
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.bounce import BounceGuard
from clinicapp.ui.pages.act_words import say_primary, say_redo, say_undo
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.region_chip import RegionChip

GAP = 6
COLUMNS = {Side.LEFT: 0, Side.RIGHT: 1}


class RegionPanel(QFrame):
    """All regions in clinical order, the patient's left beside the right, the midline across.

    Touching a region records nothing: a stray glove would chart doses nobody gave. The one act at
    the foot names what it gives; while nothing is chosen it is the page's own, which asks first.
    `now` is a clock in seconds: a second click within half a second of the first is a bounce.
    """

    flip_wanted = Signal(object)  # site ids
    give_wanted = Signal(object)  # site ids
    more_wanted = Signal()
    primary_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName("region_panel")
        self._guard = BounceGuard(now)
        self._to_give: SiteIds = ()
        self._regions: dict[Region, RegionChip] = {}
        self._planned: dict[Region, SiteIds] = {}
        self.summary = Summary()
        self.primary = FittingButton("primary", icon="check-check", bulk="act")
        self.primary.setObjectName("give_region")
        self.undo = FittingButton("quiet", icon="undo-2")
        self.undo.setObjectName("undo_region")
        self.more = FittingButton("quiet", icon="pen-line")
        self.more.set_words(self.tr("Dose or omit"))
        self.more.setToolTip(self.tr("Change the dose, omit or take back what is chosen"))
        self.more.setObjectName("more_region")
        self.redo = button("", "quiet", icon="redo-2", bulk="icon", tip=self.tr("Redo"))
        self.redo.setObjectName("redo_region")
        self._grid = QGridLayout()
        self._lay_out()
        self.primary.clicked.connect(self._on_primary)
        self.more.clicked.connect(self.more_wanted)
        self.undo.clicked.connect(lambda: self._once("undo", self.undo_wanted))
        self.redo.clicked.connect(lambda: self._once("redo", self.redo_wanted))
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _lay_out(self) -> None:
        others = row(self.undo, None, self.more, self.redo, gap=4)
        foot = column(self.primary, others, gap=6, margins=(12, 8, 12, 4))
        chips = column(self._grid, None, gap=0, margins=(12, 8, 12, 8))
        chips.setStretch(0, 100)  # the chips grow first, up to their 20 mm
        scrolling = panel_scroll(chips)
        body = column(self.summary, rule(), scrolling, rule(), holder(foot), gap=0, margins=1)
        body.setStretch(2, 1)
        self.setLayout(body)

    # showing ---------------------------------------------------------------------------------
    def show_session(self, session: Session, chosen: tuple[str, ...], history: History) -> None:
        """Show every region as it stands, and what the act at the foot would give."""
        totals = total_of(session)
        self.summary.show_totals(totals)
        regions = regions_of(session)
        if tuple(self._regions) != regions:
            self._make(regions)
        for region, chip in self._regions.items():
            sites = region.sites_in(session)
            planned = tuple(s.site_id for s in sites if s.is_planned)
            self._planned[region] = planned
            is_chosen = bool(planned) and set(planned) <= set(chosen)
            muscle = session.protocol.muscle(region.muscle)
            name, spoken = (
                self._named(words, region.side) for words in (muscle.short_name, muscle.name)
            )
            chip.show_region(name, spoken, sites, is_chosen=is_chosen)
        selected = select_sites(session, chosen)
        self._to_give = selected.to_give
        if self._to_give:
            self._say_give(session, show_units(selected.units_to_give))
        else:
            say_primary(self.primary, session, totals)
        self.more.setEnabled(bool(selected.sites))
        say_undo(self.undo, history, self.tr("Undo"))
        say_redo(self.redo, history)

    @property
    def chips(self) -> tuple[RegionChip, ...]:
        """The chips in clinical order."""
        return tuple(self._regions.values())

    def _make(self, regions: tuple[Region, ...]) -> None:
        for old in self._regions.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        self._regions, self._planned = {}, {}
        codes = list(dict.fromkeys(region.muscle for region in regions))
        for region in regions:
            chip = RegionChip(f"{region.muscle}-{region.side}")
            chip.clicked.connect(self._on_chip)
            self._regions[region] = chip
            place = codes.index(region.muscle)
            if region.side in COLUMNS:
                self._grid.addWidget(chip, place, COLUMNS[region.side])
            else:
                self._grid.addWidget(chip, place, 0, 1, 2)

    def _named(self, muscle: str, side: Side) -> str:
        words = {
            Side.LEFT: self.tr("{muscle} left"),
            Side.MIDLINE: self.tr("{muscle} midline"),
            Side.RIGHT: self.tr("{muscle} right"),
        }
        return words[side].format(muscle=muscle)

    def _say_give(self, session: Session, units: str) -> None:
        count = len(self._to_give)
        sites = self.tr("{n} sites") if count > 1 else self.tr("{n} site")
        where = sites.format(n=count)
        whole = [r for r, planned in self._planned.items() if set(planned) == set(self._to_give)]
        if whole:
            region = whole[0]
            where = self._named(session.protocol.muscle(region.muscle).short_name, region.side)
        self.primary.set_wordings(
            self.tr("Give {where} · {units} units").format(where=where, units=units),
            self.tr("Give {where}\n{units} units").format(where=where, units=units),
            self.tr("Give {n}\n{units} units").format(n=count, units=units),
        )
        self.primary.show_icon("check")

    # user signals ----------------------------------------------------------------------------
    def _on_chip(self) -> None:
        for region, chip in self._regions.items():
            if chip is self.sender():
                self.flip_wanted.emit(self._planned[region])

    def _on_primary(self) -> None:
        # What the button says changes with each act: a bounced click would ask for the next one.
        if not self._guard.lets("primary"):
            return
        if self._to_give:
            self.give_wanted.emit(self._to_give)
        else:
            self.primary_wanted.emit()

    def _once(self, name: str, wanted: SignalInstance) -> None:
        if self._guard.lets(name):
            wanted.emit()

    def _apply_scale(self) -> None:
        self._grid.setSpacing(px(GAP))
