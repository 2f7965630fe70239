import json
from dataclasses import replace
from decimal import Decimal

from clinicapp.domain.protocol_copy import protocol_digest, protocol_from_text, protocol_text
from tests.factories import make_protocol


def test_a_kept_copy_reads_back_as_the_same_protocol():
    assert protocol_from_text(protocol_text(make_protocol())) == make_protocol()


def test_a_copy_kept_before_places_by_hand_suggests_a_place_for_every_site():
    older = json.loads(protocol_text(make_protocol()))
    for site in older["sites"] + older["extra_sites"]:
        del site["is_suggested"]
    read = protocol_from_text(json.dumps(older))
    assert read.suggested_extras == read.extra_sites


def test_any_changed_value_changes_the_fingerprint():
    other = replace(make_protocol(), default_units=Decimal(4))
    assert protocol_digest(other) != protocol_digest(make_protocol())
    assert protocol_digest(make_protocol()) == protocol_digest(make_protocol())


def test_sites_are_said_aloud():
    protocol = make_protocol()
    assert protocol.spoken_name("TEM-L3") == "Temporalis left 3"
    assert protocol.spoken_name("PRO-M1") == "Procerus midline"
    assert protocol.spoken_name("OCC-RX1") == "Occipitalis right, extra 1"
