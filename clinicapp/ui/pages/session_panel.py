"""The panel beside the diagram: how far we are, the doses by muscle, what is next, the acts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import tzinfo
from types import MappingProxyType
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QFrame

from clinicapp.domain.audit import History
from clinicapp.domain.session import Session
from clinicapp.domain.totals import Totals, total_of
from clinicapp.ui.diagram.bounce import BounceGuard
from clinicapp.ui.pages.act_words import say_primary, say_redo, say_undo
from clinicapp.ui.pages.exception_words import exception_lines
from clinicapp.ui.pages.next_card import NextCard
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.pages.vial_strip import VialStrip
from clinicapp.ui.widgets.badges import Legend
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.dose_model import Chosen
from clinicapp.ui.widgets.dose_table import NO_CHOICE, DoseTable
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule

__all__ = ["SessionPanel", "Summary"]

NOBODY: Mapping[UUID, str] = MappingProxyType({})
NO_BREAK_HYPHEN = "\u2011"
FOOT, LOW_FOOT = (16, 10, 16, 6), (12, 6, 12, 4)


class SessionPanel(QFrame):
    """Sums, table, next site and the acts, always in the same places.

    `now` is a clock in seconds: a second click within half a second of the first is a bounce.
    """

    give_wanted = Signal(object)  # site ids
    edit_wanted = Signal(str)
    primary_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    addendum_wanted = Signal()
    effect_wanted = Signal()
    choice_shown = Signal()

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._guard = BounceGuard(now)
        self._chosen = NO_CHOICE
        self._session: Session | None = None
        self.summary = Summary()
        self.table = DoseTable()
        self.next = NextCard(self._guard)
        self.remaining = label("", "caption", "text_2", wrap=True, selectable=True)
        self.remaining.setObjectName("remaining_sites")
        self.legend = Legend(wraps=True)
        self.vials = VialStrip()
        self.past = label("", "caption", "warn", wrap=True, selectable=True)
        self.past.setObjectName("past_effects")
        self.past.hide()
        self._build_acts()
        self._lay_out()
        self._connect()

    def _build_acts(self) -> None:
        self.primary = FittingButton("primary", icon="check-check", bulk="act")
        self.primary.setObjectName("primary_act")
        self.primary.set_key("primary")
        self.undo = FittingButton("quiet", icon="undo-2")
        self.undo.setObjectName("undo")
        self.undo.set_key("undo")
        self.redo = button("", "quiet", icon="redo-2", bulk="icon", tip=self.tr("Redo"))
        self.redo.setObjectName("redo")
        self.addendum = FittingButton("quiet", icon="pen-line")
        self.addendum.set_wordings(self.tr("Add an addendum"), self.tr("Addendum"))
        self.addendum.setObjectName("addendum")
        self.effect = FittingButton("quiet", icon="plus")
        self.effect.set_wordings(self.tr("After-effect"))
        self.effect.setObjectName("after_effect_act")

    def _lay_out(self) -> None:
        foot = row(self.undo, self.effect, None, self.addendum, self.redo, gap=4)
        self._acts = column(self.next, self.primary, foot, gap=8, margins=FOOT)
        content = column(
            self.table,
            rule(),
            holder(
                column(
                    self.vials,
                    self.past,
                    self.remaining,
                    self.legend,
                    gap="xs",
                    margins=(16, 8, 16, 8),
                )
            ),
            None,
            gap=0,
        )
        self.middle = panel_scroll(content)
        body = column(
            self.summary, rule(), self.middle, rule(), holder(self._acts), gap=0, margins=1
        )
        body.setStretch(2, 1)
        self.setLayout(body)

    def _connect(self) -> None:
        self.next.give_wanted.connect(self.give_wanted)
        self.next.edit_wanted.connect(self.edit_wanted)
        self.primary.clicked.connect(self.primary_wanted)
        self.undo.clicked.connect(lambda: self._once("undo", self.undo_wanted))
        self.redo.clicked.connect(lambda: self._once("redo", self.redo_wanted))
        self.addendum.clicked.connect(self.addendum_wanted)
        self.effect.clicked.connect(self.effect_wanted)
        self.table.sites_activated.connect(self._on_sites_activated)
        self.table.selectionModel().currentChanged.connect(self._on_cell_entered)

    def set_bare(self, bare: bool) -> None:
        """Spend less room around the acts where there is little; none gets lower than a finger."""
        self._acts.set_margins(LOW_FOOT if bare else FOOT)
        self._acts.set_gap(4 if bare else 8)
        self.next.set_bare(bare)
        self.primary.set_bulk("" if bare else "act")

    # showing ---------------------------------------------------------------------------------
    def show_session(
        self,
        session: Session,
        history: History,
        people: Mapping[UUID, str] = NOBODY,
        zone: tzinfo | None = None,
    ) -> None:
        """Show a session and what can be undone; `people` names who wrote addenda."""
        if self._session is None or self._session.id != session.id:
            self.forget_choice()
        self._session = session
        if not self._chosen.planned_in(session):
            self._chosen = NO_CHOICE
        totals = total_of(session)
        self.summary.show_totals(totals)
        self.vials.show_session(session)
        self._show_choice(session, totals)
        say_primary(self.primary, session, totals)
        self._show_history(session, history)
        words = self._remaining_words(session, people, zone)
        # A site's name is never broken at its hyphen; a screen reader hears the plain name.
        shown = words.replace("-", NO_BREAK_HYPHEN)
        if shown != self.remaining.text():
            self.remaining.setText(shown)
            self.remaining.setAccessibleName(words)

    def show_past(self, warning: str) -> None:
        """Say what came after the last session; nothing is no line at all."""
        self.past.setText(warning)
        self.past.setVisible(bool(warning))

    @property
    def chosen_sites(self) -> tuple[str, ...]:
        """The planned sites that are chosen in the table."""
        session = self._session
        if session is None or not session.is_open:
            return ()
        return tuple(s.site_id for s in self._chosen.planned_in(session))

    def forget_choice(self) -> None:
        """Go back to the next site in order."""
        self._chosen = NO_CHOICE

    def _show_choice(self, session: Session, totals: Totals | None = None) -> None:
        planned = session.planned if session.is_open else ()
        current = self._chosen.muscle
        if planned and not current:
            current = session.protocol.site(planned[0].site_id).muscle
        self.table.show_session(session, current, self._chosen, totals)
        self.next.setVisible(session.is_open)
        if session.is_open:
            self.next.show_next(session, self._chosen)
        self.choice_shown.emit()

    def _show_history(self, session: Session, history: History) -> None:
        say_undo(self.undo, history)
        say_redo(self.redo, history)
        self.undo.setVisible(session.is_open)
        self.redo.setVisible(session.is_open)
        for act in (self.addendum, self.effect):
            act.setVisible(session.completed_at is not None)

    def _remaining_words(
        self, session: Session, people: Mapping[UUID, str], zone: tzinfo | None
    ) -> str:
        lines = list(exception_lines(session, people, zone))
        if session.is_open and session.planned:
            to_give = ", ".join(s.site_id for s in session.planned)
            if len(session.planned) == len(session.sites):
                to_give = self.tr("all {n} sites").format(n=len(session.sites))
            lines.insert(0, self.tr("To give: {all}").format(all=to_give))
        return "\n".join(lines)

    # what the user does ----------------------------------------------------------------------
    def _on_sites_activated(self, muscle: str, side: str) -> None:
        session = self._session
        if session is None or not session.is_open:
            return
        wanted = Chosen(muscle, side)
        is_new = wanted != self._chosen and bool(wanted.planned_in(session))
        self._chosen = wanted if is_new else NO_CHOICE
        self._show_choice(session)

    def _once(self, name: str, wanted: SignalInstance) -> None:
        """Ask for an act unless this is the bounce of the click that asked for it last."""
        if self._guard.lets(name):
            wanted.emit()

    def _on_cell_entered(self, current: QModelIndex) -> None:
        """Keep the cell that has the keyboard in sight."""
        if current.isValid() and self.table.hasFocus():
            box = self.table.visualRect(current)
            at = self.table.pos() + self.table.viewport().mapTo(self.table, QPoint(0, 0))
            centre = box.center() + at
            self.middle.ensureVisible(centre.x(), centre.y(), 0, box.height())
