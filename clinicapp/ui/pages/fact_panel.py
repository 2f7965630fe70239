"""What every panel of the side sheet has: its gate's case, one main act, and how it is sent."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.commands.records import Change
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.theme.tokens import MOTION
from clinicapp.ui.widgets.fitting_button import FittingButton
from clinicapp.ui.widgets.layouts import holder, row


class FactPanel(QWidget):
    """One thing to record of a session; `foot` holds its acts and stays in sight.

    A panel shows the case it is given and sends verbs; it keeps what somebody is typing until the
    record it shows has changed. `done` tells that what it asks for is recorded.
    """

    done = Signal()
    gate_wanted = Signal(object)  # Gate: what was answered leads there
    way_wanted = Signal(str, object)  # a way out of the session page, and whose id it leads to

    def __init__(
        self, hub: ChangeHub, icon: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.hub = hub
        self.title = ""
        self.icon = icon
        self.case: Case | None = None
        self.foot: QWidget | None = None
        self._now = now
        self._came_at: float | None = None
        self._known: object = None
        self.primary = FittingButton("primary", bulk="act")
        self.primary.setObjectName("record_fact")

    def keep_foot(self, *others: QWidget) -> None:
        """Have the one main act at the foot, after any lesser ones."""
        line = row(*others, self.primary, gap="s")
        line.setStretch(len(others), 1)
        self.foot = holder(line)

    def foot_shown(self, shown: bool) -> None:
        """Show the acts, or not where nothing can be recorded any more."""
        if self.foot is not None:
            self.foot.setVisible(shown)

    def is_new(self, *known: object) -> bool:
        """Whether the record behind the panel is another one than was shown before."""
        is_other, self._known = known != self._known, known
        return is_other

    @property
    def waits(self) -> bool:
        """Whether what is still open here waits for something that is done elsewhere."""
        return False

    def names(self) -> dict[UUID, str]:
        """Everybody of the clinic by name with credentials."""
        people = self.hub.ask(self.hub.records.people) or ()
        return {p.id: p.signed_name for p in people}

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Show what is recorded; what is typed and not yet recorded stays."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """Give the keyboard to what is likely to be used first: the one press."""
        if self.foot is not None and self.foot.isVisible() and self.primary.isEnabled():
            give_keyboard(self.primary)
        else:
            first = next((c for c in controls_of(self) if c.isVisible()), None)
            if first is not None:
                give_keyboard(first)

    def come_after(self) -> None:
        """Take no act for a moment: the press that ended the panel before may bounce."""
        self._came_at = self._now()

    def run(self, verb: Callable[..., Change[Any]], *args: object) -> Any:
        """Send one verb and return the record after it; None when it was not recorded."""
        since = self._came_at
        if since is not None and (self._now() - since) * 1000 < MOTION["bounce_guard"]:
            return None
        change = self.hub.run(verb, *args)
        return None if change is None else change.after

    def send(self, verb: Callable[..., Change[Any]], *args: object) -> bool:
        """Send one verb for the session or the patient shown; True when it is recorded."""
        return self.run(verb, *args) is not None


def controls_of(panel: QWidget) -> list[QWidget]:
    """What in a panel can have the keyboard, as it comes with Tab."""
    tab = Qt.FocusPolicy.TabFocus
    found = panel.findChildren(QWidget)
    return [c for c in found if c.focusPolicy() & tab and c.isEnabled()]


def give_keyboard(control: QWidget) -> None:
    """Put the keyboard on a control, as Tab would."""
    control.setFocus(Qt.FocusReason.OtherFocusReason)
