"""The letters that lead to a site: every muscle has one, and a wrong file is refused."""

import pytest

from clinicapp.catalog.site_letters import load_site_letters
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES, make_protocol

ONE = '[[muscle]]\ncode = "TEM"\nletter = "T"\nwords = "Temporalis"\n'


def write(tmp_path, text, schema=1):
    path = tmp_path / "letters.toml"
    path.write_text(f"schema = {schema}\n{text}", "utf-8")
    return path


def test_every_muscle_of_the_protocol_has_a_letter():
    letters = load_site_letters(RESOURCES / "keys" / "letters.toml")
    assert [one.code for one in letters] == [m.code for m in make_protocol().muscles]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ONE.replace('"T"', '"t"'), "one of A to Z"),
        (ONE.replace('"T"', '"TE"'), "one of A to Z"),
        (ONE.replace('"T"', '"7"'), "one of A to Z"),
        (ONE + ONE.replace("TEM", "TRA"), "T stands there twice"),
        (ONE + ONE.replace('"T"', '"S"'), "TEM stands there twice"),
        (ONE + 'colour = "red"\n', "unknown: colour"),
        (ONE.replace('letter = "T"\n', ""), "letter is missing"),
        ("muscle = []\nname = 1\n", "unknown: name"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_reason(tmp_path, text, fault):
    with pytest.raises(CatalogError, match=fault):
        load_site_letters(write(tmp_path, text))


def test_a_file_of_another_schema_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="schema 1"):
        load_site_letters(write(tmp_path, ONE, schema=2))
