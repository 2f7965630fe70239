import re
from dataclasses import replace

import pytest

from clinicapp.catalog.consent_texts import (
    consent_languages,
    load_consent_texts,
    require_listed_risks,
    shipped_review,
)
from clinicapp.domain.consent.editing import check_edited
from clinicapp.domain.consent.required import ALWAYS_SHOWN, LISTED_RISKS
from clinicapp.domain.consent.texts import SECTIONS, digest_of_texts
from clinicapp.domain.errors import CatalogError
from tests.factories import RESOURCES, make_rules

FOLDER = RESOURCES / "consent"
FILE = "consent.en.toml"
LANGUAGES = ("en", "es")
# domain.md 4.1: with Botox and without medicine, of 100.
FIGURES = {
    "neck-pain": [("9", "3")],
    "headache": [("5", "3")],
    "migraine": [("4", "3")],
    "facial-paresis": [("2", "0")],
    "eyelid-drooping": [("4", "<1")],
    "bronchitis": [("3", "2")],
    "muscle-stiffness": [("4", "1")],
    "weakness": [("4", "<1")],
    "muscle-pain": [("3", "1"), ("3", "1")],
    "muscle-spasms": [("2", "1")],
    "site-pain": [("3", "2")],
    "high-blood-pressure": [("2", "1")],
}


