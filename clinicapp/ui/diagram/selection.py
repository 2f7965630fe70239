"""The sites chosen on a diagram to be acted on together: a state of the view, kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Which of the sites on offer are chosen; tells `changed` whenever that became different."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order: tuple[str, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self._anchor = ""

    @property
    def site_ids(self) -> tuple[str, ...]:
        """What is chosen, in clinical order."""
        return tuple(i for i in self._order if i in self._chosen)

    def __contains__(self, site_id: str) -> bool:
        return site_id in self._chosen

    def offer(self, site_ids: Iterable[str]) -> None:
        """Take over the sites there are, in clinical order; what is gone is no longer chosen."""
        self._order = tuple(site_ids)
        if self._anchor not in self._order:
            self._anchor = ""
        self._choose(self._chosen)

    def toggle(self, site_id: str) -> None:
        """Choose a site, or choose it no longer; the next stretch of sites starts here."""
        self._anchor = site_id
        self._choose(self._chosen ^ {site_id})

    def extend_to(self, site_id: str) -> None:
        """Add the sites from the one touched last to this one, both included, in clinical order."""
        if site_id not in self._order:
            return
        here = self._order.index(site_id)
        start = self._order.index(self._anchor) if self._anchor else here
        first, last = sorted((start, here))
        self._anchor = self._anchor or site_id
        self.add(self._order[first : last + 1])

    def add(self, site_ids: Iterable[str]) -> None:
        """Choose sites besides those that are chosen."""
        self._choose(self._chosen | frozenset(site_ids))

    def flip(self, site_ids: Iterable[str]) -> None:
        """Choose a group of sites; when all of it is chosen already, choose none of it."""
        group = frozenset(site_ids)
        self._choose(self._chosen - group if group <= self._chosen else self._chosen | group)

    def clear(self) -> None:
        """Choose nothing."""
        self._anchor = ""
        self._choose(frozenset())

    def _choose(self, wanted: frozenset[str]) -> None:
        chosen = wanted.intersection(self._order)
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()
