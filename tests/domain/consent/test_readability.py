from dataclasses import replace

import pytest

from clinicapp.catalog.consent_texts import load_consent_texts
from clinicapp.catalog.readability import load_reading_limits
from clinicapp.domain.consent.readability import (
    Measure,
    ReadingLimit,
    count,
    ease,
    full_sentences,
    grade,
    lines_of,
    reading_of,
    reading_words,
)
from clinicapp.domain.consent.syllables import english_syllables
from tests.factories import RESOURCES

FOLDER = RESOURCES / "consent"
LIMITS = load_reading_limits(FOLDER / "readability.toml")
HARD = {
    "en": "Administration of onabotulinumtoxinA necessitates comprehensive consideration of "
    "neuromuscular contraindications, concomitant pharmacological interventions and individual "
    "physiological susceptibility preceding reconstitution.",
    "es": "La administración de onabotulinumtoxinA requiere la consideración exhaustiva de las "
    "contraindicaciones neuromusculares, las intervenciones farmacológicas concomitantes y la "
    "susceptibilidad fisiológica individual con anterioridad a su reconstitución.",
}


def everything(language):
    """The shipped words with every item on, also the one that is off."""
    texts = load_consent_texts(FOLDER, language)
    shown = [
        replace(s, items=tuple(replace(i, is_shown=True) for i in s.items)) for s in texts.sections
    ]
    return replace(texts, sections=tuple(shown))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_shipped_words_are_easy_over_all_lines_and_over_full_sentences_alone(language):
    lines = lines_of(everything(language))
    sentences = full_sentences(lines)
    assert len(lines) > len(sentences) > 50
    assert reading_of(lines, LIMITS[language]).is_within
    assert reading_of(sentences, LIMITS[language]).is_within


def test_the_figures_of_the_shipped_words():
    english, spanish = (reading_words(everything(code), LIMITS) for code in ("en", "es"))
    assert (english.measure, english.limit) == (Measure.FLESCH_KINCAID_GRADE, 8)
    assert english.figure == pytest.approx(3.7, abs=0.3)
    assert (spanish.measure, spanish.limit) == (Measure.FERNANDEZ_HUERTA, 60)
    assert spanish.figure == pytest.approx(76.6, abs=1.0)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_hard_sentence_goes_over_the_limit(language):
    assert not reading_of([HARD[language]], LIMITS[language]).is_within


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_consent_with_hard_words_goes_over_the_limit(language):
    texts = load_consent_texts(FOLDER, language)
    hard = [
        replace(s, items=tuple(replace(i, text=HARD[language]) for i in s.items))
        for s in texts.sections
    ]
    found = reading_words(replace(texts, sections=tuple(hard)), LIMITS)
    assert not found.is_within


@pytest.mark.parametrize("language", ["en", "es"])
def test_short_lines_of_a_list_do_not_hide_hard_sentences(language):
    texts = load_consent_texts(FOLDER, language)
    first = texts.sections[0]
    lists = replace(first, items=(first.items[0], *(replace(first.items[0], text="no"),) * 300))
    hard = replace(first, items=tuple(replace(i, text=HARD[language]) for i in first.items))
    few = [replace(s, items=()) for s in texts.sections[2:]]
    short = tuple(replace(r, name="a", text="a") for r in texts.risks)
    found = reading_words(
        replace(texts, sections=(hard, lists, *few), risks=short),
        LIMITS,
    )
    assert not found.is_within


def test_what_is_turned_off_is_not_counted():
    texts = load_consent_texts(FOLDER, "en")
    off = [
        replace(s, items=tuple(replace(i, is_shown=False) for i in s.items)) for s in texts.sections
    ]
    assert texts.sections[0].items[0].text in lines_of(texts)
    assert texts.sections[0].items[0].text not in lines_of(replace(texts, sections=tuple(off)))


def test_a_language_without_a_formula_has_no_figure():
    assert reading_words(load_consent_texts(FOLDER, "en"), {}) is None


def test_the_formulas_are_the_published_ones():
    # 6 words of 6 syllables, and 5 words of 7 syllables, in one sentence each.
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert ease(["El gato come pan hoy."]) == pytest.approx(206.84 - 60 * 7 / 5 - 1.02 * 5)


def test_a_grade_has_a_most_and_an_ease_a_least():
    line = ["You may get a headache after the shots."]
    figure = grade(line)
    low, high = (
        ReadingLimit(measure=Measure.FLESCH_KINCAID_GRADE, limit=limit)
        for limit in (int(figure), int(figure) + 1)
    )
    assert [reading_of(line, limit).is_within for limit in (low, high)] == [False, True]
    line = ["Puede tener dolor de cabeza."]
    figure = ease(line)
    low, high = (
        ReadingLimit(measure=Measure.FERNANDEZ_HUERTA, limit=limit)
        for limit in (int(figure), int(figure) + 1)
    )
    assert [reading_of(line, limit).is_within for limit in (low, high)] == [True, False]


def test_every_line_ends_a_sentence_and_abbreviations_do_not():
    found = count(["Neck pain", "You may faint. Call us."], english_syllables)
    assert (found.sentences, found.words) == (3, 7)
    assert count(["The dose the U.S. label advises."], english_syllables).sentences == 1


def test_a_figure_is_one_word_read_aloud():
    found = count(["The whole dose is 155 units."], english_syllables)
    assert (found.words, found.syllables) == (6, 12)


def test_nothing_at_all_is_easy():
    assert (grade([]), ease([])) == (0.0, 100.0)
