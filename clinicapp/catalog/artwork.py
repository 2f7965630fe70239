"""The drawn head and neck read from its data files: every path, place and colour checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from clinicapp.catalog.drawing_table import DrawingTable, read_json
from clinicapp.catalog.toml_file import read_toml
from clinicapp.domain.artwork import (
    HEIGHT,
    WIDTH,
    Artwork,
    Box,
    Eye,
    MuscleArt,
    MuscleLabel,
    Palette,
    Point,
    Stroke,
    ViewArt,
)
from clinicapp.domain.protocol import Side, View

SCHEMA = 1
DRAWING, COLOURS, LAYOUT = "reference.json", "themes.json", "layout.toml"
_CROPS = ("pane", "close", "sheet")
_SIDES = {"L": Side.LEFT, "R": Side.RIGHT, "M": Side.MIDLINE}
_LINES = {"outline": "line", "feature": "feat", "detail": "det", "faint": "faint"}
_BACK_FILLS = ("skin", "hairzone", "ear_L", "ear_R")
_FRONT_FILLS = (*_BACK_FILLS, "lip_up", "lip_lo")
_SIDE_FILLS = ("skin", "hairzone", "ear", "ear_scapha", "ear_concha", "lip_up", "lip_lo")
_FILLS = {
    View.FRONT: _FRONT_FILLS,
    View.BACK: _BACK_FILLS,
    View.LEFT: _SIDE_FILLS,
    View.RIGHT: _SIDE_FILLS,
}


@lru_cache(maxsize=4)
def load_artwork(folder: Path) -> Artwork:
    """The artwork of a folder, read once; a damaged file is refused by its name and the fault."""
    drawn = read_json(folder / DRAWING).part("views")
    layout = DrawingTable.of(read_toml(folder / LAYOUT, schema=SCHEMA))
    placed, chosen = layout.part("view"), layout.part("palette")
    codes = layout.part("muscle").all_texts()
    layout.done()
    views = {view: _view(view, drawn.part(view), placed.part(view), codes) for view in View}
    placed.done()
    colours = read_json(folder / COLOURS).named()
    palettes = {name: _palette(part, colours) for name, part in chosen.named().items()}
    for palette in palettes.values():
        _check_colours(palette, views, chosen)
    return Artwork(views=MappingProxyType(views), palettes=MappingProxyType(palettes))


def _view(
    view: View, drawn: DrawingTable, placed: DrawingTable, codes: Mapping[str, str]
) -> ViewArt:
    points = {
        name: site.own_place(name)
        for group in ("sites", "extra_suggestions")
        for name, site in drawn.part(group).named().items()
    }
    paths = drawn.part("paths")
    fills = paths.part("fill").all_paths()
    for name in _FILLS[view]:
        if name not in fills:
            paths.refuse(f"fill: {name} is missing.")
    made = ViewArt(
        view=view,
        units_per_cm=drawn.number("px_per_cm", 1, 100),
        site_points=MappingProxyType(points),
        landmarks=MappingProxyType(drawn.part("landmarks").all_places()),
        fills=MappingProxyType(fills),
        shade=paths.paths("shade", may_be_empty=True),
        muscles=tuple(
            _muscle(name, part, codes) for name, part in paths.part("muscles").named().items()
        ),
        eyes=tuple(_eye(part) for part in paths.parts("eyes")),
        brow_hair=paths.path("browhair", may_be_empty=view is View.BACK),
        strokes=tuple(_stroke(part) for part in paths.part("strokes").named().values()),
        crops=_crops(placed),
        pills=_pills(placed),
        extra_boxes=_extra_boxes(placed, codes),
        labels=tuple(_label(part, points) for part in placed.parts("label")),
    )
    placed.done()
    return made


def _muscle(name: str, part: DrawingTable, codes: Mapping[str, str]) -> MuscleArt:
    tint, _, letter = name.rpartition("-")
    if tint not in codes or letter not in _SIDES:
        part.refuse(f"{name} is not a muscle and a side that {LAYOUT} knows.")
    return MuscleArt(
        muscle=codes[tint],
        side=_SIDES[letter],
        tint=tint,
        region=part.path("region"),
        fibres=part.paths("fibres"),
    )


def _eye(part: DrawingTable) -> Eye:
    return Eye(
        eye=part.path("eye"),
        iris=part.path("iris"),
        pupil=part.path("pupil"),
        lid_shadow=part.path("lidshadow", may_be_empty=True),
        light=part.place_or_none("hl"),
    )


def _stroke(part: DrawingTable) -> Stroke:
    weight = part.text("class")
    if weight not in _LINES:
        part.refuse(f"{weight} is not a weight of line.")
    plain = part.text("taper") == "plain"
    return Stroke(
        weight=weight,
        width=part.number("width", 0.1, 20),
        line=part.path("d"),
        tapered="" if plain else part.path("brush"),
    )


def _crops(placed: DrawingTable) -> Mapping[str, Box]:
    crops = placed.part("crop")
    made = {name: Box(*numbers) for name, numbers in crops.all_numbers(4).items()}
    for name in _CROPS:
        if name not in made:
            crops.refuse(f"{name} is missing.")
    for name, box in made.items():
        if min(box.x, box.y) < 0 or box.right > WIDTH or box.bottom > HEIGHT:
            crops.refuse(f"{name} reaches outside the view.")
    return MappingProxyType(made)


def _extra_boxes(placed: DrawingTable, codes: Mapping[str, str]) -> Mapping[str, Box]:
    if not placed.has("extra"):
        return MappingProxyType({})
    boxes = placed.part("extra")
    made = {code: Box(*numbers) for code, numbers in boxes.all_numbers(4).items()}
    for code in made:
        if code not in codes.values():
            boxes.refuse(f"{code} is not a muscle that {LAYOUT} knows.")
    return MappingProxyType(made)


def _pills(placed: DrawingTable) -> tuple[str, str]:
    letters = placed.texts("pills")
    if len(letters) != 2 or not set(letters) <= {"L", "R", ""}:
        placed.refuse("pills must be two of L, R and nothing.")
    return letters[0], letters[1]


def _label(part: DrawingTable, points: Mapping[str, Point]) -> MuscleLabel:
    made = MuscleLabel(
        muscle=part.text("muscle"),
        on_right=part.text("edge") == "right",
        x=part.number("x", 0, WIDTH),
        y=part.number("y", 0, HEIGHT),
        elbow=part.number("elbow", 0, WIDTH),
        site_id=part.text("site"),
    )
    part.done()
    if made.site_id not in points:
        part.refuse(f"{made.site_id} is not a site of this view.")
    return made


def _palette(chosen: DrawingTable, colours: Mapping[str, DrawingTable]) -> Palette:
    base_name, tone = chosen.text("base"), chosen.flag("tone")
    if base_name not in colours:
        chosen.refuse(f"there are no colours {base_name}.")
    base = DrawingTable.of(colours[base_name])
    ramp = tuple(step.colour("fill") for step in base.parts("shade_ramp"))
    ink = chosen.colour_or("ink", "")
    lines = {weight: ink or base.colour(key) for weight, key in _LINES.items()}
    pupil = base.colour("pupil")
    made = Palette(
        skin=chosen.colour_or("skin", base.colour("skin")),
        ear=base.colour("ear"),
        front_ear=ramp[0],
        shadow=base.colour("shade"),
        shadow_opacity=base.number("so", 0, 1),
        tones=ramp if tone else (),
        hair=base.colour("hair"),
        hair_opacity=base.number("ho", 0, 1) if tone else 0.0,
        muscles=MappingProxyType(base.part("muscle").all_colours()),
        muscle_opacity=chosen.number("muscle_opacity", 0, 1),
        fibre_opacity=chosen.number("fibre_opacity", 0, 1),
        lip=base.colour("lip"),
        lip_opacity=base.number("lipo", 0, 1),
        eye=base.colour("eye"),
        iris=base.colour("iris"),
        iris_edge=base.colour("irisd"),
        pupil=pupil,
        nostril=pupil if chosen.text("nostril") == "pupil" else lines["outline"],
        light=chosen.colour("light"),
        light_opacity=chosen.number("light_opacity", 0, 1),
        brow=base.colour("brow"),
        lines=MappingProxyType(lines),
        line_scale=chosen.number("line_scale", 0.1, 10),
    )
    chosen.done()
    return made


def _check_colours(palette: Palette, views: Mapping[View, ViewArt], where: DrawingTable) -> None:
    """Refuse a palette that cannot paint every muscle and every tone of the drawing."""
    for view, art in views.items():
        missing = {muscle.tint for muscle in art.muscles} - set(palette.muscles)
        if missing:
            where.refuse(f"{COLOURS} has no colour for {min(missing)}.")
        if palette.tones and len(palette.tones) != len(art.shade):
            where.refuse(f"{COLOURS} has {len(palette.tones)} tones, {view} {len(art.shade)}.")
