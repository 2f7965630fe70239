import pytest

from clinicapp.catalog.charges import load_charge_codes
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.vials import Source
from tests.factories import RESOURCES

FILE = RESOURCES / "codes" / "charges.toml"
TEXT = FILE.read_text("utf-8")


def test_the_codes_are_those_of_the_domain_page():
    codes = load_charge_codes(FILE)
    assert (codes.procedure, codes.procedure_units) == ("64615", 1)
    assert (codes.discarded_modifier, codes.none_discarded_modifier) == ("JW", "JZ")
    assert (codes.ndc_qualifier, codes.ndc_unit) == ("N4", "UN")
    assert codes.billed_sources == (Source.BOUGHT,)
    assert codes.clinician_review == "not yet reviewed by a clinician or biller"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ('code = "64615"', ""),
        ('code = "64615"', "code = 64615"),
        ("units = 1", "units = 0"),
        ('["bought"]', '["borrowed"]'),
        ('["bought"]', '"bought"'),
        ('discarded = "JW"', 'discarded = "JZ"'),
        ('unit = "UN"', 'unit = "UN"\ncolour = "red"'),
        ('version = "2026.1"', 'version = "2026.1"\nlines = 3'),
        ("[ndc]", "[ndcs]"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path, old, new):
    path = tmp_path / "charges.toml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=r"charges\.toml"):
        load_charge_codes(path)
