import re
import tomllib

import pytest

from clinicapp.catalog.copy_words import load_copy_words
from clinicapp.catalog.instructions import load_instructions
from clinicapp.domain.consent.copy_words import COPY_WORDS
from clinicapp.domain.errors import CatalogError
from clinicapp.reports.letters import unprintable
from tests.factories import RESOURCES

FOLDER = RESOURCES / "consent"
LANGUAGES = ("en", "es")
REPORTS = RESOURCES.parent / "clinicapp" / "reports"


def dates(language="en"):
    return load_instructions(RESOURCES / "instructions", language).dates


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_and_can_be_printed(language):
    words = load_copy_words(FOLDER, language, dates(language))
    assert words.words.keys() == COPY_WORDS.keys()
    assert {key: unprintable(text) for key, text in words.words.items() if unprintable(text)} == {}
    assert words.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_that_no_clinician_has_reviewed_it(language):
    read = tomllib.loads((FOLDER / f"copy.{language}.toml").read_text("utf-8"))
    assert read["clinician_review"] == "not yet reviewed by a clinician"


def test_no_word_is_kept_that_no_paper_prints():
    code = "".join(path.read_text("utf-8") for path in REPORTS.glob("*.py"))
    named = set(re.findall(r"['\"]([a-z_]+)['\"]", code))
    made = {key for key in COPY_WORDS if re.match(r"(role|means|copy|relationship)[_-]", key)}
    assert set(COPY_WORDS) - named - made == set()


def test_places_are_filled():
    words = load_copy_words(FOLDER, "en", dates())
    assert words.word("page", page=2, pages=3) == "Page 2 of 3"


def test_a_file_with_a_word_less_is_refused(tmp_path):
    text = (FOLDER / "copy.en.toml").read_text("utf-8")
    (tmp_path / "copy.en.toml").write_text(text.replace('born = "Born"\n', ""), "utf-8")
    with pytest.raises(CatalogError, match="born"):
        load_copy_words(tmp_path, "en", dates())
