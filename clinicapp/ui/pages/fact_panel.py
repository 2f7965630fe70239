"""What every panel of the side sheet has: its gate's case, one main act, and how it is sent."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.commands.records import Change
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.theme.tokens import MOTION


class FactPanel(QWidget):
    """One thing to record of a session; `foot` holds its acts and stays in sight.

    A panel shows the case it is given and sends verbs; it keeps what somebody is typing until the
    record it shows has changed. `done` tells that what it asks for is recorded.
    """

    done = Signal()

    def __init__(
        self, hub: ChangeHub, title: str, icon: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.hub = hub
        self.title = title
        self.icon = icon
        self.case: Case | None = None
        self.foot: QWidget | None = None
        self._now = now
        self._came_at: float | None = None

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Show what is recorded; what is typed and not yet recorded stays."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """Give the keyboard to what is likely to be used first."""
        self.focusNextChild()

    def come_after(self) -> None:
        """Take no act for a moment: the press that ended the panel before may bounce."""
        self._came_at = self._now()

    def send(self, verb: Callable[..., Change[Any]], *args: object) -> bool:
        """Send one verb for the session or the patient shown; True when it is recorded."""
        since = self._came_at
        if since is not None and (self._now() - since) * 1000 < MOTION["bounce_guard"]:
            return False
        return self.hub.run(verb, *args) is not None


def give_keyboard(control: QWidget) -> None:
    """Put the keyboard on a control, as Tab would."""
    control.setFocus(Qt.FocusReason.OtherFocusReason)
