"""A session: one Procedure on one patient, site by site. Edits return a new snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.protocol import Protocol, Reason
from clinicapp.domain.units import ZERO, check_site_units, show_units


class SiteState(StrEnum):
    """What became of a site; an extra site is planned or given like any other."""

    PLANNED = "planned"
    GIVEN = "given"
    OMITTED = "omitted"


class SessionStatus(StrEnum):
    """Event status; the values are the FHIR codes."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """One site of one session; `units` is the planned dose until it is given."""

    site_id: str
    units: Decimal
    state: SiteState = SiteState.PLANNED
    is_extra: bool = False
    is_pinned: bool = False
    performed_at: datetime | None = None
    performer_id: UUID | None = None
    omission_reason: str = ""
    extra_reason: str = ""
    note: str = ""

    @property
    def is_given(self) -> bool:
        return self.state is SiteState.GIVEN

    @property
    def is_planned(self) -> bool:
        return self.state is SiteState.PLANNED

    @property
    def is_omitted(self) -> bool:
        return self.state is SiteState.OMITTED


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
    """A session as it stands. `protocol` is the session's own copy."""

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

        return self._edit_sites(site_ids, edit)

    def change_dose(self, site_ids: Iterable[str], units: Decimal) -> Session:
        """Set a dose by hand; the site is pinned from then on."""

        def edit(record: SiteRecord) -> SiteRecord:
            if record.is_omitted:
                raise RuleError(
                    f"{record.site_id} is omitted and has no dose.", remedy="Take it back first."
                )
            exact = check_site_units(units, record.site_id, self.protocol.site_units_max)
            if exact == record.units:
                return record
            return replace(record, units=exact, is_pinned=True)

        return self._edit_sites(site_ids, edit)

    def change_default(self, units: Decimal) -> Session:
        """Set the session's default dose; given, omitted and pinned sites keep theirs."""
        self._require_open()
        exact = check_site_units(units, "The default", self.protocol.site_units_max)
        follow = [s.site_id for s in self.planned if not s.is_pinned]
        changed = self._edit_sites(follow, lambda r: replace(r, units=exact)) if follow else self
        return replace(changed, default_units=exact)

    def omit(self, site_ids: Iterable[str], reason: str, note: str = "") -> Session:
        """Record sites as not given, with a coded reason; extra sites are taken back instead."""
        if reason not in {r.code for r in self.protocol.omission_reasons}:
            raise InputError("That is not a reason for omitting a site.", remedy="Choose one.")

        def edit(record: SiteRecord) -> SiteRecord:
            if record.is_extra:
                raise RuleError(
                    f"{record.site_id} is an extra site.", remedy="Take it back instead."
                )
            return replace(
                record,
                state=SiteState.OMITTED,
                omission_reason=reason,
                note=note or record.note,
                performed_at=None,
                performer_id=None,
            )

        return self._edit_sites(site_ids, edit)

    def restore(self, site_ids: Iterable[str]) -> Session:
        """Take back: a fixed site is planned again, an extra site is gone."""
        wanted = tuple(site_ids)
        extras = {i for i in wanted if self.site(i).is_extra}

        def edit(record: SiteRecord) -> SiteRecord:
            return replace(
                record,
                state=SiteState.PLANNED,
                omission_reason="",
                performed_at=None,
                performer_id=None,
            )

        kept = replace(self, sites=tuple(s for s in self.sites if s.site_id not in extras))
        self._require_open()
        fixed = [i for i in wanted if i not in extras]
        return kept._edit_sites(fixed, edit) if fixed else kept

    def annotate(self, site_id: str, note: str) -> Session:
        """Keep a note with one site."""
        return self._edit_sites([site_id], lambda r: replace(r, note=note))

    def add_extra(self, site_id: str, reason: str, units: Decimal) -> Session:
        """Plan an extra site where the protocol allows one, with a coded reason (domain.md 2)."""
        self._require_open()
        allowed = {s.id: s for s in self.protocol.extra_sites}
        if site_id not in allowed:
            raise RuleError(
                f"The protocol has no extra site {site_id}.",
                remedy="Choose one of: " + ", ".join(allowed) + ".",
            )
        if self.has_site(site_id):
            raise RuleError(f"{site_id} is already part of this session.")
        if reason not in {r.code for r in self.protocol.extra_reasons}:
            raise InputError("An extra site needs a reason.", remedy="Choose one.")
        exact = check_site_units(units, site_id, self.protocol.site_units_max)
        record = SiteRecord(
            site_id=site_id,
            units=exact,
            is_extra=True,
            is_pinned=exact != self.default_units,
            extra_reason=reason,
        )
        after = replace(self, sites=in_protocol_order(self.protocol, (*self.sites, record)))
        after._check_caps(allowed[site_id].muscle)
        return after

    def plan_from(self, last: Session) -> Session:
        """Plan what the last session did: doses, omissions, extra sites; nothing becomes given."""
        self._require_open()
        if self.given:
            raise RuleError(
                "Doses have been given in this session.",
                remedy="Planning again is possible before the first dose.",
            )
        known = {s.id for s in self.protocol.all_sites}
        copied = [_as_plan(s) for s in last.sites if s.site_id in known]
        have = {s.site_id for s in copied}
        copied += [s for s in self.sites if s.site_id not in have and not s.is_extra]
        after = replace(
            self,
            default_units=last.default_units,
            sites=in_protocol_order(self.protocol, copied),
        )
        for muscle in self.protocol.muscles:
            after._check_caps(muscle.code)
        return after

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
        """Mark a session started by mistake as entered in error; it is kept."""
        self._require_open()
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

    def _check_caps(self, muscle_code: str) -> None:
        muscle = self.protocol.muscle(muscle_code)
        in_muscle = [s for s in self.sites if self.protocol.site(s.site_id).muscle == muscle_code]
        extras = [s for s in in_muscle if s.is_extra]
        if len(extras) > muscle.extra_sites_max:
            raise RuleError(
                f"{muscle.name} takes at most {muscle.extra_sites_max} extra sites.",
                remedy="Take one back first.",
            )
        muscle_units = sum((s.units for s in in_muscle if not s.is_omitted), ZERO)
        if extras and muscle_units > muscle.units_max:
            raise RuleError(
                f"{muscle.name} would reach {show_units(muscle_units)} units; the protocol's "
                f"most is {show_units(muscle.units_max)} units.",
                remedy="Lower a dose in this muscle first.",
            )
        total = sum((s.units for s in self.extras), ZERO)
        if (
            len(self.extras) > self.protocol.extra_sites_max
            or total > self.protocol.extra_units_max
        ):
            raise RuleError(
                f"Extra sites may be at most {self.protocol.extra_sites_max} with "
                f"{show_units(self.protocol.extra_units_max)} units together.",
                remedy="Take one back first.",
            )


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


def given_facts(session: Session) -> tuple[tuple[str, Decimal, datetime | None], ...]:
    """What was given, where, how much and when: whoever changes this must be allowed to give."""
    return tuple((s.site_id, s.units, s.performed_at) for s in session.given)


def _as_plan(record: SiteRecord) -> SiteRecord:
    state = SiteState.OMITTED if record.is_omitted else SiteState.PLANNED
    return replace(record, state=state, performed_at=None, performer_id=None, note="")
