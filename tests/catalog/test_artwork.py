"""The drawn head and neck: its places agree with the protocol, and a damaged file is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clinicapp.catalog.artwork import COLOURS, DRAWING, LAYOUT, load_artwork
from clinicapp.catalog.protocols import load_protocol
from clinicapp.domain.artwork import Artwork, Point, segments
from clinicapp.domain.drawing import drawing_of
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import Protocol, Side, View

RESOURCES = Path(__file__).parents[2] / "resources"
FOLDER = RESOURCES / "diagram"
MIDLINE = 500.0


@pytest.fixture(scope="module")
def artwork() -> Artwork:
    return load_artwork(FOLDER)


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load_protocol(RESOURCES / "protocols" / "preempt-fixed.toml")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "diagram"
    shutil.copytree(FOLDER, folder)
    return folder


def place(artwork: Artwork, site_id: str) -> Point:
    return next(v.site_points for v in artwork.views.values() if site_id in v.site_points)[site_id]


def outline(path: str) -> list[Point]:
    """The corners of a path: fine enough to tell inside from outside."""
    return [(numbers[-2], numbers[-1]) for _, numbers in segments(path) if numbers]


def inside(point: Point, ring: list[Point]) -> bool:
    """Whether a point lies inside a ring, by counting the edges to its right."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y):
            crossings += x < ax + (y - ay) / (by - ay) * (bx - ax)
    return crossings % 2 == 1


def test_every_site_of_the_protocol_is_drawn_in_its_view_and_no_other(
    artwork: Artwork, protocol: Protocol
) -> None:
    drawn = {i: art.view for art in artwork.views.values() for i in art.site_points}
    assert drawn == {site.id: site.view for site in protocol.placed_sites}
    assert sum(len(art.site_points) for art in artwork.views.values()) == len(drawn) == 39


def test_left_sites_lie_on_the_viewers_right_in_front_and_on_the_viewers_left_behind(
    artwork: Artwork, protocol: Protocol
) -> None:
    for site in protocol.placed_sites:
        x = place(artwork, site.id)[0]
        if site.side is Side.MIDLINE:
            assert x == MIDLINE
        elif site.view is View.FRONT:
            assert (x > MIDLINE) == (site.side is Side.LEFT), site.id
        elif site.view is View.BACK:
            assert (x < MIDLINE) == (site.side is Side.LEFT), site.id
        else:
            assert site.view == site.side.value


def test_pills_name_the_side_on_which_its_sites_are_drawn(artwork: Artwork) -> None:
    for view, art in artwork.views.items():
        for site_id, (x, _) in art.site_points.items():
            letter = site_id.split("-")[1][0]
            if view in (View.FRONT, View.BACK) and letter != "M":
                assert art.pills[x > MIDLINE] == letter, site_id
            elif letter != "M":
                assert [p for p in art.pills if p] == [letter], site_id


def test_each_left_site_mirrors_its_right_twin(artwork: Artwork, protocol: Protocol) -> None:
    for site in protocol.placed_sites:
        if site.side is Side.LEFT:
            x, y = place(artwork, site.id)
            assert place(artwork, site.id.replace("-L", "-R")) == (2 * MIDLINE - x, y)


def test_the_front_follows_the_landmark_rules(artwork: Artwork) -> None:
    at = artwork.views[View.FRONT].site_points
    for side in "LR":
        assert at[f"FRO-{side}1"][1] < at[f"COR-{side}1"][1]
        assert at[f"FRO-{side}2"][1] == at[f"FRO-{side}1"][1]
        assert abs(at[f"FRO-{side}2"][0] - MIDLINE) > abs(at[f"FRO-{side}1"][0] - MIDLINE)
        assert at["PRO-M1"][1] == pytest.approx(at[f"COR-{side}1"][1], abs=5)


@pytest.mark.parametrize(("side", "forward"), [("L", -1), ("R", 1)])
def test_the_sides_follow_the_landmark_rules(artwork: Artwork, side: str, forward: int) -> None:
    view = View.LEFT if side == "L" else View.RIGHT
    one, two, three, four = (
        artwork.views[view].site_points[f"TEM-{side}{n}"] for n in (1, 2, 3, 4)
    )
    ear = outline(artwork.views[view].fills["ear"])
    assert one[0] == two[0]
    assert two[1] < one[1]
    assert (three[0] - one[0]) * forward > 0
    assert two[1] < three[1] < one[1]
    assert (four[0] - two[0]) * forward < 0
    assert not any(inside(p, ear) for p in (one, two, three, four))
    assert inside(artwork.views[view].landmarks["tragus"], ear)


def test_the_back_follows_the_landmark_rules(artwork: Artwork) -> None:
    at = artwork.views[View.BACK].site_points
    heights = {m: [y for i, (_, y) in at.items() if i.startswith(m)] for m in ("OCC", "CPS", "TRA")}
    assert max(heights["OCC"]) < min(heights["CPS"])
    assert max(heights["CPS"]) < min(heights["TRA"])
    for side in "LR":
        off = {i: abs(at[f"{i[:3]}-{side}{i[3]}"][0] - MIDLINE) for i in
               ("OCC1", "OCC2", "OCC3", "TRA1", "TRA2", "TRA3")}  # fmt: skip
        assert off["OCC3"] < off["OCC1"] < off["OCC2"]
        assert off["TRA3"] < off["TRA1"] < off["TRA2"]
        assert at[f"OCC-{side}2"][1] < at[f"OCC-{side}1"][1]
        assert at[f"OCC-{side}3"][1] < at[f"OCC-{side}1"][1]


