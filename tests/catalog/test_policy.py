from dataclasses import fields
from decimal import Decimal

import pytest

from clinicapp.catalog.policy import load_policy
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.policy import Policy
from tests.case_factory import make_policy
from tests.factories import RESOURCES

FILE = RESOURCES / "safety" / "policy.toml"
TEXT = FILE.read_text("utf-8")


def test_the_limits_are_those_of_the_label():
    policy = make_policy()
    assert (policy.cumulative_units_most, policy.cumulative_months) == (400, 3)
    assert (policy.adult_years, policy.other_toxin_months, policy.vial_hours) == (18, 4, 24)
    assert policy.dose_ml_tolerance == Decimal("0.005")
    assert policy.hit6_impossible == (37, 39, 77)


def test_the_choices_of_the_clinic_begin_with_the_careful_ones():
    policy = make_policy()
    assert policy.witness_required
    assert not policy.vial_may_stay_in_use
    assert (policy.consent_months, policy.bench_minutes, policy.identifiers_least) == (12, 60, 2)
    assert (policy.expiring_days, policy.low_stock_vials, policy.syringe_ml) == (30, 4, 1)
    assert policy.clinician_review == "not yet reviewed by a clinician"


@pytest.mark.parametrize("name", [f.name for f in fields(Policy)])
def test_no_value_may_be_missing(tmp_path, name):
    path = tmp_path / "policy.toml"
    path.write_text(TEXT.replace(f"\n{name} =", f"\nx{name} =", 1), "utf-8")
    with pytest.raises(CatalogError, match=r"policy\.toml"):
        load_policy(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("adult_years = { value = 18", "adult_years = { value = 0"),
        ('cumulative_units_most = { value = "400"', "cumulative_units_most = { value = 400"),
        ("witness_required = { value = true", 'witness_required = { value = "yes"'),
        ("value = [37, 39, 77]", 'value = [37, "39"]'),
        ("value = [37, 39, 77]", "value = 37"),
        ("hit6_least = { value = 36", "hit6_least = { value = 79"),
        (', source = "choice of the clinic: 1 mL syringes; domain 3.2"', ""),
        ('source = "choice of the clinic: 1 mL syringes; domain 3.2"', 'source = ""'),
        ("bench_minutes = { ", "bench_minutes = { unit = 1, "),
        ("[clinic]\n", "[clinic]\ncolour = 1\n"),
        ("schema = 1\n", "schema = 1\ncolour = 1\n"),
    ],
)
def test_a_damaged_policy_is_refused(tmp_path, old, new):
    path = tmp_path / "policy.toml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=r"policy\.toml"):
        load_policy(path)
