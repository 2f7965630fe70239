"""A protocol: the sites, doses, limits and reasons a session starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Side(StrEnum):
    """A side of the patient, never of the screen."""

    LEFT = "left"
    MIDLINE = "midline"
    RIGHT = "right"


class View(StrEnum):
    """A view of the diagram."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle:
    """A muscle of the protocol, with the most that fixed and extra sites may add up to."""

    code: str
    name: str
    short_name: str
    sites_max: int
    extra_sites_max: int
    units_max: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolSite:
    """One named injection site; `muscle` is a muscle's code, `side` the patient's.

    An extra site that is not suggested has a place only where somebody puts it.
    """

    id: str
    muscle: str
    side: Side
    view: View
    landmark: str
    is_extra: bool = False
    is_suggested: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A coded reason offered for an omitted or an extra site."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """Everything a session takes over; versioned, so that a record can name it."""

    code: str
    version: str
    title: str
    product: str
    source: str
    clinician_review: str
    default_units: Decimal
    units_per_ml: Decimal
    site_units_max: Decimal
    site_shift_max_cm: Decimal
    extra_apart_cm: Decimal
    quick_units: tuple[Decimal, ...]
    extra_sites_max: int
    extra_units_max: Decimal
    restriction_hours: int
    retreatment_interval_days: int
    muscles: tuple[Muscle, ...]
    omission_reasons: tuple[Reason, ...]
    extra_reasons: tuple[Reason, ...]
    sites: tuple[ProtocolSite, ...]
    extra_sites: tuple[ProtocolSite, ...]
    # Sites and muscles are looked up on every repaint; the index says nothing new.
    _sites_by_id: dict[str, ProtocolSite] = field(init=False, repr=False, compare=False)
    _muscles_by_code: dict[str, Muscle] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sites_by_id", {s.id: s for s in self.all_sites})
        object.__setattr__(self, "_muscles_by_code", {m.code: m for m in self.muscles})

    @property
    def all_sites(self) -> tuple[ProtocolSite, ...]:
        return self.sites + self.extra_sites

    @property
    def suggested_extras(self) -> tuple[ProtocolSite, ...]:
        return tuple(s for s in self.extra_sites if s.is_suggested)

    @property
    def placed_sites(self) -> tuple[ProtocolSite, ...]:
        """The sites that the diagram has a place for."""
        return self.sites + self.suggested_extras

    @property
    def planned_units(self) -> Decimal:
        return self.default_units * len(self.sites)

    def site(self, site_id: str) -> ProtocolSite:
        """The site of this id; KeyError when the protocol has none."""
        return self._sites_by_id[site_id]

    def muscle(self, code: str) -> Muscle:
        """The muscle of this code; KeyError when the protocol has none."""
        return self._muscles_by_code[code]

    def spoken_name(self, site_id: str) -> str:
        """How a site is said aloud: "Temporalis left 3", "Occipitalis right, extra 1"."""
        site = self.site(site_id)
        name = self.muscle(site.muscle).name
        number = site_id.rsplit("-", 1)[1].lstrip("LRMX")
        if site.is_extra:
            return f"{name} {site.side}, extra {number}"
        if site.side is Side.MIDLINE:
            return f"{name} midline"
        return f"{name} {site.side} {number}"
