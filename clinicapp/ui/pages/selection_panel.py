"""The panel of several sites chosen together: each of its acts is one act on all it applies to."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from clinicapp.domain.audit import History
from clinicapp.domain.selections import SiteSelection, of_muscle, select_sites
from clinicapp.domain.session import Session
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import show_units
from clinicapp.ui.diagram.bounce import BounceGuard
from clinicapp.ui.pages.act_words import say_icon_undo
from clinicapp.ui.pages.dose_fields import DoseFields
from clinicapp.ui.pages.group_menus import GroupMenus
from clinicapp.ui.pages.panel_scroll import editor_layout
from clinicapp.ui.pages.session_summary import Summary
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule

NO_BREAK_HYPHEN = "\u2011"
FOOT, LOW_FOOT = (16, 10, 16, 10), (12, 6, 12, 4)
TOP, LOW_TOP = (16, 10, 8, 10), (12, 4, 4, 4)
NOTHING = SiteSelection(sites=())


class SelectionPanel(QFrame):
    """Give, dose, omit and take back what is chosen; says how many sites an act leaves out.

    `now` is a clock in seconds: a second click within half a second of the first is a bounce.
    """

    give_wanted = Signal(object)  # site ids
    dose_wanted = Signal(object, object)  # site ids, units
    omit_wanted = Signal(object, str)  # site ids, reason code
    take_back_wanted = Signal(object)  # site ids
    group_wanted = Signal(object)  # site ids
    undo_wanted = Signal()
    clear_wanted = Signal()
    done = Signal()

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setObjectName("selection_panel")
        self._guard = BounceGuard(now)
        self._selected = NOTHING
        self.summary = Summary()
        self._count = label("", "title2")
        self._count.setObjectName("selection_count")
        self._state = label("", "label", "text_2", wrap=True)
        self._state.setObjectName("selection_state")
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close (Esc)"))
        self._close.setObjectName("close_selection")
        self.groups = GroupMenus()
        self.doses = DoseFields()
        self._omit_title = label("", "strong")
        self._omit_title.setObjectName("omit_selection")
        self.reasons = ChoiceChips(
            name=self.tr("Omit, because"), can_clear=False, gap=4, has_digits=True
        )
        self._omit_note = label("", "caption", "warn", wrap=True)
        self._omit_note.setObjectName("omit_note")
        self._names = label("", "caption", "text_3", wrap=True, selectable=True)
        self._names.setObjectName("selection_names")
        self._build_acts()
        self._lay_out()
        self._connect()

    def _build_acts(self) -> None:
        self._give = FittingButton("primary", icon="check", bulk="act")
        self._give.setObjectName("give_selection")
        self._back = FittingButton("secondary", icon="rotate-ccw")
        self._back.setObjectName("take_back_selection")
        self._clear = FittingButton("secondary")
        self._clear.set_words(self.tr("Clear"))
        self._clear.setObjectName("clear_selection")
        self._undo = button("", "quiet", icon="undo-2", bulk="icon", tip=self.tr("Undo"))
        self._undo.setObjectName("undo_selection")

    def _lay_out(self) -> None:
        head = row(holder(column(self._count, self._state, gap=2)), self._close, gap=8)
        head.setStretch(0, 1)
        middle = column(
            self.groups,
            self.doses,
            rule(),
            self._omit_title,
            self._omit_note,
            self.reasons,
            self._names,
            None,
            gap=6,
            margins=(14, 10, 14, 10),
        )
        others = row(self._undo, self._back, self._clear, gap=8)
        others.setStretch(1, 1)
        self._foot = column(self._give, others, gap=8, margins=FOOT)
        self._top = column(head, margins=TOP)
        self.setLayout(editor_layout(self.summary, self._top, middle, self._foot))

    def set_bare(self, bare: bool) -> None:
        """Spend less room around the acts where there is little; none gets lower than a finger."""
        self._foot.set_margins(LOW_FOOT if bare else FOOT)
        self._foot.set_gap(4 if bare else 8)
        self._top.set_margins(LOW_TOP if bare else TOP)
        self._give.set_bulk("" if bare else "act")

    def _connect(self) -> None:
        self.groups.group_wanted.connect(self.group_wanted)
        self._give.clicked.connect(self._on_give)
        self.doses.dose_wanted.connect(
            lambda units: self.dose_wanted.emit(self._selected.to_dose, units)
        )
        self.doses.dose_edited.connect(self._say_give)
        self.reasons.chosen.connect(self._on_reason)
        self._back.clicked.connect(lambda: self.take_back_wanted.emit(self._selected.to_take_back))
        self._undo.clicked.connect(self._on_undo)
        self._clear.clicked.connect(self.clear_wanted)
        self._close.clicked.connect(self._on_done)

    # showing ---------------------------------------------------------------------------------
    def show_session(self, session: Session, chosen: tuple[str, ...], history: History) -> None:
        """Show what is chosen in a session; filling the fields sends nothing."""
        selected = self._selected = select_sites(session, chosen)
        self.summary.show_totals(total_of(session))
        self.groups.show_session(session, chosen)
        self._count.setText(self._count_words())
        self._state.setText(self._state_words())
        names = ", ".join(self._named(session))
        self._names.setText(names.replace("-", NO_BREAK_HYPHEN))
        self._names.setAccessibleName(names)
        self.doses.title.setText(self._of_all(self.tr("Dose"), len(selected.to_dose)))
        self.doses.show_doses(selected.doses, session.protocol)
        self._show_reasons(session)
        self._say_give()
        back = self._of_all(self.tr("Take back"), len(selected.to_take_back))
        self._back.set_wordings(back)
        self._back.setEnabled(bool(selected.to_take_back))
        self._clear.setEnabled(bool(selected.sites))
        say_icon_undo(self._undo, history)

    @property
    def words(self) -> str:
        """What is chosen, in a line: "6 sites selected, 30 units: 6 planned"."""
        if not self._selected.sites:
            return self._count.text()
        return f"{self._count.text()}, {self._state.text()}"

    def _show_reasons(self, session: Session) -> None:
        reasons = [(r.code, r.label) for r in session.protocol.omission_reasons]
        if reasons != [(chip.objectName(), chip.text()) for chip in self.reasons.chips]:
            self.reasons.set_choices(reasons)
        selected = self._selected
        words = self._of_all(self.tr("Omit"), len(selected.to_omit))
        self._omit_title.setText(self.tr("{omit}, because").format(omit=words))
        given = len(set(selected.given).intersection(selected.to_omit))
        self._omit_note.setText(
            self.tr("{n} given: omitting takes their doses back.").format(n=given)
        )
        self._omit_note.setVisible(bool(given))
        self.reasons.choose(selected.omission_reason)
        self.reasons.setEnabled(bool(selected.to_omit))

    def _count_words(self) -> str:
        count = len(self._selected.sites)
        if not count:
            return self.tr("No site selected")
        words = self.tr("{n} sites selected") if count > 1 else self.tr("{n} site selected")
        return words.format(n=count)

    def _state_words(self) -> str:
        selected = self._selected
        if not selected.sites:
            return self.tr("Tap sites, draw a frame around them, or choose a group.")
        counts = (
            (self.tr("{n} planned"), len(selected.to_give)),
            (self.tr("{n} given"), len(selected.given)),
            (self.tr("{n} omitted"), sum(s.is_omitted for s in selected.sites)),
        )
        states = ", ".join(words.format(n=n) for words, n in counts if n)
        return self.tr("{units} units: {states}").format(
            units=show_units(selected.units), states=states
        )

    def _named(self, session: Session) -> list[str]:
        """What is chosen: a muscle that is chosen whole by its name, any other site by its id."""
        chosen, names = [s.site_id for s in self._selected.sites], []
        for muscle in session.protocol.muscles:
            sites = of_muscle(session, muscle.code)
            here = [i for i in sites if i in chosen]
            if len(here) == len(sites) > 1:
                words = self.tr("{muscle} (all {n})")
                names.append(words.format(muscle=muscle.name, n=len(sites)))
            else:
                names += here
        return names

    def _of_all(self, act: str, count: int) -> str:
        """An act with the number of sites it applies to, where that is not all of them."""
        total = len(self._selected.sites)
        if count in (0, total):
            return act
        return self.tr("{act} {n} of {all}").format(act=act, n=count, all=total)

    def _say_give(self) -> None:
        """Say how many are given with how many units: while a dose is typed, with that one."""
        selected = self._selected
        count, total = len(selected.to_give), len(selected.sites)
        self._give.setEnabled(bool(count))
        if not count:
            self._give.set_wordings(self.tr("Nothing to give"))
            return
        typed = self.doses.typed
        units = show_units(typed * count if typed else selected.units_to_give)
        some = self.tr("Give {n} of {all}") if count < total else self.tr("Give {n}")
        give = some.format(n=count, all=total)
        whole = self.tr("{give} · {units} units").format(give=give, units=units)
        self._give.set_wordings(whole, give)

    # user signals ----------------------------------------------------------------------------
    def start_typing(self, text: str) -> None:
        """Put a first digit into the dose of all."""
        self.doses.start_typing(text)

    def ask_reason(self) -> None:
        """Bring the keyboard to the reasons for omitting."""
        if self.reasons.isEnabled():
            self.reasons.chips[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_give(self) -> None:
        # While what was typed is not the dose of all, no other dose is given in its place.
        if self.doses.commit():
            self.give_wanted.emit(self._selected.to_give)

    def _on_reason(self, code: str) -> None:
        self.omit_wanted.emit(self._selected.to_omit, code)

    def _on_undo(self) -> None:
        if self._guard.lets("undo"):
            self.undo_wanted.emit()

    def _on_done(self) -> None:
        # A typed dose is never dropped in silence: it is taken, or it stays.
        if self.doses.commit():
            self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.doses.reset()
            self.done.emit()
        else:
            super().keyPressEvent(event)
