from datetime import date
from decimal import Decimal

import pytest

from clinicapp.catalog.products import load_catalogue
from clinicapp.config.resources import resource
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.product_numbers import is_gtin

SHIPPED = resource("products", "botulinum.toml")
TEXT = SHIPPED.read_text("utf-8")


def read(tmp_path, text):
    path = tmp_path / "products.toml"
    path.write_text(text, "utf-8")
    return load_catalogue(path)


def test_the_shipped_catalogue_holds_the_two_therapeutic_vials():
    catalogue = load_catalogue(SHIPPED)
    facts = [(p.ndc, p.ndc11, p.gtin, p.units, p.hcpcs) for p in catalogue.products]
    assert facts == [
        ("0023-1145-01", "00023-1145-01", "00300231145014", 100, "J0585"),
        ("0023-3921-02", "00023-3921-02", "00300233921029", 200, "J0585"),
    ]
    assert {p.generic_name for p in catalogue.products} == {"onabotulinumtoxinA"}
    assert catalogue.vial_units == (Decimal(50), Decimal(100), Decimal(200))
    assert catalogue.clinician_review == "not yet reviewed"
    assert catalogue.source


def test_cosmetic_vials_and_other_toxins_are_refused_with_a_reason():
    catalogue = load_catalogue(SHIPPED)
    cosmetic = catalogue.refused[0]
    assert cosmetic.ndcs == ("0023-9232-01", "0023-9232-02", "0023-3919-50")
    assert cosmetic.gtins == ("00300239232013", "00300239232020", "00300233919507")
    assert all(map(is_gtin, cosmetic.gtins))
    names = " ".join(r.name for r in catalogue.refused)
    assert all(n in names for n in ("Dysport", "Xeomin", "Daxxify", "Myobloc"))
    assert all(r.reason for r in catalogue.refused)


def test_only_onabotulinumtoxin_counts_towards_the_total():
    toxins = load_catalogue(SHIPPED).toxins
    assert [t.code for t in toxins if t.counts] == ["botox", "botox-cosmetic"]
    assert {t.code for t in toxins if not t.counts} == {
        "dysport", "xeomin", "daxxify", "myobloc", "unknown",
    }  # fmt: skip


def test_one_diluent_is_the_one_of_the_label():
    diluents = load_catalogue(SHIPPED).diluents
    assert [d.code for d in diluents if d.is_label] == ["saline"]
    assert len(diluents) == 3


def test_a_last_day_may_be_given(tmp_path):
    start = "effective_from = 2010-10-15\n"
    catalogue = read(tmp_path, TEXT.replace(start, start + "effective_to = 2027-12-31\n", 1))
    first, second = catalogue.products
    assert first.effective_to == date(2027, 12, 31)
    assert second.effective_to is None


FAULTS = {
    "a wrong check digit": ('gtin = "00300233921029"', 'gtin = "00300233921024"'),
    "the GTIN of another product": ('gtin = "00300233921029"', 'gtin = "00300231145014"'),
    "a GTIN that is too short": ('gtin = "00300233921029"', 'gtin = "300233921029"'),
    "an NDC without hyphens": ('ndc = "0023-1145-01"', 'ndc = "0023114501"'),
    "a product twice": (
        'ndc = "0023-3921-02"\nname = "BOTOX 200 units"',
        'ndc = "0023-1145-01"\nname = "BOTOX 200 units"',
    ),
    "a strength nobody makes": ('units = "200"', 'units = "150"'),
    "a strength as a number": ('units = "200"', "units = 200"),
    "no hcpcs code": ('hcpcs = "J0585"', 'hcpcs = "585"'),
    "a day in quotes": ("effective_from = 2010-10-15", 'effective_from = "2010-10-15"'),
    "a time for a day": ("effective_from = 2010-10-15", "effective_from = 2010-10-15T10:00:00"),
    "an end before the beginning": (
        "effective_from = 2010-10-15",
        "effective_from = 2010-10-15\neffective_to = 2010-10-14",
    ),
    "a refused product among the products": ('"0023-9232-01"', '"0023-1145-01"'),
    "a refused NDC of no shape": ('"0023-9232-01"', '"0023-9232-1"'),
    "a refused NDC twice": ('"0023-9232-02"', '"0023-9232-01"'),
    "a toxin twice": ('code = "dysport"', 'code = "xeomin"'),
    "a toxin without counts": ("counts = false", ""),
    "counts that are no flag": ("counts = false", 'counts = "no"'),
    "no diluent of the label": ("is_label = true", "is_label = false"),
    "two diluents of the label": ("is_label = false", "is_label = true"),
    "no strengths": ('vial_units = ["50", "100", "200"]', "vial_units = []"),
    "an unknown key": ("schema = 1", 'schema = 1\ncolour = "red"'),
    "a misspelt key": ("effective_from = ", "effective_since = "),
    "another schema": ("schema = 1", "schema = 2"),
    "no reason": ("reason = ", "why = "),
}


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_file_is_refused(tmp_path, old, new):
    assert old in TEXT
    with pytest.raises(CatalogError, match=r"products\.toml") as refused:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert refused.value.unchanged == "The program uses no part of this file."


def test_every_changed_digit_of_a_gtin_is_noticed(tmp_path):
    start = TEXT.index('gtin = "') + len('gtin = "')
    for at in range(start, start + 14):
        for digit in set("0123456789") - {TEXT[at]}:
            with pytest.raises(CatalogError):
                read(tmp_path, TEXT[:at] + digit + TEXT[at + 1 :])
