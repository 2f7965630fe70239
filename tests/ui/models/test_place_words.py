from decimal import Decimal

import pytest

from clinicapp.ui.models.place_words import cm_words, moved_words, way_words
from tests.factories import AT, make_protocol, make_session, new_id


@pytest.mark.parametrize(
    ("site_id", "x", "y", "words"),
    [
        ("COR-L1", "0.4", "-0.3", "moved 0.4 cm lateral, 0.3 cm up"),
        ("COR-R1", "0.4", "-0.3", "moved 0.4 cm medial, 0.3 cm up"),
        ("PRO-M1", "0.4", "0", "moved 0.4 cm to the patient’s left"),
        ("PRO-M1", "-0.4", "0.1", "moved 0.4 cm to the patient’s right, 0.1 cm down"),
        ("OCC-L1", "0.4", "0", "moved 0.4 cm medial"),
        ("OCC-R1", "0.4", "0", "moved 0.4 cm lateral"),
        ("TEM-L1", "-0.5", "0", "moved 0.5 cm forward"),
        ("TEM-R1", "-0.5", "0", "moved 0.5 cm back"),
        ("TEM-R1", "0", "0", ""),
    ],
)
def test_a_move_is_told_in_the_patients_terms(site_id, x, y, words):
    session = make_session().give([site_id], at=AT, by=new_id())
    session = session.shift(site_id, Decimal(x), Decimal(y))
    assert moved_words(session, session.site(site_id)) == words


def test_a_way_keeps_every_decimal_that_was_recorded():
    site = make_protocol().site("TEM-L1")
    assert way_words(site, Decimal("0.25"), Decimal(0)) == "0.25 cm back"


def test_a_measured_length_is_told_to_the_millimetre():
    assert [cm_words(n) for n in (0.0, 0.6, 0.96, 1.0)] == ["0 cm", "0.6 cm", "1 cm", "1 cm"]
