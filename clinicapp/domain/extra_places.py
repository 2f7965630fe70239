"""Where an extra site may be put: in which muscle, at which place, and under which id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import dist

from clinicapp.domain.artwork import Artwork, Box, Point, ViewArt
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.limits import too_many_extras
from clinicapp.domain.places import Fraction, fraction_of, place_of, planned_place, point_at
from clinicapp.domain.protocol import Muscle, Protocol, Side
from clinicapp.domain.regions import Area, frame_of, region_of
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.snapping import free_place
from clinicapp.domain.units import show_units

EDGE_CM = 0.5  # a site this close to the edge of a picture would be cut off on screen or paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraArea:
    """A muscle of one side, as far as extra sites may be put there in one view."""

    muscle: Muscle
    side: Side
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPlace:
    """An extra site where it would be put, in view units, and how far its neighbour is in cm."""

    site_id: str
    point: Point
    nearest: str
    away_cm: float


def extra_areas(art: ViewArt, protocol: Protocol) -> tuple[ExtraArea, ...]:
    """Where a view may take extra sites: muscles of the protocol, where no other covers them.

    A muscle that is drawn over another is what somebody sees and means there.
    """
    allowed = {(s.muscle, s.side) for s in protocol.extra_sites if s.view is art.view}
    seen, drawn_paths = _seen_everywhere(art), tuple(m.region for m in art.muscles)
    boxes = art.extra_boxes
    return tuple(
        ExtraArea(
            muscle=protocol.muscle(drawn.muscle),
            side=drawn.side,
            area=_open_area(
                drawn.region, (seen, boxes.get(drawn.muscle, seen)), drawn_paths[n + 1 :]
            ),
        )
        for n, drawn in enumerate(art.muscles)
        if (drawn.muscle, drawn.side) in allowed
    )


def place_touched(art: ViewArt, session: Session, point: Point) -> ExtraPlace:
    """The extra site that a touch of the picture means; refused where there can be none."""
    for found in extra_areas(art, session.protocol):
        if found.area.holds(point):
            site_id = next_extra(session, found.muscle, found.side)
            return _placed(art, session, site_id, point, found)
    raise RuleError(
        "No extra site can be put there.",
        remedy=f"Extra sites are possible in {muscle_names(session.protocol)}.",
    )


def place_suggested(art: ViewArt, session: Session, site_id: str) -> ExtraPlace:
    """An extra site at its suggested place, or beside it where that is taken."""
    return place_towards(art, session, site_id, art.site_points[site_id])


def place_towards(art: ViewArt, session: Session, site_id: str, point: Point) -> ExtraPlace:
    """An extra site as near to a point as its muscle and its neighbours allow."""
    return _placed(art, session, site_id, point, _own_area(art, session, site_id))


def require_extra_place(artwork: Artwork, session: Session, site_id: str) -> None:
    """Refuse an extra site outside its own muscle and side, or too near to any other site.

    A place is judged where a record keeps it, so that what was found free is never refused.
    """
    protocol, record = session.protocol, session.site(site_id)
    art = artwork.views[protocol.site(site_id).view]
    there = _own_area(art, session, site_id)
    place = point_at(fraction_of(planned_place(art, record)))
    if not there.area.holds(place):
        raise InputError(
            f"{site_id} cannot lie there: that is not in {there.muscle.name} {there.side}.",
            remedy="Choose a place in the outlined muscle.",
        )
    nearest, away = _nearest(_others(art, session, site_id), place)
    if nearest and away < _apart(art, protocol):
        raise RuleError(
            f"{site_id} would lie less than {show_units(protocol.extra_apart_cm)} cm "
            f"from {nearest}.",
            remedy="Choose a place farther away on the diagram.",
        )


def neighbour_of(art: ViewArt, protocol: Protocol, record: SiteRecord) -> tuple[str, float]:
    """The fixed site planned nearest to where a site was, and how far in cm; "" without one.

    No other act changes it, so that words once said of a site stay true.
    """
    drawn = art.site_points
    fixed = {s.id: drawn[s.id] for s in protocol.sites if s.view is art.view and s.id in drawn}
    nearest, away = _nearest(fixed, planned_place(art, record))
    return nearest, away / art.units_per_cm


def place_kept(art: ViewArt, place: ExtraPlace) -> Fraction | None:
    """What a record keeps of a place: nothing where it is the suggested one."""
    at, suggested = fraction_of(place.point), art.site_points.get(place.site_id)
    return None if suggested and fraction_of(suggested) == at else at


def next_extra(session: Session, muscle: Muscle, side: Side) -> str:
    """The first extra site of a muscle and side that is not in use; refused at a limit."""
    protocol = session.protocol
    used = sum(protocol.site(s.site_id).muscle == muscle.code for s in session.extras)
    if used >= muscle.extra_sites_max:
        raise too_many_extras(muscle)
    for site in protocol.extra_sites:
        if (site.muscle, site.side) == (muscle.code, side) and not session.has_site(site.id):
            # Whatever limit the record would refuse it for is better told before than after.
            session.add_extra(
                site.id, protocol.extra_reasons[0].code, session.default_units, fraction_of((0, 0))
            )
            return site.id
    raise RuleError(
        f"{muscle.name} has no further extra site on the {side}.", remedy="Take one back first."
    )


def muscle_names(protocol: Protocol) -> str:
    """The muscles that take extra sites, as a sentence lists them."""
    *names, last = [m.name for m in protocol.muscles if m.extra_sites_max]
    return f"{', '.join(names)} and {last}" if names else last


def _placed(
    art: ViewArt, session: Session, site_id: str, point: Point, there: ExtraArea
) -> ExtraPlace:
    protocol, others = session.protocol, _others(art, session, site_id)
    place = free_place(point, list(others.values()), _apart(art, protocol), there.area)
    if place is None:
        raise RuleError(
            f"{there.muscle.name} {there.side} has no place left that is "
            f"{show_units(protocol.extra_apart_cm)} cm from every other site.",
            remedy="Choose another muscle, or take an extra site back first.",
        )
    nearest, away = _nearest(others, place)
    return ExtraPlace(
        site_id=site_id, point=place, nearest=nearest, away_cm=away / art.units_per_cm
    )


def _own_area(art: ViewArt, session: Session, site_id: str) -> ExtraArea:
    """Where the one muscle and side of an extra site takes it."""
    site = session.protocol.site(site_id)
    for found in extra_areas(art, session.protocol):
        if (found.muscle.code, found.side) == (site.muscle, site.side):
            return found
    raise RuleError(f"{site_id} has no place in this view.", remedy="Choose another site.")


def _others(art: ViewArt, session: Session, site_id: str) -> dict[str, Point]:
    """Where all the other sites of a view lie."""
    protocol = session.protocol
    return {
        s.site_id: place_of(art, s)
        for s in session.sites
        if protocol.site(s.site_id).view is art.view and s.site_id != site_id
    }


def _nearest(others: Mapping[str, Point], place: Point) -> tuple[str, float]:
    """The site nearest to a place, and how far it is in view units; "" where there is none."""
    nearest = min(others, key=lambda i: dist(others[i], place), default="")
    return nearest, dist(others[nearest], place) if nearest else 0.0


def _apart(art: ViewArt, protocol: Protocol) -> float:
    """How far an extra site stays from every other, in view units."""
    return float(protocol.extra_apart_cm) * art.units_per_cm


@lru_cache(maxsize=16)
def _open_area(muscle: str, boxes: tuple[Box, ...], covers: tuple[str, ...]) -> Area:
    """The part of a muscle inside boxes that nothing drawn later covers."""
    within = (region_of(muscle), *map(frame_of, dict.fromkeys(boxes)))
    return Area(within, tuple(map(region_of, covers)))


def _seen_everywhere(art: ViewArt) -> Box:
    """The part of a view that every use of it shows, so that no site is ever out of sight."""
    edge, crops = EDGE_CM * art.units_per_cm, tuple(art.crops.values())
    left, top = max(c.x for c in crops) + edge, max(c.y for c in crops) + edge
    right, bottom = min(c.right for c in crops) - edge, min(c.bottom for c in crops) - edge
    return Box(left, top, right - left, bottom - top)
