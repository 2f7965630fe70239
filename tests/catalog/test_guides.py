"""The landmark guides agree with the rules of the protocol and with the drawing."""

import itertools
import json
from math import dist

import pytest

from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.guides import load_guides
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.guides import GuideKind
from tests.factories import RESOURCES, make_protocol

FOLDER = RESOURCES / "diagram"
TEXT = (FOLDER / "guides.toml").read_text("utf-8")
ARTWORK = load_artwork(FOLDER)
TOLERANCE_CM = 0.4


@pytest.fixture(scope="module")
def guides():
    return load_guides(FOLDER / "guides.toml", ARTWORK)


def art_of(site_id):
    return ARTWORK.views[make_protocol().site(site_id).view]


def stretched(x):
    """Undo the narrower drawing of the shoulders: cm from the midline as they are."""
    meta = json.loads((FOLDER / "reference.json").read_text("utf-8"))["meta"]
    steps = meta["posterior_shoulder_compression"]["piecewise"]
    for (real, drawn), (far_real, far_drawn) in itertools.pairwise(steps):
        if drawn <= abs(x) <= far_drawn:
            found = real + (abs(x) - drawn) / (far_drawn - drawn) * (far_real - real)
            return found if x >= 0 else -found
    raise AssertionError(x)


def real_cm(art, point):
    """A point in cm, right of the midline and below the upper edge."""
    x, y = (point[0] - 500) / art.units_per_cm, point[1] / art.units_per_cm
    return (stretched(x), y) if art.view == "back" else (x, y)


def test_each_fixed_site_has_a_guide_and_no_other(guides):
    assert set(guides.by_site) == {site.id for site in make_protocol().sites}


def test_every_distance_that_is_told_is_the_distance_that_is_drawn(guides):
    told = 0
    for site_id, of_site in guides.by_site.items():
        art = art_of(site_id)
        drawn_of = {drawn.label: drawn for drawn in guides.drawn(art, site_id)}
        assert len(drawn_of) == len(of_site)
        for guide in of_site:
            drawn = drawn_of[guide.label]
            if guide.least_cm is None:
                continue
            told += 1
            (start, end) = (real_cm(art, point) for point in drawn.line)
            least = float(guide.least_cm) - TOLERANCE_CM
            most = float(guide.most_cm or 99) + TOLERANCE_CM
            assert least <= dist(start, end) <= most, (site_id, guide.label)
    assert told == 2 * (1 + 2 + 4 + 2 + 3)  # each side: COR, FRO, TEM, OCC, CPS


def test_half_way_is_half_way_on_the_patient_too(guides):
    found = set()
    for site_id, of_site in guides.by_site.items():
        art = art_of(site_id)
        for guide in of_site:
            if guide.kind is GuideKind.HALFWAY:
                one, other = (real_cm(art, guides.point(art, name)) for name in guide.origins)
                site = real_cm(art, art.site_points[site_id])
                assert abs(site[0] - (one[0] + other[0]) / 2) <= 0.2, site_id
                found.add(site_id[:3] + site_id[-1])
    assert found == {"PRO1", "OCC1", "TRA1", "TRA2", "TRA3"}


def test_a_label_says_the_distance_as_the_rule_in_words_says_it(guides):
    for site_id, of_site in guides.by_site.items():
        rule = make_protocol().site(site_id).landmark.lower().replace("midpoint", "halfway")
        for guide in of_site:
            assert guide.label in rule, (site_id, guide.label)


def test_every_site_starts_from_points_of_its_own_side_or_the_midline(guides):
    for site_id, of_site in guides.by_site.items():
        side = site_id[4]
        for guide in of_site:
            letters = {name[-1] for name in guide.origins if name[-2:] in ("_L", "_R")}
            letters |= {name[4] for name in guide.origins if name in art_of(site_id).site_points}
            assert letters <= {side} or side == "M", site_id


FAULTS = {
    "no toml": ("schema = 1", "schema ="),
    "an unknown key": ('label = "1.5 cm"', 'label = "1.5 cm"\ncolour = "red"'),
    "a kind nobody knows": ('kind = "distance"', 'kind = "near"'),
    "a site that is not drawn": ('site = "PRO-M1"', 'site = "PRO-M9"'),
    "a point that is not drawn": ('from = ["tragion"]', 'from = ["tragus_tip"]'),
    "a landmark without a name": ('inion = "Inion"\n', ""),
    "a view nobody knows": ("[point.back]", "[point.above]"),
    "a distance that is not drawn": (
        'least_cm = "3"\nmost_cm = "3"',
        'least_cm = "4"\nmost_cm = "4"',
    ),
    "a distance that is drawn longer": ('most_cm = "1.5"', 'most_cm = "0.9"'),
    "a plumb line that is off": (
        'kind = "plumb"\nfrom = ["orbital_rim_medial_superior_{side}"]',
        'kind = "plumb"\nfrom = ["COR-L1"]',
    ),
    "half way from one point": ('from = ["COR-L1", "COR-R1"]', 'from = ["COR-L1"]'),
    "half way to the wrong side": ('from = ["COR-L1", "COR-R1"]', 'from = ["COR-L1", "FRO-L2"]'),
    "a distance that is not told": ('least_cm = "1.5"\nlabel = "at least', 'label = "at least'),
    "a length for a place in line": ('label = "halfway"', 'label = "halfway"\nleast_cm = "1"'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_file_is_refused_with_its_place(tmp_path, fault):
    old, new = FAULTS[fault]
    damaged = TEXT.replace(old, new, 1)
    assert damaged != TEXT
    path = tmp_path / "guides.toml"
    path.write_text(damaged, "utf-8")
    with pytest.raises(CatalogError) as refusal:
        load_guides(path, ARTWORK)
    assert refusal.value.happened.startswith("guides.toml")
