"""What can be done to the session on the page: each act is one verb, sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from clinicapp.commands.records import Change
from clinicapp.commands.sessions import (
    add_extra_site,
    annotate_site,
    change_dose,
    give_sites,
    omit_sites,
    redo,
    restore_sites,
    shift_site,
    undo,
)
from clinicapp.domain.places import Fraction
from clinicapp.domain.selections import select_sites
from clinicapp.domain.session import Session
from clinicapp.ui.hub import ChangeHub


class SessionActs:
    """Sends verbs for the session shown; True says that the record now is as asked.

    `shown` tells which session that is, `show_again` brings the page back in step after a refusal.
    """

    def __init__(
        self,
        hub: ChangeHub,
        shown: Callable[[], Session | None],
        show_again: Callable[[Session], None],
    ) -> None:
        self._hub = hub
        self._shown = shown
        self._show_again = show_again

    def give(self, site_ids: Iterable[str]) -> bool:
        """Give planned sites."""
        return self.run(give_sites, tuple(site_ids))

    def take_back(self, site_ids: Iterable[str]) -> bool:
        """Take sites back; planned sites of the protocol have nothing to take back."""
        session = self._shown()
        # To say so would be noise.
        wanted = select_sites(session, site_ids).to_take_back if session else ()
        return self.run(restore_sites, wanted) if wanted else False

    def change_dose(self, site_ids: Iterable[str], units: Decimal) -> bool:
        """Set a dose by hand."""
        return self.run(change_dose, tuple(site_ids), units)

    def omit(self, site_ids: Iterable[str], reason: str, note: str = "") -> bool:
        """Omit sites with a reason."""
        return self.run(omit_sites, tuple(site_ids), reason, note)

    def annotate(self, site_id: str, note: str) -> bool:
        """Keep a note with a site."""
        return self.run(annotate_site, site_id, note)

    def add_extra(
        self, site_id: str, reason: str, *, give: bool, at: Fraction | None = None
    ) -> bool:
        """Add an extra site at the session's default dose."""
        session = self._shown()
        if session is None:
            return False
        return self.run(add_extra_site, site_id, reason, session.default_units, give, at)

    def shift(self, site_id: str, x: Decimal, y: Decimal) -> bool:
        """Say how far, in cm, a given site lies from its planned place."""
        return self.run(shift_site, site_id, x, y)

    def undo(self) -> bool:
        """Step back over the last act."""
        return self.run(undo)

    def redo(self) -> bool:
        """Do the act again that was stepped over."""
        return self.run(redo)

    def run(self, verb: Callable[..., Change[Session]], *args: object) -> bool:
        """Send one verb for the session shown."""
        session = self._shown()
        if session is None:
            return False
        change = self._hub.run(verb, session.id, *args)
        if change is None:
            # What an editor shows may be what was refused: show the record again.
            self._show_again(session)
        return change is not None
