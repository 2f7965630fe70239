import re

import pytest

from clinicapp.catalog.notes import load_note_words
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.note_words import PLACES
from tests.factories import RESOURCES

FILE = RESOURCES / "notes" / "note-en.toml"
TEXT = FILE.read_text("utf-8")


def test_the_wording_names_its_source_and_that_nobody_has_reviewed_it():
    words = load_note_words(FILE)
    assert words.clinician_review == "not yet reviewed by a clinician"
    assert words.source
    assert set(words.texts) == set(PLACES)


def test_one_and_several_are_told_apart():
    words = load_note_words(FILE)
    assert [words.count("units", n) for n in (1, 0, 2)] == ["1 unit", "0 units", "2 units"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("session {number}, {date}", "session {number}"),
        ("session {number}, {date}", "session {number}, {date}, {patient}"),
        ("session {number}, {date}", "session {number:03}, {date}"),
        ("session {number}, {date}", "session {number!r}, {date}"),
        ("session {number}, {date}", "session {number.real}, {date}"),
        ("session {number}, {date}", "session {number, {date}"),
        ("session {number}, {date}", "session {number}, {date}, {}"),
        ('omitted = "{sites} omitted"', ""),
        ('omitted = "{sites} omitted"', 'omitted = ""'),
        ('omitted = "{sites} omitted"', 'omitted = "{sites} omitted"\nother = "x"'),
        ('units = ["{count} unit", "{count} units"]', 'units = ["{count} units"]'),
        ('units = ["{count} unit", "{count} units"]', 'units = ["1 unit", "{count} units"]'),
        ('"January", ', ""),
        ('lateral = "lateral"', ""),
        ('lateral = "lateral"', 'lateral = "lateral"\naround = "around"'),
        ("schema = 1", "schema = 2"),
        ('source = "', 'author = "'),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, old, new):
    assert old in TEXT
    path = tmp_path / "note-en.toml"
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError, match=re.escape("note-en.toml")):
        load_note_words(path)
