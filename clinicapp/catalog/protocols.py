"""Protocols read from TOML files: data, never code."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.errors import CatalogError, InputError
from clinicapp.domain.protocol import Muscle, Protocol, ProtocolSite, Reason, Side, View
from clinicapp.domain.units import check_site_units

SCHEMA = 1
_FIXED_ID = re.compile(r"[A-Z]{3}-[LRM]\d")
_EXTRA_ID = re.compile(r"[A-Z]{3}-[LR]X\d")
_ONE_SIDED = {View.LEFT: Side.LEFT, View.RIGHT: Side.RIGHT}
_SIDE_LETTERS = {"L": Side.LEFT, "R": Side.RIGHT, "M": Side.MIDLINE}


def load_protocol(path: Path) -> Protocol:
    """Read one protocol; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    sums, doses = top.table("adds_up_to"), top.table("doses")
    protocol = Protocol(
        code=top.text("code"),
        version=top.text("version"),
        title=top.text("title"),
        product=top.text("product"),
        source=top.text("source"),
        clinician_review=top.text("clinician_review"),
        default_units=doses.units("default_units"),
        units_per_ml=doses.units("units_per_ml"),
        site_units_max=doses.units("site_units_max"),
        site_shift_max_cm=doses.units("site_shift_max_cm"),
        extra_apart_cm=doses.units("extra_apart_cm"),
        quick_units=doses.units_list("quick_units"),
        extra_sites_max=doses.whole("extra_sites_max"),
        extra_units_max=doses.units("extra_units_max"),
        restriction_hours=doses.whole("restriction_hours", least=1),
        retreatment_interval_days=doses.whole("retreatment_interval_days", least=1),
        muscles=tuple(_muscle(t) for t in top.tables("muscle")),
        omission_reasons=tuple(_reason(t) for t in top.tables("omission_reason")),
        extra_reasons=tuple(_reason(t) for t in top.tables("extra_reason")),
        sites=tuple(_site(t, is_extra=False) for t in top.tables("site")),
        extra_sites=tuple(_site(t, is_extra=True) for t in top.tables("extra_site")),
    )
    doses.done()
    top.done()
    _check(protocol, top)
    _check_sums(protocol, sums)
    return protocol


def require_drawn(protocol: Protocol, artwork: Artwork) -> None:
    """Refuse a protocol with a site that the diagram does not hold in the view it names."""
    for site in protocol.placed_sites:
        if site.id not in artwork.views[site.view].site_points:
            raise CatalogError(
                f"{protocol.title}: {site.id} has no place in the {site.view} view of the diagram.",
                unchanged="The program uses no part of this protocol.",
                remedy="Put the original files of the protocol and the diagram back.",
            )


def _muscle(table: Table) -> Muscle:
    made = Muscle(
        code=table.text("code"),
        name=table.text("name"),
        short_name=table.text("short_name"),
        sites_max=table.whole("sites_max", least=1),
        extra_sites_max=table.whole("extra_sites_max"),
        units_max=table.units("units_max"),
    )
    table.done()
    return made


def _reason(table: Table) -> Reason:
    made = Reason(code=table.text("code"), label=table.text("label"))
    table.done()
    return made


def _site(table: Table, *, is_extra: bool) -> ProtocolSite:
    site_id, side, view = table.text("id"), table.text("side"), table.text("view")
    if not (_EXTRA_ID if is_extra else _FIXED_ID).fullmatch(site_id):
        table.refuse(f"{site_id} is not a site id.")
    if side not in set(Side) or _SIDE_LETTERS[site_id[4]] != side:
        table.refuse(f"{site_id} cannot be on the {side} side.")
    if view not in set(View):
        table.refuse(f"{view} is not a view of the diagram.")
    if _ONE_SIDED.get(View(view), side) != side:
        table.refuse(f"{site_id} is not seen from the {view}.")
    made = ProtocolSite(
        id=site_id,
        muscle=table.text("muscle"),
        side=Side(side),
        view=View(view),
        landmark=table.text("landmark"),
        is_extra=is_extra,
        is_suggested=not is_extra or table.flag_or("suggested", True),
    )
    table.done()
    if made.muscle != site_id[:3]:
        table.refuse(f"{site_id} cannot belong to {made.muscle}.")
    return made


def _check(protocol: Protocol, top: Table) -> None:
    """Refuse a file whose parts contradict each other."""
    _check_codes(protocol, top)
    known = {m.code for m in protocol.muscles}
    for site in protocol.all_sites:
        if site.muscle not in known:
            top.refuse(f"{site.id}: there is no muscle {site.muscle}.")
    _check_doses(protocol, top)
    for muscle in protocol.muscles:
        fixed = sum(s.muscle == muscle.code for s in protocol.sites)
        if fixed + muscle.extra_sites_max != muscle.sites_max:
            top.refuse(f"{muscle.code}: sites_max is not fixed plus extra sites.")
        if fixed * protocol.default_units > muscle.units_max:
            top.refuse(f"{muscle.code}: units_max is less than its fixed sites take.")
        if muscle.extra_sites_max > protocol.extra_sites_max:
            top.refuse(f"{muscle.code}: more extra sites than the protocol allows in all.")


def _check_codes(protocol: Protocol, top: Table) -> None:
    """Refuse a code that stands there twice."""
    for codes in (
        (s.id for s in protocol.all_sites),
        (m.code for m in protocol.muscles),
        (r.code for r in protocol.omission_reasons),
        (r.code for r in protocol.extra_reasons),
    ):
        twice = [code for code, n in Counter(codes).items() if n > 1]
        if twice:
            top.refuse(f"{twice[0]} stands there twice.")


def _check_doses(protocol: Protocol, top: Table) -> None:
    """Refuse a default or an offered dose that no site could be given."""
    offered = [("default_units", protocol.default_units)]
    offered += [("quick_units", units) for units in protocol.quick_units]
    for key, units in offered:
        try:
            check_site_units(units, key, protocol.site_units_max)
        except InputError as error:
            top.refuse(error.happened)


def _check_sums(protocol: Protocol, sums: Table) -> None:
    """Refuse a file whose sites do not add up to what it says of itself."""
    suggested, extra = len(protocol.suggested_extras), len(protocol.extra_sites)
    found = (len(protocol.sites), suggested, extra - suggested, protocol.planned_units)
    counts = (sums.whole("sites"), sums.whole("extra_sites"), sums.whole("extra_sites_by_hand"))
    if found != (*counts, sums.units("units")):
        sums.refuse(
            f"the file holds {found[0]} sites, {found[1]} extra, {found[2]} by hand "
            f"and {found[3]} units."
        )
    sums.done()
