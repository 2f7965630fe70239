"""Sites spelled with letters lead to exactly one site, or say what may follow."""

from decimal import Decimal

import pytest

from clinicapp.domain.spelling import spell, spelled
from tests.factories import make_protocol, make_session

LETTERS = {"COR": "C", "PRO": "P", "FRO": "F", "TEM": "T", "OCC": "O", "CPS": "N", "TRA": "S"}


def spell_in(session, typed):
    ids = [s.site_id for s in session.sites]
    return spell(session.protocol, LETTERS, ids, typed)


def test_every_site_has_a_spelling_of_its_own_and_none_begins_another():
    protocol = make_protocol()
    words = [spelled(protocol, LETTERS, s.id) for s in protocol.all_sites]
    assert len(set(words)) == len(protocol.all_sites) == 47
    assert not [(a, b) for a in words for b in words if a != b and b.startswith(a)]


def test_each_site_is_reached_by_its_letters_one_by_one():
    protocol = make_protocol()
    ids = [s.id for s in protocol.all_sites]
    for site_id in ids:
        word = spelled(protocol, LETTERS, site_id)
        for end in range(1, len(word)):
            part = spell(protocol, LETTERS, ids, word[:end])
            assert (part.site_id, part.is_slip) == ("", False)
            assert word[end] in part.follows
        assert spell(protocol, LETTERS, ids, word).site_id == site_id


@pytest.mark.parametrize(
    ("typed", "site_id"), [("TL3", "TEM-L3"), ("P", "PRO-M1"), ("NR2", "CPS-R2")]
)
def test_letters_name_a_site(typed, site_id):
    assert spell_in(make_session(), typed).site_id == site_id


@pytest.mark.parametrize(
    ("typed", "follows"), [("T", ("L", "R")), ("TL", ("1", "2", "3", "4")), ("C", ("L", "R"))]
)
def test_letters_say_what_may_follow(typed, follows):
    assert spell_in(make_session(), typed).follows == follows


@pytest.mark.parametrize("typed", ["TL9", "TT", "Q", "PM", "TLX"])
def test_a_slip_leads_nowhere(typed):
    assert spell_in(make_session(), typed).is_slip


def test_an_extra_site_can_be_spelled_while_the_session_has_it():
    session = make_session().add_extra("TEM-LX1", "tenderness", Decimal(5))
    assert spell_in(session, "TL").follows == ("1", "2", "3", "4", "X")
    assert spell_in(session, "TLX1").site_id == "TEM-LX1"


def test_a_muscle_without_a_letter_is_left_to_other_ways():
    protocol = make_protocol()
    assert spelled(protocol, {}, "TEM-L3") == ""
    assert spell(protocol, {}, ["TEM-L3"], "T").is_slip
