"""A session: one Procedure on one patient, site by site. Edits return a new snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from clinicapp.domain.after_effects import AfterEffect
from clinicapp.domain.allotment import allot
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.limits import require_extras_fit
from clinicapp.domain.places import Fraction, check_fraction, check_shift
from clinicapp.domain.protocol import Protocol, Reason
from clinicapp.domain.session_facts import NO_FACTS, SessionFacts
from clinicapp.domain.site_record import SiteRecord, SiteState, taken_back
from clinicapp.domain.units import ZERO, check_site_units

__all__ = ["Session", "SessionStatus", "SiteRecord", "SiteState"]


class SessionStatus(StrEnum):
    """Event status; the values are the FHIR codes."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """A correction to a completed session: what, why, when and by whom."""

    id: UUID
    recorded_at: datetime
    author_id: UUID
    reason: str
    text: str


SiteEdit = Callable[[SiteRecord], SiteRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as it stands. `protocol` is the session's own copy, kept under its digest."""

    id: UUID
    clinic_id: UUID
    patient_id: UUID
    protocol: Protocol
    started_at: datetime
    started_by: UUID
    default_units: Decimal
    sites: tuple[SiteRecord, ...]
    status: SessionStatus = SessionStatus.IN_PROGRESS
    completed_at: datetime | None = None
    completed_by: UUID | None = None
    void_reason: str = ""
    addenda: tuple[Addendum, ...] = ()
    after_effects: tuple[AfterEffect, ...] = ()
    facts: SessionFacts = NO_FACTS
    protocol_digest: str = field(default="", compare=False)
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.status is SessionStatus.IN_PROGRESS

    @property
    def planned(self) -> tuple[SiteRecord, ...]:
        return tuple(s for s in self.sites if s.is_planned)

    @property
    def given(self) -> tuple[SiteRecord, ...]:
        return tuple(s for s in self.sites if s.is_given)

    @property
    def omitted(self) -> tuple[SiteRecord, ...]:
        return tuple(s for s in self.sites if s.is_omitted)

    @property
    def extras(self) -> tuple[SiteRecord, ...]:
        return tuple(s for s in self.sites if s.is_extra)

    @property
    def ended_at(self) -> datetime | None:
        """The end of the procedure: the time of the last dose given."""
        return max((s.performed_at for s in self.given if s.performed_at), default=None)

    def has_site(self, site_id: str) -> bool:
        """Whether this session holds a record of the site."""
        return any(s.site_id == site_id for s in self.sites)

    def site(self, site_id: str) -> SiteRecord:
        """The record of a site; refused when this session has none."""
        for record in self.sites:
            if record.site_id == site_id:
                return record
        raise RuleError(f"This session has no site {site_id}.", remedy="Choose another site.")

    def is_changed(self, record: SiteRecord) -> bool:
        """Whether a site's dose was set by hand to something else than the session's default."""
        return record.is_pinned and not record.is_omitted and record.units != self.default_units

    def name(self, site_id: str) -> str:
        """The site said aloud."""
        return self.protocol.spoken_name(site_id)

    # acts ------------------------------------------------------------------------------------
    def give(self, site_ids: Iterable[str], *, at: datetime, by: UUID) -> Session:
        """Record planned sites as given, each with time and person."""

        def edit(record: SiteRecord) -> SiteRecord:
            if not record.is_planned:
                word = "already given" if record.is_given else "omitted"
                raise RuleError(
                    f"{record.site_id} is {word}.", remedy="Take it back first to give it again."
                )
            return replace(record, state=SiteState.GIVEN, performed_at=at, performer_id=by)

        given = self._edit_sites(site_ids, edit)
        return replace(given, sites=allot(given.sites, given.facts.vials, given.facts.discards))

    def change_dose(self, site_ids: Iterable[str], units: Decimal) -> Session:
        """Set a dose by hand; the site is pinned from then on."""

        def edit(record: SiteRecord) -> SiteRecord:
            if record.is_omitted:
                raise RuleError(
                    f"{record.site_id} is omitted and has no dose.", remedy="Take it back first."
                )
            exact = check_site_units(units, record.site_id, self.protocol.site_units_max)
            return replace(record, units=exact, is_pinned=True)

        wanted = tuple(site_ids)
        return self._edit_sites(wanted, edit)._within_limits(wanted)

    def change_default(self, units: Decimal) -> Session:
        """Set the session's default dose; given, omitted and pinned sites keep theirs."""
        self._require_open()
        exact = check_site_units(units, "The default", self.protocol.site_units_max)
        follow = [s.site_id for s in self.planned if not s.is_pinned]
        changed = self._edit_sites(follow, lambda r: replace(r, units=exact)) if follow else self
        return replace(changed, default_units=exact)._within_limits(follow)

    def omit(self, site_ids: Iterable[str], reason: str, note: str = "") -> Session:
        """Record sites as not given, with a coded reason; extra sites are taken back instead."""
        self._require_omission_reason(reason)

        def edit(record: SiteRecord) -> SiteRecord:
            if record.is_extra:
                raise RuleError(
                    f"{record.site_id} is an extra site.", remedy="Take it back instead."
                )
            return replace(
                taken_back(record),
                state=SiteState.OMITTED,
                omission_reason=reason,
                note=note or record.note,
            )

        return self._edit_sites(site_ids, edit)

    def omit_rest(self, reason: str) -> Session:
        """Omit every fixed site that is still planned, and take planned extra sites back."""
        self._require_open()
        self._require_omission_reason(reason)
        if not self.planned:
            raise RuleError("No site is planned.", remedy="There is nothing left to omit.")
        fixed = [s.site_id for s in self.planned if not s.is_extra]
        extras = [s.site_id for s in self.planned if s.is_extra]
        kept = self.restore(extras)
        return kept.omit(fixed, reason) if fixed else kept

    def restore(self, site_ids: Iterable[str]) -> Session:
        """Take back: a fixed site is planned again, an extra site is gone."""
        wanted = tuple(site_ids)
        extras = {i for i in wanted if self.site(i).is_extra}
        kept = replace(self, sites=tuple(s for s in self.sites if s.site_id not in extras))
        self._require_open()
        fixed = [i for i in wanted if i not in extras]
        return kept._edit_sites(fixed, taken_back)._within_limits(fixed) if fixed else kept

    def annotate(self, site_id: str, note: str) -> Session:
        """Keep a note with one site."""
        return self._edit_sites([site_id], lambda r: replace(r, note=note))

    def shift(self, site_id: str, x: Decimal, y: Decimal) -> Session:
        """Say that a given site lies `x` cm across and `y` cm down from its planned place."""
        across, down = check_shift(site_id, x, y, self.protocol.site_shift_max_cm)

        def edit(record: SiteRecord) -> SiteRecord:
            if not record.is_given:
                raise RuleError(
                    f"{record.site_id} is not given yet.",
                    remedy="Give it first; then say where it was given.",
                )
            return replace(record, shift_x=across, shift_y=down)

        return self._edit_sites([site_id], edit)

    def add_extra(
        self, site_id: str, reason: str, units: Decimal, at: Fraction | None = None
    ) -> Session:
        """Plan an extra site where the protocol allows one, with a coded reason (domain.md 2).

        `at` is a place of its own, as fractions of the site's view; without it the site is put
        where the diagram suggests, if it does.
        """
        self._require_open()
        allowed = {s.id: s for s in self.protocol.extra_sites}
        if site_id not in allowed:
            raise RuleError(
                f"The protocol has no extra site {site_id}.",
                remedy="Choose one of: " + ", ".join(allowed) + ".",
            )
        if at is None and not allowed[site_id].is_suggested:
            raise InputError(
                f"{site_id} has no suggested place.", remedy="Choose a place on the diagram."
            )
        if self.has_site(site_id):
            raise RuleError(f"{site_id} is already part of this session.")
        if reason not in {r.code for r in self.protocol.extra_reasons}:
            raise InputError("An extra site needs a reason.", remedy="Choose one.")
        exact = check_site_units(units, site_id, self.protocol.site_units_max)
        across, down = check_fraction(site_id, at) if at else (None, None)
        record = SiteRecord(
            site_id=site_id,
            units=exact,
            is_extra=True,
            is_pinned=exact != self.default_units,
            extra_reason=reason,
            at_x=across,
            at_y=down,
        )
        after = replace(self, sites=in_protocol_order(self.protocol, (*self.sites, record)))
        return after._within_limits([site_id])

    def plan_from(self, last: Session) -> Session:
        """Plan what the last session did wherever nothing was decided today; nothing is given.

        An extra site keeps the place it had then, whatever lies near it today.
        """
        self._require_open()
        if self.given:
            raise RuleError(
                "Doses have been given in this session.",
                remedy="Planning again is possible before the first dose.",
            )
        is_changed = self.default_units != self.protocol.default_units
        default = self.default_units if is_changed else last.default_units
        known = {s.id for s in self.protocol.all_sites}
        before = {
            s.site_id: _as_plan(s, last.default_units, default)
            for s in last.sites
            if s.site_id in known
        }

        def follow(record: SiteRecord) -> SiteRecord:
            if not record.is_planned or record.is_pinned or record.is_extra:
                return record
            as_before = before.get(record.site_id, replace(record, units=default))
            return replace(as_before, note=record.note)

        added = [s for s in before.values() if s.is_extra and not self.has_site(s.site_id)]
        sites = in_protocol_order(self.protocol, (*map(follow, self.sites), *added))
        return replace(self, default_units=default, sites=sites)._within_limits(known)

    def with_facts(self, **changes: Any) -> Session:
        """Record facts beside the sites, named as in SessionFacts."""
        self._require_open()
        return replace(self, facts=replace(self.facts, **changes))

    def complete(self, *, at: datetime, by: UUID) -> Session:
        """Close the record; refused while a site is neither given nor omitted."""
        self._require_open()
        if self.planned:
            names = ", ".join(s.site_id for s in self.planned)
            raise RuleError(
                f"{len(self.planned)} sites are neither given nor omitted: {names}.",
                remedy="Give them, or omit them with a reason.",
            )
        if not self.given:
            raise RuleError(
                "No dose was given in this session.", remedy="Void the session with a reason."
            )
        return replace(self, status=SessionStatus.COMPLETED, completed_at=at, completed_by=by)

    def void(self, reason: str) -> Session:
        """Mark a session as entered in error, open or completed; it is kept as it was."""
        if self.status is SessionStatus.ENTERED_IN_ERROR:
            raise RuleError("This session is void already.")
        if not reason:
            raise InputError("Voiding a session needs a reason.", remedy="Write why.")
        return replace(self, status=SessionStatus.ENTERED_IN_ERROR, void_reason=reason)

    def amend(self, addendum: Addendum) -> Session:
        """Add a dated correction to a completed session."""
        if self.status is not SessionStatus.COMPLETED:
            raise RuleError(
                "This session is not completed.", remedy="Change it directly, or complete it."
            )
        if not addendum.reason or not addendum.text:
            raise InputError("An addendum needs a reason and a text.", remedy="Write both.")
        return replace(self, addenda=(*self.addenda, addendum))

    # rules -----------------------------------------------------------------------------------
    def _require_open(self) -> None:
        if not self.is_open:
            word = "completed" if self.status is SessionStatus.COMPLETED else "void"
            raise RuleError(
                f"This session is {word} and read-only.",
                remedy="Write an addendum with a reason." if word == "completed" else "",
            )

    def _edit_sites(self, site_ids: Iterable[str], edit: SiteEdit) -> Session:
        self._require_open()
        wanted = tuple(site_ids)
        for site_id in wanted:
            self.site(site_id)
        if not wanted:
            raise RuleError("No site is chosen.", remedy="Choose at least one site.")
        return replace(self, sites=tuple(edit(s) if s.site_id in wanted else s for s in self.sites))

    def _within_limits(self, touched: Iterable[str]) -> Session:
        require_extras_fit(self.protocol, self.sites, touched)
        return self

    def _require_omission_reason(self, reason: str) -> None:
        if reason not in {r.code for r in self.protocol.omission_reasons}:
            raise InputError("That is not a reason for omitting a site.", remedy="Choose one.")


