"""Which panel records what at which gate."""

from __future__ import annotations

from collections.abc import Callable

from clinicapp.domain.checks.finding import Gate
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.consent_panel import ConsentPanel
from clinicapp.ui.pages.diagnosis_panel import DiagnosisPanel
from clinicapp.ui.pages.fact_sheet import MakePanel
from clinicapp.ui.pages.interval_panel import IntervalPanel
from clinicapp.ui.pages.outcomes_panel import OutcomesPanel
from clinicapp.ui.pages.safety_panel import SafetyPanel
from clinicapp.ui.pages.time_out_panel import TimeOutPanel
from clinicapp.ui.pages.vial_panel import VialPanel


def fact_panels(hub: ChangeHub, now: Callable[[], float]) -> dict[Gate, MakePanel]:
    """How the panel of each gate is made when it is first opened; `now` counts seconds."""
    return {
        Gate.CONSENT: lambda: ConsentPanel(hub, now),
        Gate.TIME_OUT: lambda: TimeOutPanel(hub, now),
        Gate.SAFETY: lambda: SafetyPanel(hub, now),
        Gate.INTERVAL: lambda: IntervalPanel(hub, now),
        Gate.DIAGNOSIS: lambda: DiagnosisPanel(hub, now),
        Gate.OUTCOMES: lambda: OutcomesPanel(hub, now),
        Gate.VIAL: lambda: VialPanel(hub, now),
    }
