"""Two taps on one site in quick succession are one act: gloves and touch screens bounce."""

from __future__ import annotations

from collections.abc import Callable

from clinicapp.ui.theme.tokens import MOTION


class BounceGuard:
    """Lets an act on a site through unless one was let through a moment ago."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: dict[str, float] = {}
        self._held: float | None = None

    def lets(self, site_id: str) -> bool:
        """Whether this act counts; `now` is in seconds and never goes back."""
        moment = self._now()
        for last in (self._last.get(site_id), self._held):
            if last is not None and moment - last < MOTION["bounce_guard"] / 1000:
                return False
        self._last[site_id] = moment
        return True

    def hold(self) -> None:
        """Let nothing through for a moment: a press has put sites under the finger."""
        self._held = self._now()