def test_every_crop_shows_every_site_of_its_view_with_room_for_its_mark(artwork: Artwork) -> None:
    for art in artwork.views.values():
        for name, crop in art.crops.items():
            for site_id, (x, y) in art.site_points.items():
                near = [(x - 24, y - 24), (x + 24, y + 24)]
                assert all(crop.holds(p) for p in near), f"{name} cuts {site_id}"


def test_every_muscle_of_the_protocol_is_labelled_once_in_each_view_that_has_its_sites(
    artwork: Artwork, protocol: Protocol
) -> None:
    for view, art in artwork.views.items():
        wanted = {s.muscle for s in protocol.sites if s.view is view}
        assert sorted(label.muscle for label in art.labels) == sorted(wanted)
        assert all(label.site_id.startswith(label.muscle) for label in art.labels)


def test_contrast_and_print_leave_the_shading_out_and_light_keeps_it(artwork: Artwork) -> None:
    counts = {
        name: sum(s.even_odd for s in drawing_of(artwork.views[View.FRONT], palette))
        for name, palette in artwork.palettes.items()
    }
    assert counts == {"light": 25, "dark": 25, "contrast": 0, "print": 0}


def test_muscles_are_left_out_when_not_wanted(artwork: Artwork) -> None:
    art, palette = artwork.views[View.BACK], artwork.palettes["light"]
    tints = set(palette.muscles.values())
    assert tints & {s.colour for s in drawing_of(art, palette)}
    assert not tints & {s.colour for s in drawing_of(art, palette, muscles=False)}


def test_every_path_of_every_view_splits_into_whole_segments(artwork: Artwork) -> None:
    sizes = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
    for art in artwork.views.values():
        for shape in drawing_of(art, artwork.palettes["light"]):
            parts = list(segments(shape.path))
            assert parts[0][0] == "M"
            assert all(len(numbers) == sizes[letter] for letter, numbers in parts)


def test_segments_repeat_a_letter_that_is_not_written_again() -> None:
    assert list(segments("M1 2 3 4 Q5 6 7 8Z")) == [
        ("M", (1.0, 2.0)),
        ("L", (3.0, 4.0)),
        ("Q", (5.0, 6.0, 7.0, 8.0)),
        ("Z", ()),
    ]


def test_reading_twice_gives_the_same_artwork(artwork: Artwork) -> None:
    assert load_artwork(FOLDER) is artwork


@pytest.mark.parametrize("name", [DRAWING, COLOURS, LAYOUT])
def test_a_missing_or_damaged_file_is_refused_by_its_name(copied: Path, name: str) -> None:
    whole = (copied / name).read_bytes()
    (copied / name).write_bytes(whole[: len(whole) // 2] + b"\x00{")
    with pytest.raises(CatalogError, match=name):
        load_artwork(copied)
    (copied / name).unlink()
    with pytest.raises(CatalogError, match=name):
        load_artwork(copied)


@pytest.mark.parametrize(
    ("at", "value", "fault"),
    [
        (("front", "sites", "PRO-M1", "x"), 5000, "x must be a number"),
        (("front", "sites", "PRO-M1", "x"), True, "x must be a number"),
        (("back", "paths", "fill", "skin"), "M1 2 L3", "skin is not path data"),
        (("back", "paths", "fill", "skin"), None, "skin is not path data"),
        (("left", "paths", "strokes", "skull", "class"), "thick", "not a weight"),
        (("left", "landmarks", "tragus"), [1, 2, 3], "tragus must be 2 numbers"),
        (("right", "paths", "shade"), ["M1 2"], "tones"),
    ],
)
def test_a_wrong_value_in_the_drawing_is_refused_with_its_place(
    copied: Path, at: tuple[str, ...], value: object, fault: str
) -> None:
    top = json.loads((copied / DRAWING).read_text("utf-8"))
    spot = top["views"]
    for key in at[:-1]:
        spot = spot[key]
    spot[at[-1]] = value
    (copied / DRAWING).write_text(json.dumps(top), "utf-8")
    with pytest.raises(CatalogError, match=fault):
        load_artwork(copied)


def test_a_muscle_without_a_colour_is_refused(copied: Path) -> None:
    colours = json.loads((copied / COLOURS).read_text("utf-8"))
    del colours["dark"]["muscle"]["trapezius"]
    (copied / COLOURS).write_text(json.dumps(colours), "utf-8")
    with pytest.raises(CatalogError, match="no colour for trapezius"):
        load_artwork(copied)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('pills = ["R", "L"]', 'pills = ["R", "X"]', "pills"),
        ("crop.pane = [90, 30, 820, 930]", "crop.pane = [90, 30, 920, 930]", "outside the view"),
        ("crop.close = [30, 40, 940, 650]", "", "close is missing"),
        ('site = "FRO-L2"', 'site = "TEM-L2"', "TEM-L2 is not a site of this view"),
        ("schema = 1", "schema = 2", "schema"),
        ("elbow = 724", "elbow = 724\nelbows = 1", "unknown: elbows"),
        ('base = "dark"', 'base = "dusk"', "no colours dusk"),
        ('skin = "#faf8f5"', 'skin = "white"', "skin must be a colour"),
    ],
)
def test_a_wrong_layout_is_refused_with_its_place(
    copied: Path, before: str, after: str, fault: str
) -> None:
    text = (copied / LAYOUT).read_text("utf-8")
    assert before in text
    (copied / LAYOUT).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CatalogError, match=fault):
        load_artwork(copied)
