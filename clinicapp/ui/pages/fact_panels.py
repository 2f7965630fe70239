"""Which panel records what at which gate."""

from __future__ import annotations

from collections.abc import Callable

from clinicapp.domain.checks.finding import Gate
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.fact_sheet import MakePanel
from clinicapp.ui.pages.time_out_panel import TimeOutPanel


def fact_panels(hub: ChangeHub, now: Callable[[], float]) -> dict[Gate, MakePanel]:
    """How the panel of each gate is made when it is first opened; `now` counts seconds."""
    return {
        Gate.TIME_OUT: lambda: TimeOutPanel(hub, now),
    }
