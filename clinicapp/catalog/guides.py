"""Landmark guides read from their file, and checked against the drawing they are drawn on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from clinicapp.catalog.drawing_table import DrawingTable
from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.artwork import Artwork, ViewArt
from clinicapp.domain.guides import Guide, GuideKind, Guides
from clinicapp.domain.protocol import View
from clinicapp.domain.units import ZERO

SCHEMA = 1
_SIDE = "{side}"
_IN_LINE = (GuideKind.PLUMB, GuideKind.HALFWAY)


def load_guides(path: Path, artwork: Artwork) -> Guides:
    """Read the guides; a file that the drawing contradicts is refused with the place."""
    top = read_toml(path, schema=SCHEMA)
    tolerance = top.units("tolerance_cm")
    names = DrawingTable.of(top.table("landmark")).all_texts()
    placed = DrawingTable.of(top.table("point"))
    points = {View(view): MappingProxyType(part.all_places()) for view, part in _views(placed)}
    found: dict[str, tuple[Guide, ...]] = {}
    tables = top.tables("guide")
    top.done()
    read = [(table, guide) for table in tables for guide in _guides(table)]
    for _, guide in read:
        found[guide.site_id] = (*found.get(guide.site_id, ()), guide)
    guides = Guides(
        by_site=MappingProxyType(found),
        names=MappingProxyType(names),
        points=MappingProxyType(points),
    )
    for table, guide in read:
        _check(table, guides, guide, artwork, tolerance)
    return guides


def _views(placed: DrawingTable) -> Iterator[tuple[str, DrawingTable]]:
    for view, part in placed.named().items():
        if view not in set(View):
            placed.refuse(f"{view} is not a view of the diagram.")
        yield view, part


def _guides(table: Table) -> tuple[Guide, ...]:
    """The guide of a table, or both where it stands for left and right."""
    site_id, kind, origins = table.text("site"), table.text("kind"), table.texts("from")
    if kind not in set(GuideKind):
        table.refuse(f"{kind} is not a kind of guide.")
    made = Guide(
        site_id=site_id,
        kind=GuideKind(kind),
        origins=origins,
        label=table.text("label"),
        least_cm=table.units("least_cm") if table.has("least_cm") else None,
        most_cm=table.units("most_cm") if table.has("most_cm") else None,
        over=table.text("over") if table.has("over") else "",
    )
    table.done()
    is_in_line = made.kind in _IN_LINE
    if is_in_line == (made.least_cm is not None):
        table.refuse(f"{site_id}: a distance has least_cm, and nothing else has.")
    if len(origins) not in {GuideKind.HALFWAY: (2,), GuideKind.DISTANCE: (1, 2)}.get(
        made.kind, (1,)
    ):
        table.refuse(f"{site_id}: {kind} cannot start from {len(origins)} points.")
    return tuple(_on_side(made, side) for side in ("LR" if _SIDE in site_id else " "))


def _on_side(guide: Guide, side: str) -> Guide:
    return Guide(
        site_id=guide.site_id.replace(_SIDE, side),
        kind=guide.kind,
        origins=tuple(name.replace(_SIDE, side) for name in guide.origins),
        label=guide.label,
        least_cm=guide.least_cm,
        most_cm=guide.most_cm,
        over=guide.over.replace(_SIDE, side),
    )


def _check(
    table: Table, guides: Guides, guide: Guide, artwork: Artwork, tolerance: Decimal
) -> None:
    """Refuse a guide whose points are not drawn, or not where it says."""
    art = _view_of(artwork, guide.site_id)
    if art is None:
        table.refuse(f"{guide.site_id} is not drawn.")
    for name in filter(None, (*guide.origins, guide.over)):
        if guides.point(art, name) is None:
            table.refuse(f"{guide.site_id}: the {art.view} view has no point {name}.")
        if name not in art.site_points and guides.name_of(name) == name:
            table.refuse(f"{name} has no name.")
    measured = Decimal(guides.measured_cm(art, guide))
    least = guide.least_cm or ZERO
    most = guide.most_cm if guide.least_cm is not None else ZERO
    if measured < least - tolerance or (most is not None and measured > most + tolerance):
        table.refuse(f"{guide.site_id}: the drawing shows {measured:.1f} cm, not {guide.label}.")


def _view_of(artwork: Artwork, site_id: str) -> ViewArt | None:
    return next((art for art in artwork.views.values() if site_id in art.site_points), None)
