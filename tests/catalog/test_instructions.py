import re

import pytest

from clinicapp.catalog.instructions import instruction_languages, load_instructions
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.instruction_texts import ALWAYS_PRINTED, Switch
from tests.factories import AT, RESOURCES

FOLDER = RESOURCES / "instructions"
FILE = "instructions.en.toml"


@pytest.fixture
def changed(tmp_path):
    """Read the English texts after a change to the file."""

    def load(old, new):
        text = (FOLDER / FILE).read_text("utf-8")
        assert old in text
        (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
        return load_instructions(tmp_path, "en")

    return load


def test_english_and_spanish_are_there():
    assert instruction_languages(FOLDER) == ("en", "es")
    assert [load_instructions(FOLDER, code).name for code in ("en", "es")] == ["English", "Español"]


def test_every_language_says_the_same_lines_on_the_same_basis():
    def shape(language):
        lines = load_instructions(FOLDER, language).lines
        return [(x.id, x.block, x.basis, x.switch, x.condition) for x in lines]

    assert shape("en") == shape("es")


def test_locked_lines_are_the_ones_no_sheet_may_lack():
    lines = load_instructions(FOLDER, "en").lines
    locked = {x.id for x in lines if x.switch is Switch.LOCKED}
    assert locked - {"foot.guide"} == set(ALWAYS_PRINTED)


def test_lines_that_are_off_or_not_true_of_the_record_are_not_printed():
    texts = load_instructions(FOLDER, "en")
    assert [x.id for x in texts.printed("care")] == ["care.no_rub", "care.sore"]
    assert [x.id for x in texts.printed("foot")] == ["foot.report"]
    with_guide = texts.printed("foot", frozenset({"guide_given"}))
    assert [x.id for x in with_guide] == ["foot.report", "foot.guide"]


def test_days_and_times_are_written_as_the_language_writes_them():
    english, spanish = (load_instructions(FOLDER, code).dates for code in ("en", "es"))
    noon = AT.replace(hour=12, minute=5)
    assert english.show_weekday(AT) == "Sunday, November\u00a022, 2026"
    assert english.show_time(noon) == "12:05\u00a0PM"
    assert english.show_time(noon.replace(hour=0)) == "12:05\u00a0AM"
    assert spanish.show_date(AT) == "22\u00a0de\u00a0noviembre de\u00a02026"
    assert spanish.show_time(noon.replace(hour=15)) == "3:05\u00a0p.\u00a0m."


@pytest.mark.parametrize("line_id", ALWAYS_PRINTED)
def test_a_file_that_lacks_a_warning_is_refused(tmp_path, line_id):
    text = (FOLDER / FILE).read_text("utf-8")
    line = re.search(rf'\[\[line\]\]\nid = "{line_id}"\n.*?\n(\n|$)', text, re.DOTALL)
    (tmp_path / FILE).write_text(text.replace(line[0], ""), "utf-8")
    with pytest.raises(CatalogError, match=rf"{FILE}: line {line_id} is missing"):
        load_instructions(tmp_path, "en")


def test_a_warning_that_could_be_turned_off_is_refused(changed):
    line = 'text = "Drooping eyelids"\nbasis = "label"\nswitch = "locked"'
    with pytest.raises(CatalogError, match=r"line signs\.lids must be locked"):
        changed(line, line.replace("locked", "on"))


def test_a_warning_that_depends_on_the_record_is_refused(changed):
    line = 'text = "Drooping eyelids"\nbasis = "label"\nswitch = "locked"'
    with pytest.raises(CatalogError, match=r"line signs\.lids must be locked"):
        changed(line, f'{line}\nwhen = "guide_given"')


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('text = "Hoarse voice"', 'text = "Hoarse voice"\ncolour = "red"', "signs.hoarse: unknown"),
        ('text = "Hoarse voice"', 'text = ""', "signs.hoarse: text must be a text"),
        ('id = "signs.hoarse"', 'id = "signs.lids"', "line signs.lids stands there twice"),
        ('text = "Not before {next_date}"', 'text = "Not before"', "next.date: text must hold"),
        ('text = "Hoarse voice"', 'text = "Hoarse {voice}"', "signs.hoarse: text must hold no"),
        ('text = "Hoarse voice"', 'text = "Hoarse {voice"', "signs.hoarse: text has a brace"),
        ('basis = "clinic"', 'basis = "custom"', "hero.until: custom is not a basis"),
        ('switch = "off"', 'switch = "never"', "care.upright: never is not a switch"),
        ('block = "care"', 'block = "cure"', "care.no_rub: there is no block cure"),
        ('when = "guide_given"', 'when = "full_moon"', "foot.guide: full_moon is nothing"),
        ('born = "Born"', "", "words: born is missing"),
        ('born = "Born"', 'born = "Born"\nhello = "Hello"', "words: unknown: hello"),
        ('"Saturday", "Sunday"', '"Saturday"', "dates: weekdays must hold 7"),
        ("{hour}:{minute}", "{hour}", "dates: time must hold"),
        ('language = "en"', 'language = "fr"', "the language is fr, not en"),
        ("schema = 1", "schema = 2", "reads schema 1"),
        ('id = "care"\n', 'id = "cure"\n', "the blocks must be"),
    ],
)
def test_a_wrong_file_is_refused_with_the_line_and_the_reason(changed, old, new, fault):
    with pytest.raises(CatalogError) as refusal:
        changed(old, new)
    assert FILE in refusal.value.happened
    assert fault in refusal.value.happened


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(CatalogError, match="cannot be read"):
        load_instructions(FOLDER, "fr")