@pytest.fixture
def changed(tmp_path):
    """Read the English words after a change to the file."""

    def load(old, new):
        text = (FOLDER / FILE).read_text("utf-8")
        assert old in text
        (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
        return load_consent_texts(tmp_path, "en")

    return load


@pytest.fixture
def without(tmp_path):
    """Read the English words without one table, found by its first line."""

    def load(table, first):
        text = (FOLDER / FILE).read_text("utf-8")
        found = re.search(
            rf"\[\[{table}\]\]\n{re.escape(first)}\n.*?(?=\n\[\[|\Z)", text, re.DOTALL
        )
        (tmp_path / FILE).write_text(text.replace(found[0], ""), "utf-8")
        return load_consent_texts(tmp_path, "en")

    return load


def test_english_and_spanish_are_there():
    assert consent_languages(FOLDER) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_not_reviewed_yet_and_say_so(language):
    assert shipped_review(FOLDER, language) == "not yet reviewed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_risks_are_the_coded_ones_with_the_figures_of_the_label(language):
    texts = load_consent_texts(FOLDER, language)
    require_listed_risks(texts, make_rules().lists.risks)
    told = {r.code: [(f.with_botox, f.with_placebo) for f in r.figures] for r in texts.risks}
    assert told == FIGURES
    assert [r.code for r in texts.risks if r.is_most_common] == ["neck-pain"]


def test_a_risk_is_worded_in_the_record_as_in_the_patient_information():
    labels = {c.code: c.label.casefold() for c in make_rules().lists.risks}
    assert labels == {r.code: r.wording for r in load_consent_texts(FOLDER, "en").risks}


def test_both_languages_have_the_same_items_figures_and_sources():
    def shape(language):
        texts = load_consent_texts(FOLDER, language)
        items = [
            (i.id, i.is_locked, i.is_shown, i.when, i.source)
            for s in texts.sections
            for i in s.items
        ]
        # What stands in brackets behind a term is printed, and so in the language.
        figures = {
            r.code: [(f.term.split(" (")[0], f.with_botox, f.with_placebo) for f in r.figures]
            for r in texts.risks
        }
        risks = [
            (r.code, r.is_most_common, r.wording, figures[r.code], r.source) for r in texts.risks
        ]
        return items, risks

    assert shape("en") == shape("es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_locked_items_are_the_ones_no_consent_may_lack(language):
    texts = load_consent_texts(FOLDER, language)
    assert [i.id for s in texts.sections for i in s.items if i.is_locked] == list(ALWAYS_SHOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_what_to_tell_ends_the_sentence_of_its_heading(language):
    section = load_consent_texts(FOLDER, language).section("tell")
    assert section.heading.endswith(":")
    for item in section.items:
        assert item.text[0].islower()
        assert item.text[-1].isalpha() or item.text[-1].isdigit()


def test_shots_where_it_hurts_are_told_of_only_when_they_are_planned():
    texts = load_consent_texts(FOLDER, "en")
    usual = {i.id for i in texts.shown("happens")}
    assert {i.id for i in texts.shown("happens", ("extras_planned",))} - usual == {"happens.extra"}


def test_what_a_clinician_has_not_agreed_to_is_not_shown():
    texts = load_consent_texts(FOLDER, "en")
    hidden = {i.id for s in texts.sections for i in s.items if not i.is_shown}
    assert hidden == {"serious.context"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_words_pass_as_edited_ones_and_stay_the_same(language):
    texts = load_consent_texts(FOLDER, language)
    assert digest_of_texts(check_edited(texts, texts)) == digest_of_texts(texts)


@pytest.mark.parametrize("code", LISTED_RISKS)
def test_a_file_that_lacks_a_risk_is_refused(without, code):
    with pytest.raises(CatalogError, match=rf"{FILE}: risk {code} is missing"):
        without("risk", f'code = "{code}"')


@pytest.mark.parametrize("item", ALWAYS_SHOWN)
def test_a_file_that_lacks_a_locked_item_is_refused(without, item):
    with pytest.raises(CatalogError, match=rf"item {item} is missing|: item is missing"):
        without("section.item", f'id = "{item}"')


@pytest.mark.parametrize("section", SECTIONS)
def test_a_file_that_lacks_a_section_is_refused(changed, section):
    with pytest.raises(CatalogError, match=r"must begin with other\."):
        changed(f'id = "{section}"', 'id = "other"')


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "Neck pain"', 'name = "Neck pain"\ncolour = "red"', "risk neck-pain: unknown"),
        ('name = "Neck pain"', 'name = " "', "risk neck-pain: name must be a text"),
        ('code = "headache"', 'code = "neck-pain"', "risk neck-pain stands there twice"),
        ('code = "headache"', 'code = "heartache"', "risk headache is missing"),
        ("most_common = true", "most_common = false", "most common risk must be neck-pain"),
        ("most_common = false", "most_common = true", "must be neck-pain, and no other"),
        ('with_placebo = "<1"', 'with_placebo = "few"', "few is not a number of 100 people"),
        ('with_placebo = "<1"', "with_placebo = 1", "with_placebo must be a text"),
        ('id = "what.chronic"', 'id = "what.botox"', "item what.botox stands there twice"),
        ('id = "what.chronic"', 'id = "happens.chronic"', "must begin with what."),
        ('when = "extras_planned"', 'when = "full_moon"', "happens.extra: full_moon is nothing"),
        ("locked = true", "locked = false", "item what.migraine must be locked"),
        ("shown = true", "shown = false", "what.migraine: a locked item is shown"),
        ("shown = true", 'shown = true\nwhen = "extras_planned"', "a locked item is shown"),
        ("locked = true", 'locked = "yes"', "locked must be true or false"),
        ('heading = "Your rights"', 'heading = ""', "section rights: heading must be a text"),
        ('refuse = "I do not accept this risk"', "", "answers: refuse is missing"),
        ('later = "Not today"', 'later = "Not today"\nhello = "Hello"', "answers: unknown: hello"),
        ('language = "en"', 'language = "fr"', "the language is fr, not en"),
        ("schema = 1", "schema = 2", "reads schema 1"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_reason(changed, old, new, fault):
    with pytest.raises(CatalogError) as refusal:
        changed(old, new)
    assert FILE in refusal.value.happened
    assert fault in refusal.value.happened


def test_risks_in_another_order_are_refused(changed):
    with pytest.raises(CatalogError, match="in this order"):
        changed('code = "headache"', 'code = "extra-risk"\nname = "A"\ntext = "B"\nmost_common = '
                'false\nwording = "c"\nfigures = [{ term = "d", with_botox = "1", with_placebo = '
                '"0" }]\nsource = "e"\n\n[[risk]]\ncode = "headache"')  # fmt: skip


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(CatalogError, match="cannot be read"):
        load_consent_texts(FOLDER, "fr")


def test_risks_that_are_not_those_of_the_coded_lists_are_refused():
    texts, listed = load_consent_texts(FOLDER, "en"), make_rules().lists.risks
    for wrong in (listed[1:], listed[::-1], (*listed, replace(listed[0], code="new"))):
        with pytest.raises(CatalogError, match="not those of the coded lists"):
            require_listed_risks(texts, wrong)
