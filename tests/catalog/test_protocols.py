import re
from dataclasses import replace

import pytest

from clinicapp.catalog.artwork import load_artwork
from clinicapp.catalog.protocols import load_protocol, require_drawn
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.protocol import View
from tests.factories import RESOURCES, make_protocol

SHIPPED = RESOURCES / "protocols" / "preempt-fixed.toml"
TEXT = SHIPPED.read_text("utf-8")


def written(tmp_path, text):
    path = tmp_path / "protocol.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_protocol_is_31_sites_of_5_units():
    protocol = make_protocol()
    assert (len(protocol.sites), protocol.planned_units) == (31, 155)
    assert [m.code for m in protocol.muscles] == ["COR", "PRO", "FRO", "TEM", "OCC", "CPS", "TRA"]
    assert protocol.default_units / protocol.units_per_ml * 10 == 1  # 5 units in 0.1 mL
    assert {m.code: m.extra_sites_max for m in protocol.muscles if m.extra_sites_max} == {
        "TEM": 2, "OCC": 2, "TRA": 4,
    }  # fmt: skip
    assert [s.side for s in protocol.sites].count("left") == 15
    assert [s.side for s in protocol.sites].count("midline") == 1


def test_every_muscle_can_take_all_its_extra_sites_on_either_side():
    protocol = make_protocol()
    assert len(protocol.suggested_extras) == 8
    for muscle in protocol.muscles:
        for side in ("left", "right"):
            there = [s for s in protocol.extra_sites if (s.muscle, s.side) == (muscle.code, side)]
            assert len(there) == muscle.extra_sites_max


FAULTS = {
    "no toml": ("schema = 1", "schema = "),
    "another schema": ("schema = 1", "schema = 2"),
    "a dose that is no number": ('default_units = "5"', 'default_units = "five"'),
    "a dose as a float": ('default_units = "5"', "default_units = 5.0"),
    "a dose of nothing": ('default_units = "5"', 'default_units = "0"'),
    "a negative dose": ('default_units = "5"', 'default_units = "-5"'),
    "a default above the limit": ('default_units = "5"', 'default_units = "51"'),
    "a misspelt key": ("restriction_hours", "restriction_hour"),
    "an unknown key": ("schema = 1", 'schema = 1\ncolour = "red"'),
    "a site twice": ('id = "TEM-L2"', 'id = "TEM-L1"'),
    "a side that is not the id's": ('id = "TEM-L1"', 'id = "TEM-R1"'),
    "an id of no shape": ('id = "TEM-L1"', 'id = "TEMPORALIS-1"'),
    "a muscle nobody knows": ('id = "TEM-L1"\nmuscle = "TEM"', 'id = "XYZ-L1"\nmuscle = "XYZ"'),
    "a view nobody knows": ('view = "back"', 'view = "above"'),
    "a count that does not add up": ("sites_max = 10", "sites_max = 11"),
    "a site seen from the wrong side": (
        'side = "left"\nview = "left"',
        'side = "left"\nview = "right"',
    ),
    "a default with three decimals": ('default_units = "5"', 'default_units = "5.001"'),
    "an offered dose above the limit": ('"7.5"]', '"75"]'),
    "an offered dose with three decimals": ('"7.5"]', '"7.505"]'),
    "a muscle twice": ('code = "PRO"', 'code = "COR"'),
    "a reason for omitting twice": ('code = "weakness"', 'code = "patient-wish"'),
    "a reason for an extra site twice": ('code = "tenderness"', 'code = "predominant-pain"'),
    "a muscle that cannot take its own sites": ('units_max = "20"', 'units_max = "19"'),
    "an extra site too few by hand": ("extra_sites_by_hand = 8", "extra_sites_by_hand = 7"),
    "a suggestion that is neither true nor false": ("\nsuggested = false", '\nsuggested = "no"'),
    "a fixed site without a place": ('id = "TEM-L1"', 'suggested = false\nid = "TEM-L1"'),
    "an empty text": ('title = "PREEMPT', 'title = ""\ntitle2 = "PREEMPT'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_protocol_is_refused_with_its_place(tmp_path, fault):
    old, new = FAULTS[fault]
    damaged = TEXT.replace(old, new, 1)
    assert damaged != TEXT
    with pytest.raises(CatalogError) as refusal:
        load_protocol(written(tmp_path, damaged))
    assert refusal.value.happened.startswith("protocol.toml: ")
    assert refusal.value.remedy


def test_a_protocol_is_refused_whose_site_is_not_drawn_in_its_view():
    artwork = load_artwork(RESOURCES / "diagram")
    protocol = make_protocol()
    require_drawn(protocol, artwork)
    for undrawn in (
        replace(protocol.site("TEM-L1"), view=View.RIGHT),
        replace(protocol.site("TEM-L1"), id="TEM-L9"),
    ):
        sites = tuple(undrawn if s.id == "TEM-L1" else s for s in protocol.sites)
        with pytest.raises(CatalogError, match=f"{undrawn.id} has no place in the"):
            require_drawn(replace(protocol, sites=sites), artwork)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="cannot be read"):
        load_protocol(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogError, match="damaged"):
        load_protocol(tmp_path / "bytes.toml")


def test_no_truncation_of_the_file_passes_unseen(tmp_path):
    ends = [m.start() for m in re.finditer(r"\n\[\[", TEXT)]
    for end in ends:
        with pytest.raises(CatalogError):
            load_protocol(written(tmp_path, TEXT[:end]))
