"""What was done at each site on every visit so far: pure functions over completed sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal

from clinicapp.domain.after_effects import AfterEffect, EffectKinds
from clinicapp.domain.protocol import ProtocolSite
from clinicapp.domain.session import (
    Session,
    SessionStatus,
    SiteRecord,
    in_protocol_order,
    reason_label,
)
from clinicapp.domain.units import ZERO


@dataclass(frozen=True, slots=True)
class PastSite:
    """One site on one visit; `day` is the visit's day where the clinic is."""

    day: date
    record: SiteRecord
    reason: str  # why it was omitted or extra, in the words of that session's protocol


@dataclass(frozen=True, slots=True)
class PastEffect:
    """An after-effect that counts, and the day of the visit it came after."""

    day: date
    effect: AfterEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """One site over `visits` completed sessions; `past` holds those with a record of it."""

    site_id: str
    visits: int
    past: tuple[PastSite, ...]
    effects: tuple[PastEffect, ...]

    @property
    def given(self) -> tuple[PastSite, ...]:
        return tuple(p for p in self.past if p.record.is_given)

    @property
    def omitted(self) -> tuple[PastSite, ...]:
        return tuple(p for p in self.past if p.record.is_omitted)

    @property
    def moved(self) -> tuple[PastSite, ...]:
        return tuple(p for p in self.given if p.record.is_moved)

    @property
    def noted(self) -> tuple[PastSite, ...]:
        return tuple(p for p in self.past if p.record.note)

    @property
    def places(self) -> int:
        """At how many places it was given: an extra site lies elsewhere on another visit."""
        return len({place_key(p.record) for p in self.given})

    @property
    def doses(self) -> tuple[Decimal, ...]:
        """Every dose that was given here once, smallest first."""
        return tuple(sorted({p.record.units for p in self.given}))

    @property
    def last(self) -> PastSite | None:
        """The newest dose."""
        return self.given[-1] if self.given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSum:
    """All units given at a site and place, on how many visits, and the newest record of it."""

    name: str
    site: ProtocolSite
    units: Decimal
    visits: int
    record: SiteRecord


@dataclass(frozen=True, slots=True)
class SiteDifference:
    """A site that two sessions treated differently; None where a session has no record of it."""

    name: str
    before: SiteRecord | None
    after: SiteRecord | None


@dataclass(frozen=True)
class PatientHistory:
    """The completed sessions of one patient, oldest first; days are told in `zone`."""

    sessions: tuple[Session, ...]
    zone: tzinfo
    kinds: EffectKinds

    def day(self, session: Session) -> date:
        """The day of a visit where the clinic is."""
        return session.started_at.astimezone(self.zone).date()

    def before(self, session: Session) -> PatientHistory:
        """The part of the history that was over when another session began."""
        earlier = tuple(
            s for s in self.sessions if s.id != session.id and s.started_at <= session.started_at
        )
        return replace(self, sessions=earlier)

    def site(self, site_id: str) -> SiteHistory:
        """What was done at one site, and what came after that it could have caused."""
        knowing = [s for s in self.sessions if _knows(s, site_id)]
        past = [
            PastSite(self.day(s), s.site(site_id), _reason(s, s.site(site_id)))
            for s in knowing
            if s.has_site(site_id)
        ]
        effects = [
            PastEffect(self.day(s), e)
            for s in knowing
            for e in s.after_effects
            if e.counts and site_id in self._suspects(s, e)
        ]
        return SiteHistory(
            site_id=site_id, visits=len(knowing), past=tuple(past), effects=tuple(effects)
        )

    def effects(self, session: Session) -> tuple[PastEffect, ...]:
        """The after-effects of one session that count."""
        return tuple(PastEffect(self.day(session), e) for e in session.after_effects if e.counts)

    def suspects(self, session: Session) -> frozenset[str]:
        """The sites given in a session that could have caused what came after it."""
        found = (self._suspects(session, e) for e in session.after_effects if e.counts)
        return frozenset().union(*found)

    def sums(self) -> Mapping[str, SiteSum]:
        """What every site that was ever given got in all, in the protocol's order.

        The first extra site of a muscle may lie elsewhere on every visit: each place has its own.
        """
        found: dict[str, SiteSum] = {}
        for session in self.sessions:
            for record in session.given:
                key = place_key(record)
                old = found.get(key)
                units, visits = (old.units, old.visits) if old else (ZERO, 0)
                found[key] = SiteSum(
                    name=session.name(record.site_id),
                    site=session.protocol.site(record.site_id),
                    units=units + record.units,
                    visits=visits + 1,
                    record=record,
                )
        newest = [s.record for s in found.values()]
        return {(key := place_key(r)): found[key] for r in _ordered(self.sessions[-1:], newest)}

    def _suspects(self, session: Session, effect: AfterEffect) -> frozenset[str]:
        muscles = self.kinds.muscles_of(effect.code)
        site = session.protocol.site
        return frozenset(s.site_id for s in session.given if site(s.site_id).muscle in muscles)


def place_key(record: SiteRecord) -> str:
    """A site where it was planned: its id, and the place of its own if it was put by hand."""
    if record.at_x is None or record.at_y is None:
        return record.site_id
    return f"{record.site_id} {record.at_x:.4f} {record.at_y:.4f}"


def patient_history(
    sessions: Iterable[Session], zone: tzinfo, kinds: EffectKinds
) -> PatientHistory:
    """The history that a patient's sessions make; only completed ones are part of it."""
    done = [s for s in sessions if s.status is SessionStatus.COMPLETED]
    ordered = sorted(done, key=lambda s: (s.started_at, s.id))
    return PatientHistory(tuple(ordered), zone, kinds)


def differences(before: Session, after: Session) -> tuple[SiteDifference, ...]:
    """Every site that two completed sessions treated differently, in the protocol's order."""
    old, new = ({s.site_id: s for s in x.sites} for x in (before, after))
    found = []
    for record in _ordered([after], list({**old, **new}.values())):
        one, other = old.get(record.site_id), new.get(record.site_id)
        if _deed(one) != _deed(other):
            name = (after if other else before).name(record.site_id)
            found.append(SiteDifference(name, one, other))
    return tuple(found)


def _ordered(by: Sequence[Session], records: Sequence[SiteRecord]) -> tuple[SiteRecord, ...]:
    """In the order of a session's protocol; sites that it does not know come last."""
    known = {s.id for session in by for s in session.protocol.all_sites}
    here = [r for r in records if r.site_id in known]
    others = [r for r in records if r.site_id not in known]
    ordered = in_protocol_order(by[0].protocol, here) if here else ()
    return (*ordered, *sorted(others, key=lambda r: r.site_id))


def _deed(record: SiteRecord | None) -> tuple[object, ...]:
    """All that tells what was done at a site, and where."""
    if record is None or record.is_omitted:
        return (None,) if record is None else (record.state,)
    place = (record.at_x, record.at_y, record.shift_x, record.shift_y)
    return (record.state, record.units, *place)


def _knows(session: Session, site_id: str) -> bool:
    return any(s.id == site_id for s in session.protocol.all_sites)


def _reason(session: Session, record: SiteRecord) -> str:
    if record.is_omitted:
        return reason_label(session.protocol.omission_reasons, record.omission_reason)
    if record.is_extra:
        return reason_label(session.protocol.extra_reasons, record.extra_reason)
    return ""
