from dataclasses import replace
from decimal import Decimal

import pytest

from clinicapp.domain.session_acts import use_vial
from clinicapp.domain.session_facts import VialUse
from clinicapp.domain.totals import total_of
from clinicapp.domain.volumes import volume_of
from tests.factories import AT, make_session, new_id

WHO = new_id()


def with_vial(session, units, ml):
    use = VialUse(
        vial_id=new_id(), labelled_units=Decimal(units), linked_at=AT, linked_by=WHO, ml=ml
    )
    return use_vial(session, use)


@pytest.mark.parametrize(
    ("units", "ml", "volume"),
    [
        (200, None, "0.1"),
        (200, Decimal(4), "0.1"),
        (100, Decimal(2), "0.1"),
        (100, Decimal(1), "0.05"),
        (200, Decimal(8), "0.2"),
        (100, Decimal("2.7"), "0.135"),
    ],
)
def test_a_dose_has_the_volume_of_the_vial_in_hand_else_of_the_protocol(units, ml, volume):
    session = with_vial(make_session(), units, ml)
    assert volume_of(session, session.site("COR-L1")) == Decimal(volume)
    assert total_of(session).planned_ml == 31 * Decimal(volume)


def test_a_given_dose_has_the_volume_of_its_own_vial():
    session = with_vial(make_session(), 100, Decimal(2)).give(["COR-L1"], at=AT, by=WHO)
    later = with_vial(session, 100, Decimal(1))
    second = later.facts.vials[1].vial_id
    site = replace(later.site("COR-L1"), vial_id=second)
    assert volume_of(later, later.site("COR-L1")) == Decimal("0.1")
    assert volume_of(later, site) == Decimal("0.05")
