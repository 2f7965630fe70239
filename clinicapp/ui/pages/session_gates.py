"""The gates of the session page: what the checks find, shown after each change, never before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QMenu

from clinicapp.commands.records import Change
from clinicapp.domain.checks.all_checks import findings_of, stops, unanswered
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Gate
from clinicapp.domain.checks.gates import GateState, GateStatus, gates_of
from clinicapp.domain.errors import ClinicError, StoppedError
from clinicapp.domain.people import Practitioner
from clinicapp.domain.session import Session
from clinicapp.ui.announce import announce
from clinicapp.ui.keymap import show_in_menu
from clinicapp.ui.pages.consent_ways import consent_ways
from clinicapp.ui.pages.fact_panel import FactPanel
from clinicapp.ui.pages.fact_panels import fact_panels
from clinicapp.ui.pages.fact_sheet import FactSheet
from clinicapp.ui.pages.session_fit import GUTTER, Room, room_in
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.gate_chip import LOOKS, status_words
from clinicapp.ui.widgets.gate_row import GateRow
from clinicapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_page import SessionPage

MINUTE_MS = 60_000
GLOVES_NEED = 852  # of the page's height at 100 %, for region chips of 20 mm below the gates


class SessionGates(QObject):
    """Keeps the gate row, the banner of what stops the first dose, and the side sheet in step.

    A change only asks for the checks; they run when the event loop turns next, so that a click on a
    site is painted first. What a dose cannot change of a case is read once.
    """

    fitted = Signal()  # the room they take has changed
    way_wanted = Signal(str, object)  # a way out of the page, and whose id it leads to

    def __init__(self, page: SessionPage, now: Callable[[], float]) -> None:
        super().__init__(page)
        self._page, self._hub = page, page.hub
        self._case: Case | None = None
        self._is_stale = True
        self._states: tuple[GateState, ...] = ()
        self._was_stopped = False
        self.row = GateRow()
        self.banner = Notice("danger", closable=False)
        self.banner.setObjectName("stop_banner")
        self.banner.hide()
        self.sheet = FactSheet(page, page.side, page.hub, fact_panels(page.hub, now), now)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        # The hours a vial may still be used pass without any act.
        page.installEventFilter(self)
        self.minute = QTimer(self)
        self.minute.setInterval(MINUTE_MS)
        self.minute.timeout.connect(self._on_minute)
        self.row.gate_wanted.connect(self.open_gate)
        page.toolbar.gates.clicked.connect(lambda: self.open_next())
        self.row.sign_wanted.connect(lambda: page.primary.sign())
        self.sheet.passed.connect(self._on_passed)
        self.sheet.gate_wanted.connect(self.open_gate)
        self.sheet.way_wanted.connect(self.way_wanted)
        self.sheet.closed.connect(lambda: self.row.show_current(None))
        self._hub.changed.connect(self._on_changed)
        self._hub.refused.connect(self._on_refused)
        self._hub.person_changed.connect(lambda _person: self._soon.start())

    # showing ---------------------------------------------------------------------------------
    def open_session(self) -> None:
        """Show the gates of the session that the page has just opened."""
        self._case, self._states, self._is_stale = None, (), True
        self._was_stopped = False
        self.sheet.forget()
        self.row.show_current(None)
        self.refresh()
        self.minute.start()

    def fit(self, size: QSize, *, for_gloves: bool) -> Room:
        """The room on a page of a size, under the gates; where it is scarce one button has them.

        The targets for gloves, and the acts at the largest scale, go before the row: a button of
        the toolbar, F4 and the menu lead to each gate there, and stops are told all the same.
        """
        banner = 0 if self.banner.isHidden() else self._banner_height() + px(GUTTER)
        above = banner + self.row.sizeHint().height() + px(GUTTER)
        room = room_in(size, above)
        is_scarce = room.is_bare or (for_gloves and size.height() < px(GLOVES_NEED))
        self.row.setVisible(not is_scarce)
        self._page.toolbar.gates.setVisible(is_scarce)
        return room_in(size, banner) if is_scarce else room

    def _banner_height(self) -> int:
        width = self._page.width() - 2 * px(GUTTER)
        return max(self.banner.heightForWidth(width), self.banner.minimumSizeHint().height())

    @property
    def is_fresh(self) -> bool:
        """Whether nothing waits for the checks."""
        return not self._soon.isActive()

    def refresh(self) -> None:
        """Let the checks look at the session now, and show what they find."""
        self._soon.stop()
        case = self._case_now()
        if case is None:
            return
        before, self._case, self._is_stale = self._case, case, False
        findings = findings_of(case)
        states = gates_of(case, findings)
        self.row.show_gates(states)
        self.row.show_settled(len(unanswered(case, findings)))
        self.row.sign.setVisible(case.session.is_open)
        self._show_in_toolbar(states)
        self._show_stops(case, stops(case, findings))
        self.sheet.show_case(case, findings)
        self._tell(before, case, states)

    def _show_in_toolbar(self, states: tuple[GateState, ...]) -> None:
        """The gravest state of all gates and how many are not clear, in one button."""
        shown = {chip.gate for chip in self.row.chips}
        found = [s.state for s in states if s.gate in shown and s.state is not GateStatus.CLOSED]
        gravest = max(found, key=list(GateStatus).index, default=GateStatus.CLOSED)
        words = self.tr("{n} gates open") if len(found) != 1 else self.tr("1 gate open")
        words = words.format(n=len(found)) if found else self.tr("Gates clear")
        tool = self._page.toolbar.gates
        if tool.accessibleName() != words or tool.icon_name != LOOKS[gravest][2]:
            tool.set_words(words)
            tool.set_icon(LOOKS[gravest][2])
            if not tool.isHidden():
                self.fitted.emit()

    def _case_now(self) -> Case | None:
        session, known = self._page.session, self._case
        if session is None:
            return None
        now = self._hub.clock()
        is_known = known is not None and not self._is_stale
        if known is not None and is_known and _needs_no_reading(known.session, session):
            return replace(known, session=session, now=now)
        try:
            return self._hub.records.case(session.id, now)
        except ClinicError:
            # Nobody asked for this reading: the next act tells what is wrong.
            return None

    def _show_stops(self, case: Case, found: tuple[Finding, ...]) -> None:
        # What is only not recorded yet is told when somebody tries to give; before, by its chip.
        told = tuple(f for f in found if self._was_stopped or not f.is_missing)
        if not told or not case.session.is_open:
            self._show_banner(False)
            return
        first = told[0]
        happened = first.happened
        if not case.session.given:
            happened = self.tr("No dose before this is settled: {what}").format(what=happened)
        if len(told) > 1:
            happened += self.tr(" And {n} more.").format(n=len(told) - 1)
        if (happened, first.remedy) == (self.banner.title, self.banner.body):
            self._show_banner(True)
            return
        self.banner.show_notice("danger", happened, first.remedy, self._ways_out(first))
        self._show_banner(True)

    def _ways_out(self, first: Finding) -> list[Button]:
        if first.gate is Gate.CONSENT:
            return consent_ways(self, first)
        if not self.sheet.has_panel(first.gate):
            return []
        title = next(chip.state.title for chip in self.row.chips if chip.gate is first.gate)
        mend = button(self.tr("Open {gate}").format(gate=title.lower()))
        mend.setObjectName("mend_stop")
        mend.clicked.connect(lambda: self.open_gate(first.gate))
        return [mend]

    def show_gate(self, gate: Gate) -> FactPanel | None:
        """Open a gate's panel, which stays open if it is, and return it."""
        if self.sheet.gate is not gate:
            self.open_gate(gate)
        return self.sheet.panel

    def _show_banner(self, shown: bool) -> None:
        if shown or not self.banner.isHidden():
            self.banner.setVisible(shown)
            self.fitted.emit()

    def _tell(self, before: Case | None, case: Case, states: tuple[GateState, ...]) -> None:
        """Say to a screen reader which gates stand otherwise than before."""
        known, self._states = {s.gate: s for s in self._states}, states
        if before is None or before.session.id != case.session.id:
            return
        is_fact = before.session.facts != case.session.facts
        shown = {chip.gate for chip in self.row.chips}
        told = []
        for state in states:
            old = known.get(state.gate)
            is_new = old is not None and (
                old.state is not state.state or (is_fact and old.detail != state.detail)
            )
            if is_new and state.gate in shown:
                told.append(f"{state.title}: {status_words(state.state)}, {state.detail}.")
        announce(self.row, " ".join(told))

    # acts ------------------------------------------------------------------------------------
    def open_gate(self, gate: Gate) -> None:
        """Open a gate's panel, or close it when it is open."""
        if self._case is None:
            return
        if self.sheet.gate is gate:
            self.sheet.close_sheet()
            return
        if not self.is_fresh:
            self.refresh()
        self.sheet.open_gate(gate)
        self.row.show_current(self.sheet.gate)

    def open_next(self) -> None:
        """Open the next gate at which something is to be recorded."""
        gate = self.row.next_open(self.sheet.gate) or self.row.next_standing(self.sheet.gate)
        if gate is not None and gate is not self.sheet.gate:
            self.open_gate(gate)
        elif gate is None:
            announce(self.row, QCoreApplication.translate("Gates", "Nothing is left to record."))

    def take_keyboard(self) -> None:
        """Have the keyboard on the gates."""
        if self.row.isVisible():
            self.row.take_keyboard()
        else:
            self.open_next()

    def offer_in(self, menu: QMenu) -> None:
        """Put the next gate into a menu, for where the row has no room."""
        line = menu.addAction(self.tr("Next open gate"))
        show_in_menu(line, "next_gate")
        line.triggered.connect(self.open_next)

    def close(self) -> bool:
        """Close the sheet; False when it was not open."""
        is_open = self.sheet.gate is not None
        self.sheet.close_sheet()
        return is_open

    def _on_passed(self, gate: Gate) -> None:
        """Go on to the next gate, stay where more is asked for, or close after the last."""
        self.refresh()
        panel = self.sheet.panel
        waits = panel is not None and panel.waits
        state = self.row.chip(gate).state.state
        is_open = state is GateStatus.OPEN
        # A consent that was recorded and still does not hold is told where it was recorded.
        if (is_open or (gate is Gate.CONSENT and state is GateStatus.BLOCK)) and not waits:
            return
        following = self.row.next_open(gate)
        if following in (None, gate) or not self.sheet.has_panel(following):
            self.sheet.close_sheet()
            return
        self.sheet.open_gate(following, after_another=True)
        self.row.show_current(following)

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, StoppedError):
            self._was_stopped = True
        self._soon.start()

    # what changes ----------------------------------------------------------------------------
    def _on_changed(self, change: Change[object]) -> None:
        after = change.after
        is_own = isinstance(after, Session) and after.id == self._id()
        if not is_own and not isinstance(after, Practitioner):
            # A vial, the patient, what was before: read again.
            self._is_stale = True
        if self._page.isVisible():
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What changed while another page was on show is looked at once it is back.
        if event.type() is QEvent.Type.Show and self._page.session is not None:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _on_minute(self) -> None:
        if self._page.isVisible():
            self.refresh()

    def _id(self) -> object:
        return self._page.session.id if self._page.session else None


def _needs_no_reading(known: Session, session: Session) -> bool:
    """Whether only what the session itself holds may differ."""
    return known.id == session.id and known.facts.vials == session.facts.vials
