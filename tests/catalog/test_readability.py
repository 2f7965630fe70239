import pytest

from clinicapp.catalog.consent_texts import consent_languages
from clinicapp.catalog.readability import load_reading_limits
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES

FILE = RESOURCES / "consent" / "readability.toml"


def test_every_language_of_the_consent_has_its_formula_and_limit():
    limits = load_reading_limits(FILE)
    assert tuple(limits) == consent_languages(FILE.parent)
    assert {code: (limit.measure, limit.limit) for code, limit in limits.items()} == {
        "en": ("flesch-kincaid-grade", 8),
        "es": ("fernandez-huerta", 60),
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"fernandez-huerta"', '"flesch"', "flesch is not a measure"),
        ('code = "es"', 'code = "en"', "language en stands there twice"),
        ("limit = 60", "limit = 0", "limit must be a whole number from 1"),
        ("limit = 60", 'limit = 60\nlong = "yes"', "unknown: long"),
        ("schema = 1", "schema = 2", "reads schema 1"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path, old, new, fault):
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / FILE.name).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=fault):
        load_reading_limits(tmp_path / FILE.name)
