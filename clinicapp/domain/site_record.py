"""One site of a session as it stands: planned, given or omitted, with its dose and its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from clinicapp.domain.units import ZERO


class SiteState(StrEnum):
    """What became of a site; an extra site is planned or given like any other."""

    PLANNED = "planned"
    GIVEN = "given"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """One site of one session; `units` is the planned dose until it is given.

    `at_x` and `at_y` say where an extra site was put by hand, as fractions of its view from the
    upper left; `shift_x` and `shift_y` how far a given site lies from its planned place, in cm
    across the view to the viewer's right and down. `vial_id` is the vial a given dose came from.
    """

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
    at_x: Decimal | None = None
    at_y: Decimal | None = None
    shift_x: Decimal = ZERO
    shift_y: Decimal = ZERO
    vial_id: UUID | None = None

    @property
    def is_given(self) -> bool:
        return self.state is SiteState.GIVEN

    @property
    def is_planned(self) -> bool:
        return self.state is SiteState.PLANNED

    @property
    def is_omitted(self) -> bool:
        return self.state is SiteState.OMITTED

    @property
    def is_moved(self) -> bool:
        return bool(self.shift_x or self.shift_y)


def taken_back(record: SiteRecord) -> SiteRecord:
    """The same site planned again: what was given or omitted there is gone, its note stays."""
    return replace(
        record,
        state=SiteState.PLANNED,
        omission_reason="",
        performed_at=None,
        performer_id=None,
        shift_x=ZERO,
        shift_y=ZERO,
        vial_id=None,
    )
