"""A protocol: the sites, doses, limits and reasons a session starts from."""

from __future__ import annotations

from dataclasses import dataclass
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
    """One named injection site; `muscle` is a muscle's code, `side` the patient's."""

    id: str
    muscle: str
    side: Side
    view: View
    landmark: str
    is_extra: bool = False


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

    @property
    def all_sites(self) -> tuple[ProtocolSite, ...]:
        return self.sites + self.extra_sites

    @property
    def planned_units(self) -> Decimal:
        return self.default_units * len(self.sites)

    def site(self, site_id: str) -> ProtocolSite:
        """The site of this id; KeyError when the protocol has none."""
        for site in self.all_sites:
            if site.id == site_id:
                return site
        raise KeyError(site_id)

    def muscle(self, code: str) -> Muscle:
        """The muscle of this code; KeyError when the protocol has none."""
        for muscle in self.muscles:
            if muscle.code == code:
                return muscle
        raise KeyError(code)

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
