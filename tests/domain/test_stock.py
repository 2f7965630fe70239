from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.stock import expires_soon, is_usable, stock_of
from clinicapp.domain.vials import VialStanding, VialState
from tests.case_factory import make_rules
from tests.factories import AT
from tests.vial_cases import DAY, make_product, make_vial, relabelled, with_products

ZONE = ZoneInfo("America/Chicago")


def make_policy(**changes):
    return make_rules(policy=changes).policy


def shelved(size="100", state=VialState.IN_STOCK, expires=None, **changes):
    vial = make_vial(size, **changes)
    if state is VialState.IN_STOCK:
        vial = replace(vial, reconstitution=None)
    if expires:
        vial = relabelled(vial, expiration_date=expires)
    return VialStanding(vial=vial, state=state)


def count(*standings, policy=None, products=None):
    catalogue = with_products(*(products or ()))
    lines = stock_of(standings, catalogue, policy or make_policy(), now=AT, zone=ZONE)
    return {line.product.ndc: line for line in lines}


@pytest.mark.parametrize(("expires", "usable"), [(DAY, True), (DAY - timedelta(days=1), False)])
def test_an_expired_vial_never_counts_as_usable(expires, usable):
    standing = shelved(expires=expires)
    assert is_usable(standing, make_policy(), now=AT, zone=ZONE) is usable
    line = count(standing)["0023-1145-01"]
    assert (line.usable, line.expired) == ((1, 0) if usable else (0, 1))


@pytest.mark.parametrize(("hours", "usable"), [(24, True), (24.01, False)])
def test_an_open_vial_is_usable_for_its_hours(hours, usable):
    standing = shelved(state=VialState.OPEN, at=AT - timedelta(hours=hours))
    assert is_usable(standing, make_policy(), now=AT, zone=ZONE) is usable


@pytest.mark.parametrize("state", [VialState.IN_USE, VialState.USED_UP, VialState.DISCARDED])
def test_a_vial_that_has_its_session_is_not_usable_for_another(state):
    assert count(shelved(state=state))["0023-1145-01"].usable == 0


@pytest.mark.parametrize(("days", "soon"), [(0, True), (30, True), (31, False), (-1, False)])
def test_what_expires_soon_is_the_policys_days_away(days, soon):
    vial = relabelled(make_vial(), expiration_date=DAY + timedelta(days=days))
    assert expires_soon(vial, make_policy(expiring_days=30), DAY) is soon


def test_stock_is_counted_for_each_strength_and_low_below_the_policys_number():
    twos = [shelved("200") for _ in range(3)]
    policy = make_policy(low_stock_vials=2)
    lines = count(shelved("100"), *twos, policy=policy)
    assert (lines["0023-1145-01"].usable, lines["0023-1145-01"].is_low) == (1, True)
    assert (lines["0023-3921-02"].usable, lines["0023-3921-02"].is_low) == (3, False)


def test_a_product_the_clinic_never_had_is_not_low():
    assert not count(shelved("100"))["0023-3921-02"].is_low


def test_a_product_that_has_ended_is_told_only_while_there_are_vials_of_it():
    ended = make_product("200", effective_to=DAY - timedelta(days=1))
    products = (make_product("100"), ended)
    assert "0023-3921-02" not in count(shelved("100"), products=products)
    line = count(shelved("200"), products=products)["0023-3921-02"]
    assert not line.is_low
    assert line.product.units == Decimal(200)