def plan_session(
    *,
    session_id: UUID,
    clinic_id: UUID,
    patient_id: UUID,
    protocol: Protocol,
    at: datetime,
    by: UUID,
) -> Session:
    """A new session in which every fixed site is planned at the default dose and none is given."""
    return Session(
        id=session_id,
        clinic_id=clinic_id,
        patient_id=patient_id,
        protocol=protocol,
        started_at=at,
        started_by=by,
        default_units=protocol.default_units,
        sites=tuple(SiteRecord(site_id=s.id, units=protocol.default_units) for s in protocol.sites),
    )


def in_protocol_order(protocol: Protocol, sites: Iterable[SiteRecord]) -> tuple[SiteRecord, ...]:
    """Fixed sites in clinical order, each muscle's extras after its fixed sites."""
    muscles = {m.code: n for n, m in enumerate(protocol.muscles)}
    place = {s.id: (muscles[s.muscle], s.is_extra, n) for n, s in enumerate(protocol.all_sites)}
    return tuple(sorted(sites, key=lambda s: place[s.site_id]))


def reason_label(reasons: Iterable[Reason], code: str) -> str:
    """The words of a coded reason; the code itself when the list no longer has it."""
    return next((r.label for r in reasons if r.code == code), code)


def given_facts(session: Session) -> tuple[tuple[object, ...], ...]:
    """What was given, where, how much and when: whoever changes this must be allowed to give."""
    return tuple(
        (s.site_id, s.units, s.performed_at, s.at_x, s.at_y, s.shift_x, s.shift_y)
        for s in session.given
    )


def _as_plan(record: SiteRecord, old_default: Decimal, default: Decimal) -> SiteRecord:
    # A dose that only followed the default of its session follows the new one.
    by_hand = record.is_pinned or (record.is_given and record.units != old_default)
    return replace(
        record,
        units=record.units if by_hand else default,
        is_pinned=by_hand,
        state=SiteState.OMITTED if record.is_omitted else SiteState.PLANNED,
        performed_at=None,
        performer_id=None,
        shift_x=ZERO,
        shift_y=ZERO,
        vial_id=None,
        note="",
    )
