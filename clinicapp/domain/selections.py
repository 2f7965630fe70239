"""Several sites at once: which of them an act applies to, and which groups they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from clinicapp.domain.protocol import ProtocolSite, Side, View
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.units import ZERO

SiteIds = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSelection:
    """Sites of one session to act on together, and the part of them that each act applies to.

    What an act leaves out would be refused one by one: a given site cannot be given, an omitted
    one has no dose, an extra one is taken back instead of omitted.
    """

    sites: tuple[SiteRecord, ...]

    @property
    def to_give(self) -> SiteIds:
        return self._ids(lambda s: s.is_planned)

    @property
    def to_dose(self) -> SiteIds:
        return self._ids(lambda s: not s.is_omitted)

    @property
    def to_omit(self) -> SiteIds:
        return self._ids(lambda s: not s.is_extra)

    @property
    def to_take_back(self) -> SiteIds:
        return self._ids(lambda s: s.is_extra or not s.is_planned)

    @property
    def given(self) -> SiteIds:
        return self._ids(lambda s: s.is_given)

    @property
    def units(self) -> Decimal:
        """The doses of all that are not omitted."""
        return sum((s.units for s in self.sites if not s.is_omitted), ZERO)

    @property
    def units_to_give(self) -> Decimal:
        return sum((s.units for s in self.sites if s.is_planned), ZERO)

    @property
    def doses(self) -> tuple[Decimal, ...]:
        """The different doses that stand there, smallest first."""
        return tuple(sorted({s.units for s in self.sites if not s.is_omitted}))

    @property
    def omission_reason(self) -> str:
        """The reason all of them are omitted for; "" when they are not, or for different ones."""
        reasons = {s.omission_reason for s in self.sites if not s.is_extra}
        return reasons.pop() if len(reasons) == 1 else ""

    def _ids(self, applies: Callable[[SiteRecord], bool]) -> SiteIds:
        return tuple(s.site_id for s in self.sites if applies(s))


def select_sites(session: Session, site_ids: Iterable[str]) -> SiteSelection:
    """The wanted sites that the session holds, in its clinical order."""
    wanted = frozenset(site_ids)
    return SiteSelection(sites=tuple(s for s in session.sites if s.site_id in wanted))


def of_muscle(session: Session, code: str) -> SiteIds:
    """The sites of a muscle."""
    return _where(session, lambda at: at.muscle == code)


def of_side(session: Session, side: Side) -> SiteIds:
    """The sites of one of the patient's sides."""
    return _where(session, lambda at: at.side is side)


def of_view(session: Session, view: View) -> SiteIds:
    """The sites of a view."""
    return _where(session, lambda at: at.view is view)


@dataclass(frozen=True, slots=True)
class Region:
    """One muscle on one of the patient's sides."""

    muscle: str
    side: Side

    def sites_in(self, session: Session) -> tuple[SiteRecord, ...]:
        """Its sites in a session, extra ones after the protocol's."""
        at = session.protocol.site
        return tuple(s for s in session.sites if self.holds(at(s.site_id)))

    def holds(self, site: ProtocolSite) -> bool:
        """Whether a site lies in it."""
        return site.muscle == self.muscle and site.side is self.side


def regions_of(session: Session) -> tuple[Region, ...]:
    """All regions of the session's protocol in clinical order, a muscle's left before its right."""
    found = {Region(s.muscle, s.side) for s in session.protocol.sites}
    ways = [Region(m.code, side) for m in session.protocol.muscles for side in Side]
    return tuple(region for region in ways if region in found)


def _where(session: Session, holds: Callable[[ProtocolSite], bool]) -> SiteIds:
    at = session.protocol.site
    return tuple(s.site_id for s in session.sites if holds(at(s.site_id)))
