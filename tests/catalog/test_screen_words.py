import shutil

import pytest

from clinicapp.catalog.screen_words import KIND, PLACES, load_screen_words, screen_languages
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES

FOLDER = RESOURCES / "consent"


def test_the_screen_speaks_every_language_that_a_consent_is_written_in():
    spoken = screen_languages(FOLDER)
    assert spoken == ("en", "es")
    for language in spoken:
        words = load_screen_words(FOLDER, language)
        assert (words.language, set(words.words)) == (language, set(PLACES))


def test_the_words_are_translated():
    english, spanish = (load_screen_words(FOLDER, code) for code in ("en", "es"))
    same = {key for key in PLACES if english[key] == spanish[key]}
    assert same == {"identity_no"}


def test_nothing_is_shouted_and_no_sentence_is_long():
    for language in screen_languages(FOLDER):
        words = load_screen_words(FOLDER, language)
        assert [key for key in PLACES if "!" in words[key]] == []
        sentences = (s for key in PLACES for s in words[key].replace("?", ".").split("."))
        assert max(len(sentence.split()) for sentence in sentences) <= 16


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('born = "born {date}"', 'born = "born"', r"born must hold {date}"),
        ('skip = "Skip"', "", "skip"),
        ('skip = "Skip"', 'skip = "Skip"\nextra = "one more"', "extra"),
    ],
)
def test_a_file_with_other_words_is_refused(tmp_path, old, new, fault):
    name = f"{KIND}.en.toml"
    shutil.copy(FOLDER / name, tmp_path / name)
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CatalogError, match=fault):
        load_screen_words(tmp_path, "en")
