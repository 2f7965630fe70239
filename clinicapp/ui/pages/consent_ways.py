"""The ways on where a dose is stopped for want of a consent that holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.checks.finding import Finding, Gate, Severity
from clinicapp.ui.pages.consent_panel import ConsentPanel
from clinicapp.ui.widgets.buttons import Button, button

if TYPE_CHECKING:
    from clinicapp.ui.pages.session_gates import SessionGates


def consent_ways(gates: SessionGates, found: Finding) -> list[Button]:
    """Take the consent now, record a paper that was seen, or stop: each opens its part.

    After a no of the patient, stopping goes first. What was agreed to with something left open is
    settled in writing, or nobody is treated.
    """

    def lead(part: Callable[[ConsentPanel], None]) -> None:
        panel = gates.show_gate(Gate.CONSENT)
        if isinstance(panel, ConsentPanel):
            part(panel)

    tr = QCoreApplication.translate
    ways = [
        ("take_consent_now", tr("Consent", "Take consent now"), ConsentPanel.show_taking),
        ("paper_seen", tr("Consent", "Paper consent seen"), ConsentPanel.show_paper),
        ("stop_treatment", tr("Consent", "Stop"), ConsentPanel.show_stopping),
    ]
    if found.severity is Severity.HOLD:
        words = tr("Consent", "Write how it is settled")
        ways = [("settle_consent", words, ConsentPanel.show_open), ways[-1]]
    elif found.stops_every_dose:
        ways = [ways[-1], *ways[:-1]]
    made: list[Button] = []
    for name, words, part in ways:
        act = button(words, "primary" if not made else "secondary")
        act.setObjectName(name)
        act.clicked.connect(lambda _checked=False, part=part: lead(part))
        made.append(act)
    return made
